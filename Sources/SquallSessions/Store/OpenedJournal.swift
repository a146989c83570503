internal import SquallModel

/// A journal made ready for new lines, by whoever holds the lock (O1, O2, O3).
struct OpenedJournal {
  let gatherer: JournalGatherer
  let writer: JournalWriter
  let identity: FileIdentity
  let fileMark: JournalMark?
  let newestMark: JournalMark?

  /// Keeps damaged bytes aside, cuts or replaces the journal where that was found to be needed,
  /// and writes the entries that it lacks as a base.
  ///
  /// - Throws: ``SessionError/movedOn(_:)`` where the files are not the ones that were read.
  static func open(
    _ reading: SessionReading, on disk: any FileSystem
  ) throws(SessionError) -> OpenedJournal {
    do throws(FileError) {
      let seen = SessionReading.Seen(
        session: try disk.status(of: reading.paths.session),
        journal: try disk.status(of: reading.paths.journal))
      if seen == reading.seen { return try prepared(reading, on: disk) }
    } catch {
      throw .file(error)
    }
    throw .movedOn(reading.paths.session)
  }

  private static func prepared(
    _ reading: SessionReading, on disk: any FileSystem
  ) throws(FileError) -> OpenedJournal {
    let paths = reading.paths
    if reading.keepsSessionFile { try disk.keepAside(disk.read(paths.session), paths) }
    switch reading.preparation {
    case .append(let end, let checksum):
      let file = try disk.open(paths.journal, .update)
      return try continued(file, end, checksum, reading)
    case .cut(let end, let checksum):
      let file = try disk.open(paths.journal, .update)
      let tail = try file.readAll(from: end)
      let isZero = tail.withUnsafeBytes { $0.isZero(from: 0) }
      if !isZero { try disk.keepAside(tail, paths) }
      try file.truncate(to: end)
      try file.flush(.data)
      return try continued(file, end, checksum, reading)
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
    _ file: any OpenFile, _ end: Int, _ checksum: UInt64, _ reading: SessionReading
  ) throws(FileError) -> OpenedJournal {
    let status = try file.status()
    var opening = JournalOpening(after: end, checksum, reading)
    var writer = JournalWriter(file, end: end, size: status.size, ahead: reading.zerosAhead)
    try writer.write(opening.gatherer.take())
    return OpenedJournal(opening, writer, status.identity)
  }

  /// Writes a journal beside its place, and puts it there in one step.
  private static func replaced(
    _ kept: [UInt8], _ checksum: UInt64, _ reading: SessionReading, on disk: any FileSystem
  ) throws(FileError) -> OpenedJournal {
    let path = reading.paths.journal
    let unfinished = SessionPaths.unfinished(path)
    var opening = JournalOpening(after: kept.count, checksum, reading)
    let bytes = kept + opening.gatherer.take()
    let permissions = reading.seen.journal?.permissions
    let status = try disk.write(bytes, unfinished: unfinished, permissions: permissions)
    try disk.rename(unfinished, to: path)
    try disk.flushFolder(path.folder)
    let writer = JournalWriter(
      try disk.open(path, .update), end: bytes.count, size: bytes.count,
      ahead: reading.zerosAhead)
    return OpenedJournal(opening, writer, status.identity)
  }

  private init(_ opening: JournalOpening, _ writer: JournalWriter, _ identity: FileIdentity) {
    gatherer = opening.gatherer
    self.writer = writer
    self.identity = identity
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
