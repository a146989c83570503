import SquallModel
import Testing

@testable import SquallUI

struct LargeBoardTests {
  private static let board = SampleBoards.large(5_000)
  private static let layout = BoardLayout(board)
  private static let sizes = [(24, 80), (12, 40), (50, 200)]

  @Test(arguments: sizes)
  func `five thousand stickies fit on one screen as dots`(rows: Int, columns: Int) {
    let rect = Rect(row: 0, column: 0, rows: rows, columns: columns)
    let scene = BoardScene(zoom: .dots)
    let frame = BoardFrame(scene, layout: Self.layout, board: Self.board, in: rect)
    let grid = Screen.render(Self.board, rows: rows, columns: columns, zoom: .dots)

    #expect(frame.columns == 0..<Self.layout.columnCount)
    #expect(frame.totalRows <= frame.lanes.rows || frame.lanes.rows < Self.layout.laneCount)
    let faces = Set(Kind.allCases.map { Role($0) })
    let area = (frame.lanes.row..<frame.lanes.endRow).flatMap { row in
      (frame.lanes.column..<frame.lanes.endColumn).map { grid[row, $0] }
    }
    #expect(area.filter { faces.contains($0.role) }.count > columns)
  }

  @Test(arguments: sizes)
  func `a sticky in the middle of five thousand shows where the cursor is`(
    rows: Int, columns: Int
  ) {
    var scene = BoardScene(cursor: .sticky(ID(checked: "s2501")))
    let rect = Rect(row: 0, column: 0, rows: rows, columns: columns)
    for zoom in Zoom.allCases {
      scene.zoom = zoom
      let frame = BoardFrame(scene, layout: Self.layout, board: Self.board, in: rect)
      scene.camera = frame.camera(showing: scene.cursor, layout: Self.layout, board: Self.board)
      var grid = Grid(rows: rows, columns: columns)
      var view = BoardView()
      view.draw(scene, layout: Self.layout, board: Self.board, into: &grid, rect: grid.bounds)
      #expect(grid.attributePlane().contains("r") || grid.attributePlane().contains("*"))
      if zoom == .titles || zoom == .stickies { #expect(grid.plainText().contains(">")) }
    }
  }

  @Test(arguments: [Zoom.titles, .stickies, .details])
  func `thousands in one spot are walked, drawn and found like three`(zoom: Zoom) {
    var builder = SampleBoards.Builder(title: "", lanes: ["Lane"])
    for index in 0..<3_000 { builder.put("s\(index)", "E", "Lane", "a1", "Thing \(index)") }
    builder.put("late", "!", "Lane", "a1", "Why?") { $0.place = .on(ID(checked: "s2500")) }
    for board in [builder.finish(), SampleBoards.Builder.without("late", in: builder.finish())] {
      let layout = BoardLayout(board)
      let rect = Rect(row: 0, column: 0, rows: 24, columns: 80)
      var scene = BoardScene(zoom: zoom, cursor: .sticky(ID(checked: "s2600")))
      var frame = BoardFrame(scene, layout: layout, board: board, in: rect)
      scene.camera = frame.camera(showing: scene.cursor, layout: layout, board: board)
      frame = BoardFrame(scene, layout: layout, board: board, in: rect)
      var grid = Grid(rows: 24, columns: 80)
      var view = BoardView()
      view.draw(scene, layout: layout, board: board, into: &grid, rect: rect)

      #expect(grid.plainText().contains(">E Thing 2600"))
      #expect(frame.shows(scene.cursor, layout: layout, board: board))
      #expect(
        layout.step(.down, from: scene.cursor, on: board) == .sticky(ID(checked: "s2601")))
      #expect(
        layout.step(.last, from: .nowhere, on: board) == .sticky(ID(checked: "s2999")))
    }
  }

  @Test func `two screens of the same scene are the same, whatever was drawn before`() {
    var used = BoardView()
    var fresh = BoardView()
    var grid = Grid(rows: 50, columns: 200)
    for column in stride(from: 0, to: 3_000, by: 7) {
      let scene = BoardScene(camera: Camera(column: column))
      used.draw(scene, layout: Self.layout, board: Self.board, into: &grid, rect: grid.bounds)
    }
    let scene = BoardScene(zoom: .details, camera: Camera(column: 1_000))
    var other = Grid(rows: 50, columns: 200)
    used.draw(scene, layout: Self.layout, board: Self.board, into: &grid, rect: grid.bounds)
    fresh.draw(scene, layout: Self.layout, board: Self.board, into: &other, rect: other.bounds)

    #expect(grid == other)
  }

  @Test func `no more texts are kept than the limit says`() {
    var cache = TextCache()
    for index in 0..<TextCache.capacity + 500 {
      let lines = cache.lines(
        of: ID(checked: "s\(index)"), text: "Thing \(index)", columns: 10, rows: 3, part: .text,
        charset: .unicode)
      #expect(!lines.isEmpty)
    }
    #expect(cache.count <= TextCache.capacity)
  }

  @Test func `a text is never out of date`() {
    var cache = TextCache()
    let id = ID(checked: "s")
    func lines(_ text: String, _ part: TextCache.Part = .text) -> String {
      cache.lines(of: id, text: text, columns: 20, rows: 3, part: part, charset: .unicode)
        .map(\.description).joined(separator: "|")
    }
    #expect(lines("Order placed") == "Order placed")
    #expect(lines("Order was placed") == "Order was placed")
    #expect(lines("Order was placed", .quoted) == "“Order was placed”")
    #expect(lines("Order was placed") == "Order was placed")
  }
}
