import SquallModel
import Testing

@testable import SquallUI

/// The board of others, under one's own hands.
@Suite struct CompanyBoardTests {
  private func id(_ text: String) -> ID { ID(checked: text) }

  @Test func `an edit shows at once, is proposed, and the host comes to the same board`() throws {
    var table = CompanyDesk()

    table.desk.press("a e")
    table.desk.type("Packed")
    table.desk.press("Enter Esc w d u")
    let shown = table.desk.state.board
    table.accept()

    #expect(table.desk.recorded.isEmpty)
    #expect(table.desk.state.board == table.log.board)
    #expect(table.desk.state.board.stickyCount == shown.stickyCount)
    #expect(table.desk.drawing.contains("E Packed"))
    #expect(table.company?.waiting == 0)
  }

  @Test func `whatever a sticky needs besides, a lane say, has the same id here and at the host`()
    throws
  {
    var table = CompanyDesk(Desk.emptyBoard())

    table.desk.press("a e")
    table.desk.type("Placed")
    table.desk.press("Esc")
    let shown = table.desk.state.board
    table.accept()

    #expect(table.log.board.lanes == shown.lanes)
    #expect(table.log.board.lanes.count == 1)
  }

  @Test func `cursor, selection and place stay with their sticky when others change the board`()
    throws
  {
    var table = CompanyDesk()
    table.desk.press("w Space w")
    #expect(table.desk.drawing == "E Placed  (E Paid)  [E Sent]")

    try table.other(
      .addSticky(NewSticky(kind: .domainEvent, text: "Asked", lane: "Sales", target: .start)))
    try table.other(.removeSticky(id("s1")))

    #expect(table.desk.drawing == "E Asked  (E Paid)  [E Sent]")
  }

  @Test func `V6 what others put in front moves neither the view nor what is at the cursor`() throws
  {
    var table = CompanyDesk(
      Desk.board(
        "E Step 1", "E Step 2", "E Step 3", "E Step 4", "E Step 5", "E Step 6", "E Step 7",
        "E Step 8", "E Step 9", "E Step 10", "E Step 11", "E Step 12"))
    table.desk.press("w w w")
    #expect(table.desk.state.camera.column == 0)
    func column(of text: String) -> Int? {
      table.screen().split(separator: "\n").compactMap { line in
        line.firstRange(of: text).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
      }.first
    }
    let before = column(of: "Step 4")

    for number in 1...3 {
      try table.other(
        .addSticky(NewSticky(kind: .domainEvent, text: "New \(number)", target: .after(id("s2")))))
      #expect(column(of: ">E Step 4") != nil)
      #expect(column(of: "Step 4") == before)
    }
    // Under the hands too: what is written on stays where it is.
    table.desk.press("Enter")
    let written = column(of: "Step 4")
    try table.other(.addSticky(NewSticky(kind: .domainEvent, text: "New 4", target: .start)))
    #expect(written != nil && column(of: "Step 4") == written)
    table.desk.press("Esc")
    #expect(column(of: "Step 4") == before)

    // Whoever looks elsewhere goes on seeing what they see.
    table.desk.press("L L L L L L L L")
    #expect(column(of: "Step 4") == nil)
    let seen = column(of: "Step 10")
    try table.other(.addSticky(NewSticky(kind: .domainEvent, text: "New 5", target: .start)))
    #expect(seen != nil && column(of: "Step 10") == seen)
  }

  @Test func `M24 others never interrupt typing, and both versions are there to choose from`()
    throws
  {
    var table = CompanyDesk()
    table.desk.press("Enter")
    table.desk.type(" twice")

    try table.other(.rewordSticky(id("s1"), text: "Order placed", was: nil))
    table.desk.type("!")
    #expect(table.desk.state.scene.editing?.beforeCaret == "Placed twice!")
    #expect(table.desk.said.last == "Bo has written on it meanwhile: you will see both texts")
    table.desk.press("Enter")

    #expect(table.screen().contains("There stands now, written by Bo:"))
    #expect(table.screen().contains("Order placed"))
    // No key that is pressed by habit chooses.
    table.desk.press("Enter Enter")
    table.collect()
    #expect(table.waiting.isEmpty)
    #expect(table.screen().contains("Placed twice!"))
    table.desk.press("m")
    table.accept()
    #expect(table.log.board[id("s1")]?.text == "Placed twice!")
  }

