import SquallModel
import Testing

@Suite struct UndoTests {
  @Test func `undo takes back my last change, redo brings it again`() throws {
    var bench = Bench()
    try bench.add("a", "One")
    try bench.submit(.rewordSticky("a", text: "Two", was: nil))
    try bench.submit(.rewordSticky("a", text: "Three", was: nil))

    try bench.submit(.undo(of: nil))
    #expect(bench["a"]?.text == "Two")
    try bench.submit(.undo(of: nil))
    #expect(bench["a"]?.text == "One")
    try bench.submit(.redo(of: nil))
    #expect(bench["a"]?.text == "Two")
    try bench.submit(.redo(of: nil))
    #expect(bench["a"]?.text == "Three")
    #expect(throws: Refusal.nothingToRedo) { try bench.submit(.redo(of: nil)) }
  }

  @Test(arguments: 0..<20)
  func `lanes that one edit has moved again and again come back to their order`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let names = ["A", "B", "C", "D", "E"]
    var bench = Bench(lanes: names)
    var moves: [Edit] = []
    for _ in 0..<12 {
      let pair = names.shuffled(using: &random)
      moves.append(.moveLane(pair[0], to: Bool.random(using: &random) ? .after(pair[1]) : .start))
    }
    try bench.submit(.batch(moves))
    let moved = bench.board.lanes

