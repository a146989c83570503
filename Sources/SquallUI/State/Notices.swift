public import SquallModel

/// What squall has said lately: a few short lines, and all of them to be read again.
public struct Notices: Equatable, Sendable {
  /// How long a line is shown, in milliseconds.
  public static let duration: Int64 = 4_000
  /// How many lines are shown at once.
  public static let shownAtOnce = 3
  /// How many are kept to be read again.
  public static let kept = 200

  /// How much a line matters.
  public enum Weight: Sendable { case hint, news, warning, problem }

  /// One thing that was said.
  public struct Notice: Equatable, Sendable {
    public var text: String
    public var weight: Weight
    /// When it was said last.
    public var at: Instant
    /// How often it was said in a row.
    public var count = 1
  }

  /// Everything that was said, the oldest first.
  public private(set) var all: [Notice] = []
  /// How many of the latest may still be shown.
  private var fresh = 0

  /// Says something; the same thing again is counted instead of repeated.
  mutating func say(_ text: String, _ weight: Weight, at now: Instant) {
    expire(at: now)
    if let last = all.last, last.text == text, last.weight == weight {
      all[all.count - 1].at = now
      if fresh > 0 { all[all.count - 1].count += 1 }
      fresh = max(fresh, 1)
      return
    }
    all.append(Notice(text: text, weight: weight, at: now))
    fresh += 1
    if all.count > Notices.kept { all.removeFirst(all.count - Notices.kept) }
  }

  /// Says something in the place of a line that is still shown, where there is one; as news.
  mutating func say(_ text: String, insteadOf older: String?, at now: Instant) {
    expire(at: now)
    if fresh > 0, let last = all.last, last.text == older {
      all.removeLast()
      fresh -= 1
    }
    say(text, .news, at: now)
  }

  /// Keeps something to be read later, without showing it.
  mutating func keep(_ text: String, at now: Instant) {
    let shown = all.suffix(fresh)
    all.removeLast(shown.count)
    all.append(Notice(text: text, weight: .hint, at: now))
    all += shown
    if all.count > Notices.kept { all.removeFirst(all.count - Notices.kept) }
  }

  /// What is to be shown at an instant, the oldest first.
  public func shown(at now: Instant) -> [Notice] {
    all.suffix(min(fresh, Notices.shownAtOnce)).filter { now < end(of: $0) }
  }

  /// When what is shown changes next; nil while nothing is.
  func nextChange(after now: Instant) -> Instant? { shown(at: now).map(end(of:)).min() }

  /// Lets go of what has been shown long enough.
  mutating func expire(at now: Instant) {
    while fresh > 0, now >= end(of: all[all.count - fresh]) { fresh -= 1 }
  }

  /// Takes what is shown from the screen; it can still be read again.
  mutating func dismiss() { fresh = 0 }

  private func end(of notice: Notice) -> Instant {
    Instant(clamping: notice.at.milliseconds + Notices.duration)
  }
}
