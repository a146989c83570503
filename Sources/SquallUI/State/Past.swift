public import SquallModel

/// A moment of the log, seen from the one that is shown.
public enum LogMoment: Equatable, Sendable {
  /// As it was after that entry.
  case entry(Int)
  /// As it was at that instant.
  case instant(Instant)
}

/// A board as it was.
public struct Past: Sendable {
  public var board: Board
  /// The entry that it was taken after.
  public var sequence: Int
  /// When that entry was made.
  public var at: Instant
  /// Tells one look at the past from another.
  var number = 0

  public init(board: Board, sequence: Int, at: Instant) {
    self.board = board
    self.sequence = sequence
    self.at = at
  }
}

/// How far back or forth somebody wants to go: `3` entries, or `10m`.
enum Span: Equatable {
  case entries(Int)
  case milliseconds(Int64)

  /// What each letter is worth, in milliseconds.
  private static let units: [Character: Int64] = [
    "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
  ]

  /// Nil where that is neither a number nor a span of time.
  init?(_ text: String) {
    if let count = Int(text), count > 0 {
      self = .entries(count)
    } else if let last = text.last, let unit = Span.units[last],
      let count = Int64(text.dropLast()), count > 0
    {
      let (milliseconds, isTooLong) = count.multipliedReportingOverflow(by: unit)
      self = .milliseconds(isTooLong ? .max : milliseconds)
    } else {
      return nil
    }
  }
}
