public import SquallModel

/// What squall has said lately: a few short lines, and all of them to be read again.
public struct Notices: Equatable, Sendable {
  /// How long a line is shown, in milliseconds.
  public static let duration: Int64 = 4_000
  /// How long a byte of a long warning takes to be read, in milliseconds, and from which one on it
  /// is long: what may cost work is shown until it can have been read, at 20 signs a second.
  static let (readingTime, quicklyRead): (Int64, Int) = (50, 80)
  /// How many lines are shown at once.
  public static let shownAtOnce = 3
  /// How many are kept to be read again.
  public static let kept = 200

  /// How much a line matters.
  public enum Weight: UInt8, Comparable, Sendable {
    case hint, news, warning, problem

    public static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  /// What a line is about, where a later one about the same makes it untrue.
  public enum Topic: Hashable, Sendable {
    case lock, phase, link, timer, following, call, tags, cursors, calls, mouse, takingBack, writing
    /// Whether somebody is let in, or what they may do.
    case person(ID)
  }

  /// One thing that was said.
  public struct Notice: Equatable, Sendable {
    public var text: String
    public var weight: Weight
    /// When it was said last.
    public var at: Instant
    /// How often it was said while it was shown.
    public var count = 1
    var topic: Topic?
    /// Whether it may still be shown.
    var isFresh = true
  }

  /// Everything that was said, the oldest first.
  public private(set) var all: [Notice] = []

  /// Says something.
  ///
  /// What is shown already is counted instead of repeated; what is shown about the same topic
  /// gives way.
  mutating func say(
    _ text: String, _ weight: Weight, about topic: Topic? = nil, at now: Instant
  ) {
    expire(at: now)
    if let topic {
      for index in all.indices where all[index].topic == topic && all[index].text != text {
        all[index].isFresh = false
      }
    }
    var notice = Notice(text: text, weight: weight, at: now, topic: topic)
    let latest = all.indices.last
    if let index = all.lastIndex(where: { $0.text == text && $0.isFresh }) {
      notice.count = all[index].count + 1
      notice.weight = max(weight, all[index].weight)
      all.remove(at: index)
    } else if let latest, all[latest].text == text, all[latest].weight == weight {
      notice.count = all[latest].count
      all.remove(at: latest)
    }
    all.append(notice)
    forgetOldest()
  }

  /// Says something in the place of a line that is still shown, where there is one; as news.
  mutating func say(_ text: String, insteadOf older: String?, at now: Instant) {
    expire(at: now)
    if let index = all.lastIndex(where: { $0.isFresh && $0.text == older }) {
      all.remove(at: index)
    }
    say(text, .news, at: now)
  }

  /// Keeps something to be read later, without showing it.
  mutating func keep(_ text: String, at now: Instant) {
    let notice = Notice(text: text, weight: .hint, at: now, isFresh: false)
    all.insert(notice, at: all.firstIndex(where: \.isFresh) ?? all.endIndex)
    forgetOldest()
  }

  private mutating func forgetOldest() {
    if all.count > Notices.kept { all.removeFirst(all.count - Notices.kept) }
  }

  /// What is to be shown at an instant, the oldest first; where there is too much, what matters
  /// most.
  public func shown(at now: Instant) -> [Notice] {
    var shown = all.filter { $0.isFresh && now < end(of: $0) }
    while shown.count > Notices.shownAtOnce {
      shown.remove(at: shown.firstIndex { $0.weight < .warning } ?? 0)
    }
    return shown
  }

  /// When what is shown changes next; nil while nothing is.
  func nextChange(after now: Instant) -> Instant? { shown(at: now).map(end(of:)).min() }

  /// Lets go of what has been shown long enough.
  mutating func expire(at now: Instant) {
    for index in all.indices where all[index].isFresh && now >= end(of: all[index]) {
      all[index].isFresh = false
    }
  }

  /// Takes what is shown from the screen; it can still be read again.
  mutating func dismiss() {
    for index in all.indices { all[index].isFresh = false }
  }

  private func end(of notice: Notice) -> Instant {
    let length = notice.weight < .warning ? 0 : notice.text.utf8.count
    let reading = Int64(max(0, length - Notices.quicklyRead)) * Notices.readingTime
    return Instant(clamping: notice.at.milliseconds + Notices.duration + reading)
  }
}
