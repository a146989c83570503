public import SquallModel

/// What can be saved of a damaged session, to be written into a new one (O2). The damaged files
/// stay as they are.
public struct SessionSalvage: Sendable {
  /// The board, with everything that could be read.
  public private(set) var board: Board
  /// What was found.
  public private(set) var findings: [Finding]
  /// Entries before the damage; they stay in the copy's log.
  public private(set) var entriesKept: Int
  /// Entries beyond the damage that prove themselves; what they did is on the board.
  public private(set) var entriesRecovered: Int
  /// Sequence numbers of entries that are lost.
  public private(set) var lost: [ClosedRange<Int>] = []

  private var workshop: Workshop
  private var beginning: [UInt8]
  private var checksum: UInt64

  /// Reads what can be read of a session, damaged or not.
  ///
  /// - Throws: As ``SessionReading/init(_:on:)``, where neither file gives a board.
  public init(_ path: Path, on disk: any FileSystem) throws(SessionError) {
    let reading = try SessionReading(path, on: disk)
    let journal: [UInt8]
    do throws(FileError) {
      journal = reading.seen.journal == nil ? [] : try disk.read(reading.paths.journal)
    } catch {
      throw .file(error)
    }
    findings = reading.findings
    workshop = reading.workshop
    board = reading.workshop.board
    entriesRecovered = 0
    (beginning, checksum, entriesKept) = journal.withUnsafeBytes { bytes in
      let replay = JournalReplay(bytes)
      let isMine = replay.session == reading.workshop.board.id
      return isMine
        ? (Array(bytes[..<replay.end]), replay.checksum, replay.entryCount) : ([], 0, 0)
    }
    if !reading.isWritable, let gap = reading.firstGap {
      recover(SalvagedEntries(in: journal, from: gap.start))
    }
  }

  /// Applies entries that follow what is known; what they speak of may be gone.
  private mutating func recover(_ salvaged: SalvagedEntries) {
    for entry in salvaged.entries where entry.sequence > workshop.sequence {
      if entry.sequence > workshop.sequence + 1 {
        lost.append((workshop.sequence + 1)...(entry.sequence - 1))
      }
      workshop.apply(entry)
      entriesRecovered += 1
    }
    workshop.settle()
    board = workshop.board
  }

  /// Writes the salvaged session where there is none.
  ///
  /// - Throws: ``SessionError/exists(_:)``, ``SessionError/file(_:)``.
  public func write(
    to path: Path, holder: LockHolder, editID: ID, on disk: any FileSystem
  ) throws(SessionError) {
    var reading = try SessionReading(new: board, at: path, on: disk)
    reading.use(workshop)
    reading.preparation = .create(beginning: beginning, checksum: checksum)
    try reading.writeWhole(holder: holder, editID: editID, on: disk)
  }
}

extension SessionReading {
  /// Writes a board as a new session, journal and file, in one go: a copy, a new workshop, or what
  /// waits in memory after the disk has failed.
  ///
  /// - Throws: ``SessionError/exists(_:)``, ``SessionError/file(_:)``.
  public static func write(
    _ board: Board, toNew path: Path, holder: LockHolder, editID: ID, on disk: any FileSystem
  ) throws(SessionError) {
    var reading = try SessionReading(new: board, at: path, on: disk)
    try reading.writeWhole(holder: holder, editID: editID, on: disk)
  }

  fileprivate mutating func writeWhole(
    holder: LockHolder, editID: ID, on disk: any FileSystem
  ) throws(SessionError) {
    prepareForEdits(editID: editID, at: holder.since)
    let store = try SessionStore(self, holder: holder, on: disk)
    do throws(SessionError) {
      try store.save(workshop.board, at: store.latest)
    } catch {
      try? store.close()
      throw error
    }
    try store.close()
  }

  /// The first stretch of the journal that cannot be read.
  fileprivate var firstGap: JournalGap? {
    for finding in findings {
      switch finding {
      case .damage(let gap, _), .lostHistory(let gap, _), .tornEnd(let gap): return gap
      default: continue
      }
    }
    return nil
  }
}

/// The entries beyond damage that prove themselves by the line before them.
struct SalvagedEntries {
  private(set) var entries: [Entry] = []

  init(in journal: [UInt8], from start: Int) {
    journal.withUnsafeBytes { bytes in
      // The damaged line's own checksum may have been spared.
      var seed = JournalFrame.checksum(in: bytes, at: start)
      var walk = FrameWalk(bytes, from: start)
      while let (_, frame) = walk.next() {
        let payload = UnsafeRawBufferPointer(rebasing: bytes[frame.payload])
        guard payload.starts(with: JournalScanner.entryBeginning.utf8) else { continue }
        if let seed, frame.isWhole(in: bytes, seed: seed),
          let entry = try? EntryFormat.read(payload)
        {
          entries.append(entry)
        }
        seed = frame.checksum
      }
    }
  }
}
