import SquallModel
import Testing

@testable import SquallSessions

@Suite struct EditFormatTests {
  private func edit(_ line: String) throws -> Edit {
    try EditFormat.read(Array(line.utf8)).edit.get()
  }

  private func refusal(_ line: String) -> FormatReason? {
    guard case .failure(let error) = EditFormat.read(Array(line.utf8)).edit else { return nil }
    return error.reason
  }

  @Test func `the lines of the design are edits`() throws {
    #expect(
      try edit(
        #"""
        {"edit": "addSticky", "id": "s1", "kind": "domainEvent", "text": "Order placed", "lane": "Sales", "after": "s0", "fields": {"order_id": "O001"}}
        """#)
        == .addSticky(
          NewSticky(
            id: "s1".id, kind: .domainEvent, text: "Order placed", lane: "Sales",
            target: .after("s0".id),
            fields: [Field(name: "order_id", value: .string("O001"))])))
    #expect(
      try edit(
        #"{"edit": "rewordSticky", "id": "s1", "text": "Order was placed", "was": "Order placed"}"#)
        == .rewordSticky("s1".id, text: "Order was placed", was: "Order placed"))
    #expect(
      try edit(#"{"edit": "moveSticky", "id": "s1", "lane": "Warehouse", "before": "s7"}"#)
        == .moveSticky("s1".id, lane: "Warehouse", to: .before("s7".id)))
    #expect(
      try edit(#"{"edit": "moveSticky", "id": "s1", "to": "inbox"}"#)
        == .moveSticky("s1".id, lane: nil, to: .inbox))
    #expect(
      try edit(#"{"edit": "moveSticky", "id": "s1", "lane": "Sales"}"#)
        == .moveSticky("s1".id, lane: "Sales", to: .samePosition))
    #expect(try edit(#"{"edit": "removeSticky", "id": "s1"}"#) == .removeSticky("s1".id))
    #expect(
      try edit(#"{"edit": "setField", "id": "s1", "name": "amount", "value": 99.990}"#)
        == .setField(
          "s1".id, name: "amount", value: .number(#require(JSONNumber("99.990"))), was: nil))
    #expect(
      try edit(#"{"edit": "addLane", "id": "l1", "name": "Warehouse"}"#)
        == .addLane(id: "l1".id, name: "Warehouse", to: .end))
    #expect(
      try edit(#"{"edit": "batch", "edits": [{"edit": "undo"}, {"edit": "redo", "of": "e1"}]}"#)
        == .batch([.undo(of: nil), .redo(of: "e1".id)]))
  }

  @Test func `a lane is meant by either member, but by one`() throws {
    let renamed = Edit.renameLane("l1", name: "Depot", was: nil)

    #expect(try edit(#"{"edit": "renameLane", "lane": "l1", "name": "Depot"}"#) == renamed)
    #expect(try edit(#"{"edit": "renameLane", "id": "l1", "name": "Depot"}"#) == renamed)
    #expect(
      refusal(#"{"edit": "renameLane", "id": "l1", "lane": "l1", "name": "Depot"}"#)
        == .conflictingMembers("lane", "id"))
    #expect(
      refusal(#"{"edit": "renameLane", "name": "Depot"}"#) == .missingOneOf(["lane", "id"]))
    #expect(
      refusal(#"{"edit": "moveLane", "lane": "l1"}"#) == .missingOneOf(["after", "before", "to"]))
  }

  @Test func `members may stand in any order`() throws {
    #expect(
      try edit(#"{"text": "b", "id": "s1", "edit": "rewordSticky"}"#)
        == .rewordSticky("s1".id, text: "b", was: nil))
  }

  @Test(arguments: [
    ("", FormatReason.json(.endOfInput)), ("hello", .json(.expectedValue)),
    ("[]", .json(.wrongKind(expected: .object, found: .array))),
    ("{}", .missingMember("edit")),
    (#"{"edit": "addStiky"}"#, .unknownWord(.edit, "addStiky", nearest: "addSticky")),
    (#"{"edit": "dance"}"#, .unknownWord(.edit, "dance", nearest: nil)),
    (#"{"edit": 1}"#, .json(.wrongKind(expected: .string, found: .number))),
    (#"{"edit": "removeSticky"}"#, .missingMember("id")),
    (#"{"edit": "removeSticky", "id": 1}"#, .json(.wrongKind(expected: .string, found: .number))),
    (#"{"edit": "removeSticky", "id": "a b"}"#, .badID("a b")),
    (#"{"edit": "removeSticky", "id": "a", "id": "b"}"#, .json(.duplicateKey)),
    (#"{"edit": "removeSticky", "id": "a"} x"#, .json(.trailingText)),
    (
      #"{"edit": "addSticky", "kind": "note", "afer": "s1"}"#,
      .unknownMember("afer", nearest: "after")
    ),
    (
      #"{"edit": "addSticky", "kind": "note", "votes": {}}"#,
      .unknownMember("votes", nearest: nil)
    ),
    (#"{"edit": "addSticky", "text": "a"}"#, .missingMember("kind")),
    (#"{"edit": "addSticky", "kind": "evnt"}"#, .unknownWord(.kind, "evnt", nearest: nil)),
    (
      #"{"edit": "addSticky", "kind": "note", "after": "a", "to": "end"}"#,
      .conflictingMembers("after", "to")
    ),
    (
      #"{"edit": "addSticky", "kind": "note", "to": "ende"}"#,
      .unknownWord(.target, "ende", nearest: "end")
    ),
    (
      #"{"edit": "addLane", "name": "a", "to": "inbox"}"#,
      .unknownWord(.target, "inbox", nearest: nil)
    ),
    (
      #"{"edit": "moveSticky", "id": "s1"}"#,
      .missingOneOf(["lane", "after", "before", "with", "at", "to", "on"])
    ),
    (#"{"edit": "vote", "id": "s1", "count": -1}"#, .json(.integerOutOfRange)),
    (#"{"edit": "setLevel", "level": "big"}"#, .unknownWord(.level, "big", nearest: nil)),
    (
      #"{"edit": "batch", "edits": [{"edit": "undo", "by": "Ana"}]}"#,
      .unknownMember("by", nearest: nil)
    ),
    (#"{"edit": "undo", "edit_id": "a b"}"#, .badID("a b")),
  ])
  func `E4 a line that is no edit is refused with its reason`(line: String, reason: FormatReason) {
    #expect(refusal(line) == reason)
  }

  @Test func `the place of what is wrong is told, also inside a batch`() {
    let line =
      #"{"edit": "batch", "edits": [{"edit": "undo"}, {"edit": "vote", "id": "s1", "count": 1.5}]}"#
    guard case .failure(let error) = EditFormat.read(Array(line.utf8)).edit else {
      Issue.record("the line is no edit")
      return
    }

    #expect(error.reason == .json(.notAnInteger))
    #expect(error.place.column == 85)
    #expect(error.place.path.description == "edits[1].count")
  }

  @Test func `E5 an edit's id is known also where the edit is none`() {
    let line = EditFormat.read(Array(#"{"edit": "dance", "by": "Ana", "edit_id": "e1"}"#.utf8))
    #expect(line.editID == "e1".id)
    #expect(line.author == "Ana")
    #expect(throws: FormatError.self) { try line.edit.get() }

    let broken = EditFormat.read(Array(#"{"edit_id": "e1", "edit": }"#.utf8))
    #expect(broken.editID == nil)
  }

  @Test func `T4 a batch holds no more than its limit`() {
    let edits = Array(repeating: #"{"edit": "undo"}"#, count: 20_001).joined(separator: ",")

    #expect(refusal("{\"edit\": \"batch\", \"edits\": [\(edits)]}") == .limit(.editsInOneBatch))
  }
}
