/// What happened to the board: everything resolved, nothing to refuse.
///
/// Applying a change is total and deterministic, also when what it speaks of has gone. Keys stand
/// in it, not neighbours, so that the same log gives the same board everywhere.
public indirect enum Change: Equatable, Sendable {
  case stickyAdded(Sticky)
  case stickyReworded(ID, text: String)
  case stickyMoved(ID, to: Place)
  case stickyRemoved(ID)
  case kindChanged(ID, to: Kind)
  /// A field got a value; a new one is put at `index` among the fields, at the end where nil.
  case fieldSet(ID, name: String, value: JSONValue, index: Int?)
  case fieldRemoved(ID, name: String)
  case noteSet(ID, note: String?)
  case pivotalSet(ID, Bool)
  case tentativeSet(ID, Bool)
  case hotspotAddressed(ID)
  case hotspotReopened(ID)
  /// The sticky repeats another one's text from now on, or no longer.
  case copyOfSet(ID, of: ID?)
  case voteCast(ID, by: ID, count: Int)

  case laneAdded(Lane, index: Int)
  case laneRenamed(ID, name: String)
  case laneMoved(ID, index: Int)
  /// The lane went; its stickies went to the inbox.
  case laneRemoved(ID)

  case linkAdded(Link)
  case linkRemoved(ID)
  case contextAdded(Context)
  case contextChanged(ID, name: String, stickies: [ID])
  case contextRemoved(ID)
  case termSet(Term)
  case termRemoved(name: String)

  case titleSet(String)
  case levelSet(Level, phase: Phase)
  /// Columns that stay empty on the timeline, to be filled.
  case roomMade([PositionKey])
  case gapClosed([PositionKey])
  case participantJoined(Participant)

  /// Several changes as one: a paste, a group move.
  case batch([Change])
  /// What an undo (or a redo) of the entry `of` came to.
  case undone(of: ID, changes: [Change])
  /// A board that comes from outside the log, whole.
  case adopted(Board)
}

/// One line of the log: a change, with its place in the order, its author and its instant.
public struct Entry: Equatable, Sendable {
  /// Counted from 1, without gaps.
  public var sequence: Int
  /// Made by the author of the edit; makes a repeated delivery harmless.
  public var editID: ID
  public var at: Instant
  /// The participant; nil for what nobody in particular did (an adopted board).
  public var by: ID?
  public var change: Change

  public init(sequence: Int, editID: ID, at: Instant, by: ID?, change: Change) {
    self.sequence = sequence
    self.editID = editID
    self.at = at
    self.by = by
    self.change = change
  }
}
