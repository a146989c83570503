public import SquallModel

/// A session that is being written: an edit is on disk when ``flush(_:)`` has returned (D1).
///
/// Any number of threads may append and flush; those that wait together share one flush (D2).
public final class SessionStore: Sendable {
  /// What it means that an edit is recorded.
  public enum Promise: Sendable {
    /// It is on disk, where a reader will find it (D1).
    case onDisk
    /// The system has it: it survives this program and not the machine. For measuring and for
    /// simulations; no workshop is recorded so.
    case handedOver
  }

  /// What an append gives: what to wait for, and what the log is then.
  public struct Receipt: Equatable, Sendable {
    /// The sequence of the last entry.
    public var sequence: Int
    /// The running checksum there.
    public var checksum: UInt64
    /// Counts what was handed in, marks among it.
    var turn: Int
  }

  struct State: Sendable {
    var gatherer: JournalGatherer
    /// Nil while a thread writes.
    var writer: JournalWriter?
    var gathered: Receipt
    var flushed: Receipt
    /// Why nothing is written any more (D7).
    var failure: SessionError?
    /// Memory of the last lines, used again.
    var spare: [UInt8] = []
    var fileMark: JournalMark?
    var newestMark: JournalMark?
  }

  public let paths: SessionPaths
  /// What there is to tell about the lock.
  public let findings: [Finding]
  private let disk: any FileSystem
  private let lock: SessionLock
  /// The journal, and its lock where there are locks.
  private let journal: any OpenFile
  private let isJournalLocked: Bool
  private let identity: FileIdentity
  private let promise: Promise
  private let state: Monitor<State>
  private let file: Monitor<SessionFileWriter>

  /// Takes the lock and gets the journal ready: the first moment at which files are touched.
  ///
  /// - Parameter reading: What was read, ready for edits
  ///   (``SessionReading/prepareForEdits(editID:at:)``).
  /// - Throws: ``SessionError/locked(_:_:)``; ``SessionError/foreignLock(_:)``;
  ///   ``SessionError/movedOn(_:)`` where the files are not the ones that were read;
  ///   ``SessionError/readOnly(_:)``; ``SessionError/undecided(_:)``; ``SessionError/file(_:)``.
  public init(
    _ reading: SessionReading, holder: LockHolder, on disk: any FileSystem,
    promise: Promise = .onDisk
  ) throws(SessionError) {
    guard reading.isWritable else { throw .readOnly(reading.paths.session) }
    guard reading.outside == nil, !reading.needsAdoption else {
      throw .undecided(reading.paths.session)
    }
    let lock = try SessionLock.take(reading.paths.lock, holder: holder, on: disk)
    let journal: OpenedJournal
    do throws(SessionError) {
      journal = try OpenedJournal.open(reading, on: disk)
    } catch {
      lock.release()
      throw error
    }
    paths = reading.paths
    self.disk = disk
    self.promise = promise
    self.lock = lock
    findings = lock.isEnforced ? [] : [.locksUnsupported]
    self.journal = journal.writer.file
    isJournalLocked = journal.isLocked
    identity = journal.identity
    let receipt = Receipt(
      sequence: reading.logged, checksum: journal.gatherer.checksum, turn: 0)
    state = Monitor(
      State(
        gatherer: journal.gatherer, writer: journal.writer, gathered: receipt, flushed: receipt,
        fileMark: journal.fileMark, newestMark: journal.newestMark))
    file = Monitor(SessionFileWriter(reading, on: disk))
  }

  /// The sequence of the last entry that is on disk.
  public var acknowledged: Int { state.withLock { $0.flushed.sequence } }

  /// What the log is now, appended or flushed.
  public var latest: Receipt { state.withLock { $0.gathered } }

  /// Hands in entries, in order; they are not on disk before ``flush(_:)`` has returned.
  ///
  /// - Throws: ``SessionError/poisoned(_:)`` after a failure, ``SessionError/closed(_:)``.
  @discardableResult
  public func append(_ entries: [Entry]) throws(SessionError) -> Receipt {
    try state.withLock { state throws(SessionError) in
      if let failure = state.failure { throw failure }
      for entry in entries {
        state.gatherer.append(entry)
        state.gathered.sequence = entry.sequence
      }
      state.gathered.checksum = state.gatherer.checksum
      state.gathered.turn += 1
      return state.gathered
    }
  }

  /// Waits until what was appended is on disk. The first to wait writes for all.
  ///
  /// - Throws: ``SessionError/poisoned(_:)`` where it could not be written. Nothing is written
  ///   after that.
  public func flush(_ receipt: Receipt) throws(SessionError) {
    while let turn = try nextTurn(receipt) {
      var writer = turn.writer
      let failure = write(turn.lines, with: &writer)
      state.change { state in
        state.writer = writer
        state.spare = turn.lines
        if let failure {
          state.failure = failure
        } else {
          state.flushed = turn.receipt
        }
      }
    }
  }

