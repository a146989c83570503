import SquallModel
import Testing

@testable import SquallSessions

@Suite struct EntryFormatTests {
  private func refusal(_ change: String) -> FormatReason? {
    refusal(
      entry:
        #"{"sequence": 1, "edit_id": "e", "at": "2026-11-23T10:01:02.003Z", "change": \#(change)}"#)
  }

  private func refusal(entry: String) -> FormatReason? {
    do {
      _ = try EntryFormat.read(Array(entry.utf8))
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `E1 an entry is one line, as the design writes it`() throws {
    let entry = Entry(
      sequence: 17, editID: "e1".id, at: try #require(Instant("2026-11-23T10:01:02.003Z")),
      by: "ana".id,
      change: .stickyAdded(
        Sticky(
          id: "s1".id, kind: .domainEvent, text: "Order placed",
          place: .spot(
            lane: "l1".id, at: try #require(PositionKey("a3")), row: .middle))))

    let line = #"""
      {"sequence": 17, "edit_id": "e1", "at": "2026-11-23T10:01:02.003Z", "by": "ana", "change": {"change": "stickyAdded", "id": "s1", "kind": "domainEvent", "text": "Order placed", "lane": "l1", "at": "a3", "row": "V"}}
      """#

    #expect(String(decoding: EntryFormat.bytes(of: entry), as: UTF8.self) == line)
    #expect(try EntryFormat.read(Array(line.utf8)) == entry)
  }

  @Test func `the members of a change may stand in any order`() throws {
    let line = #"""
      {"change": {"text": "b", "id": "s1", "change": "stickyReworded"}, "at": "2026-11-23T10:01:02.003Z", "edit_id": "e", "sequence": 1}
      """#

    #expect(
      try EntryFormat.read(Array(line.utf8)).change == .stickyReworded("s1".id, text: "b"))
  }

  @Test(arguments: [
    ("{}", FormatReason.missingMember("change")),
    (
      #"{"change": "stickyRewordd"}"#,
      .unknownWord(.change, "stickyRewordd", nearest: "stickyReworded")
    ),
    (#"{"change": "stickyReworded", "id": "s1"}"#, .missingMember("text")),
    (
      #"{"change": "stickyReworded", "id": "s1", "text": "a", "txt": 1}"#,
      .unknownMember("txt", nearest: "text")
    ),
    (
      #"{"change": "stickyAdded", "id": "s1", "kind": "note"}"#,
      .missingOneOf(["lane", "on", "inbox"])
    ),
    (#"{"change": "stickyAdded", "id": "s1", "inbox": true}"#, .missingMember("kind")),
    (
      #"{"change": "stickyAdded", "id": "s1", "kind": "note", "inbox": true, "x": 1}"#,
      .unknownMember("x", nearest: nil)
    ),
    (#"{"change": "stickyMoved", "id": "s1"}"#, .missingOneOf(["lane", "on", "inbox"])),
    (#"{"change": "stickyMoved", "id": "s1", "lane": "l1", "at": "a"}"#, .missingMember("row")),
    (
      #"{"change": "stickyMoved", "id": "s1", "on": "a", "inbox": true}"#,
      .conflictingMembers("on", "inbox")
    ),
    (#"{"change": "batch", "changes": [{"change": "titleSet"}]}"#, .missingMember("title")),
    (#"{"change": "undone", "changes": []}"#, .missingMember("of")),
    (
      #"{"change": "adopted", "board": {"stickies": [{"on": "x"}]}}"#,
      .noSuchSticky("x".id)
    ),
    (#"{"change": "levelSet", "level": "process"}"#, .missingMember("phase")),
    (#"{"change": "roomMade", "positions": ["0"]}"#, .badPosition("0")),
    (
      #"{"change": "voteCast", "id": "s", "participant": "p", "count": "2"}"#,
      .json(.wrongKind(expected: .number, found: .string))
    ),
    (
      #"{"change": "voteCast", "id": "s", "participant": "p", "count": 9223372036854775807}"#,
      .limit(.votesOfOnePerson)
    ),
  ])
  func `E2 a change that is not wholly understood is refused`(change: String, reason: FormatReason)
  {
    #expect(refusal(change) == reason)
  }

  @Test(arguments: [
    (
      #"{"edit_id": "e", "at": "2026-11-23T10:01:02.003Z", "change": {"change": "titleSet", "title": "a"}}"#,
      FormatReason.missingMember("sequence")
    ),
    (
      #"{"sequence": 1, "at": "2026-11-23T10:01:02.003Z", "change": {"change": "titleSet", "title": "a"}}"#,
      .missingMember("edit_id")
    ),
    (
      #"{"sequence": 1, "edit_id": "e", "change": {"change": "titleSet", "title": "a"}}"#,
      .missingMember("at")
    ),
    (
      #"{"sequence": 1, "edit_id": "e", "at": "2026-11-23T10:01:02.003Z"}"#,
      .missingMember("change")
    ),
    (#"{"sequence": 0}"#, .json(.integerOutOfRange)),
    (#"{"sequence": 1000000000000000}"#, .json(.integerOutOfRange)),
    (#"{"sequence": 9223372036854775807, "edit_id": "e"}"#, .json(.integerOutOfRange)),
    (#"{"sequence": 1, "sequenc": 1}"#, .unknownMember("sequenc", nearest: "sequence")),
    (#"{"sequence": 1, "at": "2026-11-23"}"#, .badInstant("2026-11-23")),
  ])
  func `an entry that lacks something is refused`(entry: String, reason: FormatReason) {
    #expect(refusal(entry: entry) == reason)
  }

  @Test func `T4 changes nested without end are refused at once`() {
    let deep = String(repeating: #"{"change": "batch", "changes": ["#, count: 100_000)

    #expect(refusal(deep) == .json(.tooDeep))
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a spoiled entry is refused, or is an entry that can be written`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for entry in FormatStorm(seed: seed, steps: 60).log {
      var bytes = EntryFormat.bytes(of: entry)
      let index = Int.random(in: bytes.indices, using: &random)
      if Bool.random(using: &random) {
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      } else {
        bytes.remove(at: index)
      }
      do {
        let read = try EntryFormat.read(bytes)
        #expect(try EntryFormat.read(EntryFormat.bytes(of: read)) == read)
      } catch {
        #expect(error.place.offset <= bytes.count)
      }
    }
  }
}
