import SquallModel
import Testing

@Suite struct EditTests {
  @Test func `stickies go where their neighbours say`() throws {
    var bench = Bench()
    try bench.add("b")
    try bench.add("d")
    try bench.add("c", to: .after("b"))
    try bench.add("a", to: .before("b"))
    try bench.add("e")
    try bench.add("first", to: .start)

    #expect(bench.order == ["first", "a", "b", "c", "d", "e"])
    #expect(bench.board.checkInvariants() == [])
  }

  @Test func `a sticky with another stands at the same time, as the last row`() throws {
    var bench = Bench()
    try bench.add("a")
    try bench.add("b", to: .with("a"))
    try bench.add("c", to: .with("a"))

    #expect(bench.order == ["a", "b", "c"])
    #expect(bench.board.spot(of: "a")?.at == bench.board.spot(of: "c")?.at)
  }

  @Test func `a sticky without a lane goes where its neighbour is`() throws {
    var bench = Bench()
    try bench.add("a", lane: "Warehouse")
    try bench.add("b", to: .after("a"))
    try bench.add("c")

    #expect(bench.board.spot(of: "b")?.lane == "l2")
    #expect(bench.board.spot(of: "c")?.lane == "l1")
  }

  @Test func `a board without lanes gets its first with the first sticky, and loses it by undo`()
    throws
  {
    var bench = Bench(lanes: [])
    let acceptance = try bench.add("a")

    #expect(acceptance.createdID == "a")
    #expect(bench.board.lanes.map(\.name) == ["Timeline"])

    try bench.submit(.undo(of: nil))

    #expect(bench.board.lanes == [])
    #expect(bench.board.stickyCount == 0)
  }

  @Test func `a new sticky fills the room that was made for it`() throws {
    var bench = Bench()
    try bench.add("a")
    try bench.add("b")
    try bench.submit(.makeRoom(after: "a", columns: 2))
    let room = bench.board.emptyColumns

    try bench.add("c", to: .after("a"))

    #expect(bench.board.spot(of: "c")?.at == room[0])
    #expect(bench.order == ["a", "c", "b"])
    try bench.submit(.closeGap(after: "c"))
    #expect(bench.board.emptyColumns == [room[0]])
    #expect(throws: Refusal.noGap) { try bench.submit(.closeGap(after: "c")) }
  }

  @Test func `what is attached moves with its host and stays when the host goes`() throws {
    var bench = Bench()
    try bench.add("a")
    try bench.add("h", kind: .hotspot, to: .on("a"))
    try bench.submit(.moveSticky("a", lane: "Warehouse", to: .samePosition))

    #expect(bench.board.spot(of: "h") == bench.board.spot(of: "a"))

    let spot = bench.board.spot(of: "a")
    try bench.submit(.removeSticky("a"))

    #expect(bench.board.spot(of: "h") == spot)
    try bench.submit(.undo(of: nil))
    #expect(bench["h"]?.place == .on("a"))
  }

  @Test func `a copy shows its original's text, and keeps it when the original goes`() throws {
    var bench = Bench()
    try bench.add("a", "Order placed", fields: [Field(name: "id", value: .string("O1"))])
    try bench.submit(.addCopy(id: "c", of: "a", lane: nil, to: .end))
    try bench.submit(.rewordSticky("c", text: "Order was placed", was: "Order placed"))

    #expect(bench["a"]?.text == "Order was placed")
    let before = bench.board
    try bench.submit(.removeSticky("a"))

    #expect(bench["c"]?.text == "Order was placed")
    #expect(bench["c"]?.field("id") == .string("O1"))
    #expect(bench.board.checkInvariants() == [])
    try bench.submit(.undo(of: nil))
    #expect(bench["c"]?.copyOf == "a")
    #expect(bench["a"]?.fields == before["a"]?.fields)
    #expect(bench["c"]?.fields == [])
  }

  @Test func `removing a lane sends its stickies to the inbox, and undo brings all back`() throws {
    var bench = Bench()
    try bench.add("a", lane: "Sales")
    try bench.add("b", lane: "Warehouse")
    let spot = bench.board.spot(of: "a")

    try bench.submit(.removeLane("Sales"))

    #expect(bench.board.inbox == ["a"])
    try bench.submit(.undo(of: nil))
    #expect(bench.board.lanes.map(\.name) == ["Sales", "Warehouse"])
    #expect(bench.board.spot(of: "a") == spot)
  }

