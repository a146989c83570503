import SquallModel
import SquallSessions
import Testing

/// The same on the real disk.
@Suite struct RealSessionTests {
  let disk = RealFileSystem()
  let folder: TemporaryFolder
  let path: Path

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path.child(Array("w\u{1b}\n".utf8) + [0xFF] + Array(".json".utf8))
  }

  private func rig(_ reading: SessionReading, _ run: String) -> Rig { Rig(disk, reading, run: run) }

  @Test func `a session under any name is written, shared, and read back`() throws {
    let board = Board(id: ID(checked: "order"), title: "Order process")
    var first = rig(try SessionReading(new: board, at: path, on: disk), "n")
    try first.add("Order placed")
    try first.save()
    var second = rig(try SessionReading(path, on: disk), "o")

    let failure = #expect(throws: SessionError.self) { try second.add("Order paid") }

    guard case .locked(_, Rig.holder) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    try first.close()
    second = rig(try SessionReading(path, on: disk), "p")
    try second.add("Order paid")
    try second.close()
    let reading = try SessionReading(path, on: disk)
    #expect(reading.workshop.board.texts == ["Order placed", "Order paid"])
    #expect(reading.findings == [])
    #expect(try disk.status(of: path)?.permissions == 0o600)
    #expect(try disk.names(in: folder.path).count == 3)
  }

  @Test func `a large session file is told by its digest`() throws {
    let board = Board(id: ID(checked: "order"), title: "Order process")
    var first = rig(try SessionReading(new: board, at: path, on: disk), "n")
    let note = String(repeating: "n", count: 60_000)
    for number in 0..<20 {
      try first.record(
        .addSticky(NewSticky(kind: .domainEvent, text: "Event \(number)", note: note)))
    }
    try first.close()

    let reading = try SessionReading(path, on: disk)

    #expect(try #require(try disk.status(of: path)).size > 1 << 20)
    #expect(reading.findings == [])
    #expect(reading.workshop.board == first.workshop.board)
  }
}