  /// Writes lines and looks whether they are where a reader will find them.
  ///
  /// - Returns: Why not.
  private func write(_ lines: [UInt8], with writer: inout JournalWriter) -> SessionError? {
    do throws(FileError) {
      try writer.write(lines, flushing: promise == .onDisk)
      if promise == .handedOver { return nil }
      let isThere = try disk.identity(of: paths.journal) == identity
      return isThere ? nil : .replaced(paths.journal)
    } catch {
      return .poisoned(error)
    }
  }

  private struct Turn {
    var writer: JournalWriter
    var lines: [UInt8]
    var receipt: Receipt
  }

  /// Takes the turn to write, once nobody else writes; nil where it was written meanwhile.
  private func nextTurn(_ receipt: Receipt) throws(SessionError) -> Turn? {
    try state.wait { state -> Result<Turn?, SessionError>? in
      if state.flushed.turn >= receipt.turn { return .success(nil) }
      if let failure = state.failure { return .failure(failure) }
      guard let writer = state.writer else { return nil }
      state.writer = nil
      let spare = state.spare
      state.spare = []
      return .success(
        Turn(
          writer: writer, lines: state.gatherer.take(reusing: spare), receipt: state.gathered))
    }.get()
  }

  /// Replaces the session file by a board (D5); waits until it is on disk.
  ///
  /// One caller at a time; others wait.
  ///
  /// - Parameter receipt: The log when the board was as it is now.
  /// - Throws: ``SessionError/changedOutside(_:)`` where somebody else has changed the file, which
  ///   is then left as it is; ``SessionError/file(_:)`` where the system refuses: the journal is
  ///   not touched by that, and saving may be tried again.
  public func save(_ board: Board, at receipt: Receipt) throws(SessionError) {
    try flush(receipt)
    let bytes = SessionFormat.bytes(
      of: SessionSnapshot(board: board, revision: receipt.sequence, checksum: receipt.checksum))
    let mark = JournalMark(
      revision: receipt.sequence, digest: SHA256.digest(bytes), checksum: receipt.checksum)
    try file.withLock { file throws(SessionError) in
      if file.digest == mark.digest { return }
      try file.check()
      guard try isLocked() else { throw .replaced(paths.lock) }
      try flush(append(mark))
      try file.replace(with: bytes, digest: mark.digest)
      state.withLock { $0.fileMark = mark }
    }
  }

  /// Whether no second writer can have begun: the journal is locked, or nobody has taken the lock's
  /// file away.
  private func isLocked() throws(SessionError) -> Bool {
    if isJournalLocked { return true }
    do throws(FileError) {
      return try lock.isHeld(at: paths.lock, on: disk)
    } catch {
      throw .file(error)
    }
  }

  /// Hands in a mark; where the last one came to nothing, the file's own mark is said again, so
  /// that the file is always the newest mark's or the one before (J6).
  private func append(_ mark: JournalMark) throws(SessionError) -> Receipt {
    try state.withLock { state throws(SessionError) in
      if let failure = state.failure { throw failure }
      if let fileMark = state.fileMark, fileMark != state.newestMark {
        state.gatherer.append(fileMark)
      }
      state.gatherer.append(mark)
      state.newestMark = mark
      state.gathered.turn += 1
      return state.gathered
    }
  }

  /// Lets the next save replace what somebody else has written into the session file: its board
  /// has entered the log, or a copy is kept aside.
  ///
  /// - Throws: ``SessionError/changedOutside(_:)`` where the file has changed again since `change`
  ///   was read.
  public func accept(_ change: OutsideChange, keepingAside: Bool) throws(SessionError) {
    try file.withLock { file throws(SessionError) in
      try file.accept(change, keepingAside: keepingAside)
    }
  }

  /// Writes what still waits, takes the zeros off the journal's end and gives the lock back.
  ///
  /// - Throws: ``SessionError/poisoned(_:)`` where something could not be written; the lock is
  ///   given back all the same.
  public func close() throws(SessionError) {
    defer {
      // After a failure it is still open, and would keep the next writer out.
      try? journal.close()
      lock.release()
    }
    try flush(latest)
    try state.change { state throws(SessionError) in
      if let failure = state.failure { throw failure }
      state.failure = .closed(paths.session)
      guard var writer = state.writer else { return }
      do throws(FileError) {
        try writer.cutZeros()
        try writer.file.close()
      } catch {
        throw .poisoned(error)
      }
    }
  }
}
