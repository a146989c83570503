import SquallModel
import Testing

@testable import SquallUI

struct BoardHitTests {
  private let board = SampleBoards.process
  private let layout = BoardLayout(SampleBoards.process)
  private let scene = BoardScene()
  private let grid = Screen.render(SampleBoards.process, rows: 24, columns: 80)

  private func hit(_ row: Int, _ column: Int) -> BoardHit? {
    let rect = Rect(row: 0, column: 0, rows: 24, columns: 80)
    return BoardFrame(scene, layout: layout, board: board, in: rect)
      .hit(row: row, column: column, scene: scene, layout: layout, board: board)
  }

  /// The first cell of a text on the screen.
  private func find(_ text: String) -> (row: Int, column: Int)? {
    for (row, line) in grid.plainText().split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let wanted = Array(text)
      let characters = Array(line)
      for column in characters.indices where characters[column...].starts(with: wanted) {
        return (row, column)
      }
    }
    return nil
  }

  private func hit(_ text: String) -> BoardHit? { find(text).flatMap { hit($0.row, $0.column) } }

  @Test func `stickies, lanes, columns and kinds are found by what is written on them`() {
    #expect(hit("Order placed") == .sticky(id("e1")))
    #expect(hit("Paid twice?") == .sticky(id("h1")))
    #expect(hit("Clerk") == .sticky(id("a2")))
    #expect(hit("Warehouse") == .lane(id("l-warehouse")))
    #expect(hit(" 3 ") == .column(PositionKey(checked: "a3")))
    #expect(hit("P policy") == .legend(.policy))
    #expect(hit("U UI sketch") == .legend(.screen))
    #expect(hit("inbox 3") == .inbox)
    #expect(hit("E Parcel lost") == .sticky(id("i1")))
    #expect(hit("process modelling") == .title)
  }

  @Test func `an empty place is told by lane and position`() {
    let place = find("G Order")
    #expect(
      hit((place?.row ?? 0) + 4, place?.column ?? 0)
        == .spot(lane: id("l-sales"), at: PositionKey(checked: "a3")))
  }

  @Test func `the overview leads to every column`() {
    let place = find("[")
    let row = place?.row ?? 0
    #expect(hit(row, (place?.column ?? 0) + 1) == .overview(column: 0))
    let columns = (0..<80).compactMap { column -> Int? in
      if case .overview(let index) = hit(row, column) { index } else { nil }
    }
    #expect(columns == columns.sorted())
    #expect(Set(columns).count == layout.columnCount)
  }

  @Test func `outside of the screen there is nothing`() {
    #expect(hit(-1, 0) == nil)
    #expect(hit(24, 0) == nil)
    #expect(hit(5, 80) == nil)
  }

  private func id(_ text: String) -> ID { ID(checked: text) }
}