    try bench.submit(.undo(of: nil))
    #expect(bench.board.lanes.map(\.name) == names)
    try bench.submit(.redo(of: nil))
    #expect(bench.board.lanes == moved)
    try bench.submit(.undo(of: nil))
    #expect(bench.board.lanes.map(\.name) == names)
  }

  @Test func `a new change ends what could be redone`() throws {
    var bench = Bench()
    try bench.add("a", "One")
    try bench.submit(.rewordSticky("a", text: "Two", was: nil))
    try bench.submit(.undo(of: nil))
    try bench.submit(.rewordSticky("a", text: "Other", was: nil))

    #expect(throws: Refusal.nothingToRedo) { try bench.submit(.redo(of: nil)) }
  }

  @Test func `undo never takes back what somebody else did`() throws {
    var bench = Bench()
    try bench.add("a", "One")
    try bench.submit(.rewordSticky("a", text: "Bo's", was: nil), by: Bench.bo)

    let acceptance = try bench.submit(.rewordSticky("a", text: "Ana's", was: nil), id: "mine")
    #expect(acceptance.entries.count == 1)
    try bench.submit(.rewordSticky("a", text: "Bo's again", was: nil), by: Bench.bo)

    #expect(throws: Refusal.noLongerStands("mine")) { try bench.submit(.undo(of: "mine")) }
    #expect(throws: Refusal.notYours("mine")) {
      try bench.submit(.undo(of: "mine"), by: Bench.bo)
    }
    #expect(bench["a"]?.text == "Bo's again")
  }

  @Test func `a sticky that somebody else has worked on stays, and that is told`() throws {
    var bench = Bench()
    try bench.submit(
      .batch([
        .addSticky(NewSticky(id: "a", kind: .domainEvent, text: "A")),
        .addSticky(NewSticky(id: "b", kind: .domainEvent, text: "B")),
      ]))
    try bench.submit(.setNote("a", note: "really?", was: nil), by: Bench.bo)

    let acceptance = try bench.submit(.undo(of: nil))

    #expect(bench.order == ["a"])
    #expect(acceptance.leftovers == [Leftover(subject: .sticky("a"), by: "bo")])
  }

  @Test func `when the other has taken their change back, mine can be taken back again`() throws {
    var bench = Bench()
    try bench.add("a", "One")
    try bench.submit(.rewordSticky("a", text: "Two", was: nil), id: "mine")
    try bench.submit(.rewordSticky("a", text: "Three", was: nil), by: Bench.bo)
    try bench.submit(.undo(of: nil), by: Bench.bo)

    try bench.submit(.undo(of: "mine"))

    #expect(bench["a"]?.text == "One")
  }

  @Test func `undoing a removal brings the sticky back as it was`() throws {
    var bench = Bench()
    try bench.add("a", fields: [Field(name: "n", value: .bool(true))])
    try bench.add("b", kind: .command)
    try bench.submit(.addLink(id: "k", from: "b", to: "a", label: nil))
    try bench.submit(.addContext(id: "x", name: "Ordering", stickies: ["a", "b"]))
    try bench.submit(.vote("a", count: 2), by: Bench.bo)
    let before = bench.board

    try bench.submit(.removeSticky("a"))
    #expect(bench.board.links == [] && bench.board.contexts[0].stickies == ["b"])
    try bench.submit(.undo(of: nil))

    #expect(bench.board == before)
  }

  @Test func `undo and redo survive a restart`() throws {
    var bench = Bench()
    try bench.add("a", "One")
    try bench.submit(.rewordSticky("a", text: "Two", was: nil))
    try bench.submit(.undo(of: nil))

    var again = Workshop(board: Bench().board)
    for entry in bench.log { again.apply(entry) }
    again.settle()

    #expect(again.board == bench.board)
    #expect(again.nextRedo(by: "ana") != nil)
    var ids = CountedIDs(prefix: "r")
    _ = try again.submit(
      .redo(of: nil), editID: "r1", by: Bench.ana, at: .earliest, ids: &ids)
    #expect(again.board["a"]?.text == "Two")
  }

  @Test func `an adopted board cannot be taken back, nor what was before it`() throws {
    var bench = Bench()
    try bench.add("a", id: "first")
    var other = bench.board
    other.title = "Other"
    _ = bench.workshop.adopt(other, editID: "adopted", at: .earliest)

    #expect(throws: Refusal.nothingToUndo) { try bench.submit(.undo(of: nil)) }
    #expect(throws: Refusal.tooOldToUndo("first")) { try bench.submit(.undo(of: "first")) }
    #expect(bench.board.title == "Other")
  }

  @Test func `field by field: what still stands is put back, the rest is left and told`() throws {
    var bench = Bench()
    try bench.add("a", "A")
    try bench.add("b", "B")
    try bench.submit(
      .batch([
        .rewordSticky("a", text: "A2", was: nil), .rewordSticky("b", text: "B2", was: nil),
      ]))
    try bench.submit(.rewordSticky("b", text: "Bo's", was: nil), by: Bench.bo)

    let acceptance = try bench.submit(.undo(of: nil))

    #expect(bench["a"]?.text == "A" && bench["b"]?.text == "Bo's")
    #expect(acceptance.leftovers == [Leftover(subject: .sticky("b"), by: "bo")])
  }

  @Test
  func `a freed copy that another has reworded stays free when the original comes back`() throws {
    var bench = Bench()
    try bench.add("s1", "Order placed")
    try bench.submit(.addCopy(id: "s2", of: "s1", lane: nil, to: .end), by: Bench.bo)
    try bench.submit(.removeSticky("s1"), id: "removal")
    try bench.submit(.rewordSticky("s2", text: "Order received", was: nil), by: Bench.bo)

    let undo = try bench.submit(.undo(of: "removal"))

    #expect(bench["s1"]?.text == "Order placed")
    #expect(bench["s2"]?.text == "Order received")
    #expect(bench["s2"]?.copyOf == nil)
    #expect(undo.leftovers.contains(Leftover(subject: .sticky("s2"), by: "bo")))
    #expect(bench.board.checkInvariants() == [])
  }

  @Test
  func `copies of a freed copy are the original's when it comes back`() throws {
    var bench = Bench()
    try bench.add("s1", "Order placed")
    try bench.submit(.addCopy(id: "s2", of: "s1", lane: nil, to: .end))
    try bench.submit(.removeSticky("s1"), id: "removal")
    try bench.submit(.addCopy(id: "s3", of: "s2", lane: nil, to: .end), by: Bench.bo)

    try bench.submit(.undo(of: "removal"))

    #expect(bench["s2"]?.copyOf == "s1")
    #expect(bench["s3"]?.copyOf == "s1")
    #expect(bench.board.checkInvariants() == [])
  }
}

extension Bench {
  @discardableResult
  mutating func add(_ id: String, id editID: String) throws(Refusal) -> Workshop.Acceptance {
    try submit(
      .addSticky(NewSticky(id: ID(checked: id), kind: .domainEvent, text: id)), id: editID)
  }
}
