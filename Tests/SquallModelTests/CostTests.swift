import Testing

@testable import SquallModel

/// Edits cost about what they touch, however long the history and however large the board: shown
/// by what is looked at, not by a clock.
@Suite struct CostTests {
  /// Ana's edits of one note, and then Bo's: nothing of hers stands.
  private func overwritten(_ count: Int) throws -> Bench {
    var bench = Bench()
    try bench.add("a")
    for index in 0..<count {
      try bench.submit(.setNote("a", note: "\(index)", was: nil), id: "note\(index)")
    }
    try bench.submit(.setNote("a", note: "Bo's", was: nil), by: Bench.bo)
    return bench
  }

  @Test func `an undo without a target looks at so many edits, and says so`() throws {
    var bench = try overwritten(Workshop.editsLookedAt + 200)
    let before = bench.workshop.effort

    #expect(throws: Refusal.nothingStands(edits: Workshop.editsLookedAt)) {
      try bench.submit(.undo(of: nil))
    }

    #expect(bench.workshop.effort - before == Workshop.editsLookedAt)
    #expect(bench.workshop.nextUndo(by: "ana") == nil)
    #expect(throws: Refusal.noLongerStands("note0")) { try bench.submit(.undo(of: "note0")) }
  }

  @Test func `where nothing stands within what is looked at, there is nothing to undo`() throws {
    var bench = try overwritten(50)
    try bench.submit(.removeSticky("a"), by: Bench.bo)

    #expect(throws: Refusal.nothingToUndo) { try bench.submit(.undo(of: nil)) }
  }

  @Test func `an undo without a target looks at so many parts`() throws {
    var bench = Bench()
    let ids = (0..<6_000).map { ID(checked: "s\($0)") }
    try bench.submit(
      .batch(ids.map { .addSticky(NewSticky(id: $0, kind: .domainEvent, text: "x")) }))
    for _ in 0..<5 {
      for note in ["a", "b"] {
        try bench.submit(.batch(ids.map { .setNote($0, note: note, was: nil) }))
      }
    }
    try bench.submit(.batch(ids.map { .setNote($0, note: "Bo's", was: nil) }), by: Bench.bo)
    let before = bench.workshop.effort

    #expect(throws: Refusal.nothingStands(edits: 4)) { try bench.submit(.undo(of: nil)) }

    #expect(bench.workshop.effort - before == 24_000)
  }

  @Test func `an undo of one edit looks at its parts alone, far back in the history`() throws {
    var bench = Bench()
    try bench.add("a")
    try bench.submit(.setNote("a", note: "mine", was: nil), id: "mine")
    try bench.add("b")
    for index in 0..<3_000 {
      try bench.submit(.rewordSticky("b", text: "\(index)", was: nil), by: Bench.bo)
    }
    let before = bench.workshop.effort

    try bench.submit(.undo(of: "mine"))

    // Looked at once, written once.
    #expect(bench.workshop.effort - before == 2)
    #expect(bench["a"]?.note == nil)
  }

  @Test(arguments: 0..<20)
  func `the index knows of each part what the whole history says`(seed: UInt64) throws {
    var storm = Storm(seed: seed)
    for step in 0..<250 {
      storm.step()
      guard step.isMultiple(of: 10) else { continue }
      var history = storm.bench.workshop.history
      history.catchUp()
      let parts = Set(history.records.flatMap { $0.touches.map(\.part) })
      for part in parts {
        for bound in [1, history.records.count / 2, history.records.count] {
          let expected = standing(part, before: bound, in: history.records)
          #expect(history.standing(part, before: bound) == expected, "\(part) before \(bound)")
        }
      }
    }
  }

  /// Who stands in a part, from the records alone.
  private func standing(
    _ part: Touch.Part, before bound: Int, in records: [History.Record]
  ) -> Int? {
    let last = records[..<bound].lastIndex { $0.touches.contains { $0.part == part } }
    guard let last, let undone = records[last].undoes else { return last }
    guard let index = records[..<last].lastIndex(where: { $0.editID == undone }) else {
      return nil
    }
    return standing(part, before: index, in: records)
  }

  // MARK: - Batches

  @Test func `lanes that move leave the order of positions, which is brought up to date once`()
    throws
  {
    var bench = Bench(lanes: ["A", "B", "C"])
    for lane in ["A", "B", "C"] { try bench.add(lane, lane: lane, to: .at(.middle)) }
    var board = bench.board
    board.settle()

    for change in [
      Change.laneMoved("l1", index: 2), .laneAdded(Lane(id: "l4", name: "D"), index: 0),
      .stickyAdded(
        Sticky(
          id: "D", kind: .note, text: "D", place: .spot(lane: "l4", at: .middle, row: .middle))),
      .stickyMoved("B", to: .spot(lane: "l4", at: .middle, row: .after(.middle))),
      .laneMoved("l4", index: 3), .laneRemoved("l2"),
    ] {
      board.apply(change, by: nil, at: .earliest)
      #expect(board.timeline != nil, "built again for \(change)")
      #expect(board.settledArrangement == nil || board.orderLanes == nil)
    }

    #expect(board.readingOrder.map(\.id.text) == ["C", "A", "D", "B"])
    #expect(board.nextPosition(after: .before(.middle)) == .middle)
    board.settle()
    #expect(board.orderLanes == nil)
    #expect(board.readingOrder.map(\.id.text) == ["C", "A", "D", "B"])
    #expect(board.checkInvariants() == [])
  }

  @Test(arguments: 0..<20)
  func `a batch of lanes and stickies gives the board that its log gives`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bench = Bench(lanes: ["l1", "l2", "l3"])
    var names = ["l1", "l2", "l3"]
    var edits: [Edit] = []
    for index in 0..<120 {
      let lane = names[Int.random(in: 0..<names.count, using: &random)]
      switch Int.random(in: 0..<4, using: &random) {
      case 0: edits.append(.moveLane(lane, to: Bool.random(using: &random) ? .start : .end))
      case 1 where names.count < 9:
        edits.append(.addLane(id: ID(checked: "n\(index)"), name: "n\(index)", to: .start))
        names.append("n\(index)")
      case 2 where names.count > 2:
        edits.append(.removeLane(lane))
        names.removeAll { $0 == lane }
      default:
        edits.append(
          .addSticky(
            NewSticky(
              id: ID(checked: "s\(index)"), kind: .domainEvent, text: "x", lane: lane,
              target: Bool.random(using: &random) ? .at(.middle) : .end)))
      }
    }

    try bench.submit(.batch(edits))

    #expect(bench.board.checkInvariants() == [])
    var replayed = Workshop(board: Bench(lanes: ["l1", "l2", "l3"]).board)
    for entry in bench.log { replayed.apply(entry) }
    replayed.settle()
    #expect(replayed.board == bench.board)
    #expect(replayed.board.readingOrder.map(\.id) == bench.board.readingOrder.map(\.id))
    try bench.submit(.undo(of: nil))
    #expect(bench.board.stickyCount == 0)
    #expect(Set(bench.board.lanes.map(\.id.text)) == ["l1", "l2", "l3"])
  }

  @Test func `columns that were made together go and come back together`() throws {
    var bench = Bench()
    try bench.add("a")
    try bench.submit(.makeRoom(after: "a", columns: 300))
    let room = bench.board.emptyColumns

    let undo = try bench.submit(.undo(of: nil))
    #expect(bench.board.emptyColumns == [])
    let redo = try bench.submit(.redo(of: nil))

    #expect(bench.board.emptyColumns == room)
    for (acceptance, change) in [
      (undo, Change.gapClosed(room.reversed())), (redo, Change.roomMade(room)),
    ] {
      guard case .undone(_, let changes) = acceptance.entries.last?.change else {
        Issue.record("no undo")
        continue
      }
      #expect(changes == [change])
    }
  }

  @Test func `a batch writes so many parts and no more`() throws {
    var bench = Bench()
    try bench.add("a")
    let before = bench.board
    let room = [Edit.makeRoom(after: "a", columns: 10_000), .closeGap(after: "a")]

    #expect(throws: Refusal.inBatch(index: 11, .limit(.partsOfOneBatch))) {
      try bench.submit(.batch(Array([room, room, room, room, room, room].joined())))
    }

    #expect(bench.board == before)
  }

  // MARK: - Memory

  @Test func `what undo keeps is bounded in bytes, and the oldest entries lose theirs`() throws {
    var bench = Bench()
    try bench.add("a")
    let note = String(repeating: "n", count: Limit.noteBytes.maximum - 8)
    let count = History.undoBytes / note.utf8.count + 100
    for index in 0..<count {
      try bench.submit(.setNote("a", note: "\(index)\(note)", was: nil), id: "note\(index)")
      #expect(bench.workshop.history.byteCount <= History.undoBytes)
    }

    #expect(throws: Refusal.tooOldToUndo("note9")) { try bench.submit(.undo(of: "note9")) }
    try bench.submit(.undo(of: nil))
    #expect(bench["a"]?.note == "\(count - 2)\(note)")
    let kept = bench.workshop.history.records.reduce(0) { $0 + $1.byteCount }
    #expect(bench.workshop.history.byteCount == kept)
  }

  // MARK: - Roles

  @Test func `an undo or redo is judged by what it would change`() throws {
    var bench = Bench()
    try bench.submit(.setTitle("Ana's", was: nil), id: "title")
    try bench.submit(.setPhase(.compare), id: "phase")
    try bench.submit(.addLane(id: "x", name: "X", to: .end), id: "lane")
    try bench.add("a", lane: "X")
    try bench.submit(.removeLane("X"), id: "removal")
    try bench.submit(.undo(of: "removal"), id: "return")
    let judged: [(Edit, Role.Objection?)] = [
      (.undo(of: "title"), .facilitatorsOnly), (.undo(of: "phase"), .facilitatorsOnly),
      (.redo(of: "return"), .facilitatorsOnly), (.redo(of: nil), .facilitatorsOnly),
      (.undo(of: "lane"), nil), (.undo(of: nil), nil), (.undo(of: "nothing"), nil),
      (.setTitle("B", was: nil), .facilitatorsOnly),
    ]

    for (edit, objection) in judged {
      let effort = bench.workshop.effort
      #expect(bench.workshop.objection(to: edit, by: "ana", as: .participant) == objection)
      #expect(bench.workshop.objection(to: edit, by: "ana", as: .facilitator) == nil)
      #expect(
        bench.workshop.objection(to: edit, by: "ana", as: .observer) == .observersOnlyRead)
      // What is made after all is counted then.
      #expect(objection != nil || bench.workshop.effort == effort)
    }
  }
}
