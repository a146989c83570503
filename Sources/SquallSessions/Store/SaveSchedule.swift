/// When the session file is written again while a board is open: it is never further behind the
/// journal than ``maximumDelay`` or ``maximumEntries``.
///
/// It knows no clock: the caller says what time it is, by one that does not jump.
public struct SaveSchedule: Sendable {
  /// How long after an entry the session file may lack it.
  public static let maximumDelay = Duration.seconds(5)

  /// How many entries the session file may lack.
  public static let maximumEntries = 1_000

  private var saved: Int
  private var latest: Int
  private var since: Duration?

  /// A schedule for a session whose file holds everything up to that entry.
  public init(saved: Int) {
    self.saved = saved
    latest = saved
  }

  /// An entry was recorded.
  public mutating func recorded(_ sequence: Int, at time: Duration) {
    guard sequence > latest else { return }
    if latest == saved { since = time }
    latest = sequence
  }

  /// The file is being written with everything up to that entry.
  public mutating func saving(_ sequence: Int, at time: Duration) {
    saved = max(saved, sequence)
    since = latest > saved ? time : nil
  }

  /// How long until the file is to be written: nothing where it is due, nil where it lacks
  /// nothing.
  public func wait(at time: Duration) -> Duration? {
    guard let since else { return nil }
    if latest - saved >= SaveSchedule.maximumEntries { return .zero }
    return max(.zero, since + SaveSchedule.maximumDelay - time)
  }
}
