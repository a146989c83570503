import SquallModel
import Testing

@testable import SquallUI

@Suite struct AddingTests {
  @Test func `a sticky goes after the cursor, and Enter opens the next of its kind`() {
    var desk = Desk(Desk.board("E Placed", "E Sent"))

    desk.press("a e")
    desk.type("Paid")
    desk.press("Enter")
    desk.type("Packed")
    desk.press("Enter Esc")

    #expect(desk.drawing == "E Placed  E Paid  [E Packed]  E Sent")
    #expect(desk.state.mode == .normal)
    #expect(desk.recorded.count == 3, "two additions, and the author joined")
  }

  @Test func `A adds before the cursor, and the chain goes on behind the new one`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("A c")
    desk.type("Fill basket")
    desk.press("Enter")
    desk.type("Place order")
    desk.press("Esc")

    #expect(desk.drawing == "C Fill basket  [C Place order]  E Placed")
  }

  @Test func `the first sticky of an empty board brings its lane`() {
    var desk = Desk()

    desk.press("a e")
    desk.type("Placed")
    desk.press("Esc")

    #expect(desk.drawing == "[E Placed]")
    #expect(desk.state.board.lanes.map(\.name) == ["Timeline"])
  }

  @Test func `Esc on an empty one adds nothing, and neither does Enter`() {
    for key in ["Esc", "Enter", "Ctrl-C"] {
      var desk = Desk(Desk.board("E Placed"))
      let before = desk.state.board

      desk.press("a e \(key)")

      #expect(desk.state.board == before)
      #expect(desk.state.mode == .normal)
      #expect(desk.drawing == "[E Placed]")
    }
  }

  @Test func `Ctrl-C drops what is being written, Esc keeps it`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("a e")
    desk.type("Paid")
    desk.press("Ctrl-C")
    #expect(desk.drawing == "[E Placed]")
    desk.press("a e")
    desk.type("Paid")
    desk.press("Esc")

    #expect(desk.drawing == "E Placed  [E Paid]")
  }

  @Test func `Tab goes through the kinds that may follow, and back to the one it began with`() {
    var desk = Desk(Desk.board("C Place order"))
    var kinds: [Kind] = []

    desk.press("a c")
    for _ in 0..<4 {
      desk.press("Tab")
      guard case .writing(let writing) = desk.state.mode,
        case .addition(let addition) = writing.subject
      else { break }
      kinds.append(addition.kind)
    }

    #expect(kinds == [.aggregate, .externalSystem, .domainEvent, .command])
  }

  @Test func `Tab offers only what the phase has opened`() {
    var board = Desk.board("E Placed")
    board.level = .bigPicture
    board.phase = .chaoticExploration
    var desk = Desk(board)

    desk.press("a e Tab")
    desk.type("Paid")
    desk.press("Esc")

    #expect(desk.drawing == "E Placed  [E Paid]")
  }

  @Test func `the text that was written keeps when Tab changes its kind`() {
    var desk = Desk(Desk.board("C Place order"))

    desk.press("a c")
    desk.type("Order")
    desk.press("Tab Enter")
    desk.press("Tab")
    desk.type("Placed")
    desk.press("Enter Esc")

    #expect(desk.drawing == "C Place order  G Order  [E Placed]")
  }

  @Test func `the sticky that is added is shown before it is there`() {
    var desk = Desk(Desk.board("E Placed", "E Sent"))

    desk.press("a e")
    desk.type("Paid")

    #expect(desk.draw().plainText().contains("Paid"))
    #expect(desk.draw().caret != nil)
    #expect(desk.state.board.stickyCount == 2)
  }

  @Test func `G9 a hotspot in one key on anything`() {
    var desk = Desk(Desk.board("E Placed", "E Paid"))

    desk.press("!")
    desk.type("Twice?")
    desk.press("Enter Esc")
    #expect(desk.drawing == "E Placed + [! Twice?]  E Paid")
    desk.press("!")
    desk.type("By whom?")
    desk.press("Esc")

    #expect(desk.drawing == "E Placed + ! Twice? + [! By whom?]  E Paid")
  }

  @Test func `= adds at the same time`() {
    var desk = Desk(Desk.board("E Placed", "E Sent"))

    desk.press("=")
    desk.type("Paid")
    desk.press("Esc")

    let board = desk.state.board
    let paid = desk.state.cursor.sticky.flatMap { board.spot(of: $0) }
    #expect(paid?.at == board.spot(of: ID(checked: "s1"))?.at)
  }

  @Test func `a blank sticky comes by its command, for kinds that are named last`() {
    var desk = Desk(Desk.board("C Place order"))

    desk.press(":")
    desk.type("blank aggregate")
    desk.press("Enter")
    #expect(desk.drawing == "C Place order  [G ]")
    desk.press(":")
    desk.type("blank command")
    desk.press("Enter")

    #expect(desk.drawing == "C Place order  [G ]")
    #expect(desk.said.last?.contains("aggregate, readModel, screen") == true)
  }

  @Test func `K22 pasted lines become stickies after a question, with one undo`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.paste("- Paid", "", "  * Packed", "Sent q")
    #expect(desk.drawing == "[E Placed]")
    #expect(desk.draw().plainText().contains("Paste 3 lines"))
    desk.press("Enter")
    #expect(desk.drawing == "E Placed  E Paid  E Packed  [E Sent q]")
    desk.press("u")

    #expect(desk.drawing == "[E Placed]")
  }

  @Test func `a paste that is not wanted changes nothing`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.paste("q", "d")
    desk.press("Esc")

    #expect(desk.drawing == "[E Placed]")
    #expect(desk.recorded.isEmpty)
  }

  @Test func `one pasted line goes into the text that is being written`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("a e")
    desk.paste("Money received")
    desk.press("Esc")

    #expect(desk.drawing == "E Placed  [E Money received]")
  }

  @Test func `. adds one more of the same kind`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("a p")
    desk.type("Whenever placed")
    desk.press("Esc .")
    desk.type("Whenever paid")
    desk.press("Esc")

    #expect(desk.drawing == "E Placed  P Whenever placed  [P Whenever paid]")
  }

  @Test func `D1 Tab is offered only where there is another kind`() {
    var board = Desk.emptyBoard()
    board.level = .bigPicture
    board.phase = .kickOff
    var desk = Desk(board)
    desk.press("a e O n e Enter")
    let hasTab = desk.state.hints.contains { $0.keys == "Tab" }
    desk.press("Tab")
    #expect(hasTab == (desk.said.last != Words.noOtherKind(.kickOff)))
    #expect(!hasTab)

    var design = Desk()
    design.press("a e O n e Enter")
    #expect(design.state.hints.contains { $0.keys == "Tab" })
  }
}
