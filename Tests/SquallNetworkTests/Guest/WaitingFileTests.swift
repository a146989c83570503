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
