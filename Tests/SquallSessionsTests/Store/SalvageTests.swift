import SquallModel
import Testing

@testable import SquallSessions

/// What a repair saves, and into where (O2).
@Suite struct SalvageTests {
  let disk: MemoryFileSystem
  let copy = Path("/s/copy.json")

  init() throws {
    disk = try memory()
  }

  /// A session of eight events whose file was saved after two, and a byte of each of some lines
  /// changed. Lines: header, adopted board, Ana, events 0 and 1, mark, events 2 to 7.
  private func session(damaging lines: [Int]) throws {
    var rig = try Rig.new(disk)
    for number in 0..<8 {
      try rig.add("Event \(number)")
      if number == 1 { try rig.save() }
    }
    try rig.store?.close()
    var bytes = try disk.read(Path("/s/order.journal"))
    let starts = bytes.withUnsafeBytes { buffer in
      var scanner = JournalScanner(buffer)
      var starts: [Int] = []
      while let line = scanner.next() { starts.append(line.start) }
      return starts
    }
    for line in lines { bytes[starts[line] + 40] ^= 1 }
    try disk.put(bytes, "order.journal")
  }

  private func write(_ salvage: SessionSalvage) throws -> SessionReading {
    try salvage.write(to: copy, holder: Rig.holder, editID: ID(checked: "repair"), on: disk)
    return try SessionReading(copy, on: disk)
  }

  @Test func `O2 a repair keeps what is before the damage and applies what proves itself beyond`()
    throws
  {
    try session(damaging: [7])
    let files = try (disk.read(Path("/s/order.journal")), disk.read(Rig.path))

    let salvage = try SessionSalvage(Rig.path, on: disk)
    let reading = try write(salvage)

    #expect(salvage.board.texts == [0, 1, 2, 4, 5, 6, 7].map { "Event \($0)" })
    #expect(salvage.entriesKept == 5)
    #expect(salvage.entriesRecovered == 4)
    #expect(salvage.lost == [6...6])
    #expect(reading.workshop.board == salvage.board)
    #expect(reading.findings == [])
    #expect(reading.isWritable)
    #expect(reading.workshop.sequence == 11)
    #expect(try disk.read(Path("/s/order.journal")) == files.0)
    #expect(try disk.read(Rig.path) == files.1)
  }

  @Test func `O2 a repair goes over several damaged places`() throws {
    try session(damaging: [6, 9])

    let salvage = try SessionSalvage(Rig.path, on: disk)

    #expect(salvage.board.texts == [0, 1, 3, 4, 6, 7].map { "Event \($0)" })
    #expect(salvage.lost == [5...5, 8...8])
    #expect(try write(salvage).workshop.board == salvage.board)
  }

  @Test func `O2 a repair of a whole session is a copy with its log`() throws {
    try session(damaging: [])

    let salvage = try SessionSalvage(Rig.path, on: disk)
    let reading = try write(salvage)

    #expect(salvage.entriesRecovered == 0)
    #expect(salvage.lost == [])
    #expect(reading.workshop.board == salvage.board)
    #expect(reading.workshop.sequence == salvage.entriesKept + 1)
  }

  @Test func `a repair is not written over another session`() throws {
    try session(damaging: [7])
    try disk.put("something", "copy.json")

    let salvage = try SessionSalvage(Rig.path, on: disk)

    #expect(throws: SessionError.exists(copy)) {
      try salvage.write(to: copy, holder: Rig.holder, editID: ID(checked: "repair"), on: disk)
    }
    #expect(try disk.text("copy.json") == "something")
  }

  @Test func `D7 what waits in memory can be saved elsewhere`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")

    try SessionReading.write(
      rig.workshop.board, toNew: copy, holder: Rig.holder, editID: ID(checked: "copy"), on: disk)

    let reading = try SessionReading(copy, on: disk)
    #expect(reading.workshop.board == rig.workshop.board)
    #expect(reading.findings == [])
  }
}
