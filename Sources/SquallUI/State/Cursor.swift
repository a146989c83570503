public import SquallModel

/// Where a person is on the board.
public enum Cursor: Hashable, Sendable {
  /// On a sticky, placed, attached or in the inbox.
  case sticky(ID)
  /// On a place where no sticky stands: an empty column, an empty lane.
  ///
  /// Without a lane the board has none; without a position nothing stands on the timeline.
  case cell(lane: ID?, at: PositionKey?)

  /// The sticky it is on.
  public var stickyID: ID? {
    if case .sticky(let id) = self { id } else { nil }
  }
}
