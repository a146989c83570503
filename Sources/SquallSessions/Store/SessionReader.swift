internal import SquallModel

/// Reads a session by the rules O1 to O6 (Recovery.md).
struct SessionReader {
  /// How often files that another process changes meanwhile are read again.
  private static let attempts = 8

  /// The most bytes of a journal.
  static let maximumJournal = 8 << 30

  private let disk: any FileSystem
  private let paths: SessionPaths

  init(_ path: Path, on disk: any FileSystem) throws(SessionError) {
    self.disk = disk
    do throws(FileError) {
      paths = try SessionPaths(path, on: disk)
    } catch {
      throw .file(error)
    }
  }

  /// The files as they are at one moment.
  fileprivate struct Files {
    var seen: SessionReading.Seen
    var session: [UInt8]?
    var journal: [UInt8]
  }

  func read() throws(SessionError) -> SessionReading {
    let files: Files
    do throws(FileError) {
      files = try readFiles()
    } catch {
      throw .file(error)
    }
    if files.seen.session == nil, files.seen.journal == nil { throw .notFound(paths.session) }
    let digest = EventualDigest(
      of: files.isHopeless ? nil : files.session, isNeeded: !files.journal.isEmpty)
    let result = files.journal.withUnsafeBytes { bytes in
      Result { () throws(SessionError) in
        let journal = JournalReplay(bytes)
        let session = SessionFile(files.session, digest: digest, marks: journal.marks)
        return try read(files, session, journal)
      }
    }
    var reading = try result.get()
    // A log that has come to its end takes no board any more, not even the one it has.
    if reading.workshop.sequence >= Limit.entries.maximum { reading.isWritable = false }
    return reading
  }

  /// Reads both files. The session file comes first: a writer puts its mark into the journal
  /// before it replaces the file, so the journal read later knows the file read earlier.
  private func readFiles() throws(FileError) -> Files {
    var files = try readOnce()
    for _ in 1..<SessionReader.attempts {
      guard try disk.status(of: paths.session) != files.seen.session else { break }
      files = try readOnce()
    }
    return files
  }

  private func readOnce() throws(FileError) -> Files {
    let session = try readFile(paths.session, limit: SessionFormat.limits.bytes)
    let journal = try readFile(paths.journal, limit: SessionReader.maximumJournal)
    return Files(
      seen: SessionReading.Seen(session: session?.status, journal: journal?.status),
      session: session?.bytes, journal: journal?.bytes ?? [])
  }

  private func readFile(
    _ path: Path, limit: Int
  ) throws(FileError) -> (status: FileStatus, bytes: [UInt8])? {
    let file: any OpenFile
    do throws(FileError) {
      file = try disk.open(path, .read)
    } catch {
      if error.code == ErrorCode.noSuchFile || error.code == ErrorCode.notAFolder { return nil }
      throw error
    }
    let status = try file.status()
    guard status.size <= limit else {
      try file.close()
      throw .tooLarge(path: path, limit: limit)
    }
    let bytes = try file.readAll()
    try file.close()
    return (status, bytes)
  }

  private func read(
    _ files: Files, _ file: SessionFile, _ journal: JournalReplay
  ) throws(SessionError) -> SessionReading {
    if let version = journal.newerVersion {
      throw .newerJournal(paths.journal, version: version)
    }
    var session = file
    if let error = session.refusal { throw .unreadable(paths.session, error) }
    guard let workshop = journal.workshop else {
      return try readSessionFile(files, &session, journal)
    }
    if session.mustBeRead(beside: journal) {
      session.parse()
      if let error = session.refusal { throw .unreadable(paths.session, error) }
      if let snapshot = session.snapshot, snapshot.board.id != journal.session {
        return try readSessionFile(files, &session, journal)
      }
    }
    var reading = SessionReading(
      paths: paths, workshop: workshop,
      preparation: .append(end: journal.end, checksum: journal.checksum), seen: files.seen,
      needsAdoption: false)
    reading.findings = journal.stray.map { .strayBytes($0) }
    reading.digest = session.digest
    reading.fileMark = session.mark
    reading.newestMark = journal.marks.last
    if let snapshot = session.snapshot, snapshot.revision > journal.sequence {
      follow(snapshot, beyond: journal, &reading)
    } else {
      stop(at: journal, &reading)
      compare(session, journal, &reading)
    }
    return reading
  }

  // MARK: - The journal counts

  /// The journal is the newer of the two: what is wrong with its end?
  private func stop(at journal: JournalReplay, _ reading: inout SessionReading) {
    guard let gap = journal.gap else { return }
    guard journal.isComplete else {
      reading.findings.append(.damage(gap, journal.failure?.reason))
      reading.isWritable = false
      return
    }
    let isHeld = paths.writer(on: disk) != nil
    // While somebody writes, an incomplete line is simply not there yet.
    if !isHeld { reading.findings.append(.tornEnd(gap)) }
    reading.preparation = .cut(end: journal.end, checksum: journal.checksum)
  }

