import SquallModel
import SquallUI
import Testing

struct ScreenGoldenTests {
  private let id = SampleBoards.id
  private let invitation: [SafeText] = [
    "Nothing on the wall yet.", "", "a e   add an event", "?     help",
  ]

  private func drawn(
    _ board: Board, _ rows: Int, _ columns: Int, _ scene: BoardScene = BoardScene(),
    charset: Charset = .unicode, status: [BoardView.Status] = []
  ) -> Grid {
    var grid = Grid(rows: rows, columns: columns)
    var view = BoardView(charset: charset, invitation: invitation)
    view.draw(
      scene, layout: BoardLayout(board), board: board, into: &grid, rect: grid.bounds,
      status: status)
    return grid
  }

  @Test func `an empty board says how to begin`() {
    Golden.check(drawn(SampleBoards.empty, 24, 80), "empty-80x24")
    Golden.check(drawn(SampleBoards.empty, 12, 40), "empty-40x12")
  }

  @Test func `three stickies stand on the wall at every size`() {
    let scene = BoardScene(cursor: .sticky(id("s2")))
    Golden.check(drawn(SampleBoards.three, 24, 80, scene), "three-80x24")
    Golden.check(drawn(SampleBoards.three, 12, 40, scene), "three-40x12")
  }

  @Test(arguments: Zoom.allCases)
  func `a process is drawn at every zoom`(zoom: Zoom) {
    let scene = BoardScene(
      zoom: zoom, cursor: .sticky(id("e1")), selection: [id("p1"), id("c1")],
      matches: [id("g1")], presence: [id("c1"): ["Cy"]], news: [id("m9"), id("m11")])
    let status = [BoardView.Status("07:12", .chrome), BoardView.Status("saved 218", .saved)]
    Golden.check(
      drawn(SampleBoards.process, 24, 80, scene, status: status), "process-\(zoom.name)-80x24")
  }

  @Test func `a process is drawn on small and on large screens`() {
    let scene = BoardScene(cursor: .sticky(id("e1")))
    Golden.check(
      drawn(SampleBoards.process, 12, 40, BoardScene(cursor: .sticky(id("c1")))),
      "process-stickies-40x12")
    Golden.check(drawn(SampleBoards.process, 50, 200, scene), "process-stickies-200x50")
  }

  @Test func `a screen without box characters says the same`() {
    let scene = BoardScene(camera: Camera(column: 3), cursor: .sticky(id("e1")))
    let grid = drawn(SampleBoards.process, 24, 80, scene, charset: .ascii)
    Golden.check(grid, "process-ascii-80x24")
    let furniture = grid.cells.filter { !$0.glyph.isASCII && $0.glyph.columns > 0 }
    #expect(furniture.allSatisfy { $0.role == .domainEvent })
  }

  @Test func `what is scrolled, filtered, free or far is told apart`() {
    let scene = BoardScene(
      camera: Camera(column: 6, row: 3), cursor: .spot(lane: id("l-sales"), at: key("a8")),
      filter: [id("e2")], news: [id("a1"), id("m13")])
    Golden.check(drawn(SampleBoards.process, 24, 80, scene), "process-scrolled-80x24")
  }

  @Test func `near by, a sticky names the contexts that it stands in`() {
    var board = SampleBoards.process
    let context = Context(id: id("k"), name: "Fulfilment", stickies: [id("c1"), id("e1")])
    board.apply(.contextAdded(context), by: nil, at: Instant(clamping: 0))

    #expect(drawn(board, 24, 80, BoardScene(zoom: .details)).plainText().contains("[Fulfilment]"))
    #expect(!drawn(board, 24, 80).plainText().contains("[Fulfilment]"))
  }

  @Test func `stickies in the air show where they would land`() {
    let grab = Grab(stickies: [id("e1")], drop: .after(key("a2"), lane: id("l-customer")))
    Golden.check(
      drawn(SampleBoards.process, 24, 80, BoardScene(cursor: .sticky(id("e1")), grab: grab)),
      "process-grabbed-80x24")
  }

  @Test func `a text is typed where its sticky stands, the caret in it`() {
    var scene = BoardScene(cursor: .sticky(id("c1")))
    scene.editing = Editing(
      .sticky(id("c1")), beforeCaret: "Place the order with all of its 注文", afterCaret: " lines")
    let grid = drawn(SampleBoards.process, 24, 80, scene)
    #expect(grid.caret != nil)
    Golden.check(grid, "process-editing-80x24")
  }

  @Test func `a screen that is too small names both sizes`() {
    Golden.check(drawn(SampleBoards.process, 8, 30), "too-small-30x8")
    #expect(drawn(SampleBoards.process, 8, 30).plainText().contains("40x12"))
    #expect(drawn(SampleBoards.process, 8, 30).plainText().contains("30x8"))
    #expect(drawn(SampleBoards.process, 3, 14).plainText().contains("14x3"))
  }

  @Test func `the outline is the board in words`() {
    Golden.check(Outline(SampleBoards.process).text, "outline-process")
    Golden.check(Outline(SampleBoards.empty).text, "outline-empty")
  }

  @Test func `the outline is a view, the cursor's line in it`() {
    var grid = Grid(rows: 24, columns: 80)
    let board = SampleBoards.process
    let scene = BoardScene(cursor: .sticky(id("e3")), selection: [id("e2")])
    OutlineView.draw(
      scene, layout: BoardLayout(board), board: board, into: &grid, rect: grid.bounds)
    Golden.check(grid, "outline-80x24")
  }

  @Test func `a rendered screen begins at the column that was asked for`() {
    let grid = Screen.render(SampleBoards.process, rows: 24, columns: 80, column: 5)
    Golden.check(grid, "render-column-5-80x24")
    #expect(grid.caret == nil)
  }

  private func key(_ text: String) -> PositionKey { PositionKey(checked: text) }
}