  @Test func `M24 theirs stays where it is chosen`() throws {
    var table = CompanyDesk()
    table.desk.press("Enter")
    table.desk.type(" twice")
    try table.other(.rewordSticky(id("s1"), text: "Order placed", was: nil))

    table.desk.press("Enter t")

    table.collect()
    #expect(table.waiting.isEmpty)
    #expect(table.desk.state.board[id("s1")]?.text == "Order placed")
  }

  @Test func `a text whose sticky was taken away meanwhile is kept to be pasted`() throws {
    var table = CompanyDesk()
    table.desk.press("Enter Ctrl-U")
    table.desk.type("Long thought")
    try table.other(.removeSticky(id("s1")))
    #expect(table.desk.said.contains { $0.hasPrefix("Bo has removed") })

    table.desk.press("Enter")
    #expect(table.desk.state.mode == .normal)
    #expect(table.desk.said.contains(Words.keptAside))
    table.desk.press("p")

    #expect(table.desk.drawing.contains("Long thought"))
  }

  @Test(arguments: ["Enter", "g n"])
  func `a text that may not be put there any more is kept to be pasted`(_ key: String) throws {
    var table = CompanyDesk()
    table.desk.press(key)
    table.desk.press("Ctrl-U")
    table.desk.type("Long thought")
    table.hear(.lock(.board))

    table.desk.press("Esc")

    #expect(table.desk.state.mode == .normal)
    #expect(table.desk.said.contains("the facilitator has locked the board"))
    #expect(table.desk.said.contains(Words.keptAside))
    #expect(table.desk.state.memory.register.first?.text == "Long thought")
    #expect(table.desk.effects.contains(.copy("Long thought")))
  }

  @Test func `a sticky that is being added goes on being added when its neighbour goes`() throws {
    var table = CompanyDesk()
    table.desk.press("w a e")
    table.desk.type("Packed")

    try table.other(.removeSticky(id("s2")))
    table.desk.type(" well")
    table.desk.press("Esc")

    #expect(table.desk.drawing.contains("[E Packed well]"))
  }

  @Test func `what is held and was taken away is let go, with a word`() throws {
    var table = CompanyDesk()
    table.desk.press("m l")

    try table.other(.removeSticky(id("s1")))

    #expect(table.desk.state.mode == .normal)
    #expect(table.desk.said.contains(Words.heldHasGone))
  }

  @Test func `M12 undo takes back what is mine and leaves what another has changed since`() throws {
    var table = CompanyDesk()
    table.desk.press("Enter")
    table.desk.type("!")
    table.desk.press("Enter w")
    table.desk.press("t")
    table.accept()
    try table.other(.rewordSticky(id("s3"), text: "Shipped", was: nil))
    try table.other(.setTentative(id("s2"), false))

    table.desk.press("u")
    table.accept()

    #expect(table.log.board[id("s1")]?.text == "Placed")
    #expect(table.log.board[id("s2")]?.isTentative == false)
    #expect(table.log.board[id("s3")]?.text == "Shipped")
    // The change of s2 comes later and is passed by, which is told.
    #expect(table.desk.said.contains { $0.contains("Bo has changed it since") })
    // What is left was changed by another: that is why there is nothing more.
    guard case .overtaken(let told)? = Action.named("undo")?.whyNot(in: table.desk.state) else {
      Issue.record("there is a reason")
      return
    }
    #expect(told.contains("Bo has changed it since"))
  }

  @Test func `M13 an undo says which edit it means`() throws {
    var table = CompanyDesk()
    table.desk.press("t")
    table.collect()
    let first = table.waiting[0].id

    table.desk.press("u")
    table.collect()

    #expect(table.waiting[1].edit == .undo(of: first))
  }

  @Test func `M25 who moves it too is named`() throws {
    var table = CompanyDesk()

    table.hear(.overtaken(id("s1"), by: id("bo")))

    #expect(table.desk.said == ["Bo changed “Placed” too, after you"])
  }

  @Test func `D9 what others do out of view is told in one line, and where it is`() throws {
    var table = CompanyDesk(SampleBoards.process)
    let last = try #require(table.desk.state.walk.ids.last)

    try table.other(.setNote(last, note: "soon", was: nil))

    #expect(table.desk.said.count == 1)
    #expect(table.desk.said[0].hasPrefix("Bo changed"))
    #expect(table.desk.said[0].hasSuffix("off-screen"))
    #expect(table.screen().contains("1>"))
    table.desk.press("G")
    #expect(!table.screen().contains("1>"))
    #expect(!table.screen().contains("<1"))
  }

