internal import SquallModel

/// A journal read from its bytes: the workshop that its entries add up to, and what is wrong.
struct JournalReplay {
  /// A line that proves itself and yet cannot be understood.
  struct Failure: Equatable {
    var start: Int
    var reason: UnreadableReason
  }

  /// Whose journal it is; nil where it has no header.
  private(set) var session: ID?
  /// Nil where there is no first entry.
  private(set) var workshop: Workshop?
  /// The marks, in their order.
  private(set) var marks: [JournalMark] = []
  /// What is after the last line that counts.
  private(set) var ending: JournalEnding = .clean
  private(set) var failure: Failure?
  /// Damaged stretches that cost no entry.
  private(set) var stray: [Range<Int>] = []
  /// Just after the last line that counts, and the running checksum there.
  private(set) var end = 0
  private(set) var checksum: UInt64 = 0
  /// A version that this program does not know.
  private(set) var newerVersion: Int?
  /// Entries that count.
  private(set) var entryCount = 0

  private let bytes: UnsafeRawBufferPointer
  private var scanner: JournalScanner

  /// Reads a journal; its bytes belong to the caller and outlive the replay.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    scanner = JournalScanner(bytes)
    guard let header = scanner.next() else {
      finish()
      return
    }
    switch JournalHeader.read(UnsafeRawBufferPointer(rebasing: bytes[header.payload])) {
    case .header(let header): session = header.session
    case .newer(let version): newerVersion = version
    case .other:
      ending = .damaged(JournalGap(start: 0, entriesBefore: 0))
      return
    }
    guard newerVersion == nil else { return }
    end = scanner.position
    checksum = scanner.checksum
    replay()
  }

  /// The sequence of the last entry that counts; 0 where there is none.
  var sequence: Int { workshop?.sequence ?? 0 }

  /// Whether all that was ever acknowledged counts.
  var isComplete: Bool {
    if case .damaged = ending { false } else { failure == nil }
  }

  /// Where the first bytes are that do not count, where there are any.
  var gap: JournalGap? {
    if let failure { return JournalGap(start: failure.start, entriesBefore: entryCount) }
    switch ending {
    case .clean: return nil
    case .torn(let gap), .damaged(let gap): return gap
    }
  }

  /// Goes on from a board that somebody vouches for, with the entries that follow it (O2).
  ///
  /// - Returns: Whether every entry beyond it is there.
  mutating func resume(from snapshot: SessionSnapshot, checksum: UInt64) -> Bool {
    guard failure == nil else { return false }
    let damaged = ending
    var board = workshop ?? Workshop(board: snapshot.board)
    // The edits of the lost stretch are unknown; those before it are still recognised.
    board.apply(
      Entry(
        sequence: snapshot.revision, editID: JournalReplay.snapshotEdit, at: .earliest, by: nil,
        change: .adopted(snapshot.board)))
    workshop = board
    let resumed = scanner.resume(afterEntryWith: checksum)
    if resumed {
      replay()
      return isComplete
    }
    switch damaged {
    case .clean, .torn: return true
    case .damaged(let gap): return scanner.endsWithEntry(of: checksum, from: gap.start)
    }
  }

  /// The edit that stands for a session file among the answers; no edit of a person has this id.
  private static let snapshotEdit = ID(checked: "squall:session-file")

  private mutating func replay() {
    var lines: [JournalScanner.Line] = []
    while let line = scanner.next() { lines.append(line) }
    let entries = lines.count { $0.kind == .entry }
    // Only what can be taken back is worth remembering how to.
    let recordedFrom = entries - History.undoDepth
    var index = 0
    for line in lines {
      let payload = UnsafeRawBufferPointer(rebasing: bytes[line.payload])
      if line.kind == .mark {
        if let mark = JournalMark(payload: payload) { marks.append(mark) }
      } else {
        if let reason = take(payload, recording: index >= recordedFrom) {
          failure = Failure(start: line.start, reason: reason)
          break
        }
        index += 1
        entryCount += 1
      }
      end = line.payload.upperBound + 1
      checksum = line.checksum
    }
    workshop?.settle()
    finish()
  }

  /// Applies an entry.
  ///
  /// - Returns: Why it cannot be.
  private mutating func take(
    _ payload: UnsafeRawBufferPointer, recording: Bool
  ) -> UnreadableReason? {
    let entry: Entry
    do throws(FormatError) {
      entry = try EntryFormat.read(payload)
    } catch {
      return .format(error)
    }
    let expected = sequence + 1
    if case .adopted(let board) = entry.change {
      guard entry.sequence >= expected else {
        return .sequence(expected: expected, found: entry.sequence)
      }
      if workshop == nil { workshop = Workshop(board: Board(id: board.id, title: "")) }
    } else {
      guard entry.sequence == expected else {
        return .sequence(expected: expected, found: entry.sequence)
      }
      if workshop == nil, let session { workshop = Workshop(board: Board(id: session, title: "")) }
    }
    workshop?.apply(entry, recording: recording)
    return nil
  }

  private mutating func finish() {
    ending = scanner.ending ?? .clean
    stray = scanner.bridged
  }
}
