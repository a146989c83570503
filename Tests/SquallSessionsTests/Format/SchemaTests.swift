import SquallModel
import Testing

@testable import SquallSessions

@Suite struct SchemaTests {
  private func faults(_ schema: Schema, _ bytes: [UInt8]) throws -> [String] {
    SchemaValidator(schema.document).faults(in: try JSONValue(parsing: bytes))
  }

  private func isValid(_ schema: Schema, _ text: String) throws -> Bool {
    try faults(schema, Array(text.utf8)).isEmpty
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `what is written is what the schemas say`(seed: UInt64) throws {
    let storm = FormatStorm(seed: seed, steps: 100)
    let snapshot = SessionSnapshot(board: storm.board, revision: 3, checksum: 1)

    #expect(try faults(.session, SessionFormat.bytes(of: snapshot)) == [])
    let log = SchemaValidator(Schema.log.document)
    for entry in storm.log {
      #expect(log.faults(in: try JSONValue(parsing: EntryFormat.bytes(of: entry))) == [])
    }
    let edits = SchemaValidator(Schema.edits.document)
    for edit in storm.edits {
      let line = EditFormat.bytes(of: edit, editID: "e1".id, author: "Ana")
      #expect(edits.faults(in: try JSONValue(parsing: line)) == [])
    }
  }

  @Test(arguments: [
    #"{"edit": "dance"}"#, #"{"edit": "removeSticky"}"#, #"{"edit": "removeSticky", "id": 1}"#,
    #"{"edit": "removeSticky", "id": "a b"}"#, #"{"edit": "undo", "afer": "s1"}"#,
    #"{"edit": "addSticky", "kind": "evnt"}"#,
    #"{"edit": "addSticky", "kind": "note", "after": "a", "to": "end"}"#,
    #"{"edit": "addSticky", "kind": "note", "to": "ende"}"#,
    #"{"edit": "addLane", "name": "a", "to": "inbox"}"#,
    #"{"edit": "renameLane", "name": "a"}"#,
    #"{"edit": "renameLane", "id": "l", "lane": "l", "name": "a"}"#,
    #"{"edit": "vote", "id": "s1", "count": -1}"#, #"{"edit": "vote", "id": "s1", "count": 1.5}"#,
    #"{"edit": "batch", "edits": [{"edit": "undo", "by": "Ana"}]}"#,
    #"{"edit": "batch", "edits": [{"edit": "undo", "x": 1}]}"#,
    #"{"edit": "setTitle", "title": 1}"#, "[]", "1",
  ])
  func `a line that is no edit breaks the schema as it is refused by the reader`(
    line: String
  ) throws {
    #expect(try !isValid(.edits, line))
    #expect(throws: FormatError.self) { try EditFormat.read(Array(line.utf8)).edit.get() }
  }

  @Test func `the schema of edits names every edit, and each once`() throws {
    let edits = Schema.edits.document.object?["$defs"]?.object?["edit"]?.object?["oneOf"]
    guard case .array(let shapes) = edits else {
      Issue.record("no list of edits")
      return
    }
    let names = shapes.compactMap {
      $0.object?["properties"]?.object?["edit"]?.object?["const"]?.string
    }

    #expect(names == EditName.allCases.map(\.name))
    #expect(names.count == 35)
  }

  @Test func `a session that says what cannot be breaks the schema`() throws {
    for text in [
      "{}", #"{"format": "squall-store"}"#, #"{"stickies": {}}"#, #"{"stickies": [{"kind": "x"}]}"#,
      #"{"stickies": [{"at": "a0"}]}"#, #"{"stickies": [{"on": "a", "lane": "l"}]}"#,
      #"{"stickies": [{"inbox": true, "row": "V"}]}"#, #"{"stickies": [], "version": 2}"#,
      #"{"stickies": [{"votes": {"a": 0}}]}"#, #"{"stickies": [], "links": [{"from": "a"}]}"#,
    ] {
      #expect(try !isValid(.session, text))
      #expect(throws: FormatError.self) { try SessionFormat.read(Array(text.utf8)) }
    }
    for text in [
      #"{"format": "squall-session"}"#, #"{"stickies": [{}]}"#,
      #"{"stickies": [{"inbox": false, "row": "V", "colour": 3}], "x": null}"#,
    ] {
      #expect(try isValid(.session, text))
      #expect(throws: Never.self) { try SessionFormat.read(Array(text.utf8)) }
    }
  }

  @Test func `the schema of the store takes the design's example, and nothing half`() throws {
    let event = #"""
      {"event_type": "OrderPlaced", "data": {"order_id": "O001", "amount": 99.99}, "event_id": "0d2ad30f-3cb5-5cf8-9d3a-3ce5e1d5d2a1", "sequence": 1, "recorded_at": "2026-11-23T10:01:02.003Z", "stream": "order-O001", "metadata": {"text": "Order placed", "lane": "Sales", "aggregate": "Order", "command": "PlaceOrder", "actor": "Customer", "policy": null, "bounded_context": null, "hotspots": ["Paid twice?"], "note": null, "author": "Ana", "sticky_id": "s1", "causation_id": null, "correlation_id": "0d2ad30f-3cb5-5cf8-9d3a-3ce5e1d5d2a1"}}
      """#
    func store(_ event: String) -> String {
      #"{"format": "squall-store", "version": 1, "session": {"id": "w", "title": "W"}, "events": [\#(event)]}"#
    }

    #expect(try faults(.store, Array(store(event).utf8)) == [])
    #expect(try isValid(.store, store("")))
    #expect(try !isValid(.store, store(#"{"event_type": "OrderPlaced", "data": {}}"#)))
    #expect(
      try !isValid(.store, store(event.replacing("\"sequence\": 1", with: "\"sequence\": 0"))))
  }

  @Test func `a schema is a document of its own, and is the same each time`() throws {
    for schema in Schema.allCases {
      #expect(try JSONValue(parsing: schema.bytes) == schema.document)
      #expect(schema.bytes == schema.bytes)
      #expect(schema.bytes.last == UInt8(ascii: "\n"))
    }
  }
}
