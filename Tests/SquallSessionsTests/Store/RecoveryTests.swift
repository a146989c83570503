import SquallModel
import Testing

@testable import SquallSessions

/// Opening what is torn, damaged or missing (Recovery.md, O1 to O4).
@Suite struct RecoveryTests {
  let disk: MemoryFileSystem

  init() throws {
    disk = try memory()
  }

  /// A session of some events: the file is saved at `saved`, then more follow.
  ///
  /// - Returns: The board after each number of events.
  private func session(saved: Int, then more: Int = 0, isClosed: Bool = false) throws -> [Board] {
    var rig = try Rig.new(disk)
    var boards: [Board] = []
    for number in 0..<(saved + more) {
      try rig.add("Event \(number)")
      boards.append(rig.workshop.board)
      if number == saved - 1 { try rig.save() }
    }
    if isClosed { try rig.store?.close() } else { try kill(rig) }
    return boards
  }

  /// Ends a process: its lock goes, its files stay as they are.
  private func kill(_ rig: Rig) throws {
    let journal = try disk.read(Path("/s/order.journal"))
    try rig.store?.close()
    try disk.put(journal, "order.journal")
  }

  private func read() throws -> SessionReading { try SessionReading(Rig.path, on: disk) }

  private var journal: [UInt8] {
    get throws { try disk.read(Path("/s/order.journal")) }
  }

  /// Where each line of the journal begins.
  private func lines() throws -> [Int] {
    let bytes = try journal
    return bytes.withUnsafeBytes { buffer in
      var scanner = JournalScanner(buffer)
      var starts: [Int] = []
      while let line = scanner.next() { starts.append(line.start) }
      return starts
    }
  }

  /// Changes a byte in the middle of a line of the journal.
  private func damage(line: Int) throws {
    var bytes = try journal
    bytes[try lines()[line] + 40] ^= 1
    try disk.put(bytes, "order.journal")
  }

  private func workOn(_ reading: SessionReading) throws -> SessionReading {
    var rig = Rig(disk, reading, run: "w")
    try rig.add("Later")
    try rig.close()
    let again = try read()
    #expect(again.workshop.board == rig.workshop.board)
    #expect(again.findings == [])
    return again
  }

  // MARK: - O1

  @Test func `J4 a board at the end of all numbers is shown and not written to`() throws {
    func put(_ revision: Int) throws {
      let text =
        #"{"format": "squall-session", "version": 1, "id": "order", "title": "T", "#
        + #""revision": \#(revision), "stickies": []}"#
      try disk.put(Array(text.utf8), "order.json")
    }
    try put(Limit.entries.maximum)
    #expect(try !read().isWritable)
    try put(Limit.entries.maximum - 1)
    var reading = try read()
    #expect(reading.isWritable)
    reading.prepareForEdits(editID: ID(checked: "e"), at: .earliest)
    #expect(reading.workshop.sequence == Limit.entries.maximum)
    try put(.max)
    #expect(throws: SessionError.self) { try read() }
  }

  @Test func `O1 a torn end is told, kept aside and cut off by the next writer`() throws {
    let boards = try session(saved: 2, then: 2)
    let whole = try journal.prefix { $0 != 0 }
    let torn = Array(whole.dropLast(10))
    try disk.put(torn, "order.journal")

    let reading = try read()

    #expect(reading.workshop.board == boards[2])
    guard case .tornEnd(let gap) = reading.findings.first else {
      Issue.record("\(reading.findings)")
      return
    }
    #expect(try journal == torn)
    _ = try workOn(reading)
    #expect(try disk.read(Path("/s/order.damaged-1")) == Array(torn[gap.start...]))
  }

  @Test func `O1 copies of damaged bytes get the first number that is free`() throws {
    _ = try session(saved: 1, then: 1)
    try disk.put("old", "order.damaged-1")
    try disk.put(Array(try journal.prefix { $0 != 0 }.dropLast(4)), "order.journal")

    _ = try workOn(read())

    #expect(try disk.text("order.damaged-1") == "old")
    #expect(try disk.status(of: Path("/s/order.damaged-2")) != nil)
  }

  @Test func `O1 while somebody writes, an incomplete line is simply not there yet`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.save()
    let board = rig.workshop.board
    try rig.add("Order paid")
    let bytes = try journal.prefix { $0 != 0 }
    let file = try disk.open(Path("/s/order.journal"), .update)
    try file.writeAll([0, 0, 0, 0, 0, 0], at: bytes.count - 6)

    let reading = try read()

