import SquallModel
import Testing

@testable import SquallUI

@Suite struct ArrangingTests {
  private let row = Desk(Desk.board("C Place", "E Placed", "P Ship", "C Send", "E Sent"))

  @Test func `S7 deleting asks nothing, tells how many, and undo brings all back`() {
    var desk = row

    desk.press("l v l l d")
    #expect(desk.drawing == "C Place  [E Sent]")
    #expect(desk.said == ["deleted 3 — u undoes"])
    desk.press("u")

    #expect(desk.drawing == "C Place  [E Placed]  P Ship  C Send  E Sent")
  }

  @Test func `K9 what was deleted or copied is pasted behind the cursor, as it stood`() {
    var desk = row

    desk.press("v l d")
    #expect(desk.drawing == "[P Ship]  C Send  E Sent")
    desk.press("G p")
    #expect(desk.drawing == "P Ship  C Send  E Sent  C Place  [E Placed]")
    let effects = desk.press("gg y")

    #expect(effects == [.copy("Ship")])
    desk.press("p")
    #expect(desk.drawing == "P Ship  [P Ship]  C Send  E Sent  C Place  E Placed")
  }

  @Test func `a copy keeps fields, marks and what is attached`() {
    var desk = Desk(Desk.board("E Placed", "E Sent"))
    desk.press("*")
    desk.press("!")
    desk.type("Twice?")
    desk.press("Enter Esc k e")
    desk.type("id: 1")
    desk.press("Esc")

    desk.press("v j y Esc G p")

    #expect(desk.drawing == "E Placed* + ! Twice?  E Sent  [E Placed*] + ! Twice?")
    let copy = desk.state.cursor.sticky.flatMap { desk.state.board[$0] }
    #expect(copy?.fields == [Field(name: "id", value: .number(JSONNumber(1)))])
  }

  @Test func `K7 K8 Space picks, v picks a range, acts work on what is picked`() {
    var desk = row

    desk.press("Space l l Space")
    #expect(desk.drawing == "(C Place)  E Placed  [(P Ship)]  C Send  E Sent")
    desk.press("t")
    #expect(desk.drawing == "(C Place~)  E Placed  [(P Ship~)]  C Send  E Sent")
    desk.press("Esc")
    #expect(desk.state.selection.isEmpty)
    desk.press("v l v")
    #expect(desk.drawing == "C Place~  E Placed  (P Ship~)  [(C Send)]  E Sent")
    desk.press("Esc Esc")

    #expect(desk.state.selection.isEmpty)
  }

  @Test func `marks go on where one lacks them, else off`() {
    var desk = Desk(Desk.board("E One", "E Two"))

    desk.press("* v l *")
    #expect(desk.drawing == "(E One*)  [(E Two*)]")
    desk.press("*")

    #expect(desk.drawing == "(E One)  [(E Two)]")
  }

  @Test func `x addresses a hotspot and opens it again`() {
    var desk = Desk(Desk.board("! Why?"))

    desk.press("x")
    #expect(desk.drawing == "[! Why? done]")
    desk.press("x")

    #expect(desk.drawing == "[! Why?]")
  }

  @Test func `c and a letter change the kind`() {
    var desk = Desk(Desk.board("E Place order"))

    desk.press("c c")

    #expect(desk.drawing == "[C Place order]")
  }

  @Test func `. repeats the latest change at the cursor`() {
    var desk = row

    desk.press("d .")

    #expect(desk.drawing == "[P Ship]  C Send  E Sent")
  }

  @Test func `s keeps columns free, a fills them, S closes them`() {
    var desk = Desk(Desk.board("E Placed", "E Sent"))

    desk.press("2s")
    #expect(desk.state.board.emptyColumns.count == 2)
    desk.press("l a e")
    desk.type("Paid")
    desk.press("Esc")
    #expect(desk.drawing == "E Placed  [E Paid]  E Sent")
    let paid = desk.state.cursor.sticky.flatMap { desk.state.board.spot(of: $0)?.at }
    #expect(desk.state.board.emptyColumns.contains(paid ?? .middle))
    desk.press("l S")

    #expect(desk.state.board.emptyColumns.filter { !desk.state.board.isUsed($0) }.isEmpty)
  }

  @Test func `M12 undo and redo are mine, and what another changed since is left and told`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("Enter")
    desk.type("!")
    desk.press("Enter")
    let workshop = desk.state.document.workshop
    desk.state.document.workshop.apply(
      Entry(
        sequence: workshop.sequence + 1, editID: ID(checked: "x1"), at: desk.now,
        by: ID(checked: "bo"),
        change: .batch([
          .participantJoined(Participant(id: ID(checked: "bo"), name: "Bo")),
          .stickyReworded(ID(checked: "s1"), text: "By Bo"),
        ])))

    desk.press("u")

    #expect(desk.drawing == "[E By Bo]")
    #expect(desk.said == ["there is nothing of yours to take back"])
  }

  @Test func `K10 u takes back, Ctrl-R and U do it again`() {
    var desk = row

    desk.press("d d u u")
    #expect(desk.drawing == "[C Place]  E Placed  P Ship  C Send  E Sent")
    desk.press("Ctrl-R U")
    #expect(desk.state.board.stickyCount == 3)
    desk.press("2u")

    #expect(desk.state.board.stickyCount == 5)
  }

  @Test func `u with nothing to undo says so`() {
    var desk = row

    desk.press("u Ctrl-R .")

    #expect(desk.recorded.isEmpty)
    #expect(desk.said.count == 3)
  }
}
