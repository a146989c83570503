import SquallCollaboration
import SquallModel
import SquallSessions
import Testing

@testable import SquallNetwork

/// A guest's own copy of the workshop.
struct GuestCopyTests {
  private let disk = MemoryFileSystem()
  private let path = Path("/order.json")
  private let instant = Instant(clamping: 1_000_000)

  private func copy() -> GuestCopy {
    GuestCopy(
      holder: LockHolder(name: "Ana", host: "here", process: 1, since: instant), on: disk,
      name: { _ in Path("/order") }, news: { _ in })
  }

  private func workshop(_ texts: [String], id: ID = "order") throws -> Workshop {
    var workshop = Workshop(board: Board(id: id, title: "Order"), sequence: 0)
    _ = workshop.adopt(workshop.board, editID: "begin", at: instant)
    for text in texts { _ = try add(text, to: &workshop) }
    return workshop
  }

  private func add(_ text: String, to workshop: inout Workshop) throws -> [Entry] {
    var ids = RandomIDs(SeededGenerator(seed: UInt64(workshop.sequence)))
    return try workshop.submit(
      .addSticky(NewSticky(kind: .domainEvent, text: text)), editID: ID(checked: text),
      by: Participant(id: "ana", name: "Ana"), at: instant, ids: &ids
    ).entries
  }

  private func snapshot(_ workshop: Workshop) -> SessionSnapshot {
    SessionSnapshot(board: workshop.board, revision: workshop.sequence, checksum: 1)
  }

  @Test func `a copy that could not be begun is due to nothing`() throws {
    var host = try workshop([])
    let copy = copy()
    copy.confirm(try add("a", to: &host), uptime: 0)

    #expect(copy.saveDue(at: 0) == nil)
    #expect(copy.saveDue(at: 100_000) == nil)
    #expect(copy.path == nil)
  }

  @Test func `M23 the copy holds the board, goes on by the host's numbers, and opens`() throws {
    var host = try workshop(["a", "b"])
    let copy = copy()
    try copy.replace(by: snapshot(host), editID: "copy", at: instant, uptime: 0)
    copy.confirm(try add("c", to: &host), uptime: 0)
    #expect(copy.path == path)
    try copy.close(host.board)

    let reading = try SessionReading(path, on: disk)
    #expect(reading.workshop.board == host.board)
    #expect(reading.workshop.sequence == host.sequence)
    #expect(reading.findings.isEmpty)
    #expect(reading.isWritable)
  }

  @Test func `M23 a copy goes on where it was, over a gap too`() throws {
    var host = try workshop(["a"])
    let first = copy()
    try first.replace(by: snapshot(host), editID: "copy", at: instant, uptime: 0)
    try first.close(host.board)
    _ = try add("b", to: &host)

    let second = copy()
    try second.replace(by: snapshot(host), editID: "again", at: instant, uptime: 0)
    #expect(second.path == path)
    try second.close(host.board)
    #expect(try SessionReading(path, on: disk).workshop.board == host.board)
    #expect(try SessionReading(path, on: disk).workshop.sequence == host.sequence)
  }

  @Test func `M23 another session, and another course of this one, are not written over`() throws {
    let other = try workshop(["x"], id: "other")
    let before = copy()
    try before.replace(by: snapshot(other), editID: "copy", at: instant, uptime: 0)
    try before.close(other.board)
    let host = try workshop(["a", "b"])
    let second = copy()
    try second.replace(by: snapshot(host), editID: "copy", at: instant, uptime: 0)
    #expect(second.path == Path("/order-2.json"))
    try second.close(host.board)

    // Somebody has carried the copy on; the old host is back.
    let carried = try SessionReading(Path("/order-2.json"), on: disk)
    var workshop = carried.workshop
    let entries = try add("mine", to: &workshop)
    let store = try SessionStore(
      carried, holder: LockHolder(name: "Ana", host: "here", process: 1, since: instant), on: disk)
    try store.flush(try store.append(entries))
    try store.close()
    let third = copy()
    try third.replace(by: snapshot(host), editID: "copy", at: instant, uptime: 0)
    #expect(third.path == Path("/order-3.json"))
    // What went on by itself is told where another copy is begun for it, and not each time.
    #expect(third.passedBy == [Path("/order-2.json")])
    #expect(second.passedBy == [])
    try third.close(host.board)
    let fourth = copy()
    try fourth.replace(by: snapshot(host), editID: "copy", at: instant, uptime: 0)
    #expect(fourth.path == Path("/order-3.json"))
    #expect(fourth.passedBy == [])
    try fourth.close(host.board)

    #expect(try SessionReading(path, on: disk).workshop.board == other.board)
    #expect(try SessionReading(Path("/order-3.json"), on: disk).workshop.board == host.board)
  }

