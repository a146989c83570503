import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import Testing

/// The edits of a guest that wait, on disk.
struct WaitingFileTests {
  private let disk = MemoryFileSystem()
  private let name = Path("/waiting")

  private func edit(_ id: String, _ text: String = "Order placed") -> WaitingEdit {
    WaitingEdit(
      id: ID(checked: id),
      edit: .addSticky(NewSticky(id: ID(checked: "s-\(id)"), kind: .domainEvent, text: text)),
      at: Instant(clamping: 1_000_000))
  }

  @Test func `G3 what waits is there again, in its order, and what is settled is not`() throws {
    let file = try WaitingFile(name, on: disk)
    #expect(file.found == [])
    try file.keep([edit("a"), edit("b")])
    try file.settle(["a"])
    try file.keep([edit("c", "多数の\n注文")])
    try file.close()

    let again = try WaitingFile(name, on: disk)
    #expect(again.found == [edit("b"), edit("c", "多数の\n注文")])
    try again.settle(["b", "c"])
    #expect(try disk.read(name.appending(".edits")) == [])
    try again.close()
    #expect(try WaitingFile(name, on: disk).found == [])
  }

  @Test func `G6 what was refused is there again with its text and reason, until it is dismissed`()
    throws
  {
    let file = try WaitingFile(name, on: disk)
    let report = Report(word: "boardLocked", sentence: "the facilitator has locked the board")
    func refused(_ id: String) -> RefusedEdit {
      RefusedEdit(id: ID(checked: id), edit: edit(id, "Precious").edit, cause: .host(report))
    }
    try file.keep([edit("a"), edit("b")])
    try file.keep([refused("a")]) { _ in report.sentence }
    try file.settle(["a", "b"])
    // One that was refused once more after a crash is listed once.
    try file.keep([refused("c"), refused("a"), refused("c")]) { _ in report.sentence }
    try file.close()

    let again = try WaitingFile(name, on: disk)
    #expect(again.found == [])
    #expect(again.foundRefused == [refused("a"), refused("c")])
    #expect(again.found.isEmpty)
    #expect(again.unreadLines == 0)
    try again.dismiss(["a"])
    try again.close()
    let last = try WaitingFile(name, on: disk)
    #expect(last.foundRefused == [refused("c")])
    try last.dismiss(["c"])
    #expect(try disk.read(name.appending(".edits")) == [])
    try last.close()
  }

  @Test func `G6 what no host could read is there again as a text`() throws {
    var value = JSONValue.string("precious")
    for _ in 0..<100 { value = .array([value]) }
    let deep = Edit.setField("s1", name: "items", value: value, was: nil)
    let note = String(repeating: "n", count: 2_000)
    let long = Edit.batch(
      (0..<3_000).map { .setNote(ID(checked: "s\($0)"), note: note, was: nil) })
    let file = try WaitingFile(name, on: disk)
    try file.keep([
      RefusedEdit(id: "deep", edit: deep, cause: .here(.boardLocked)),
      RefusedEdit(id: "long", edit: long, cause: .here(.tooLong(maximum: 1))),
    ]) { _ in "it cannot be read" }
    try file.close()

    let again = try WaitingFile(name, on: disk)
    #expect(again.unreadLines == 0)
    #expect(again.foundRefused.map(\.id) == ["deep", "long"])
    guard case .addSticky(let text)? = again.foundRefused.first?.edit else {
      Issue.record("there is no text")
      return
    }
    #expect(text.text.contains("precious"))
    #expect(again.foundRefused.last?.edit == long)
    try again.dismiss(["deep", "long"])
    #expect(try disk.read(name.appending(".edits")) == [])
    try again.close()
  }

  @Test func `G3 a line that a crash has torn harms none before and none after it`() throws {
    let file = try WaitingFile(name, on: disk)
    try file.keep([edit("a"), edit("b")])
    try file.close()
    let whole = try disk.read(name.appending(".edits"))
    for length in 0..<whole.count {
      let torn = try disk.open(name.appending(".edits"), .update)
      try torn.truncate(to: 0)
      try torn.writeAll(Array(whole[..<length]), at: 0)
      try torn.close()

      let again = try WaitingFile(name, on: disk)
      let complete = length + 1 >= whole.count ? 2 : length + 1 > edit("a").bytes.count ? 1 : 0
      #expect(again.found == Array([edit("a"), edit("b")].prefix(complete)))
      try again.keep([edit("c")])
      try again.close()
      let last = try WaitingFile(name, on: disk)
      #expect(last.found.last == edit("c"))
      try last.close()
    }
  }

  @Test func `G3 opening writes over nothing that was on disk`() throws {
    let file = try WaitingFile(name, on: disk)
    try file.keep([edit("a"), edit("b")])
    try file.settle(["a"])
    try file.close()
    let before = try disk.read(name.appending(".edits"))

    // A disk that takes no byte any more: what was there stays, whatever opening does.
    let faults = FaultyFileSystem(disk)
    faults.startCounting(only: [.write, .truncate])
    faults.fail(from: 1, with: .failure(code: ErrorCode.noSpace))
    let again = try WaitingFile(name, on: faults)
    #expect(again.found == [edit("b")])
    try again.close()
    #expect(try disk.read(name.appending(".edits")) == before)
  }

  @Test func `G3 lines of a newer version stay, and are counted`() throws {
    let newer = Array(#"{"made": "2026-11-23T10:01:02.003Z", "painting": {"id": "p"}}"#.utf8)
    let path = name.appending(".edits")
    let file = try disk.open(path, .create)
    let bytes =
      edit("a").bytes + [UInt8(ascii: "\n")] + newer + [UInt8(ascii: "\n")] + edit("b").bytes
      + [UInt8(ascii: "\n")] + [0, 0, UInt8(ascii: "\n"), 0]
    try file.writeAll(bytes, at: 0)
    try file.close()

    let first = try WaitingFile(name, on: disk)
    #expect(first.found == [edit("a"), edit("b")])
    #expect(first.unreadLines == 1)
    try first.settle(["a", "b"])
    try first.close()
    let second = try WaitingFile(name, on: disk)
    #expect(second.found == [])
    #expect(second.unreadLines == 1)
    #expect(try disk.read(path).firstRange(of: newer) != nil)
    #expect(try !disk.read(path).contains(0))

    // In a file that nobody holds any more they stay too.
    let third = try WaitingFile(name, on: disk)
    #expect(third.path == name.appending("-2.edits"))
    try third.keep([edit("c")])
    try second.close()
    try third.close()
    let last = try WaitingFile(name, on: disk)
    #expect(last.path == path)
    #expect(last.found == [edit("c")])
    #expect(last.unreadLines == 1)
  }

  @Test func `G3 two guests of one name keep apart, and the last one takes what is left`() throws {
    let first = try WaitingFile(name, on: disk)
    let second = try WaitingFile(name, on: disk)
    try first.keep([edit("a")])
    try second.keep([edit("b")])
    try second.close()
    try first.close()

    let last = try WaitingFile(name, on: disk)
    #expect(last.found == [edit("a"), edit("b")])
    #expect(try disk.status(of: name.appending("-2.edits")) == nil)
  }
}