  @Test func `a repeated edit id gets its first answer and changes nothing`() throws {
    var bench = Bench()
    let first = try bench.submit(
      .addSticky(NewSticky(kind: .domainEvent, text: "A")), id: "once")
    let again = try bench.submit(.removeSticky("nothing"), id: "once")

    #expect(again.isRepeated && again.entries == [])
    #expect(again.sequence == first.sequence && again.createdID == first.createdID)
    #expect(bench.board.stickyCount == 1)
  }

  @Test func `each of thousands of edits keeps its first answer, asked soon or late`() throws {
    var bench = Bench()
    let first = try bench.submit(.addSticky(NewSticky(id: "a", kind: .domainEvent, text: "A")))
    var replayed = Workshop(board: Board(id: "w", title: "Workshop"))
    for entry in first.entries { replayed.apply(entry) }
    for number in 1...3_000 {
      let acceptance = try bench.submit(
        .setTentative("a", number.isMultiple(of: 2)), id: "edit\(number)")
      for entry in acceptance.entries { replayed.apply(entry) }
    }

    for number in 1...3_000 {
      let again = try bench.submit(.removeSticky("a"), id: "edit\(number)")
      #expect(again.isRepeated && again.sequence == number + first.sequence)
      #expect(replayed.answer(to: again.editID)?.sequence == number + first.sequence)
    }
    #expect(replayed.answer(to: "edit0") == nil)
    #expect(bench.board.contains("a"))
  }

