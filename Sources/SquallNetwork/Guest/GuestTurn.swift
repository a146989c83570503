public import SquallCollaboration
public import SquallModel
public import SquallSessions

/// What a turn of a guest has brought, for the person at the terminal.
public struct GuestTurn: Sendable {
  /// The workshop as it is seen now, where it may have changed: confirmed, with one's own waiting
  /// edits on top.
  public internal(set) var workshop: Workshop?
  /// The sequence of the last confirmed entry.
  public internal(set) var confirmed: Int
  /// The entries that were confirmed in this turn, anyone's, in order.
  public internal(set) var entries: [Entry]
  /// How many edits this guest was handed so far: a board from before an edit lacks it.
  public internal(set) var taken: Int
  public internal(set) var news: [GuestNews]
  public internal(set) var status: GuestStatus

  /// Lets go of the board, as that of a later turn is there; boards are large.
  public mutating func dropBoard() { workshop = nil }
}

/// How it stands with a guest.
public struct GuestStatus: Equatable, Sendable {
  public var link: LinkState
  public var role: Role
  public var lock: BoardLock
  /// Who has set the lock, where the host says so.
  public var lockedBy: ID?
  public var people: [Person]
  public var timer: TimerState?
  /// When, by the clock that never jumps, ``timer`` was as it says.
  public var timerAt: Int64
  /// How many of one's own edits wait.
  public var waiting: Int
  public var refused: [RefusedEdit]
  public var isHostHalted: Bool
  /// The time of the turn.
  public var moment: Moment
}

/// What went wrong with a guest's own files, or is to be known about them.
public enum GuestFileNews: Sendable {
  /// Edits that wait are not kept on disk.
  case cannotKeep(FileError)
  /// The copy of the workshop.
  case copy(SessionRecorder.News)
  case cannotCopy(SessionError)
  /// A copy was begun beside others of this workshop that have work of their own.
  case passedBy([Path], copy: Path)
}
