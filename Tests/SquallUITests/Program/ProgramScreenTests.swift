import SquallModel
import Testing

@testable import SquallUI

/// The screens of the program, as files.
@Suite struct ProgramScreenTests {
  @Test(arguments: [(24, 80), (12, 40), (50, 200)])
  func `a board with its hints`(rows: Int, columns: Int) {
    var desk = Desk(SampleBoards.process, rows: rows, columns: columns)
    desk.press("t")
    desk.record()

    Golden.check(desk.draw(), "program-board-\(columns)x\(rows)")
  }

  @Test func `the outline`() {
    var desk = Desk(SampleBoards.process)
    desk.press("g o w w w")

    Golden.check(desk.draw(), "program-outline-80x24")
  }

  @Test func `V4 an empty board`() {
    var desk = Desk(Desk.emptyBoard())

    Golden.check(desk.draw(), "program-empty-80x24")
  }

  @Test(arguments: [
    ("popup", "a"), ("help", "?"), ("command", ": z o"), ("palette", "Ctrl-P v o t e"),
    ("detail", "w w w w o"), ("lanes", "g l"), ("inbox", "i"), ("hotspots", "g h"),
    ("fields", "w e"), ("adding", "a e P a i d"), ("moving", "m l l l"), ("search", "/ o r d e r"),
    ("range", "v l l"),
  ])
  func `what stands over and beside the board`(name: String, keys: String) {
    var board = SampleBoards.process
    board.phase = .frame
    if name != "popup" { board.phase = .completeGrammar }
    var desk = Desk(board)
    desk.press(keys)
    desk.wait(400)

    Golden.check(desk.draw(), "program-\(name)-80x24")
  }

  @Test(arguments: [
    ("popup", "a"), ("help", "?"), ("lanes", "g l"), ("palette", "Ctrl-P"), ("fields", "w e"),
  ])
  func `the smallest screen has all of it`(name: String, keys: String) {
    var desk = Desk(SampleBoards.process, rows: 12, columns: 40)
    desk.press(keys)
    desk.wait(400)

    Golden.check(desk.draw(), "program-\(name)-40x12")
  }

  @Test func `a paste is asked about`() {
    var desk = Desk(SampleBoards.process)
    desk.paste(
      "Order placed", "Order paid", "Order packed", "Order sent", "Parcel lost", "Parcel found")

    Golden.check(desk.draw(), "program-paste-80x24")
  }

  @Test func `a failed disk is told for as long as it is so`() {
    var desk = Desk(SampleBoards.process)
    desk.press("t")
    desk.take(
      .recorder(.failed(Saving.Failure(call: "fdatasync", cause: "No space left on device"))))
    desk.wait(60_000)

    Golden.check(desk.draw(), "program-failed-80x24")
  }

  @Test func `V7 below the smallest size one line says both sizes`() {
    var desk = Desk(SampleBoards.process, rows: 5, columns: 20)
    #expect(desk.draw().plainText().contains("20x5"))
    desk.take(.resize(rows: 24, columns: 80))

    #expect(desk.draw().plainText().contains("Order process"))
  }

  @Test func `any size in any mode is drawn`() {
    var random = SeededGenerator(seed: 17)
    let keys = [
      "", "a", "a e x", "?", ": z", "Ctrl-P", "o", "g l", "i", "g h", "e", "g n", "m l", "/ o",
      "v l", "g m", "g v", "g p",
    ]
    for _ in 0..<200 {
      let rows = Int.random(in: 0...30, using: &random)
      let columns = Int.random(in: 0...100, using: &random)
      var desk = Desk(SampleBoards.process, rows: rows, columns: columns)
      desk.press(keys.randomElement(using: &random) ?? "")
      desk.wait(400)

      let grid = desk.draw()

      #expect(grid.rows == rows && grid.columns == columns)
      if let caret = grid.caret {
        #expect(grid.bounds.contains(row: caret.row, column: caret.column))
      }
    }
  }

  /// Where what was said stands on a screen, as rows.
  private static func toastRows(_ grid: Grid) -> [Int] {
    (0..<grid.rows).filter { row in
      (0..<grid.columns).contains { [SquallUI.Role.toast, .warning].contains(grid[row, $0].role) }
    }
  }

  @Test(arguments: [(24, 80), (12, 40), (16, 60)])
  func `what is said covers no pop-up, no list, no legend and no inbox`(
    rows: Int, columns: Int
  ) {
    for keys in ["", "a", ":", "Ctrl-P", "g h", "g m", "?", "g l", "Enter", "e", "g n"] {
      var desk = Desk(Desk.board("E One", "! Two", "E Three"), rows: rows, columns: columns)
      desk.press(keys)
      desk.take(.tick)
      desk.clock += 400
      desk.take(.tick)
      let before = desk.draw()
      for text in ["first sentence", "second sentence"] { desk.take(.news(text, .news)) }
      let after = desk.draw()

      #expect(after.plainText().contains("second sentence"), "\(keys)")
      for row in 0..<rows {
        for column in 0..<columns where before[row, column].role != after[row, column].role {
          let covered = before[row, column]
          let kept: [SquallUI.Role] = [
            .popup, .popupSelection, .popupBorder, .hintKey, .hint, .inputField, .laneName,
            .overview, .overviewHere,
          ]
          let isPane = desk.state.pane?.coversBoard == true || keys == "Ctrl-P"
          #expect(
            isPane || covered.glyph == .space || !kept.contains(covered.role),
            "\(keys) hides \(covered.role) at \(row), \(column):\n\(after.plainText())")
        }
      }
      if desk.state.pane?.coversBoard == true, desk.state.pane?.kind != .messages {
        let area = Pane.rowArea(in: ScreenPlan(desk.state).pane)
        #expect(Self.toastRows(after).allSatisfy { $0 >= area.endRow })
      }
    }
  }

  @Test func `what is said gives way to what is said about the same, and equals are counted`() {
    var notices = Notices()
    let now = Desk.start
    notices.say("locked", .news, about: .lock, at: now)
    notices.say("no sticky here", .hint, at: now)
    notices.say("open", .news, about: .lock, at: now)
    notices.say("no sticky here", .warning, at: now)

    #expect(notices.shown(at: now).map(\.text) == ["open", "no sticky here"])
    #expect(notices.shown(at: now).map(\.count) == [1, 2])
    #expect(notices.all.map(\.text) == ["locked", "open", "no sticky here"])
  }
}
