import SquallModel
import SquallSessions
import SquallUI

/// A session that was read to be shown or exported; nothing of it is written.
struct LoadedSession {
  var board: Board
  /// The sequence of the last entry that the board holds.
  var revision: Int
  /// Where the files are; nil for a session that came on standard input.
  var paths: SessionPaths?
  /// ``ExitStatus/damagedData`` where only a part could be shown (O2).
  var status = ExitStatus.done
  /// Whether the board is the one that the log adds up to.
  private var isLogged = false
  private var checksum: UInt64?
  /// Where it was read from, where that is no file.
  private var live: LiveWorkshop?

  /// Reads a session and says what was noticed about its files.
  ///
  /// A session file that was changed outside of squall is what the person named, so its board is
  /// shown.
  init(_ file: FileArgument, on console: Console) throws(Failure) {
    if file.isLive {
      let workshop = try LiveWorkshop(file)
      let snapshot = try workshop.snapshot()
      (board, revision, checksum) = (snapshot.board, snapshot.revision, snapshot.checksum)
      live = workshop
      return
    }
    if file.isStandard {
      let snapshot = try LoadedSession.standardInput()
      (board, revision, checksum) = (snapshot.board, snapshot.revision, snapshot.checksum)
      return
    }
    let reading = try LoadedSession.read(file)
    for finding in reading.findings {
      console.say(SafeText(finding.sentence(about: reading.paths)))
    }
    paths = reading.paths
    revision = reading.workshop.sequence
    board = reading.workshop.board
    isLogged = reading.outside == nil && revision > 0
    if let outside = reading.outside {
      let difference = BoardDifference(from: board, to: outside.board)
      console.say(
        SafeText("the file's board is shown; compared with the log's: \(difference.summary)"))
      (board, revision) = (outside.board, 0)
    }
    if !reading.isWritable { status = .damagedData }
  }

  /// The session file as it would be written now.
  func snapshot() throws(Failure) -> SessionSnapshot {
    if isLogged {
      let past = try PastBoard(of: self, at: .latest)
      if past.revision == revision { return past.snapshot }
    }
    return SessionSnapshot(board: board, revision: revision, checksum: checksum)
  }

  /// Goes through the session's log, the oldest entry first.
  ///
  /// - Parameter body: takes an entry and the running checksum with it; false ends the reading.
  /// - Returns: what the log is called, for sentences.
  @discardableResult
  func forEachEntry(_ body: (Entry, UInt64) -> Bool) throws(Failure) -> String {
    if let live {
      try live.forEachEntry(of: board.id, body)
      return "the log at \(live.address)"
    }
    guard let paths else {
      throw Failure(.usage, "a session on standard input has no history; name its file")
    }
    do throws(FileError) {
      try SessionLog.read(paths, of: board.id, on: RealFileSystem(), body)
    } catch {
      throw Failure(error.status, error.sentence)
    }
    return paths.journal.quoted
  }

  /// Reads the files of a session.
  static func read(_ file: FileArgument) throws(Failure) -> SessionReading {
    do throws(SessionError) {
      return try SessionReading(file.path, on: RealFileSystem())
    } catch {
      throw error.failure
    }
  }

  private static func standardInput() throws(Failure) -> SessionSnapshot {
    let bytes = try StandardInput.all(limit: SessionFormat.limits.bytes)
    do throws(FormatError) {
      return try SessionFormat.read(bytes)
    } catch {
      throw Failure(.damagedData, "standard input, \(error.words)")
    }
  }
}
