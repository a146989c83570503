import SquallModel
import SquallSessions
import Testing

/// Writing a session: what is on disk when, and how it looks.
@Suite struct SessionStoreTests {
  @Test func `a session that was closed is read back as it was`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    for text in ["Order placed", "Order paid", "Order shipped"] { try rig.add(text) }
    try rig.close()

    let reading = try SessionReading(Rig.path, on: disk)

    #expect(reading.workshop.board == rig.workshop.board)
    #expect(reading.workshop.sequence == rig.workshop.sequence)
    #expect(reading.findings == [])
    #expect(reading.isWritable)
    #expect(try disk.names == ["order.journal", "order.json", "order.lock"])
    #expect(try SessionFormat.read(disk.read(Rig.path)).board == rig.workshop.board)
    #expect(try disk.text("order.journal").last == "\n")
  }

  @Test func `D1 an edit is on disk when the flush has returned, and not shown before`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    let store = try #require(rig.store)
    let before = store.acknowledged

    let receipt = try rig.submit(.setTitle("New", was: nil))

    #expect(store.acknowledged == before)
    #expect(try SessionReading(Rig.path, on: disk).workshop.board.title == "Order process")
    try store.flush(receipt)
    #expect(store.acknowledged == before + 1)
    #expect(try SessionReading(Rig.path, on: disk).workshop.board.title == "New")
  }

  @Test func `D2 edits that wait together share one write and one flush`() throws {
    let disk = FaultyFileSystem(try memory())
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    disk.startCounting(only: [.write, .fdatasync, .fsync])

    for number in 0..<50 { try rig.submit(.setTitle("Title \(number)", was: nil)) }
    let store = try #require(rig.store)
    try store.flush(store.latest)

    #expect(disk.record == [.write, .fdatasync])
  }

  @Test func `nothing is touched before the first edit`() throws {
    let disk = try memory()
    let rig = try Rig.new(disk)
    #expect(try disk.names == [])

    var closing = rig
    try closing.close()

    #expect(try disk.names == [])
  }

  @Test func `reading touches nothing`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.close()
    let counted = FaultyFileSystem(disk)

    _ = try SessionReading(Rig.path, on: counted)

    #expect(
      Set(counted.record).isDisjoint(with: [
        .write, .fdatasync, .fsync, .rename, .unlink, .truncate,
      ]))
  }

  @Test func `J7 a clean end takes the zeros off the journal`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    #expect(try disk.read(Path("/s/order.journal")).last == 0)

    try rig.close()

    #expect(try disk.read(Path("/s/order.journal")).last == UInt8(ascii: "\n"))
  }

  @Test func `J8 the session file carries the running checksum, however often it was saved`() throws
  {
    var files: [[UInt8]] = []
    for savesOften in [false, true] {
      let disk = try memory()
      var rig = try Rig.new(disk)
      for number in 0..<5 {
        try rig.add("Event \(number)")
        if savesOften { try rig.save() }
      }
      try rig.close()
      files.append(try disk.read(Rig.path))
    }

    #expect(files[0] == files[1])
    #expect(try SessionFormat.read(files[0]).checksum != nil)
  }

  @Test func `D5 the session file is replaced by a rename after it was flushed, mark first`() throws
  {
    let disk = FaultyFileSystem(try memory())
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    disk.startCounting(only: [.write, .fdatasync, .fsync, .rename])

    try rig.save()

    #expect(disk.record == [.write, .fdatasync, .write, .fsync, .rename, .fsync])
  }

  @Test func `D5 permissions and a symbolic link are kept`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.close()
    try disk.open(Rig.path, .update).setPermissions(0o664)
    try disk.makeLink(Path("/s/link.json"), to: Path("order.json"))

    rig = Rig(disk, try SessionReading(Path("/s/link.json"), on: disk), run: "l")
    try rig.add("Order paid")
    try rig.close()

    #expect(try disk.status(of: Rig.path)?.permissions == 0o664)
    #expect(try disk.link(at: Path("/s/link.json")) == Path("order.json"))
    #expect(try disk.names == ["link.json", "order.journal", "order.json", "order.lock"])
    #expect(
      try SessionReading(Rig.path, on: disk).workshop.board.texts == ["Order placed", "Order paid"])
  }

  @Test func `D9 a repeated edit gets its first answer, across restarts`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    try rig.begin()
    let edit = Edit.addSticky(NewSticky(kind: .domainEvent, text: "Order placed"))
    let id = ID(checked: "mine")
    let first = try rig.workshop.submit(edit, editID: id, by: Rig.ana, at: rig.now(), ids: &rig.ids)
    let store = try #require(rig.store)
    try store.flush(store.append(first.entries))
    try rig.close()

    rig = try Rig.open(disk)
    let again = try rig.workshop.submit(
      .setTitle("other", was: nil), editID: id, by: Rig.ana, at: rig.now(), ids: &rig.ids)

    #expect(again.isRepeated)
    #expect(again.sequence == first.sequence)
    #expect(again.createdID == first.createdID)
  }

  @Test func `undo survives a restart`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.add("Order paid")
    try rig.close()

    rig = try Rig.open(disk)
    try rig.record(.undo(of: nil))
    try rig.close()

    #expect(try SessionReading(Rig.path, on: disk).workshop.board.texts == ["Order placed"])
  }

  @Test func `a new session is not made where there is one`() throws {
    let disk = try memory()
    try disk.put("", "order.journal")

    #expect(throws: SessionError.exists(Rig.path)) { try Rig.new(disk) }
  }

  @Test func `a session in a file of any name keeps its files beside it`() throws {
    let disk = try memory()
    let board = Board(id: ID(checked: "order"), title: "T")
    let path = Path("/s/board.squall")
    var rig = Rig(disk, try SessionReading(new: board, at: path, on: disk), run: "n")

    try rig.add("Order placed")
    try rig.close()

    #expect(try disk.names == ["board.squall", "board.squall.journal", "board.squall.lock"])
  }

  @Test func `after a close nothing more is taken`() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    let store = try #require(rig.store)
    try rig.close()

    #expect(throws: SessionError.closed(Rig.path)) { try store.append([]) }
  }
}