  /// The entries of a workshop as a host gives them.
  private struct Course {
    var workshop = Workshop(board: Board(id: "order", title: ""))
    var lines: [UInt8] = []

    mutating func take(_ entries: [Entry]) {
      for entry in entries { lines += EntryFormat.bytes(of: entry) + [UInt8(ascii: "\n")] }
    }

    func log() throws -> [(entry: Entry, checksum: UInt64)] {
      try #require(GuestBeginning(log: lines, of: "order")).log
    }
  }

  private func course(_ texts: [String]) throws -> Course {
    var course = Course()
    course.take([course.workshop.adopt(course.workshop.board, editID: "begin", at: instant)])
    for text in texts { course.take(try add(text, to: &course.workshop)) }
    return course
  }

  @Test func `M23 a copy that somebody has carried on is left alone when the host is further`()
    throws
  {
    var host = try course(["a", "b"])
    let first = copy()
    try first.replace(
      by: snapshot(host.workshop), log: try host.log(), editID: "copy", at: instant, uptime: 0)
    try first.close(host.workshop.board)

    // Somebody carries the copy on, by two entries; the host comes back and goes on by four.
    let carried = try SessionReading(path, on: disk)
    var mine = carried.workshop
    let entries = try add("mine", to: &mine) + add("mine-too", to: &mine)
    let store = try SessionStore(
      carried, holder: LockHolder(name: "Ana", host: "here", process: 1, since: instant), on: disk)
    try store.flush(try store.append(entries))
    try store.close()
    for text in ["c", "d", "e", "f"] { host.take(try add(text, to: &host.workshop)) }
    let second = copy()
    try second.replace(
      by: snapshot(host.workshop), log: try host.log(), editID: "copy", at: instant, uptime: 0)
    #expect(second.path == Path("/order-2.json"))
    try second.close(host.workshop.board)

    let left = try SessionReading(path, on: disk).workshop
    #expect(left.board == mine.board)
    #expect(left.sequence == mine.sequence)
  }

  @Test func `M23 a copy that was begun with a board goes on where the host was then`() throws {
    var host = try course(["a", "b"])
    let first = copy()
    try first.replace(by: snapshot(host.workshop), editID: "copy", at: instant, uptime: 0)
    let next = try add("c", to: &host.workshop)
    host.take(next)
    first.confirm(next, uptime: 0)
    try first.close(host.workshop.board)

    host.take(try add("d", to: &host.workshop))
    let second = copy()
    try second.replace(
      by: snapshot(host.workshop), log: try host.log(), editID: "again", at: instant, uptime: 0)
    #expect(second.path == path)
    try second.close(host.workshop.board)
    #expect(try SessionReading(path, on: disk).workshop.board == host.workshop.board)
  }

  @Test func `M23 two guests on one machine have two copies`() throws {
    let host = try workshop(["a"])
    let first = copy()
    try first.replace(by: snapshot(host), editID: "copy", at: instant, uptime: 0)
    let second = copy()
    try second.replace(by: snapshot(host), editID: "copy", at: instant, uptime: 0)
    #expect(second.path == Path("/order-2.json"))
    #expect(second.passedBy == [])
    try first.close(host.board)
    try second.close(host.board)
    #expect(try SessionReading(path, on: disk).workshop.board == host.board)
    #expect(try SessionReading(Path("/order-2.json"), on: disk).workshop.board == host.board)
  }
}
