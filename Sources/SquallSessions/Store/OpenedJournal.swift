internal import SquallModel

/// A journal made ready for new lines, by whoever holds the lock (O1, O2, O3).
struct OpenedJournal {
  let gatherer: JournalGatherer
  let writer: JournalWriter
  let identity: FileIdentity
  /// Whether the journal is locked against other writers; false where the file system knows no
  /// locks.
  let isLocked: Bool
  let fileMark: JournalMark?
  let newestMark: JournalMark?

  /// Locks the journal, keeps damaged bytes aside, cuts or replaces the journal where that was found to be needed,
  /// and writes the entries that it lacks as a base.
  ///
  /// - Throws: ``SessionError/movedOn(_:)`` where the files are not the ones that were read;
  ///   ``SessionError/locked(_:_:)`` where another process writes the journal, whoever has the
  ///   lock's file (O5).
  static func open(
    _ reading: SessionReading, on disk: any FileSystem
  ) throws(SessionError) -> OpenedJournal {
    let attempt: Result<OpenedJournal, SessionError>
    do throws(FileError) {
      attempt = try self.attempt(reading, on: disk)
    } catch {
      throw .file(error)
    }
    return try attempt.get()
  }

  /// A journal that is open, and what came of asking for its lock.
  private struct Held {
    let file: any OpenFile
    let lock: LockAttempt

    init(_ path: Path, on disk: any FileSystem) throws(FileError) {
      file = try disk.open(path, .update)
      lock = try file.tryLock()
    }
  }

  private static func attempt(
    _ reading: SessionReading, on disk: any FileSystem
  ) throws(FileError) -> Result<OpenedJournal, SessionError> {
    let paths = reading.paths
    var held: Held?
    if reading.seen.journal != nil, try disk.status(of: paths.journal) != nil {
      held = try Held(paths.journal, on: disk)
    }
    if held?.lock == .heldByAnother { return .failure(.locked(paths.lock, nil)) }
    // Looked at under the lock: from here on nobody else writes.
    let seen = SessionReading.Seen(
      session: try disk.status(of: paths.session), journal: try disk.status(of: paths.journal))
    guard seen == reading.seen else { return .failure(.movedOn(paths.session)) }
    let journal = try prepared(reading, held, on: disk)
    return journal.map { .success($0) } ?? .failure(.locked(paths.lock, nil))
  }

  /// - Returns: nil where another process has taken the lock of a journal that was just made.
  private static func prepared(
    _ reading: SessionReading, _ held: Held?, on disk: any FileSystem
  ) throws(FileError) -> OpenedJournal? {
    let paths = reading.paths
    if reading.keepsSessionFile { try disk.keepAside(disk.read(paths.session), paths) }
    switch reading.preparation {
    case .append(let end, let checksum):
      let held = if let held { held } else { try Held(paths.journal, on: disk) }
      return try continued(held, end, checksum, reading)
    case .cut(let end, let checksum):
      let held = if let held { held } else { try Held(paths.journal, on: disk) }
      let file = held.file
      let tail = try file.readAll(from: end)
      let isZero = tail.withUnsafeBytes { $0.isZero(from: 0) }
      if !isZero { try disk.keepAside(tail, paths) }
      try file.truncate(to: end)
      try file.flush(.data)
      return try continued(held, end, checksum, reading)
    case .create(let beginning, let checksum):
      return try replaced(beginning, checksum, reading, on: disk)
    case .replace(let kept, let checksum):
      let old = try disk.read(paths.journal)
      try disk.keepAside(old, paths)
      return try replaced(Array(old[..<kept]), checksum, reading, on: disk)
    }
  }

  /// Goes on in the file that is there.
  private static func continued(
    _ held: Held, _ end: Int, _ checksum: UInt64, _ reading: SessionReading
  ) throws(FileError) -> OpenedJournal {
    let status = try held.file.status()
    var opening = JournalOpening(after: end, checksum, reading)
    var writer = JournalWriter(held.file, end: end, size: status.size, ahead: reading.zerosAhead)
    try writer.write(opening.gatherer.take())
    return OpenedJournal(opening, writer, status.identity, held.lock)
  }

  /// Writes a journal beside its place, and puts it there in one step.
  private static func replaced(
    _ kept: [UInt8], _ checksum: UInt64, _ reading: SessionReading, on disk: any FileSystem
  ) throws(FileError) -> OpenedJournal? {
    let path = reading.paths.journal
    let unfinished = SessionPaths.unfinished(path)
    var opening = JournalOpening(after: kept.count, checksum, reading)
    let bytes = kept + opening.gatherer.take()
    let permissions = reading.seen.journal?.permissions
    let status = try disk.write(bytes, unfinished: unfinished, permissions: permissions)
    try disk.rename(unfinished, to: path)
    try disk.flushFolder(path.folder)
    let held = try Held(path, on: disk)
    if held.lock == .heldByAnother { return nil }
    let writer = JournalWriter(
      held.file, end: bytes.count, size: bytes.count, ahead: reading.zerosAhead)
    return OpenedJournal(opening, writer, status.identity, held.lock)
  }

  private init(
    _ opening: JournalOpening, _ writer: JournalWriter, _ identity: FileIdentity,
    _ lock: LockAttempt
  ) {
    gatherer = opening.gatherer
    self.writer = writer
    self.identity = identity
    isLocked = lock == .taken
    fileMark = opening.fileMark
    newestMark = opening.newestMark
  }
}

/// The lines that a journal lacks before it can take others: its header, the board that is its
/// base, and the mark that makes the session file of that board known.
struct JournalOpening {
  var gatherer: JournalGatherer
  var fileMark: JournalMark?
  var newestMark: JournalMark?

  init(after end: Int, _ checksum: UInt64, _ reading: SessionReading) {
    gatherer =
      end == 0
      ? JournalGatherer(header: JournalHeader(session: reading.workshop.board.id))
      : JournalGatherer(checksum: checksum)
    fileMark = reading.fileMark
    newestMark = reading.newestMark
    for entry in reading.opening { gatherer.append(entry) }
    guard let digest = reading.adoptedDigest?.value else { return }
    let mark = JournalMark(
      revision: reading.logged, digest: digest, checksum: gatherer.checksum)
    gatherer.append(mark)
    fileMark = mark
    newestMark = mark
  }
}
