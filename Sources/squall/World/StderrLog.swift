import Glibc
import Logging
import SquallModel
import SquallUI

/// Writes a log to stderr, a line each: when, how grave, what; safe to print, whoever wrote it.
///
/// It never waits: where nobody reads, lines are left out.
struct StderrLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  /// The most bytes of a line: a pipe that can be written takes as many at once.
  private static let longestLine = 2_048

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var clock = timespec()
    clock_gettime(CLOCK_REALTIME, &clock)
    let instant = Instant(
      clamping: Int64(clock.tv_sec) * 1_000 + Int64(clock.tv_nsec) / 1_000_000)
    let text = SafeText("\(instant) \(event.level.rawValue): \(event.message)").description
    var line = Array(text.utf8.prefix(StderrLog.longestLine))
    line.append(UInt8(ascii: "\n"))
    var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard poll(&ready, 1, 0) == 1, ready.revents & Int16(POLLOUT) != 0 else { return }
    _ = write(STDERR_FILENO, line, line.count)
  }
}

extension Logger {
  /// The log of this program.
  static var program: Logger { Logger(label: "squall") { _ in StderrLog() } }
}
