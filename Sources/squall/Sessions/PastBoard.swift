import SquallModel
import SquallSessions

/// A board as its log says it was.
struct PastBoard {
  var board: Board
  var revision: Int
  /// When its last entry was made.
  var at: Instant?
  /// The running checksum there.
  var checksum: UInt64?

  /// The session file as it would have been written then.
  var snapshot: SessionSnapshot {
    SessionSnapshot(board: board, revision: revision, checksum: checksum)
  }

  /// Which moment is meant: the end of the log, an entry, or an instant.
  enum Moment {
    case latest
    /// The first entry that there is.
    case first
    case sequence(Int)
    case instant(Instant)

    /// The moment that somebody typed; nil where it is neither a number nor an instant.
    init?(_ text: String) {
      if let sequence = Int(text) {
        self = .sequence(sequence)
      } else if let instant = Instant(text) {
        self = .instant(instant)
      } else {
        return nil
      }
    }
  }

  /// Replays the log of a session up to a moment.
  init(of session: LoadedSession, at moment: Moment) throws(Failure) {
    var past = PastBoard(board: Board(id: session.board.id, title: ""), revision: 0)
    let log = try session.forEachEntry { past.add($0, $1, until: moment) }
    past.board.settle()
    self = past
    try check(moment, log)
  }

  /// Replays a log up to a moment, as far as it goes.
  init(log paths: SessionPaths, of session: ID, at moment: Moment) throws(FileError) {
    var past = PastBoard(board: Board(id: session, title: ""), revision: 0)
    try SessionLog.read(paths, of: session, on: RealFileSystem()) {
      past.add($0, $1, until: moment)
    }
    past.board.settle()
    self = past
  }

  /// Applies an entry, unless it is later than the moment.
  private mutating func add(_ entry: Entry, _ checksum: UInt64?, until moment: Moment) -> Bool {
    switch moment {
    case .latest: break
    case .first: if revision > 0 { return false }
    case .sequence(let last): if entry.sequence > last { return false }
    case .instant(let last): if entry.at > last { return false }
    }
    board.apply(entry.change, by: entry.by, at: entry.at)
    (revision, self.checksum, at) = (entry.sequence, checksum, entry.at)
    return true
  }

  private init(board: Board, revision: Int) {
    self.board = board
    self.revision = revision
  }

  private func check(_ moment: Moment, _ log: String) throws(Failure) {
    switch moment {
    case .latest: break
    case .sequence(let asked) where asked != revision:
      let end = revision == 0 ? "has no entries" : "ends at entry \(revision)"
      throw Failure(.found, "there is no entry \(asked): \(log) \(end)")
    case .instant(let asked) where revision == 0:
      throw Failure(.found, "\(log) has no entry from before \(asked)")
    default: break
    }
  }
}
