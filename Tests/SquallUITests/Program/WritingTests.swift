import SquallModel
import Testing

@testable import SquallUI

@Suite struct WritingTests {
  @Test func `Enter edits, Enter commits and stays`() {
    var desk = Desk(Desk.board("E Placed", "E Paid"))

    desk.press("Enter")
    desk.type(" twice")
    desk.press("Enter")

    #expect(desk.drawing == "[E Placed twice]  E Paid")
    #expect(desk.state.mode == .normal)
  }

  @Test func `Esc keeps what was written, Ctrl-C drops it`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("Enter Home")
    desk.type("Order ")
    desk.press("Esc")
    #expect(desk.drawing == "[E Order Placed]")
    desk.press("Enter Ctrl-U")
    desk.type("Nonsense")
    desk.press("Ctrl-C")

    #expect(desk.drawing == "[E Order Placed]")
  }

  @Test func `a text that was not changed is no edit`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("Enter Enter Enter Esc")

    #expect(desk.recorded.isEmpty)
  }

  @Test func `a blank text is refused and stays to be written on`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("Enter Ctrl-U Enter")

    #expect(desk.drawing == "[E Placed]")
    #expect(desk.said == ["an event needs a text"])
    guard case .writing = desk.state.mode else {
      Issue.record("the text is gone")
      return
    }
  }

  @Test func `letters are text while writing: q, u and d leave the board alone`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("Enter")
    desk.type("qud?:/")
    desk.press("Enter")

    #expect(desk.drawing == "[E Placedqud?:/]")
    #expect(!desk.effects.contains(.quit))
  }

  @Test func `V8 a new size keeps what is being written`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("Enter")
    desk.type("!!")
    desk.take(.resize(rows: 12, columns: 40))
    #expect(desk.draw().plainText().contains("Placed!!"))
    desk.take(.resize(rows: 5, columns: 20))
    desk.take(.resize(rows: 40, columns: 120))
    desk.press("Enter")

    #expect(desk.drawing == "[E Placed!!]")
  }

  @Test func `fields are lines of name and value, and the change is one undo`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("e")
    desk.type("order_id: O001")
    desk.press("Enter")
    desk.type("amount: 99.99")
    desk.press("Esc")

    let fields = desk.state.board[ID(checked: "s1")]?.fields ?? []
    #expect(FieldLines.text(of: fields) == "order_id: O001\namount: 99.99")
    desk.press("u")
    #expect(desk.state.board[ID(checked: "s1")]?.fields == [])
  }

  @Test func `Enter behind an empty last line ends fields and notes`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("e")
    desk.type("order_id: O001")
    desk.press("Enter Enter")
    #expect(desk.state.mode == .normal)
    desk.press("g n")
    desk.type("Ask Bo")
    desk.press("Enter Enter")

    #expect(desk.state.mode == .normal)
    #expect(desk.state.board[ID(checked: "s1")]?.note == "Ask Bo")
  }

  @Test func `a wrong line of fields is told and stays to be written on`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("e")
    desk.type("order_id")
    desk.press("Esc")

    #expect(desk.said == [Words.escAgain("line 1 is no “name: value”")])
    #expect(desk.state.mode != .normal)
    #expect(desk.state.board[ID(checked: "s1")]?.fields == [])
  }

  @Test func `a kind without data says so`() {
    var desk = Desk(Desk.board("P Whenever placed"))

    desk.press("e")

    #expect(desk.said == ["a policy carries no fields"])
  }

  @Test func `M24 both versions are shown where a text was changed meanwhile, and one chooses`() {
    for (key, expected) in [("m", "mine"), ("t", "theirs")] {
      var desk = Desk(Desk.board("E Placed"))
      desk.press("Enter Ctrl-U")
      desk.type("mine")
      desk.state.document.workshop.apply(
        Entry(
          sequence: 1, editID: ID(checked: "x1"), at: desk.now, by: ID(checked: "bo"),
          change: .stickyReworded(ID(checked: "s1"), text: "theirs")))

      desk.press("Enter")
      let screen = desk.draw().plainText()
      #expect(screen.contains("theirs") && screen.contains("mine"))
      desk.press(key)

      #expect(desk.drawing == "[E \(expected)]")
      #expect(desk.state.mode == .normal)
    }
  }

  @Test func `T11 a text goes to the person's editor and comes back as an edit`() {
    var desk = Desk(Desk.board("E Placed"))

    let effects = desk.press("g e")
    desk.take(.edited("Order placed\n"))

    #expect(effects == [.editText("Placed")])
    #expect(desk.drawing == "[E Order placed]")
  }

  @Test func `Esc leaves what cannot be kept, and the text is not lost`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("Enter Ctrl-U Esc")
    #expect(desk.state.mode == .normal)
    #expect(desk.drawing == "[E Placed]")

    desk.press("e")
    desk.type("no colon here")
    desk.press("Esc")
    #expect(desk.said.last?.contains("Esc again leaves") == true)
    desk.type("x")
    desk.press("Esc Esc")

    #expect(desk.state.mode == .normal)
    #expect(desk.state.memory.register.first?.text == "no colon herex")
  }
}
