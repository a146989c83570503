import SquallModel
import Testing

@testable import SquallSessions

/// One writer at a time, and nobody else's work overwritten (O5, O6, O7).
@Suite struct OwnershipTests {
  let disk: MemoryFileSystem

  init() throws {
    disk = try memory()
  }

  private func session(_ texts: String...) throws -> Board {
    var rig = try Rig.new(disk)
    for text in texts { try rig.add(text) }
    try rig.close()
    return rig.workshop.board
  }

  // MARK: - O5

  @Test func `O5 a second writer is told who the first is, and may read`() throws {
    var first = try Rig.new(disk)
    try first.add("Order placed")
    try first.save()
    var second = try Rig.open(disk)

    #expect(throws: SessionError.locked(Path("/s/order.lock"), Rig.holder)) {
      try second.add("Order paid")
    }

    #expect(second.reading.workshop.board == first.workshop.board)
    try first.add("Order shipped")
    try first.close()
    #expect(try Rig.open(disk).workshop.board == first.workshop.board)
  }

  @Test func `O5 the lock's file stays, and the lock goes with its holder`() throws {
    _ = try session("Order placed")
    let text = try disk.text("order.lock")

    #expect(text == "holder: Ana\nhost: studio\nprocess: 7\nsince: 2023-11-14T22:13:20.000Z\n")
    var rig = try Rig.open(disk)
    try rig.add("Order paid")
    try rig.close()
  }

  @Test func `O5 what was written since the session was read is read before it is written to`()
    throws
  {
    _ = try session("Order placed")
    var early = try Rig.open(disk)
    var other = try Rig.open(disk, run: "p")
    try other.add("Order paid")
    try other.close()

    #expect(throws: SessionError.movedOn(Rig.path)) { try early.add("Order shipped") }

    early = try Rig.open(disk, run: "q")
    try early.add("Order shipped")
    try early.close()
    #expect(early.workshop.board.texts == ["Order placed", "Order paid", "Order shipped"])
  }

  @Test func `O5 a lock's holder is read from its text, whatever stands in it`() {
    let hostile = LockHolder(
      name: "A\nprocess: 1\u{1b}[31m", host: "h: x", process: 9, since: .earliest)

    #expect(LockHolder(text: Rig.holder.text) == Rig.holder)
    #expect(LockHolder(text: hostile.text)?.process == 9)
    #expect(LockHolder(text: hostile.text)?.host == "h: x")
    #expect(hostile.text.filter { $0 == 10 }.count == 4)
    for text in ["", "holder: Ana\n", "rubbish", "holder: a\nhost: b\nprocess: x\nsince: y\n"] {
      #expect(LockHolder(text: Array(text.utf8)) == nil)
    }
  }

  @Test(
    arguments: [
      "lockfile 1\n2\n3\n", "holder of nothing", "host: studio\nholder: Ana\n",
      "holder: Ana\nhost: studio\nprocess: 7\nsince: now\nand: more\n",
      String(repeating: "holder: Ana\n", count: 400), "\u{1}",
    ])
  func `O5 a file of another program that has the lock's name is left as it is`(
    _ theirs: String
  ) throws {
    try disk.put(theirs, "order.lock")
    var rig = try Rig.new(disk)

    #expect(throws: SessionError.foreignLock(Path("/s/order.lock"))) { try rig.add("Placed") }

    #expect(try disk.text("order.lock") == theirs)
    #expect(try disk.names == ["order.lock"])
    try disk.remove(Path("/s/order.lock"))
    try rig.add("Order placed")
    try rig.close()
  }

  @Test(arguments: [
    "", "\0\0\0", "holder: Bo\nhost: o", "holder: Bo\nhost: o\nprocess: 1\nsince: x\n",
  ])
  func `O5 a lock that a power cut has torn is taken all the same`(_ torn: String) throws {
    try disk.put(torn, "order.lock")
    var rig = try Rig.new(disk)

    try rig.add("Order placed")

    #expect(try disk.text("order.lock").hasPrefix("holder: Ana\n"))
  }

  @Test(arguments: ["order.lock", "order.journal"])
  func `O5 nothing is written through a symbolic link beside the session file`(
    _ name: String
  ) throws {
    _ = try session("Order placed")
    try disk.put("theirs", "theirs")
    try disk.remove(Path("/s/\(name)"))
    try disk.makeLink(Path("/s/\(name)"), to: Path("theirs"))
    var rig = try Rig.open(disk)

    #expect(throws: SessionError.file(.symbolicLink(path: Path("/s/\(name)")))) {
      try rig.add("Order paid")
    }

    #expect(try disk.text("theirs") == "theirs")
    #expect(try disk.link(at: Path("/s/\(name)")) == Path("theirs"))
  }

  @Test func `O5 lock and journal of a linked session stand beside the file itself`() throws {
    _ = try session("Order placed")
    try disk.makeFolder(Path("/links"))
    try disk.makeLink(Path("/links/mine.json"), to: Path("../s/order.json"))
    let reading = try SessionReading(Path("/links/mine.json"), on: disk)
    var rig = Rig(disk, reading, run: "l")

    try rig.add("Order paid")
    try rig.close()

    #expect(try disk.names(in: Path("/links")).count == 1)
    #expect(try disk.names == ["order.journal", "order.json", "order.lock"])
    #expect(try Rig.open(disk).workshop.board.texts == ["Order placed", "Order paid"])
  }

  @Test(arguments: TestedDisk.allCases)
  func `O5 a second writer is refused also where the lock's file was taken away`(
    _ tested: TestedDisk
  ) throws {
    let folder = try tested.make()
    let path = folder["order.json"]
    let board = Board(id: ID(checked: "order"), title: "Order process", createdAt: .earliest)
    var first = Rig(
      folder.disk, try SessionReading(new: board, at: path, on: folder.disk), run: "n")
    try first.add("Order placed")
    try first.save()
    try folder.disk.remove(folder["order.lock"])
    let before = try folder.disk.read(folder["order.journal"])

    let reading = try SessionReading(path, on: folder.disk)
    #expect(reading.paths.writer(on: folder.disk) == .locked(nil))
    var second = Rig(folder.disk, reading, run: "o")
    #expect(throws: SessionError.locked(folder["order.lock"], nil)) { try second.add("Paid") }

    #expect(try folder.disk.read(folder["order.journal"]) == before)
    try first.add("Order shipped")
    try first.close()
    #expect(
      try SessionReading(path, on: folder.disk).workshop.board.texts
        == ["Order placed", "Order shipped"])
    #expect(try SessionReading(path, on: folder.disk).paths.writer(on: folder.disk) == nil)
  }

  @Test func `O5 without locks, a lock whose file was taken away stops the saving`() throws {
    var rig = try Rig.new(LocklessFileSystem(disk))
    try rig.add("Order placed")
    #expect(rig.store?.findings == [.locksUnsupported])
    try rig.save()
    try rig.add("Order paid")
    try disk.remove(Path("/s/order.lock"))

    #expect(throws: SessionError.replaced(Path("/s/order.lock"))) { try rig.save() }
    #expect(try Rig.open(disk).workshop.board.texts == ["Order placed", "Order paid"])
  }

  @Test func `O5 who failed to write and has closed keeps nobody from writing`() throws {
    let faulty = FaultyFileSystem(disk)
    var rig = try Rig.new(faulty)
    try rig.add("Order placed")
    faulty.startCounting(only: [.fdatasync])
    faulty.fail(from: 1, with: .failure(code: ErrorCode.inputOutput))
    #expect(throws: SessionError.self) { try rig.add("Order paid") }
    faulty.heal()
    #expect(throws: SessionError.self) { try rig.store?.close() }

    var next = try Rig.open(disk, run: "p")
    try next.add("Order shipped")
    try next.close()
  }

  @Test func `O5 a journal that was replaced under its writer is not acknowledged into`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    let bytes = try disk.read(Path("/s/order.journal"))
    try disk.put(bytes, "order.journal")

    #expect(throws: SessionError.replaced(Path("/s/order.journal"))) { try rig.add("Order paid") }
    #expect(throws: SessionError.replaced(Path("/s/order.journal"))) {
      try rig.add("Order shipped")
    }
    #expect(try disk.read(Path("/s/order.journal")) == bytes)
  }

  // MARK: - O6

  @Test func `O6 an edit of the file while squall was closed waits for a decision`() throws {
    let mine = try session("Order placed")
    let text = try disk.text("order.json").replacing("Order placed", with: "Order was placed")
    try disk.put(text, "order.json")

    let reading = try SessionReading(Rig.path, on: disk)

    #expect(reading.findings == [.editedOutside])
    #expect(reading.outside?.origin == .edited)
    #expect(reading.outside?.board.texts == ["Order was placed"])
    #expect(reading.workshop.board == mine)
    #expect(throws: SessionError.undecided(Rig.path)) {
      try SessionStore(reading, holder: Rig.holder, on: disk)
    }
    #expect(try disk.text("order.json") == text)
  }

  @Test func `O6 an accepted edit enters the log, and is known from then on`() throws {
    _ = try session("Order placed")
    try disk.put(
      disk.text("order.json").replacing("Order placed", with: "Order was placed"), "order.json")
    var rig = try Rig.open(disk)

    rig.reading.useOutside(editID: ID(checked: "accept"), at: .earliest)
    rig.workshop = rig.reading.workshop
    try rig.add("Order paid")
    try rig.store?.close()

    let reading = try SessionReading(Rig.path, on: disk)
    #expect(reading.findings == [])
    #expect(reading.workshop.board.texts == ["Order was placed", "Order paid"])
  }

  @Test func `O6 a refused edit is kept aside before the file is replaced`() throws {
    let mine = try session("Order placed")
    let text = try disk.text("order.json").replacing("Order placed", with: "Order was placed")
    try disk.put(text, "order.json")
    var rig = try Rig.open(disk)

    rig.reading.useLog()
    try rig.begin()
    try rig.close()

    #expect(rig.workshop.board == mine)
    #expect(try disk.text("order.damaged-1") == text)
    #expect(try SessionReading(Rig.path, on: disk).findings == [])
    #expect(try SessionReading(Rig.path, on: disk).workshop.board == mine)
  }

  @Test func `O6 an old version that was put back is not replayed over without a word`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.save()
    let old = try disk.text("order.json")
    for text in ["Order paid", "Order packed", "Order shipped"] {
      try rig.add(text)
      try rig.save()
    }
    try rig.close()
    try disk.put(old, "order.json")

    rig = try Rig.open(disk)

    #expect(rig.reading.findings == [.olderVersion(revision: 3)])
    #expect(rig.reading.outside?.board.texts == ["Order placed"])
    rig.reading.useOutside(editID: ID(checked: "back"), at: .earliest)
    rig.workshop = rig.reading.workshop
    try rig.begin()
    try rig.close()
    let reading = try SessionReading(Rig.path, on: disk)
    #expect(reading.workshop.board.texts == ["Order placed"])
    #expect(reading.findings == [])
  }

  @Test func `O6 both files put back together are simply an older session`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.close()
    let old = try (disk.read(Path("/s/order.journal")), disk.read(Rig.path))
    rig = try Rig.open(disk, run: "p")
    try rig.add("Order paid")
    try rig.close()
    try disk.put(old.0, "order.journal")
    try disk.put(old.1, "order.json")

    let reading = try SessionReading(Rig.path, on: disk)

    #expect(reading.findings == [])
    #expect(reading.workshop.board.texts == ["Order placed"])
  }

  @Test func `O6 another form of the same board is no change`() throws {
    _ = try session("Order placed")
    try disk.put(disk.text("order.json").replacing("\n", with: " "), "order.json")

    #expect(try SessionReading(Rig.path, on: disk).findings == [])
  }

  @Test func `O6 a change of the file while it is open stops the saving, not the recording`() throws
  {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.save()
    let theirs = try disk.text("order.json").replacing("Order placed", with: "Theirs")
    try disk.put(theirs, "order.json")

    try rig.add("Order paid")
    #expect(throws: SessionError.changedOutside(Rig.path)) { try rig.save() }
    #expect(try disk.text("order.json") == theirs)
    let change = try #require(try OutsideChange(rig.reading.paths, on: disk))
    #expect(try change.board.get().texts == ["Theirs"])
    try rig.store?.accept(change, keepingAside: true)
    try rig.close()

    #expect(try disk.text("order.damaged-1") == theirs)
    let reading = try SessionReading(Rig.path, on: disk)
    #expect(reading.workshop.board.texts == ["Order placed", "Order paid"])
    #expect(reading.findings == [])
  }

  @Test func `O6 a change is accepted as it was read, not as it is meanwhile`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.save()
    try disk.put("first", "order.json")
    let change = try #require(try OutsideChange(rig.reading.paths, on: disk))
    try disk.put("second", "order.json")

    #expect(throws: SessionError.changedOutside(Rig.path)) {
      try rig.store?.accept(change, keepingAside: false)
    }

    try rig.add("Order paid")
    #expect(throws: SessionError.changedOutside(Rig.path)) { try rig.close() }
    #expect(try disk.text("order.json") == "second")
  }

  @Test func `O6 a file that was touched and not changed is replaced`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.save()
    try disk.put(disk.read(Rig.path), "order.json")

    try rig.add("Order paid")
    try rig.close()

    #expect(try SessionReading(Rig.path, on: disk).workshop.board == rig.workshop.board)
  }

  @Test func `D8 a file that was removed while it was open is made again`() throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.save()
    try disk.remove(Rig.path)

    try rig.add("Order paid")
    try rig.close()

    #expect(try SessionFormat.read(disk.read(Rig.path)).board == rig.workshop.board)
  }

  // MARK: - O7

  @Test func `O7 the order of the log decides, also where the clock jumps`() throws {
    var rig = try Rig.new(disk)
    rig.clock = 2_000_000_000_000
    try rig.record(.setTitle("first", was: nil))
    rig.clock = 1_000_000_000_000
    try rig.record(.setTitle("second", was: nil))
    try rig.close()

    #expect(try SessionReading(Rig.path, on: disk).workshop.board.title == "second")
  }
}
