import SquallModel
import Testing

@testable import SquallSessions

@Suite struct SessionFormatTests {
  private func board(_ text: String) throws -> Board {
    let board = try SessionFormat.read(Array(text.utf8)).board
    #expect(board.checkInvariants() == [])
    return board
  }

  private func order(_ board: Board) -> [String] { board.readingOrder.map(\.text) }

  @Test func `F2 a session file has one thing a line, in a fixed order`() throws {
    var board = Board(
      id: "order".id, title: "Order process", level: .process, phase: .completeGrammar,
      createdAt: Instant("2026-11-23T10:00:00.000Z"),
      participants: [Participant(id: "ana".id, name: "Ana")],
      lanes: [Lane(id: "l1".id, name: "Sales")],
      links: [Link(id: "k1".id, from: "s1".id, to: "s2".id, label: "then")],
      contexts: [Context(id: "c1".id, name: "Ordering", stickies: ["s1".id, "s2".id])],
      terms: [Term(name: "Order", meaning: "A request to buy")],
      emptyColumns: [try #require(PositionKey("a2"))],
      unknownMembers: [UnknownMember(name: "colour", json: "[1,2]")])
    let a1 = try #require(PositionKey("a1"))
    let a3 = try #require(PositionKey("a3"))
    board.insert(
      Sticky(
        id: "s2".id, kind: .domainEvent, text: "Order placed",
        place: .spot(lane: "l1".id, at: a3, row: .middle),
        fields: [
          Field(name: "order_id", value: .string("O001")),
          Field(name: "amount", value: .number(try #require(JSONNumber("99.99")))),
        ], note: "said twice", isPivotal: true, isTentative: true,
        votes: [Vote(participant: "ana".id, count: 2)], author: "ana".id,
        createdAt: Instant("2026-11-23T10:01:02.003Z"),
        changedAt: Instant("2026-11-23T10:01:03.000Z")))
    board.insert(
      Sticky(
        id: "s1".id, kind: .command, text: "Place order",
        place: .spot(lane: "l1".id, at: a1, row: .middle)))
    board.insert(Sticky(id: "h1".id, kind: .hotspot, text: "Paid twice?", place: .on("s2".id)))
    board.insert(Sticky(id: "s3".id, kind: .domainEvent, place: .inbox, copyOf: "s2".id))
    board.insert(
      Sticky(
        id: "h2".id, kind: .hotspot, text: "Who?", place: .inbox, isAddressed: true,
        unknownMembers: [UnknownMember(name: "shape", json: "\"round\"")]))

    let bytes = SessionFormat.bytes(
      of: SessionSnapshot(board: board, revision: 42, checksum: 0x12AB))

    #expect(
      String(decoding: bytes, as: UTF8.self) == #"""
        {
        "format": "squall-session",
        "version": 1,
        "id": "order",
        "title": "Order process",
        "level": "process",
        "phase": "completeGrammar",
        "createdAt": "2026-11-23T10:00:00.000Z",
        "revision": 42,
        "checksum": "00000000000012ab",
        "participants": [
         {"id": "ana", "name": "Ana"}
        ],
        "lanes": [
         {"id": "l1", "name": "Sales"}
        ],
        "stickies": [
         {"id": "s1", "kind": "command", "text": "Place order", "lane": "l1", "at": "a1", "row": "V"},
         {"id": "s2", "kind": "domainEvent", "text": "Order placed", "lane": "l1", "at": "a3", "row": "V", "fields": {"order_id": "O001", "amount": 99.99}, "note": "said twice", "pivotal": true, "tentative": true, "votes": {"ana": 2}, "createdAt": "2026-11-23T10:01:02.003Z", "changedAt": "2026-11-23T10:01:03.000Z", "by": "ana"},
         {"id": "h1", "kind": "hotspot", "text": "Paid twice?", "on": "s2", "state": "open"},
         {"id": "s3", "kind": "domainEvent", "inbox": true, "copyOf": "s2"},
         {"id": "h2", "kind": "hotspot", "text": "Who?", "inbox": true, "state": "addressed", "shape": "round"}
        ],
        "links": [
         {"id": "k1", "from": "s1", "to": "s2", "label": "then"}
        ],
        "contexts": [
         {"id": "c1", "name": "Ordering", "stickies": ["s1", "s2"]}
        ],
        "glossary": [
         {"name": "Order", "meaning": "A request to buy"}
        ],
        "emptyColumns": ["a2"],
        "colour": [1,2]
        }

        """#)
    #expect(try SessionFormat.read(bytes).board == board)
  }

  @Test func `F2 an empty session is written with its empty lists`() throws {
    let snapshot = SessionSnapshot(board: Board(id: "w".id, title: ""))

    let bytes = SessionFormat.bytes(of: snapshot)

    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
        "format": "squall-session",
        "version": 1,
        "id": "w",
        "title": "",
        "level": "bigPicture",
        "phase": "kickOff",
        "revision": 0,
        "participants": [],
        "lanes": [],
        "stickies": []
        }

        """)
    #expect(try SessionFormat.read(bytes) == snapshot)
  }

  // MARK: - Files written by hand

  @Test func `F4 a file written by hand needs no more than its stickies`() throws {
    let board = try board(
      """
      {"stickies": [
        {"text": "Order placed"},
        {"text": "Order paid"},
        {"kind": "command", "text": "Ship order"},
        {"text": "Order shipped"}
      ]}
      """)

    #expect(order(board) == ["Order placed", "Order paid", "Ship order", "Order shipped"])
    #expect(board.readingOrder.map(\.id.text) == ["s0", "s1", "s2", "s3"])
    #expect(board.lanes.map(\.name) == ["Timeline"])
    #expect(board["s0".id]?.kind == .domainEvent)
    #expect(board.title == "Untitled")
    #expect(board.level == .bigPicture)
  }

  @Test func `F4 the least session is its format, and it is empty`() throws {
    let snapshot = try SessionFormat.read(Array(#"{"format": "squall-session"}"#.utf8))

    #expect(snapshot.board.stickyCount == 0)
    #expect(snapshot.revision == 0)
    #expect(snapshot.checksum == nil)
  }

  @Test func `F4 missing ids come from the content, so reading twice gives the same`() throws {
    let text = #"{"title": "Order process", "stickies": [{"id": "s1"}, {"text": "b"}, {}]}"#

    let first = try board(text)

    #expect(try board(text) == first)
    #expect(first.id.text.hasPrefix("order-process-"))
    #expect(try board(#"{"title": "注文", "stickies": []}"#).id != first.id)
    #expect(first.readingOrder.map(\.id.text) == ["s1", "s1.1", "s2"])
    let rewritten = SessionFormat.bytes(of: SessionSnapshot(board: first))
    #expect(try SessionFormat.read(rewritten).board == first)
  }

  @Test func `F6 lane texts are names where there is no list of lanes`() throws {
    let board = try board(
      """
      {"stickies": [
        {"text": "a", "lane": "Sales team"}, {"text": "b", "lane": "l0"},
        {"text": "c", "lane": "Sales team"}, {"text": "d"}
      ]}
      """)

    #expect(board.lanes.map(\.name) == ["Sales team", "l0"])
    let names = board.readingOrder.map { sticky in
      board.spot(of: sticky).flatMap { board.lane($0.lane)?.name }
    }
    #expect(names == ["Sales team", "l0", "Sales team", "Sales team"])
    #expect(order(board) == ["a", "b", "c", "d"])
  }

  @Test func `F6 lane texts are references where there is a list, wherever it stands`() throws {
    let stickies = #""stickies": [{"text": "a", "lane": "x"}, {"text": "b", "lane": "Sales"}]"#
    let lanes = #""lanes": [{"id": "x", "name": "Shipping"}, {"name": "Sales"}]"#

    for text in ["{\(lanes), \(stickies)}", "{\(stickies), \(lanes)}"] {
      let board = try board(text)
      #expect(board.lanes.map(\.id.text) == ["x", "l1"])
      let lanes = board.readingOrder.map { board.spot(of: $0)?.lane.text }
      #expect(lanes == ["x", "l1"])
    }
  }

  @Test func `F5 a sticky without a position follows its predecessor, before what comes next`()
    throws
  {
    let board = try board(
      """
      {"stickies": [
        {"text": "first"},
        {"text": "a1", "at": "a1"}, {"text": "behind a1"}, {"text": "and behind that"},
        {"text": "a5", "at": "a5"}, {"text": "last"},
        {"text": "also a1", "at": "a1"}, {"text": "behind both"}
      ]}
      """)

    #expect(
      order(board) == [
        "first", "a1", "also a1", "behind a1", "and behind that", "behind both", "a5", "last",
      ])
  }

  @Test func `F5 a sticky without a row comes last in its spot`() throws {
    let board = try board(
      """
      {"stickies": [
        {"text": "b", "at": "a", "row": "X"}, {"text": "c", "at": "a"}, {"text": "d", "at": "a"},
        {"text": "a", "at": "a", "row": "B"}
      ]}
      """)

    #expect(order(board) == ["a", "b", "c", "d"])
  }

  @Test func `F6 people are names where there is no list of participants`() throws {
    let text = #"""
      {"stickies": [
        {"text": "a", "by": "Ana Müller", "votes": {"Bo": 2, "Ana Müller": 1}},
        {"text": "b", "by": "Bo"}
      ]}
      """#
    let board = try board(text)

    #expect(board.participants.map(\.name) == ["Ana Müller", "Bo"])
    #expect(board["s0".id]?.author == "p0".id)
    #expect(board["s1".id]?.author == "p1".id)
    #expect(
      board["s0".id]?.votes == [
        Vote(participant: "p0".id, count: 1), Vote(participant: "p1".id, count: 2),
      ])
  }

  @Test func `F6 people are looked up in the list of participants, wherever it stands`() throws {
    let stickies = #""stickies": [{"by": "ana"}, {"by": "Bo", "votes": {"Bo": 1}}, {"by": "gone"}]"#
    let people = #""participants": [{"id": "ana", "name": "Ana"}, {"id": "b", "name": "Bo"}]"#

    for text in ["{\(people), \(stickies)}", "{\(stickies), \(people)}"] {
      let board = try board(text)
      #expect(board["s0".id]?.author == "ana".id)
      #expect(board["s1".id]?.author == "b".id)
      #expect(board["s1".id]?.votes == [Vote(participant: "b".id, count: 1)])
      #expect(board["s2".id]?.author == "gone".id)
    }
  }

  @Test func `F4 a copy that says nothing else is of its original's kind and text`() throws {
    let board = try board(
      """
      {"stickies": [
        {"id": "c", "copyOf": "o", "text": "Order placed"},
        {"id": "o", "kind": "command", "text": "Order placed"}
      ]}
      """)

    #expect(board["c".id]?.kind == .command)
    #expect(board["c".id]?.text == "")
    #expect(board["c".id].map { board.text(of: $0) } == "Order placed")
  }

  @Test func `F4 level and phase follow from one another`() throws {
    #expect(try board(#"{"phase": "events", "stickies": []}"#).level == .design)
    #expect(try board(#"{"level": "process", "stickies": []}"#).phase == .frame)
  }

  // MARK: - What this version does not know

  @Test func `F3 unknown members survive after the known ones, as they were`() throws {
    let text = #"""
      {"x-top": {"b" : 1.50,  "a":[ ]}, "format": "squall-session", "id": "w", "title": "T",
       "participants": [{"mood": "\u00e9", "id": "p", "name": "P"}],
       "lanes": [{"id": "l", "name": "L", "height": 3}],
       "stickies": [{"x": null, "id": "s", "at": "a", "row": "V", "lane": "l", "ch\u0061nge": {
          "a" : [1,
             2] ,
          "b": "\n" }}],
       "links": [], "contexts": [{"id": "c", "name": "C", "stickies": ["s"], "z": 1}],
       "glossary": [{"name": "t", "meaning": "m", "since": 2020}]}
      """#

    let bytes = SessionFormat.bytes(of: try SessionFormat.read(Array(text.utf8)))
    let written = String(decoding: bytes, as: UTF8.self)

    #expect(written.contains(#"{"id": "p", "name": "P", "mood": "\u00e9"}"#))
    #expect(written.contains(#"{"id": "l", "name": "L", "height": 3}"#))
    #expect(
      written.contains(
        #""row": "V", "x": null, "ch\u0061nge": {"a": [1, 2], "b": "\n"}}"#))
    #expect(written.contains(#""stickies": ["s"], "z": 1}"#))
    #expect(written.contains(#""meaning": "m", "since": 2020}"#))
    #expect(written.hasSuffix("],\n\"x-top\": {\"b\" : 1.50,  \"a\":[ ]}\n}\n"))
    #expect(SessionFormat.bytes(of: try SessionFormat.read(bytes)) == bytes)
  }

  // MARK: - Versions

  @Test func `F8 O3 a newer version or another format is refused, whatever else is in it`() {
    for (text, reason) in [
      (
        #"{"format": "squall-session", "version": 2, "stickies": [{"kind": "new"}]}"#,
        FormatReason.newerVersion(2)
      ),
      (
        #"{"stickies": [{"kind": "new"}], "version": 99, "format": "squall-session"}"#,
        .newerVersion(99)
      ),
      (#"{"format": "squall-session", "version": 0}"#, .unknownVersion(0)),
      (#"{"format": "squall-session", "version": -1}"#, .unknownVersion(-1)),
      (#"{"format": "squall-store", "version": 1, "events": []}"#, .otherFormat("squall-store")),
      (#"{"name": "left-pad", "version": 1}"#, .notASession), ("{}", .notASession),
    ] {
      #expect(throws: FormatError.self) { try SessionFormat.read(Array(text.utf8)) }
      do {
        _ = try SessionFormat.read(Array(text.utf8))
      } catch {
        #expect(error.reason == reason)
      }
    }
  }

  @Test func `F8 an older version comes to this one a step at a time`() throws {
    let steps: [Int: SessionUpgrade.Step] = [
      1: { old in
        var new = old
        new["name"] = new["title"]
        new["title"] = nil
        return new
      },
      2: { old in
        var new = old
        new["heading"] = new["name"]
        new["name"] = nil
        return new
      },
    ]
    let old = Array(#"{"version": 1, "title": "T", "n": 0.10}"#.utf8)

    let new = try old.withUnsafeBytes { bytes in
      try SessionUpgrade.upgraded(bytes, from: 1, by: steps, to: 3)
    }

    #expect(String(decoding: new, as: UTF8.self) == #"{"version": 3, "n": 0.10, "heading": "T"}"#)
    #expect(SessionUpgrade.leads(from: 1, by: steps, to: 3))
    #expect(!SessionUpgrade.leads(from: 0, by: steps, to: 3))
    #expect(!SessionUpgrade.leads(from: 4, by: steps, to: 3))
  }
}
