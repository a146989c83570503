import SquallModel
import Testing

@testable import SquallUI

@Suite struct MouseTests {
  /// Where a text stands on the screen.
  private func place(of text: String, on desk: inout Desk) throws -> (row: Int, column: Int) {
    let lines = desk.draw().plainText(trimmed: false).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in lines.enumerated() {
      if let range = line.firstRange(of: text) {
        return (row, line.distance(from: line.startIndex, to: range.lowerBound))
      }
    }
    throw NotThere(text: text)
  }

  private struct NotThere: Error { var text: String }

  private func mouse(_ kind: Mouse.Kind, _ place: (row: Int, column: Int)) -> UIInput {
    .terminal(.mouse(Mouse(kind, row: place.row, column: place.column)))
  }

  @Test func `K21 a press selects, a double press edits`() throws {
    var desk = Desk(Desk.board("E One", "E Two", "E Three"))
    let two = try place(of: "Two", on: &desk)

    desk.take(mouse(.press(.left), two))
    #expect(desk.state.cursor.sticky?.text == "s2")
    #expect(desk.state.mode == .normal)
    desk.clock += 100
    desk.take(mouse(.press(.left), two))
    desk.type("!")
    desk.press("Enter")

    #expect(desk.drawing == "E One  [E Two!]  E Three")
  }

  @Test func `two slow presses do not edit`() throws {
    var desk = Desk(Desk.board("E One", "E Two"))
    let two = try place(of: "Two", on: &desk)

    desk.take(mouse(.press(.left), two))
    desk.wait(1_000)
    desk.take(mouse(.press(.left), two))

    #expect(desk.state.mode == .normal)
  }

  @Test func `a drag moves, and one undo takes it back`() throws {
    var desk = Desk(Desk.board("E One", "E Two", "E Three", lanes: ["Sales", "Warehouse"]))
    let one = try place(of: "One", on: &desk)
    let lane = try place(of: "Warehouse", on: &desk)

    desk.take(mouse(.press(.left), one))
    desk.take(mouse(.drag(.left), (lane.row, one.column + 1)))
    desk.take(mouse(.release(.left), (lane.row, one.column + 1)))

    #expect(desk.drawing == "E Two  E Three\n[E One]")
    desk.press("u")
    #expect(desk.drawing == "[E One]  E Two  E Three\n")
  }

  @Test func `the wheel moves the view, a hint is pressed`() throws {
    var desk = Desk(SampleBoards.process)
    desk.take(mouse(.wheelRight, (10, 40)))
    #expect(desk.state.camera.column == 1)

    let hint = try place(of: "? help", on: &desk)
    desk.take(mouse(.press(.left), hint))

    #expect(desk.state.pane?.kind == .help(isWhole: false))
  }

  @Test func `T7 the mouse is given back and taken again`() {
    var desk = Desk()
    for word in ["off", "on"] {
      desk.press(":")
      desk.type("mouse \(word)")
      desk.press("Enter")
    }

    #expect(desk.effects == [.setMouse(false), .setMouse(true)])
  }

  @Test func `any mouse at any place in any mode leaves a board that holds together`() {
    var random = SeededGenerator(seed: 9)
    let kinds: [Mouse.Kind] = [
      .press(.left), .press(.right), .drag(.left), .release(.left), .move, .wheelUp, .wheelDown,
      .wheelLeft, .wheelRight,
    ]
    let keys = ["l", "a e", "m", "Esc", "g h", "o", "?", "v", "q", "Enter", "i", "+", "-", "g l"]
    var desk = Desk(SampleBoards.process)
    for _ in 0..<600 {
      if Int.random(in: 0..<4, using: &random) == 0 {
        let press = keys.randomElement(using: &random) ?? "l"
        if press != "q" || desk.state.pane != nil { desk.press(press) }
      } else {
        let place = (
          Int.random(in: -1..<26, using: &random), Int.random(in: -1..<82, using: &random)
        )
        desk.clock += Int64.random(in: 0...600, using: &random)
        desk.take(mouse(kinds.randomElement(using: &random) ?? .move, place))
      }
      let grid = desk.draw()
      #expect(grid.rows == 24)
    }
    #expect(desk.state.board.checkInvariants().isEmpty)
  }
}
