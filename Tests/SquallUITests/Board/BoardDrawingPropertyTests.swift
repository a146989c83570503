import SquallModel
import Testing

@testable import SquallUI

struct BoardDrawingPropertyTests {
  private static let sizes = [(12, 40), (24, 80), (50, 200), (13, 61), (30, 59)]

  /// A board of hard texts, a size, a zoom, and a scene with everything in it.
  private struct Case {
    var board: Board
    var layout: BoardLayout
    var scene: BoardScene
    var rows: Int
    var columns: Int

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      board = RandomBoards.board(using: &random)
      layout = BoardLayout(board)
      (rows, columns) = sizes.randomElement(using: &random) ?? (24, 80)
      let ids = RandomBoards.ids(of: board)
      scene = BoardScene(
        zoom: Zoom.allCases.randomElement(using: &random) ?? .stickies,
        camera: Camera(
          column: Int.random(in: 0...20, using: &random),
          row: Int.random(in: 0...20, using: &random)))
      if let id = ids.randomElement(using: &random) {
        scene.cursor = .sticky(id)
        scene.selection = Set(ids.prefix(3))
        scene.presence = [id: ["Bo", "注文"]]
        scene.matches = [id]
        scene.news = Set(ids)
        if Bool.random(using: &random) {
          scene.editing = Editing(
            .sticky(id), beforeCaret: random.hardText(upTo: 12),
            afterCaret: random.hardText(upTo: 5))
        }
      }
    }
  }

  @Test(arguments: 0..<60)
  func `nothing is written outside of the rectangle, and no wide glyph is cut`(seed: Int) {
    let test = Case(seed: UInt64(seed))
    var random = SeededGenerator(seed: UInt64(seed) + 1000)
    var grid = Grid(rows: test.rows, columns: test.columns)
    grid.fill(grid.bounds, with: Glyph(ascii: UInt8(ascii: "%")), role: .error)
    let rect = Rect(
      row: Int.random(in: 0...4, using: &random), column: Int.random(in: 0...9, using: &random),
      rows: Int.random(in: 1...test.rows, using: &random),
      columns: Int.random(in: 1...test.columns, using: &random)
    ).intersection(grid.bounds)
    var view = BoardView(invitation: ["nothing yet"])
    view.draw(
      test.scene, layout: test.layout, board: test.board, into: &grid, rect: rect,
      status: [BoardView.Status("状態 saved", .saved)])

    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let cell = grid[row, column]
        if !rect.contains(row: row, column: column) {
          #expect(cell.role == .error, "wrote at \(row), \(column)")
        }
        if cell.glyph.columns == 2 {
          #expect(column + 1 < grid.columns && grid[row, column + 1].glyph.columns == 0)
        }
        if cell.glyph.columns == 0 {
          #expect(column > 0 && grid[row, column - 1].glyph.columns == 2)
        }
      }
    }
  }

  @Test(arguments: 0..<60)
  func `every sticky that shows is found where it shows`(seed: Int) {
    var test = Case(seed: UInt64(seed))
    let rect = Rect(row: 0, column: 0, rows: test.rows, columns: test.columns)
    var frame = BoardFrame(test.scene, layout: test.layout, board: test.board, in: rect)
    if let first = test.layout.step(.first, from: .nowhere, on: test.board) {
      test.scene.camera = frame.camera(showing: first, layout: test.layout, board: test.board)
      frame = BoardFrame(test.scene, layout: test.layout, board: test.board, in: rect)
    }
    guard frame.columnsPerCell == 1 else { return }
    var found = 0
    for column in frame.columns {
      for band in frame.bands {
        let stack = test.layout.stack(
          column: column, lane: band.lane, on: test.board, at: test.scene.zoom)
        stack.visit { item in
          let rows = Rect(row: band.top + item.top, column: 0, rows: item.rows, columns: 1)
            .intersection(Rect(row: band.top, column: 0, rows: band.rows, columns: 1))
            .intersection(Rect(row: frame.lanes.row, column: 0, rows: frame.lanes.rows, columns: 1))
          guard !rows.isEmpty else { return true }
          let row = rows.row
          let hit = frame.hit(
            row: row, column: frame.screenColumn(of: column), scene: test.scene,
            layout: test.layout, board: test.board)
          #expect(hit == .sticky(stack.id(of: item)))
          found += 1
          return true
        }
      }
    }
    #expect(found > 0 || test.board.stickyCount == test.board.inbox.count)
  }

  @Test(arguments: 0..<40)
  func `wherever the cursor goes, the camera that follows shows it`(seed: Int) {
    var test = Case(seed: UInt64(seed))
    var random = SeededGenerator(seed: UInt64(seed) + 2000)
    let rect = Rect(row: 0, column: 0, rows: test.rows, columns: test.columns)
    for _ in 0..<60 {
      let step = BoardStep.allCases.randomElement(using: &random) ?? .next
      guard let cursor = test.layout.step(step, from: test.scene.cursor, on: test.board) else {
        continue
      }
      test.scene.cursor = cursor
      guard test.layout.location(of: cursor, on: test.board) != nil else { continue }
      let frame = BoardFrame(test.scene, layout: test.layout, board: test.board, in: rect)
      test.scene.camera = frame.camera(showing: cursor, layout: test.layout, board: test.board)
      let after = BoardFrame(test.scene, layout: test.layout, board: test.board, in: rect)
      let rows = test.layout.location(of: cursor, on: test.board).map {
        after.rows(of: $0, in: after.places, layout: test.layout, board: test.board).count
      }
      #expect(
        after.shows(cursor, layout: test.layout, board: test.board)
          || rows ?? 0 > after.lanes.rows)
      #expect(
        after.columns.contains(test.layout.location(of: cursor, on: test.board)?.column ?? -1))
      #expect(after.camera == test.scene.camera)
    }
  }

  @Test(arguments: 0..<30)
  func `walking along time meets every sticky once, in both directions`(seed: Int) {
    let test = Case(seed: UInt64(seed))
    var expected: [ID] = []
    for sticky in test.board.readingOrder {
      expected.append(sticky.id)
      expected += test.board.attached(to: sticky.id)
    }
    func walk(from start: BoardStep, by step: BoardStep) -> [ID] {
      var met: [ID] = []
      var cursor = test.layout.step(start, from: .nowhere, on: test.board)
      while let id = cursor?.sticky, met.count <= expected.count {
        met.append(id)
        cursor = cursor.flatMap { test.layout.step(step, from: $0, on: test.board) }
      }
      return met
    }

    #expect(walk(from: .first, by: .next) == expected)
    #expect(walk(from: .last, by: .previous) == expected.reversed())
  }

  @Test(arguments: 0..<40)
  func `a layout that was kept up to date is the one that is built anew`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var board = RandomBoards.board(using: &random)
    var layout = BoardLayout(board)
    for step in 0..<80 {
      RandomBoards.change(&board, step: step, using: &random)
      if Int.random(in: 0..<9, using: &random) == 0 { board.settle() }
      if Int.random(in: 0..<3, using: &random) == 0 { continue }
      layout.update(board)
      #expect(RandomBoards.picture(of: layout) == RandomBoards.picture(of: BoardLayout(board)))
    }
  }

  @Test func `the legend has every kind at every width, and shows those that are open by name`() {
    for level in Level.allCases {
      for phase in level.phases {
        for columns in [40, 60, 80, 110, 200] {
          let legend = Legend(phase: phase, kinds: [], columns: columns, rows: 2)
          #expect(Set(legend.items.map(\.kind)) == Set(Kind.allCases))
          #expect(legend.items.allSatisfy { $0.column + $0.text.columns <= columns })
          #expect(legend.items.allSatisfy { $0.isOpen == phase.opens($0.kind) })
          #expect(legend.rows <= 2)
        }
      }
    }
  }

  @Test func `C5 kinds that are on the board keep their word before their phase, where it fits`() {
    for columns in [70, 80] {
      let legend = Legend(phase: .kickOff, kinds: [.policy], columns: columns, rows: 1)
      let policy = legend.items.first { $0.kind == .policy }
      #expect(policy?.text == "P policy" && policy?.isOpen == false)
      #expect(Set(legend.items.map(\.kind)) == Set(Kind.allCases))
    }
    var desk = Desk(Desk.board("P Whenever paid"), rows: 14, columns: 80)
    desk.press(":")
    desk.type("level bigPicture")
    desk.press("Enter")
    let last = desk.draw().plainText().split(separator: "\n")
    #expect(last.contains { $0.contains("P policy") && !$0.contains("aggregate") })
  }
}
