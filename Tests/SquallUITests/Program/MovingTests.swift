import SquallModel
import Testing

@testable import SquallUI

@Suite struct MovingTests {
  private func under(_ keys: String, _ desk: Desk) -> String? {
    var desk = desk
    desk.press(keys)
    return desk.state.cursor.sticky?.text
  }

  private let row = Desk(Desk.board("C Place", "E Placed", "P Ship", "C Send", "E Sent"))

  @Test(arguments: [
    ("l", "s2"), ("Right", "s2"), ("l l", "s3"), ("3l", "s4"), ("99l", "s5"), ("l h", "s1"),
    ("G", "s5"), ("End", "s5"), ("G gg", "s1"), ("G Home", "s1"), ("w w", "s3"), ("G b", "s4"),
    ("3 gg", "s3"), ("h", "s1"),
  ])
  func `K1 K2 K3 letters, arrows, ends and counts move`(keys: String, expected: String) {
    #expect(under(keys, row) == expected)
  }

  @Test func `parentheses go between pivotal events`() {
    var desk = Desk(Desk.board("E A", "E B", "E C", "E D"))

    desk.press("l * l l * gg )")
    #expect(desk.state.cursor.sticky?.text == "s2")
    desk.press(")")
    #expect(desk.state.cursor.sticky?.text == "s4")
    desk.press("(")
    #expect(desk.state.cursor.sticky?.text == "s2")
  }

  @Test func `down goes to the next lane, also where it is empty, and a sticky can go there`() {
    var desk = Desk(Desk.board("E Placed", "E Paid", lanes: ["Sales", "Warehouse"]))

    desk.press("l j")
    #expect(desk.drawing == "E Placed  E Paid\n[]")
    desk.press("a e")
    desk.type("Packed")
    desk.press("Enter Esc")

    #expect(desk.drawing == "E Placed  E Paid\n[E Packed]")
    let board = desk.state.board
    let spots = Set(
      ["s2", desk.state.cursor.sticky?.text ?? ""].map { board.spot(of: ID(checked: $0))?.at })
    #expect(spots.count == 1)
  }

  @Test func `Esc gives a count and a prefix up, and never leaves`() {
    var desk = row
    desk.press("3")
    desk.press("Esc l")
    #expect(desk.state.cursor.sticky?.text == "s2")
    desk.press("g Esc")
    #expect(desk.state.pending == Pending())
    for _ in 0..<20 { desk.press("Esc") }

    #expect(!desk.effects.contains(.quit))
  }

  @Test func `an unknown key is told quietly`() {
    var desk = row

    desk.press("Ctrl-B")

    #expect(desk.said == ["no action on Ctrl-B here — ? help"])
  }

  @Test func `D4 the pop-up waits, and a known sequence never shows it`() {
    var desk = row
    desk.press("g")
    #expect(!desk.draw().plainText().contains("gh"))
    #expect(desk.state.nextWake == Instant(clamping: desk.now.milliseconds + 300))
    desk.press("g")
    #expect(desk.state.nextWake == nil)

    desk.press("g")
    desk.wait(301)

    #expect(desk.draw().plainText().contains("every hotspot"))
  }

  @Test func `V6 the cursor stays in the view while it walks, at any size and zoom`() {
    var random = SeededGenerator(seed: 5)
    for (rows, columns) in [(12, 40), (24, 80), (30, 121)] {
      var desk = Desk(SampleBoards.process, rows: rows, columns: columns)
      for _ in 0..<150 {
        let keys = ["h", "j", "k", "l", "w", "b", "G", "gg", "+", "-", ")", "Ctrl-D", "Ctrl-U"]
        desk.press(keys.randomElement(using: &random) ?? "l")
        guard let id = desk.state.cursor.sticky, desk.state.board.spot(of: id) != nil else {
          continue
        }
        let frame = desk.state.frame
        let location = desk.state.layout.location(of: desk.state.cursor, on: desk.state.board)
        #expect(frame.columns.contains(location?.column ?? -1))
      }
    }
  }

  @Test func `panning on purpose leaves the cursor, and moving brings the view back`() {
    var desk = Desk(SampleBoards.process)
    desk.press("5L")
    #expect(desk.state.camera.column == 5)

    desk.press("l h")

    #expect(desk.state.frame.columns.contains(0))
  }
}