    #expect(reading.workshop.board == board)
    #expect(reading.findings == [])
  }

  // MARK: - O2

  @Test func `O2 damage that nothing vouches for makes the session read-only up to there`() throws {
    let boards = try session(saved: 2, then: 5)
    let start = try lines()[7]
    try damage(line: 7)
    let files = try (journal, disk.read(Rig.path))

    let reading = try read()

    // Lines: header, adopted board, Ana, event 0, event 1, mark, event 2, event 3.
    #expect(reading.workshop.board == boards[2])
    #expect(!reading.isWritable)
    guard case .damage(let gap, nil) = reading.findings.first else {
      Issue.record("\(reading.findings)")
      return
    }
    #expect(gap.start == start)
    #expect(gap.entriesBefore == 5)
    #expect(gap.nextSequence == 7)
    #expect(throws: SessionError.readOnly(Rig.path)) {
      try SessionStore(reading, holder: Rig.holder, on: disk)
    }
    #expect(try files.0 == journal && files.1 == disk.read(Rig.path))
  }

  @Test(arguments: [1, 2, 3, 5, 6])
  func `O2 the session file vouches for the board beyond the damage`(_ line: Int) throws {
    let boards = try session(saved: 6, then: 2)
    try damage(line: line)
    let damaged = try journal

    let reading = try read()

    #expect(reading.workshop.board == boards[7])
    #expect(reading.isWritable)
    guard case .lostHistory(let gap, let revision) = reading.findings.first else {
      Issue.record("\(reading.findings)")
      return
    }
    #expect(gap.entriesBefore == line - 1)
    #expect(revision == 8)
    let again = try workOn(reading)
    #expect(try disk.read(Path("/s/order.damaged-1")) == damaged)
    #expect(again.workshop.sequence == 12)
  }

  @Test
  func `O2 the session file vouches to the end where nothing follows the damage but its own line`()
    throws
  {
    let boards = try session(saved: 6, isClosed: true)
    try damage(line: 4)
    try damage(line: 3)

    let reading = try read()

    #expect(reading.workshop.board == boards[5])
    #expect(reading.isWritable)
    _ = try workOn(reading)
  }

  @Test func `O2 damage on both sides of the session file's revision leaves its board, read-only`()
    throws
  {
    let boards = try session(saved: 3, then: 3)
    // Lines: header, adopted board, Ana, events 0 to 2, mark, events 3 to 5.
    try damage(line: 8)
    try damage(line: 4)

    let reading = try read()

    #expect(!reading.isWritable)
    #expect(reading.workshop.board == boards[3])
  }

  @Test func `O2 a journal that lost its end is behind the session file, and goes on after it`()
    throws
  {
    let boards = try session(saved: 4, isClosed: true)
    let bytes = try journal
    try disk.put(Array(bytes[..<(try lines()[4])]), "order.journal")

    let reading = try read()

    #expect(reading.workshop.board == boards[3])
    #expect(reading.findings == [.journalBehind(last: 3, revision: 6)])
    _ = try workOn(reading)
  }

  @Test func `O2 bytes between two lines that cost no entry are told and crossed`() throws {
    let boards = try session(saved: 2, then: 1)
    // Lines: header, adopted board, Ana, events 0 and 1, mark, event 2.
    try damage(line: 5)

    let reading = try read()

    #expect(reading.workshop.board == boards[2])
    #expect(reading.isWritable)
    guard case .strayBytes = reading.findings.first else {
      Issue.record("\(reading.findings)")
      return
    }
  }

  @Test func `O2 a line that proves itself and cannot be understood is damage`() throws {
    var made = JournalBytes()
    let entry = Entry(
      sequence: 1, editID: ID(checked: "e1"), at: .earliest, by: nil,
      change: .adopted(Board(id: ID(checked: "order"), title: "T")))
    made.add(String(decoding: EntryFormat.bytes(of: entry), as: UTF8.self))
    made.add(#"{"sequence": 2, "nonsense": true}"#)
    try disk.put(made.bytes, "order.journal")

    let reading = try read()

    #expect(reading.workshop.sequence == 1)
    #expect(!reading.isWritable)
    guard case .damage(let gap, .format) = reading.findings.first else {
      Issue.record("\(reading.findings)")
      return
    }
    #expect(gap.start == made.starts[2])
  }

  @Test func `J4 an entry that does not follow its predecessor's number is damage`() throws {
    var made = JournalBytes()
    for (sequence, change) in [
      (1, Change.adopted(Board(id: ID(checked: "order"), title: "T"))),
      (2, .titleSet("two")), (9, .adopted(Board(id: ID(checked: "order"), title: "nine"))),
      (11, .titleSet("eleven")),
    ] {
      let entry = Entry(
        sequence: sequence, editID: ID(checked: "e\(sequence)"), at: .earliest, by: nil,
        change: change)
      made.add(String(decoding: EntryFormat.bytes(of: entry), as: UTF8.self))
    }
    try disk.put(made.bytes, "order.journal")

    let reading = try read()

    #expect(reading.workshop.board.title == "nine")
    let gap = JournalGap(start: made.starts[4], entriesBefore: 3)
    #expect(
      reading.findings == [
        .damage(gap, .sequence(expected: 10, found: 11)), .sessionFileMissing,
      ])
  }

  // MARK: - O3

  @Test(arguments: [
    "", "{", "{\"format\": \"squall-session\"", "\0\0\0\0", "hello",
    #"{"format": "squall-session", "version": 1, "stickies": [{"kind": "nonsense"}]}"#,
  ])
  func `O3 a session file that cannot be read is rebuilt, its bytes kept`(_ text: String) throws {
    let boards = try session(saved: 3, isClosed: true)
    try disk.put(text, "order.json")

    let reading = try read()

    #expect(reading.workshop.board == boards[2])
    guard case .sessionFileDamaged = reading.findings.first else {
      Issue.record("\(reading.findings)")
      return
    }
    #expect(try disk.text("order.json") == text)
    _ = try workOn(reading)
    #expect(try disk.text("order.damaged-1") == text)
  }

  @Test func `O3 a session file that is missing is made again`() throws {
    let boards = try session(saved: 3, isClosed: true)
    try disk.remove(Rig.path)

    let reading = try read()

    #expect(reading.workshop.board == boards[2])
    #expect(reading.findings == [.sessionFileMissing])
    _ = try workOn(reading)
  }

  @Test func `O3 without a journal the session file is the board, and enters a new one`() throws {
    let boards = try session(saved: 3, isClosed: true)
    try disk.remove(Path("/s/order.journal"))

    let reading = try read()

    #expect(reading.workshop.board == boards[2])
    #expect(reading.workshop.sequence == 5)
    #expect(reading.findings == [.journalMissing])
    let again = try workOn(reading)
    #expect(again.workshop.sequence == 7)
  }

  @Test func `O3 a file written by hand opens, and is known to its log before it is replaced`()
    throws
  {
    let text =
      #"{"title": "By hand", "stickies": [{"kind": "domainEvent", "text": "Order placed"}]}"#
    try disk.put(text, "order.json")
    var rig = try Rig.open(disk)
    #expect(rig.reading.findings == [])

    try rig.add("Order paid")
    try rig.store?.close()

    // The file is still the hand-written one, and that is no surprise.
    #expect(try disk.text("order.json") == text)
    let reading = try read()
    #expect(reading.workshop.board.texts == ["Order placed", "Order paid"])
    #expect(reading.findings == [])
  }

  @Test func `O3 an empty journal beside a session file is begun`() throws {
    let boards = try session(saved: 1, isClosed: true)
    try disk.put([0, 0, 0], "order.journal")

    let reading = try read()

    #expect(reading.workshop.board == boards[0])
    _ = try workOn(reading)
  }

  @Test func `O3 rubbish in the journal's place is kept aside, and the file is the board`() throws {
    let boards = try session(saved: 1, isClosed: true)
    try disk.put("rubbish\nrubbish", "order.journal")

    let reading = try read()

    #expect(reading.workshop.board == boards[0])
    #expect(reading.findings == [.journalUnreadable(byte: 0)])
    _ = try workOn(reading)
    #expect(try disk.text("order.damaged-1") == "rubbish\nrubbish")
  }

  @Test func `O3 both missing is told, and neither readable`() throws {
    #expect(throws: SessionError.notFound(Rig.path)) { try read() }
    try disk.put("rubbish", "order.journal")
    #expect(throws: SessionError.unreadableJournal(Path("/s/order.journal"), byte: 0)) {
      try read()
    }
    try disk.put("{", "order.json")
    let error = #expect(throws: SessionError.self) { try read() }
    guard case .unreadable(Rig.path, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.reason == .json(.endOfInput))
  }

  @Test(arguments: [
    #"{"format": "squall-session", "version": 99}"#, #"{"format": "other", "version": 1}"#,
    #"{"name": "package", "main": "index.js"}"#,
  ])
  func `O3 a newer version or another format is refused, whatever lies beside it`(
    _ text: String
  ) throws {
    _ = try session(saved: 3, isClosed: true)
    try disk.put(text, "order.json")

    let error = #expect(throws: SessionError.self) { try read() }

    guard case .unreadable(Rig.path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `O3 a journal of a later squall is refused, whatever lies beside it`() throws {
    _ = try session(saved: 1, isClosed: true)
    let later = JournalBytes(header: #"{"format": "squall-journal", "version": 2, "new": true}"#)
    try disk.put(later.bytes, "order.journal")

    #expect(throws: SessionError.newerJournal(Path("/s/order.journal"), version: 2)) { try read() }
  }

  // MARK: - O4

  @Test func `O4 a journal of another session is not applied, and kept`() throws {
    _ = try session(saved: 3, isClosed: true)
    let other = try journal
    try disk.put(
      #"{"format": "squall-session", "version": 1, "id": "mine", "title": "Mine", "stickies": []}"#,
      "order.json")

    let reading = try read()

    #expect(reading.workshop.board.title == "Mine")
    #expect(reading.findings == [.journalOfAnotherSession(ID(checked: "order"))])
    _ = try workOn(reading)
    #expect(try disk.read(Path("/s/order.damaged-1")) == other)
  }
}