  /// The session file is the newer of the two: it vouches for what the journal has lost (O2).
  private func follow(
    _ snapshot: SessionSnapshot, beyond journal: JournalReplay, _ reading: inout SessionReading
  ) {
    var journal = journal
    let gap = journal.gap
    let last = journal.sequence
    let (end, checksum) = (journal.end, journal.checksum)
    let isTorn = journal.isComplete
    let isWhole = journal.resume(from: snapshot, checksum: snapshot.checksum ?? 0)
    if let workshop = journal.workshop { reading.use(workshop) }
    reading.needsAdoption = true
    guard let gap else {
      reading.findings.append(.journalBehind(last: last, revision: snapshot.revision))
      return
    }
    guard isWhole, snapshot.checksum != nil || isTorn else {
      reading.findings.append(.damage(gap, journal.failure?.reason))
      reading.isWritable = false
      return
    }
    reading.findings.append(.lostHistory(gap, revision: snapshot.revision))
    reading.preparation =
      isTorn ? .cut(end: end, checksum: checksum) : .replace(keeping: end, checksum: checksum)
  }

  /// Is the session file one that the log knows (O6)?
  private func compare(
    _ session: SessionFile, _ journal: JournalReplay, _ reading: inout SessionReading
  ) {
    guard session.isThere else {
      reading.findings.append(.sessionFileMissing)
      return
    }
    if let error = session.error {
      reading.findings.append(.sessionFileDamaged(error))
      reading.keepsSessionFile = true
      return
    }
    guard !session.isRecent, let snapshot = session.snapshot,
      snapshot.board != reading.workshop.board
    else { return }
    if let mark = session.mark {
      reading.outside = .init(
        board: snapshot.board, origin: .olderVersion(revision: mark.revision))
      reading.findings.append(.olderVersion(revision: mark.revision))
    } else {
      reading.outside = .init(board: snapshot.board, origin: .edited)
      reading.findings.append(.editedOutside)
    }
  }

  // MARK: - The session file counts

  /// The journal is missing, of another session, or cannot be read: the session file is the board.
  private func readSessionFile(
    _ files: Files, _ session: inout SessionFile, _ journal: JournalReplay
  ) throws(SessionError) -> SessionReading {
    session.parse()
    guard let snapshot = session.snapshot else {
      if let error = session.error { throw .unreadable(paths.session, error) }
      guard let gap = journal.gap else { throw .notFound(paths.session) }
      throw .unreadableJournal(paths.journal, byte: gap.start)
    }
    var reading = SessionReading(
      paths: paths, workshop: Workshop(board: snapshot.board, sequence: snapshot.revision),
      preparation: files.seen.journal == nil
        ? .create(beginning: [], checksum: 0)
        : .append(end: journal.end, checksum: journal.checksum),
      seen: files.seen, needsAdoption: true)
    reading.digest = session.digest
    reading.newestMark = journal.marks.last
    if let other = journal.session, other != snapshot.board.id {
      reading.findings.append(.journalOfAnotherSession(other))
      reading.preparation = .replace(keeping: 0, checksum: 0)
    } else if let gap = journal.gap {
      stop(before: gap, snapshot, journal, &reading)
    } else if snapshot.revision > 0 {
      reading.findings.append(.journalMissing)
    }
    return reading
  }

  /// The journal has no first entry that can be read.
  private func stop(
    before gap: JournalGap, _ snapshot: SessionSnapshot, _ journal: JournalReplay,
    _ reading: inout SessionReading
  ) {
    if journal.isComplete {
      reading.findings.append(
        journal.session == nil ? .journalUnreadable(byte: gap.start) : .tornEnd(gap))
      reading.preparation = .cut(end: journal.end, checksum: journal.checksum)
      return
    }
    var journal = journal
    let kept = (journal.end, journal.checksum)
    let isWhole = journal.resume(from: snapshot, checksum: snapshot.checksum ?? 0)
    if let workshop = journal.workshop { reading.use(workshop) }
    if isWhole, snapshot.checksum != nil {
      reading.findings.append(.lostHistory(gap, revision: snapshot.revision))
      reading.preparation = .replace(keeping: kept.0, checksum: kept.1)
    } else {
      reading.findings.append(.damage(gap, journal.failure?.reason))
      reading.isWritable = false
    }
  }
}

extension SessionReader.Files {
  /// Whether the session file is no JSON object and no journal stands beside it: it will be
  /// refused, and its digest, which is most of the work on a large file, is of no use.
  fileprivate var isHopeless: Bool {
    guard seen.journal == nil, let session else { return false }
    return session.first { $0 > UInt8(ascii: " ") } != UInt8(ascii: "{")
  }
}
