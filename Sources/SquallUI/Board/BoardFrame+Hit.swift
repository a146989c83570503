public import SquallModel

/// What stands at a place of the screen.
public enum BoardHit: Hashable, Sendable {
  case sticky(ID)
  /// A lane without a sticky there; behind the last column there is no position.
  case spot(lane: ID?, at: PositionKey?)
  /// The number of a column.
  case column(PositionKey)
  /// The name of a lane.
  case lane(ID)
  /// The inbox line where no sticky is.
  case inbox
  /// The overview, over that column of the timeline, counted from 0.
  case overview(column: Int)
  case legend(Kind)
  case title
}

extension BoardFrame {
  /// What stands at a row and column of the screen; nil for what nobody can point at.
  public func hit(
    row: Int, column: Int, scene: BoardScene, layout: BoardLayout, board: Board,
    charset: Charset = .unicode
  ) -> BoardHit? {
    if title.contains(row: row, column: column) { return .title }
    if ruler.contains(row: row, column: column) {
      let index = self.column(atScreenColumn: column)
      return index.flatMap { layout.position(ofColumn: $0) }.map { .column($0) }
    }
    if gutter.contains(row: row, column: column) {
      return band(atRow: row).flatMap { laneID($0, layout) }.map { .lane($0) }
    }
    if lanes.contains(row: row, column: column) {
      return hitLanes(row: row, column: column, layout: layout, board: board)
    }
    if inbox.contains(row: row, column: column) {
      let line = InboxLine(scene: scene, board: board, frame: self, charset: charset)
      return line.chip(at: column).map { .sticky($0) } ?? .inbox
    }
    if overview.contains(row: row, column: column) {
      return OverviewLine(frame: self, layout: layout)?.column(atScreenColumn: column)
        .map { .overview(column: $0) }
    }
    let item = legendItems.first { item in
      row == legend.row + item.row && column >= legend.column + item.column
        && column < legend.column + item.column + item.text.columns
    }
    return item.map { .legend($0.kind) }
  }

  private func laneID(_ band: Band, _ layout: BoardLayout) -> ID? {
    layout.lanes.indices.contains(band.lane) ? layout.lanes[band.lane].id : nil
  }

  private func hitLanes(
    row: Int, column: Int, layout: BoardLayout, board: Board
  ) -> BoardHit? {
    guard let band = band(atRow: row) else { return nil }
    let lane = laneID(band, layout)
    if row == band.line { return gutter.isEmpty ? lane.map { .lane($0) } : nil }
    guard let index = self.column(atScreenColumn: column) else { return .spot(lane: lane, at: nil) }
    let offset = row - band.top
    if columnsPerCell > 1 {
      let bucket = Bucket(frame: self, layout: layout, start: index)
      return bucket.slot(atRow: offset, in: band).map { .sticky(board.sticky(inSlot: $0).id) }
        ?? .spot(lane: lane, at: layout.position(ofColumn: index))
    }
    let stack = layout.stack(column: index, lane: band.lane, on: board, at: zoom)
    let inBlock = column < screenColumn(of: index) + blockColumns
    if inBlock, let item = stack.first(where: { offset >= $0.top && offset < $0.top + $0.rows }) {
      return .sticky(stack.id(of: item))
    }
    return .spot(lane: lane, at: layout.position(ofColumn: index))
  }
}

/// The stickies that one column of cells shows of several columns of the timeline.
struct Bucket {
  private let slots: [[Int32]]

  init(frame: BoardFrame, layout: BoardLayout, start: Int) {
    let end = min(start + frame.columnsPerCell, frame.columns.upperBound)
    slots = layout.slotsByLane(columns: start..<end)
  }

  /// How many rows of a lane show a sticky.
  func rows(in band: BoardFrame.Band) -> Int { min(band.rows, slots[band.lane].count) }

  /// The sticky that a row of a lane stands for: taken evenly from all of them.
  func slot(atRow row: Int, in band: BoardFrame.Band) -> Int32? {
    let rows = rows(in: band)
    return row >= 0 && row < rows ? slots[band.lane][row * slots[band.lane].count / rows] : nil
  }
}
