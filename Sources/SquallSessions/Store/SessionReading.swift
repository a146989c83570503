public import SquallModel

/// A session as its files say, and what was noticed on the way. Reading writes nothing and takes
/// no lock.
public struct SessionReading: Sendable {
  /// A board in the session file that is not the log's.
  public struct OutsideBoard: Sendable {
    public enum Origin: Equatable, Sendable {
      /// The file is one that was replaced long ago; it was written at that entry.
      case olderVersion(revision: Int)
      /// Edited by hand or by another program.
      case edited
    }

    public var board: Board
    public var origin: Origin
  }

  /// What has to be done to the journal before it takes new entries.
  enum Preparation: Equatable, Sendable {
    /// Nothing: go on at that byte.
    case append(end: Int, checksum: UInt64)
    /// Keep the bytes from there on aside, cut them off, and go on there.
    case cut(end: Int, checksum: UInt64)
    /// There is no journal: make one that begins with those bytes.
    case create(beginning: [UInt8], checksum: UInt64)
    /// Keep the whole file aside and replace it by one that begins with those bytes of it.
    case replace(keeping: Int, checksum: UInt64)
  }

  /// Which files were read, to know them again.
  struct Seen: Equatable, Sendable {
    var session: FileStatus?
    var journal: FileStatus?
  }

  /// Reads a session (Recovery.md).
  ///
  /// - Throws: ``SessionError/notFound(_:)``, ``SessionError/unreadable(_:_:)``,
  ///   ``SessionError/unreadableJournal(_:byte:)``, ``SessionError/newerJournal(_:version:)`` or
  ///   ``SessionError/file(_:)``.
  public init(_ path: Path, on disk: any FileSystem) throws(SessionError) {
    self = try SessionReader(path, on: disk).read()
  }

  /// A new session: nothing is there yet, and nothing is written before the first entry.
  ///
  /// - Throws: ``SessionError/exists(_:)`` where a session file or a journal is there.
  public init(
    new board: Board, at path: Path, on disk: any FileSystem
  ) throws(SessionError) {
    let paths: SessionPaths
    let seen: Seen
    do throws(FileError) {
      paths = try SessionPaths(path, on: disk)
      seen = Seen(
        session: try disk.status(of: paths.session), journal: try disk.status(of: paths.journal))
    } catch {
      throw .file(error)
    }
    guard seen == Seen() else { throw .exists(paths.session) }
    self.init(
      paths: paths, workshop: Workshop(board: board),
      preparation: .create(beginning: [], checksum: 0),
      seen: seen,
      needsAdoption: true)
  }

  /// A copy of a session that lives elsewhere: nothing is there yet, nothing is written before the
  /// first entry, and that must be an `adopt` (J4).
  ///
  /// - Throws: ``SessionError/exists(_:)`` where a session file or a journal is there.
  public init(
    copyOf board: Board, at path: Path, on disk: any FileSystem
  ) throws(SessionError) {
    try self.init(new: board, at: path, on: disk)
    needsAdoption = false
  }

  init(
    paths: SessionPaths, workshop: Workshop, preparation: Preparation, seen: Seen,
    needsAdoption: Bool
  ) {
    self.paths = paths
    self.workshop = workshop
    self.preparation = preparation
    self.seen = seen
    self.needsAdoption = needsAdoption
    logged = workshop.sequence
  }

  public let paths: SessionPaths
  /// The board and its log. While ``outside`` waits for a decision: the log's board.
  public internal(set) var workshop: Workshop
  /// What a person should be told.
  public internal(set) var findings: [Finding] = []
  /// Whether the session may be written to; where not, only a copy or a repair may (O2).
  public internal(set) var isWritable = true
  /// A board in the session file that is not the log's and waits for a decision (O6): see
  /// ``useOutside(editID:at:)`` and ``useLog()``.
  public internal(set) var outside: OutsideBoard?

  var preparation: Preparation
  var seen: Seen
  /// The entries that a journal without its base gets before any other.
  var opening: [Entry] = []
  /// Whether the workshop's board must enter the journal before any entry.
  var needsAdoption: Bool
  /// The sequence of the last entry that is in the journal or about to enter it first.
  var logged: Int
  /// The digest of the session file, where there is one.
  var digest: EventualDigest?
  /// The digest of a session file whose board enters the log: it becomes known to the log with it.
  var adoptedDigest: EventualDigest?
  /// The mark of the session file as it is.
  var fileMark: JournalMark?
  /// The journal's newest mark.
  var newestMark: JournalMark?
  /// How far ahead of its end the journal is written with zeros, in bytes.
  var zerosAhead = JournalWriter.zerosAhead
  /// Whether the session file's bytes are kept aside before they are replaced.
  var keepsSessionFile = false

  mutating func use(_ workshop: Workshop) {
    self.workshop = workshop
    logged = workshop.sequence
  }

  /// Begins the digest of the session file, if that was not done before; the first edit waits for
  /// it. Worth a call once the board is drawn: before, it would take time from the first frame.
  public func beginDigest() {
    digest?.begin()
  }

  /// Makes the workshop ready to accept edits: where the journal has no base, the board enters it.
  ///
  /// Nothing is written yet. Does nothing where it was done before.
  public mutating func prepareForEdits(editID: ID, at instant: Instant) {
    guard needsAdoption else { return }
    needsAdoption = false
    opening.append(workshop.adopt(workshop.board, editID: editID, at: instant))
    adoptedDigest = digest
    logged = workshop.sequence
  }

  /// Whether it was decided which board counts: the decision is worth writing without any edit.
  public private(set) var isDecided = false

  /// Decides for the board in the session file: it enters the log as an `adopt`.
  public mutating func useOutside(editID: ID, at instant: Instant) {
    guard let outside else { return }
    self.outside = nil
    isDecided = true
    needsAdoption = false
    opening.append(workshop.adopt(outside.board, editID: editID, at: instant))
    adoptedDigest = digest
    logged = workshop.sequence
  }

  /// Decides for the log's board; an edited session file is kept aside before it is replaced.
  public mutating func useLog() {
    guard let outside else { return }
    self.outside = nil
    isDecided = true
    if outside.origin == .edited { keepsSessionFile = true }
  }
}
