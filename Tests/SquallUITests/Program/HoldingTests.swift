import SquallModel
import Testing

@testable import SquallUI

@Suite struct HoldingTests {
  private let row = Desk(
    Desk.board("E One", "E Two", "E Three", "E Four", lanes: ["Sales", "Warehouse"]))

  @Test func `m picks up, arrows move by half columns, Enter drops behind one`() {
    var desk = row

    desk.press("m l l l Enter")

    #expect(desk.drawing == "E Two  [E One]  E Three  E Four\n")
    #expect(desk.recorded.count == 2)
  }

  @Test func `dropped onto a column it stands at the same time`() {
    var desk = row

    desk.press("m l l Enter")

    let board = desk.state.board
    #expect(board.spot(of: ID(checked: "s1"))?.at == board.spot(of: ID(checked: "s2"))?.at)
  }

  @Test func `Esc puts back, and so does Enter where nothing moved`() {
    for keys in ["m l l j Esc", "m Enter"] {
      var desk = row
      let before = desk.state.board

      desk.press(keys)

      #expect(desk.state.board == before)
      #expect(desk.drawing.hasPrefix("[E One]"))
    }
  }

  @Test func `down goes to the next lane at the same time, below the last one is the inbox`() {
    var desk = row

    desk.press("l m j Enter")
    #expect(desk.drawing == "E One  E Three  E Four\n[E Two]")
    desk.press("m j Enter")

    #expect(desk.drawing.hasSuffix("\ninbox: E Two"))
    #expect(desk.said == ["1 sticky to the inbox — i shows it"])
  }

  @Test func `a group keeps its order and its columns`() {
    var desk = row

    desk.press("v l m")
    desk.press("End Enter")

    #expect(desk.drawing == "E Three  E Four  [E One]  E Two\n")
    #expect(desk.recorded.count == 2, "one entry, and the author joined")
    desk.press("u")
    #expect(desk.drawing == "[E One]  E Two  E Three  E Four\n")
  }

  @Test func `before everything is a place too`() {
    var desk = row

    desk.press("G m Home Enter")

    #expect(desk.drawing == "[E Four]  E One  E Two  E Three\n")
  }

  @Test func `what is attached goes along with its host, and Space attaches`() {
    var desk = row
    desk.press("!")
    desk.type("Why?")
    desk.press("Enter Esc k m w Enter")
    #expect(desk.drawing == "E Two  [E One] + ! Why?  E Three  E Four\n")

    desk.press("j m l l Space Enter")

    #expect(desk.drawing == "E Two  E One  E Three + [! Why?]  E Four\n")
  }

  @Test func `an event cannot be attached, and says so`() {
    var desk = row

    desk.press("m l l Space")

    #expect(desk.said == ["an event cannot be attached to another sticky"])
  }

  @Test func `any walk of held stickies drops to a board that holds together`() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      var desk = Desk(SampleBoards.process)
      let count = desk.state.board.stickyCount
      for _ in 0..<Int.random(in: 0...20, using: &random) { desk.press("w") }
      if Bool.random(using: &random) { desk.press("v w w w") }
      desk.press("m")
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        desk.press(
          ["h", "l", "j", "k", "w", "b", "i", "Space", "Home", "End"].randomElement(using: &random)
            ?? "l")
        _ = desk.draw()
      }
      desk.press("Enter")

      #expect(desk.state.mode == .normal)
      #expect(desk.state.board.stickyCount == count)
      #expect(desk.state.board.checkInvariants().isEmpty)
    }
  }

  @Test func `K20 . after a move moves the next one as far`() {
    var desk = Desk(Desk.board("E One", "E Two", "E Three", lanes: ["Sales", "Stock"]))

    desk.press("m j Enter")
    #expect(desk.drawing == "E Two  E Three\n[E One]")
    desk.press("k l .")
    #expect(desk.drawing == "E Two\nE One  [E Three]")

    desk.press("m i Enter k")
    desk.press(".")
    #expect(desk.state.board.inbox.count == 2)
  }

  @Test func `the lanes of an empty board are chosen with the cursor`() {
    var desk = Desk(Desk.emptyBoard(lanes: ["Sales", "Stock", "Shop"]))

    desk.press("j")
    #expect(desk.state.cursor == .spot(lane: ID(checked: "l-Stock"), at: .middle))
    desk.press("j j k a e")
    desk.type("Counted")
    desk.press("Enter Esc")

    #expect(desk.drawing == "\n[E Counted]\n")
    desk.press("u")
    #expect(desk.state.board.stickyCount == 0)
  }

  /// Lanes of which one has a column that is as tall as the lane is.
  private static func fullLane(rows: Int, columns: Int) -> Desk {
    var board = Desk.emptyBoard(lanes: ["Sales", "Warehouse"])
    let keys = PositionKey.series(3, after: nil, before: nil)
    let places = [(0, "Sales"), (1, "Warehouse"), (1, "Warehouse"), (2, "Warehouse")]
    for (index, (column, lane)) in places.enumerated() {
      board.insert(
        Sticky(
          id: ID(checked: "s\(index + 1)"), kind: .domainEvent, text: "Event \(index + 1)",
          place: .spot(
            lane: ID(checked: "l-\(lane)"), at: keys[column],
            row: PositionKey.series(4, after: nil, before: nil)[index])))
    }
    board.settle()
    return Desk(board, rows: rows, columns: columns)
  }

  @Test(arguments: [(24, 80), (16, 50), (12, 40), (40, 160)])
  func `D9 where held stickies would land is always drawn`(rows: Int, columns: Int) {
    let landing = UInt32(0x2503)
    for zoom in ["zoom dots", "zoom titles", "zoom stickies", "zoom details"] {
      var desk = Self.fullLane(rows: rows, columns: columns)
      desk.press(":")
      desk.type(zoom)
      desk.press("Enter G m")
      for key in ["h", "h", "h", "h", "h", "k", "l", "l", "l", "l", "l", "l", "Home", "End"] {
        desk.press(key)
        let grid = desk.draw()
        var isDrawn = false
        for row in 0..<rows {
          for column in 0..<columns where grid[row, column].role == .cursor {
            if grid[row, column].glyph.value == landing { isDrawn = true }
          }
        }
        #expect(isDrawn, "\(zoom), \(key) in \(columns)x\(rows):\n\(grid.plainText())")
      }
    }
  }

  @Test func `D9 the inbox shows as the place to land, also where there is no line for it`() {
    var desk = Self.fullLane(rows: 12, columns: 40)
    #expect(!desk.draw().plainText().contains("inbox"))

    desk.press("m i")

    let grid = desk.draw()
    #expect(grid.plainText().contains("inbox"))
    #expect(grid.rolePlane() != desk.draw().plainText())
  }
}
