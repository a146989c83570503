public import SquallModel

/// The geometry of one screen of a board: which part stands where, and what of the board shows.
public struct BoardFrame: Sendable {
  /// The smallest screen, in cells, that the board is drawn on.
  public static let minimum = (rows: 12, columns: 40)
  /// Screens narrower than this name their lanes on the lines between them.
  static let narrow = 60
  /// The widest that the names of lanes make their gutter, in columns.
  static let widestGutter = 14

  public let zoom: Zoom
  /// The part of the camera's place that the board can show.
  public let camera: Camera
  /// The line of title and phase.
  public let title: Rect
  /// The line of column numbers.
  public let ruler: Rect
  /// The names of the lanes, empty on narrow screens.
  public let gutter: Rect
  /// Where stickies stand.
  public let lanes: Rect
  /// Stickies that have no place yet; empty where the line has no room.
  public let inbox: Rect
  /// The whole timeline in one line; empty where the line has no room.
  public let overview: Rect
  public let legend: Rect

  /// The cells from one column to the next.
  let pitch: Int
  /// How many columns of the timeline one column of cells stands for: more than one only where
  /// the dots of a whole workshop would not fit otherwise.
  let columnsPerCell: Int
  /// How many columns of the timeline fit.
  public let capacity: Int
  /// How many columns the timeline has.
  let columnCount: Int
  /// The columns of the timeline that show.
  public let columns: Range<Int>
  /// The lanes that show, the first perhaps from its middle on.
  let bands: [Band]
  /// Every lane, its rows counted from the top of the first one.
  let places: [Band]
  /// The rows of all lanes together, lines between them included.
  let totalRows: Int
  let legendItems: [Legend.Item]

  /// A lane on the screen.
  struct Band: Sendable {
    var lane: Int
    /// The row of its first line; above the lanes' area where it is scrolled.
    var top: Int
    var rows: Int
    /// The row of the line that parts it from its neighbour, where there is one: under the lane,
    /// or above it with the lane's name where there is no gutter.
    var line: Int?
    /// The row behind its last one.
    var end: Int { top + rows }
    /// Its first row, the line included.
    var first: Int { min(top, line ?? top) }
    /// The row behind its last one, the line included.
    var last: Int { max(end, (line ?? 0) + 1) }

    func shifted(by rows: Int) -> Band {
      Band(lane: lane, top: top + rows, rows: self.rows, line: line.map { $0 + rows })
    }

    func shows(in area: Rect) -> Bool { first < area.endRow && last > area.row }
  }

  /// The frame of a scene in a part of the screen.
  public init(_ scene: BoardScene, layout: BoardLayout, board: Board, in rect: Rect) {
    let plan = RowPlan(
      board: board, rect: rect, dropsInInbox: scene.grab?.drop == .inbox, kinds: scene.kinds)
    zoom = scene.zoom
    title = plan.title
    ruler = plan.ruler
    inbox = plan.inbox
    overview = plan.overview
    legend = plan.legend
    legendItems = plan.legendItems
    let gutterColumns = BoardFrame.gutterColumns(layout, columns: rect.columns)
    gutter = Rect(
      row: plan.lanes.row, column: rect.column, rows: plan.lanes.rows, columns: gutterColumns)
    let edge = gutterColumns == 0 ? 0 : gutterColumns + 1
    lanes = Rect(
      row: plan.lanes.row, column: rect.column + edge, rows: plan.lanes.rows,
      columns: rect.columns - edge)

    let across = Across(zoom: zoom, layout: layout, columns: lanes.columns)
    pitch = across.pitch
    columnsPerCell = across.columnsPerCell
    capacity = across.capacity
    columnCount = layout.columnCount
    let column = min(max(0, scene.camera.column), max(0, layout.columnCount - capacity))
    columns = column..<min(column + capacity, layout.columnCount)
    let down = LaneHeights(
      zoom: zoom, layout: layout, rows: lanes.rows, window: columns,
      isBucketed: columnsPerCell > 1, hasGutter: gutterColumns > 0)
    totalRows = down.totalRows
    let row = min(max(0, scene.camera.row), max(0, totalRows - lanes.rows))
    camera = Camera(column: column, row: row)
    places = down.places
    let (area, shift) = (lanes, lanes.row - row)
    bands = places.lazy.map { $0.shifted(by: shift) }.filter { $0.shows(in: area) }
  }