  @Test func `V10 much that is done out of view is one line that counts`() throws {
    var table = CompanyDesk(SampleBoards.process)
    let far = Array(table.desk.state.walk.ids.suffix(3))

    for (index, id) in far.enumerated() {
      try table.other(
        .setNote(id, note: "soon", was: nil), by: index == 2 ? CompanyDesk.cy : CompanyDesk.bo)
      table.desk.wait(100)
    }
    #expect(table.desk.said == ["2 people changed 3 stickies, off-screen"])
    table.desk.wait(5_000)
    try table.other(.setNote(far[0], note: "now", was: nil))

    #expect(table.desk.said.count == 1)
    #expect(table.desk.said.first?.hasPrefix("Bo changed ") == true, "\(table.desk.said)")
    #expect(table.desk.said.first?.contains("stickies") == false)
  }

  @Test func `what others do in view needs no words`() throws {
    var table = CompanyDesk()

    try table.other(.setPivotal(id("s2"), true))

    #expect(table.desk.said.isEmpty)
    #expect(table.screen().contains("║"))
  }

  @Test func `M26 a board that comes near its limit is told once`() throws {
    var table = CompanyDesk()
    table.desk.state.company?.capacity = 3

    table.hear(.people(CompanyDesk.people(ana: .facilitator)))
    table.hear(.people(CompanyDesk.people(ana: .facilitator)))

    #expect(table.desk.said.filter { $0.hasPrefix("3 of 3 people") }.count == 1)
  }

  @Test(arguments: [(24, 80), (12, 40)])
  func `a text shows until it is done, also when somebody deletes its sticky`(
    rows: Int, columns: Int
  ) throws {
    var table = CompanyDesk(rows: rows, columns: columns)
    table.desk.press("l Enter")
    table.desk.type(" twice")

    try table.other(.removeSticky(ID(checked: "s2")))
    table.desk.type("?")

    var screen = table.screen()
    #expect(screen.contains("Paid"))
    #expect(screen.contains("twice?"))
    #expect(screen.contains(Words.hasGone))
    #expect(table.desk.draw().caret != nil)
    table.desk.press("Enter")
    screen = table.screen()
    #expect(table.desk.state.mode == .normal)
    #expect(table.desk.state.memory.register.first?.text == "Paid twice?")
    #expect(!screen.contains(Words.hasGone))
  }

  @Test func `a note and data say as well that their sticky has gone`() throws {
    for keys in ["g n", "e"] {
      var table = CompanyDesk()
      table.desk.press("l " + keys)
      table.desk.type("a: 1")

      try table.other(.removeSticky(ID(checked: "s2")))
      #expect(table.desk.said.contains { $0.hasPrefix("Bo has removed “Paid”") })
      table.desk.press("Esc")

      #expect(table.desk.state.mode == .normal, "\(keys)")
      #expect(table.desk.state.memory.register.first?.text == "a: 1")
    }
  }

  @Test func `what is written is put aside where nothing can be changed any more`() {
    let obstacles: [CompanyInput] = [
      .link(.ended(.removed, mayRetry: true)), .link(.ended(.unknown, mayRetry: true)),
      .lock(.board),
    ]
    for keys in ["a e", "=", "Enter Ctrl-U", "g n", "e"] {
      for obstacle in obstacles {
        for leaving in ["Esc", "Enter"] where leaving == "Esc" || !["g n", "e"].contains(keys) {
          var table = CompanyDesk()
          table.desk.press(keys)
          table.desk.type("a: 1")
          table.hear(obstacle)

          table.desk.press(leaving)

          #expect(table.desk.state.mode == .normal, "\(keys), \(leaving)")
          #expect(table.desk.state.memory.register.first?.text == "a: 1")
          #expect(table.desk.effects.contains(.copy("a: 1")))
          #expect(table.desk.said.contains(Words.keptAside))
          #expect(table.desk.state.preview == nil)
        }
      }
    }
  }

  @Test func `a text put aside is pasted once the board is open again`() {
    var table = CompanyDesk()
    table.desk.press("a e")
    table.desk.type("Parcel lost")
    table.hear(.lock(.board))
    table.desk.press("Enter")
    table.hear(.lock(.open))

    table.desk.press("p")

    #expect(table.desk.drawing.contains("[E Parcel lost]"))
  }
}
