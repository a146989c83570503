/// How the lanes share the height.
///
/// Each lane is as tall as its fullest column, wherever that is, so that panning moves no lane.
/// Where the screen is too low for that, each is as tall as its fullest column in view: seeing all
/// lanes is worth more than lanes that stand still.
struct LaneHeights {
  private var heights: [Int]
  private let hasGutter: Bool
  /// Rows of the line that goes with each lane.
  private var line: Int
  private(set) var totalRows = 0

  /// - Parameters:
  ///   - rows: of the screen.
  ///   - window: the columns in view.
  ///   - isBucketed: whether a column of cells stands for several columns.
  init(
    zoom: Zoom, layout: BoardLayout, rows: Int, window: Range<Int>, isBucketed: Bool,
    hasGutter: Bool
  ) {
    heights = (0..<layout.laneCount).map { layout.bandRows(lane: $0, at: zoom) }
    self.hasGutter = hasGutter
    line = hasGutter || layout.lanes.count > 1 ? 1 : 0
    if zoom != .dots, heights.reduce(0, +) + line * heights.count > rows {
      heights = LaneHeights.heights(in: window, zoom: zoom, layout: layout)
    }
    if zoom == .dots {
      if rows < 2 * heights.count { line = 0 }
      squeeze(into: rows - line * heights.count, fills: isBucketed)
    }
    totalRows = heights.reduce(0, +) + line * heights.count
  }

  /// The rows that each lane needs for some columns.
  private static func heights(in window: Range<Int>, zoom: Zoom, layout: BoardLayout) -> [Int] {
    let index = Metrics.index(of: zoom)
    var heights = Array(
      repeating: Int(Metrics.emptyLane[index]), count: layout.laneCount)
    for column in window {
      for spot in layout.spots(ofColumn: column) {
        heights[Int(spot.lane)] = max(heights[Int(spot.lane)], Int(spot.rows[index]))
      }
    }
    return heights
  }

  /// Caps the tallest lanes so that all fit, where that is possible.
  ///
  /// - Parameter fills: whether every lane may be as tall as the tallest.
  private mutating func squeeze(into rows: Int, fills: Bool) {
    let wanted = fills ? heights.map { _ in rows } : heights
    var cap = max(1, rows / heights.count)
    func total(_ cap: Int) -> Int { wanted.reduce(0) { $0 + min($1, cap) } }
    while cap < rows, total(cap + 1) <= rows { cap += 1 }
    heights = wanted.map { max(1, min($0, cap)) }
  }

  /// The lanes one under the other.
  var places: [BoardFrame.Band] {
    var places: [BoardFrame.Band] = []
    var row = 0
    for (lane, rows) in heights.enumerated() {
      let top = hasGutter ? row : row + line
      let lineRow = line == 0 ? nil : hasGutter ? row + rows : row
      places.append(BoardFrame.Band(lane: lane, top: top, rows: rows, line: lineRow))
      row += rows + line
    }
    return places
  }
}
