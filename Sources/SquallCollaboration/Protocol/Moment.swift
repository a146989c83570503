public import SquallModel

/// When something happens, by two clocks: one for people, and one that never jumps.
///
/// Source: durability.md O7.
public struct Moment: Equatable, Sendable {
  /// What stands in the log, for people to read.
  public var instant: Instant
  /// Milliseconds of a clock that only goes forward; where it begins means nothing.
  public var uptime: Int64

  public init(instant: Instant, uptime: Int64) {
    self.instant = instant
    self.uptime = uptime
  }
}