  /// The cells of a column that a sticky takes: all but the gap, where there is one.
  var blockColumns: Int { pitch > 1 ? pitch - 1 : 1 }

  /// The screen column where a column of the timeline begins.
  func screenColumn(of column: Int) -> Int {
    lanes.column + (column - columns.lowerBound) / columnsPerCell * pitch
  }

  /// The column of the timeline at a screen column; nil where none shows.
  func column(atScreenColumn screenColumn: Int) -> Int? {
    guard screenColumn >= lanes.column, screenColumn < lanes.endColumn else { return nil }
    let cell = (screenColumn - lanes.column) / pitch
    let column = columns.lowerBound + cell * columnsPerCell
    return column < columns.upperBound ? column : nil
  }

  /// The band at a screen row; its line belongs to it.
  func band(atRow row: Int) -> Band? {
    guard row >= lanes.row, row < lanes.endRow else { return nil }
    return bands.first { row >= $0.top && row < $0.end || row == $0.line }
  }

  private static func gutterColumns(_ layout: BoardLayout, columns: Int) -> Int {
    guard columns >= narrow else { return 0 }
    let widest = layout.laneNames.reduce(0) { max($0, $1.columns) }
    return min(max(widest + 2, 8), widestGutter)
  }
}

/// How a screen is shared out among its lines, the most needed first.
private struct RowPlan {
  var title: Rect
  var ruler: Rect
  var lanes: Rect
  var inbox: Rect
  var overview: Rect
  var legend: Rect
  var legendItems: [Legend.Item]

  /// - Parameters:
  ///   - dropsInInbox: whether something is about to land in the inbox.
  ///   - kinds: that stickies on the timeline have.
  init(board: Board, rect: Rect, dropsInInbox: Bool, kinds: Set<Kind>) {
    let rows = rect.rows
    let legend = Legend(
      phase: board.phase, kinds: kinds, columns: rect.columns,
      rows: rows >= 20 ? 2 : rows >= 7 ? 1 : 0)
    legendItems = legend.items
    let hasInbox =
      rows >= 9 && (!board.inbox.isEmpty || rows >= 18) || rows >= 6 && dropsInInbox
    var top = rect.row
    var bottom = rect.endRow
    func line(_ row: Int, _ rows: Int) -> Rect {
      Rect(row: row, column: rect.column, rows: rows, columns: rect.columns)
    }
    func takeTop(if isWanted: Bool) -> Rect {
      defer { top += isWanted ? 1 : 0 }
      return line(top, isWanted ? 1 : 0)
    }
    func takeBottom(_ rows: Int) -> Rect {
      bottom -= rows
      return line(bottom, rows)
    }
    title = takeTop(if: rows >= 4)
    ruler = takeTop(if: rows >= 3)
    self.legend = takeBottom(legend.rows)
    overview = takeBottom(rows >= 14 ? 1 : 0)
    inbox = takeBottom(hasInbox ? 1 : 0)
    lanes = line(top, bottom - top)
  }
}

/// How the columns of the timeline share the width.
private struct Across {
  var pitch: Int
  var columnsPerCell = 1
  var capacity: Int

  init(zoom: Zoom, layout: BoardLayout, columns: Int) {
    let count = max(1, layout.columnCount)
    if zoom == .dots {
      pitch = count * 2 <= columns ? 2 : 1
      let cells = max(1, columns / pitch)
      columnsPerCell = (count + cells - 1) / cells
      capacity = cells * columnsPerCell
    } else {
      let wanted = Metrics.pitch(at: zoom)
      capacity = max(1, columns / wanted)
      pitch = max(1, min(columns / capacity, wanted * 3 / 2))
    }
  }
}
