import SquallModel
import Testing

@testable import SquallUI

struct BoardMovesTests {
  private let board = SampleBoards.process
  private let layout = BoardLayout(SampleBoards.process)

  private func id(_ text: String) -> ID { ID(checked: text) }

  /// Where steps lead, one after another; steps that lead nowhere leave the cursor.
  private func walk(_ start: String, _ steps: BoardStep...) -> BoardCursor {
    steps.reduce(.sticky(id(start))) { layout.step($1, from: $0, on: board) ?? $0 }
  }

  @Test func `left and right stay in the lane as long as it has stickies`() {
    #expect(walk("g1", .right) == .sticky(id("e1")))
    #expect(walk("p1", .left) == .sticky(id("e1")))
    #expect(walk("c1", .right) == .sticky(id("r1")))
    #expect(walk("a1", .left) == .sticky(id("a1")))
  }

  @Test func `where the lane ends the nearest lane goes on`() {
    #expect(walk("c2", .left) == .sticky(id("p1")))
    #expect(walk("g2", .right) == .sticky(id("m13")))
  }

  @Test func `up and down go through the stack and on to the next lane`() {
    #expect(walk("e1", .down) == .sticky(id("h1")))
    #expect(walk("h1", .up) == .sticky(id("e1")))
    #expect(walk("r1", .down) == .sticky(id("h2")))
    #expect(walk("r1", .down, .down) == .sticky(id("c2")))
    #expect(walk("e2", .down) == .sticky(id("e3")))
    #expect(walk("e3", .down) == .sticky(id("e3")))
  }

  @Test func `a lane without a sticky near by has a spot to stand on`() {
    var builder = SampleBoards.Builder(title: "", lanes: ["Above", "Below"])
    for column in 1...6 { builder.put("s\(column)", "E", "Above", "a\(column)", "") }
    builder.put("far", "E", "Below", "a6", "")
    let board = builder.finish()
    let layout = BoardLayout(board)

    let below = layout.step(.down, from: .sticky(id("s1")), on: board)
    #expect(below == .spot(lane: id("l-below"), at: key("a1")))
    #expect(layout.step(.down, from: .sticky(id("s3")), on: board) == .sticky(id("far")))
    #expect(layout.step(.up, from: .sticky(id("far")), on: board) == .sticky(id("s6")))
  }

  @Test func `a free column is a stop`() {
    let free = BoardCursor.spot(lane: id("l-warehouse"), at: key("a8"))
    #expect(walk("e2", .right) == free)
    #expect(layout.step(.left, from: free, on: board) == .sticky(id("e2")))
    #expect(
      layout.step(.up, from: free, on: board) == .sticky(id("x1"))
        || layout.step(.up, from: free, on: board) == .sticky(id("h2")))
  }

  @Test func `pivotal events are found in both directions`() {
    #expect(walk("a1", .nextPivotal) == .sticky(id("e1")))
    #expect(walk("m13", .previousPivotal) == .sticky(id("e1")))
    #expect(walk("e1", .nextPivotal) == .sticky(id("e1")))
  }

  @Test func `the inbox is walked like a line, and left upwards`() {
    #expect(walk("i0", .right) == .sticky(id("i1")))
    #expect(walk("i1", .previous) == .sticky(id("i0")))
    #expect(walk("i2", .next) == .sticky(id("i2")))
    #expect(walk("i2", .up) == .sticky(id("m13")))
  }

  @Test func `an empty board has nowhere to stand`() {
    let layout = BoardLayout(SampleBoards.empty)
    #expect(layout.start(on: SampleBoards.empty) == .nowhere)
    for step in BoardStep.allCases {
      #expect(layout.step(step, from: .nowhere, on: SampleBoards.empty) == nil)
    }
  }

  @Test func `the cursor stays where it stood when its sticky goes`() {
    var board = self.board
    let place = layout.place(of: .sticky(id("e2")), on: board)
    board.apply(.stickyRemoved(id("e2")), by: nil, at: Instant(clamping: 0))
    let after = BoardLayout(board)

    #expect(after.cursor(.sticky(id("e2")), keptFrom: place, on: board) == .sticky(id("e3")))
    #expect(after.cursor(.sticky(id("e1")), keptFrom: nil, on: board) == .sticky(id("e1")))
    #expect(after.cursor(.sticky(id("i1")), keptFrom: nil, on: board) == .sticky(id("i1")))
  }

  @Test func `what one looks at stays when columns are added before it`() {
    var board = self.board
    let camera = Camera(column: 5, row: 2)
    board.apply(.roomMade([key("Z"), key("Zz")]), by: nil, at: Instant(clamping: 0))
    let after = BoardLayout(board)

    #expect(after.camera(camera, keptFrom: layout) == Camera(column: 7, row: 2))
    #expect(after.position(ofColumn: 7) == layout.position(ofColumn: 5))
  }

  @Test func `centring puts the cursor in the middle, panning goes as far as the board`() {
    let rect = Rect(row: 0, column: 0, rows: 24, columns: 80)
    let scene = BoardScene(cursor: .sticky(id("m0")))
    let frame = BoardFrame(scene, layout: layout, board: board, in: rect)
    let centred = frame.camera(centring: scene.cursor, layout: layout, board: board)

    #expect(centred.column == layout.column(of: key("b1")).map { $0 - (frame.capacity - 1) / 2 })
    #expect(frame.camera(movedByColumns: -3, rows: -3) == Camera())
    #expect(
      frame.camera(movedByColumns: 999, rows: 0).column == layout.columnCount - frame.capacity)
  }

  private func key(_ text: String) -> PositionKey { PositionKey(checked: text) }
}
