import Glibc
import SquallModel

/// Tells the instant: the system's, or a made-up one that goes on at each look.
struct Clock {
  /// A made-up instant, and how many milliseconds the next one is later.
  private var madeUp: (next: Instant, step: Int64)?

  /// The clock that `SQUALL_CLOCK` describes: `INSTANT` or `INSTANT+MILLISECONDS`.
  init(variable: String?) throws(Failure) {
    guard let variable else { return }
    let parts = variable.split(separator: "+", maxSplits: 1)
    guard let start = parts.first.flatMap({ Instant(String($0)) }),
      let step = parts.count == 1 ? 1000 : Int64(parts[1])
    else {
      throw Failure(
        .usage, "SQUALL_CLOCK is '\(variable)', not an instant such as 2026-11-23T10:00:00Z+1000")
    }
    madeUp = (start, step)
  }

  /// The instant now.
  mutating func next() -> Instant {
    if let (next, step) = madeUp {
      madeUp = (Instant(clamping: next.milliseconds &+ step), step)
      return next
    }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(clamping: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
