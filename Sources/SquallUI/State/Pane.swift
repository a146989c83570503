public import SquallModel

/// A list beside the board, or over it.
public struct Pane: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case detail, inbox, hotspots, people, votes, lanes, glossary, messages, sessions
    /// Of a live workshop: everybody, refused edits, how to join, what to try.
    case company, refused, door, trouble
    /// What can be done here; or all there is.
    case help(isWhole: Bool)
  }

  public var kind: Kind
  /// The row that is chosen.
  public var index = 0
  /// What the rows are searched for; nil while they are not.
  public var filter: String?
  /// The lane that is held, to be moved.
  public var heldLane: ID?

  public init(_ kind: Kind) { self.kind = kind }

  /// Whether the pane takes the board's whole area.
  var coversBoard: Bool {
    switch kind {
    case .help, .sessions, .messages, .company, .refused, .door, .trouble: true
    default: false
    }
  }

  /// Whether its rows can be chosen.
  var hasCursor: Bool { kind != .detail }
}