  @Test func `a batch is one entry, and none of it is done when one edit is refused`() throws {
    var bench = Bench()
    let two: [Edit] = [
      .addSticky(NewSticky(id: "a", kind: .domainEvent, text: "A")),
      .addSticky(NewSticky(id: "b", kind: .domainEvent, text: "B", target: .after("a"))),
    ]
    let acceptance = try bench.submit(.batch(two))

    #expect(acceptance.entries.count == 2)  // Ana joined with it
    #expect(bench.order == ["a", "b"])
    let before = bench.board
    #expect(throws: Refusal.inBatch(index: 2, .noSuchSticky("x"))) {
      try bench.submit(.batch([.removeSticky("a"), .removeSticky("x")]))
    }
    #expect(bench.board == before)
    #expect(throws: Refusal.emptyBatch) { try bench.submit(.batch([])) }
  }

  @Test func `two people editing one text: the later one hears what stands`() throws {
    var bench = Bench()
    try bench.add("a", "Order placed")
    try bench.submit(.rewordSticky("a", text: "Order taken", was: "Order placed"))

    #expect(throws: Refusal.overtaken(.text("Order taken"))) {
      try bench.submit(.rewordSticky("a", text: "Ordered", was: "Order placed"), by: Bench.bo)
    }
  }

  @Test func `a text that looks the same and has other bytes is another text`() throws {
    var bench = Bench()
    try bench.add("a", "caf\u{E9}")
    try bench.submit(.rewordSticky("a", text: "cafe\u{301}", was: nil))
    try bench.submit(.setTitle("e\u{301}", was: nil))
    try bench.submit(.setTitle("\u{E9}", was: "e\u{301}"))

    #expect(Array(try #require(bench["a"]).text.utf8) == Array("cafe\u{301}".utf8))
    #expect(Array(bench.board.title.utf8) == Array("\u{E9}".utf8))
  }

  @Test func `votes are counted by person and can be taken back`() throws {
    var bench = Bench()
    try bench.add("a")
    try bench.submit(.vote("a", count: nil))
    try bench.submit(.vote("a", count: nil))
    try bench.submit(.vote("a", count: 3), by: Bench.bo)
    #expect(bench["a"]?.voteCount == 5)

    try bench.submit(.vote("a", count: 0))
    #expect(bench["a"]?.votes == [Vote(participant: "bo", count: 3)])
  }

  @Test(arguments: refusals)
  func `what cannot be is refused with its reason`(edit: Edit, reason: Refusal) throws {
    var bench = Bench()
    try bench.add("e", "Order placed")
    try bench.add("c", kind: .command)
    try bench.add("h", kind: .hotspot, to: .on("e"))
    try bench.add("n", kind: .note, to: .inbox)
    try bench.submit(.addLane(id: "l3", name: "Sales", to: .end))
    let before = bench.board

    #expect(throws: reason) { try bench.submit(edit) }
    #expect(bench.board == before)
  }

  static let refusals: [(Edit, Refusal)] = [
    (.rewordSticky("x", text: "t", was: nil), .noSuchSticky("x")),
    (.rewordSticky("e", text: " ", was: nil), .blankText(.domainEvent)),
    (
      .rewordSticky("e", text: String(repeating: "x", count: 4_097), was: nil),
      .limit(.textBytes)
    ),
    (.addSticky(NewSticky(id: "e", kind: .note, text: "t")), .idTaken("e")),
    (.addSticky(NewSticky(id: "l1", kind: .note, text: "t")), .idTaken("l1")),
    (
      .addSticky(NewSticky(kind: .note, text: "t", lane: "Warehose")),
      .noSuchLane("Warehose", nearest: "Warehouse")
    ),
    (.addSticky(NewSticky(kind: .note, text: "t", lane: "Sales")), .ambiguousLane("Sales")),
    (.addSticky(NewSticky(kind: .note, text: "t", target: .after("n"))), .hasNoPlace("n")),
    (.moveSticky("e", lane: nil, to: .after("e")), .relativeToItself("e")),
    (.moveSticky("n", lane: "l1", to: .samePosition), .hasNoPlace("n")),
    (.attach("h", to: "h"), .attachedToItself("h")),
    (.attach("e", to: "c"), .cannotBeAttached("e", .domainEvent)),
    (.attach("n", to: "h"), .hostIsAttached("h")),
    (.detach("e"), .notAttached("e")),
    (.setField("h", name: "a", value: .null, was: nil), .kindHasNoFields("h", .hotspot)),
    (.setField("e", name: "", value: .null, was: nil), .blankName),
    (.removeField("e", name: "a"), .noSuchField("e", name: "a")),
    (.setPivotal("c", true), .notAnEvent("c", .command)),
    (.addressHotspot("e"), .notAHotspot("e", .domainEvent)),
    (.reopenHotspot("h"), .notAddressed("h")),
    (.vote("e", count: -1), .badVoteCount(-1)),
    (.vote("e", count: 1_001), .limit(.votesOfOnePerson)),
    (.addLink(id: nil, from: "e", to: "e", label: nil), .linkToItself("e")),
    (.removeLink("x"), .noSuchLink("x")),
    (.removeContext("x"), .noSuchContext("x")),
    (.removeTerm(name: "x"), .noSuchTerm("x")),
    (.setPhase(.kickOff), .phaseOfAnotherLevel(.kickOff, .process)),
    (.makeRoom(after: "e", columns: 0), .badColumnCount(0)),
    (.undo(of: "x"), .noSuchEdit("x")),
    (.redo(of: nil), .nothingToRedo),
    (.batch([.batch([])]), .inBatch(index: 1, .nestedBatch)),
  ]

  @Test func `room without end is refused, also where some was made`() throws {
    var bench = Bench()
    try bench.submit(.makeRoom(after: nil, columns: 2))

    #expect(throws: Refusal.limit(.emptyColumns)) {
      try bench.submit(.makeRoom(after: nil, columns: .max))
    }
    #expect(bench.board.emptyColumns.count == 2)
  }

  @Test func `a log that has come to its end takes nothing more`() throws {
    var workshop = Workshop(
      board: Board(id: "w", title: "W"), sequence: Limit.entries.maximum - 3)
    var ids = CountedIDs()
    func submit(_ title: String) throws(Refusal) -> Int {
      try workshop.submit(
        .setTitle(title, was: nil), editID: ids.next(), by: Bench.ana, at: .earliest, ids: &ids
      ).sequence
    }

    #expect(try submit("two entries, as Ana joins") == Limit.entries.maximum - 1)
    #expect(try submit("the last") == Limit.entries.maximum)
    #expect(throws: Refusal.limit(.entries)) { try submit("one more") }
    #expect(workshop.board.title == "the last")
  }

  @Test func `a phase opens kinds as the method adds them`() {
    #expect(Phase.chaoticExploration.opens(.domainEvent))
    #expect(Phase.chaoticExploration.opens(.hotspot))
    #expect(!Phase.chaoticExploration.opens(.actor))
    #expect(Phase.peopleAndSystems.opens(.externalSystem))
    #expect(!Phase.wrapUp.opens(.command))
    #expect(Phase.completeGrammar.opens(.policy))
    #expect(!Phase.completeGrammar.opens(.aggregate))
    #expect(!Phase.commands.opens(.aggregate))
    #expect(Phase.nameAggregates.opens(.aggregate))
  }
}
