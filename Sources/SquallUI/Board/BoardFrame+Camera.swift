public import SquallModel

extension BoardFrame {
  /// The camera that shows the cursor: this one where it does already; else half a screen on, so
  /// that a walk along the timeline does not move the whole screen with every step.
  public func camera(
    showing cursor: BoardCursor, layout: BoardLayout, board: Board
  ) -> Camera {
    guard let location = layout.location(of: cursor, on: board) else { return camera }
    var camera = self.camera
    if location.column < camera.column {
      camera.column = min(location.column, max(0, location.column - capacity + 1 + halfScreen))
    } else if location.column >= camera.column + capacity {
      camera.column = location.column - capacity + halfScreen
    }
    let places = places(from: &camera, layout: layout)
    let rows = rows(of: location, in: places.all, layout: layout, board: board)
    if rows.upperBound > camera.row + lanes.rows { camera.row = rows.upperBound - lanes.rows }
    if rows.lowerBound < camera.row { camera.row = rows.lowerBound }
    camera.row = min(max(0, camera.row), max(0, places.total - lanes.rows))
    return camera
  }

  /// The camera that has the cursor in its middle.
  public func camera(centring cursor: BoardCursor, layout: BoardLayout, board: Board) -> Camera {
    guard let location = layout.location(of: cursor, on: board) else { return camera }
    var camera = Camera(column: location.column - (capacity - 1) / 2)
    let places = places(from: &camera, layout: layout)
    let rows = rows(of: location, in: places.all, layout: layout, board: board)
    camera.row = rows.lowerBound - max(0, lanes.rows - rows.count) / 2
    camera.row = min(max(0, camera.row), max(0, places.total - lanes.rows))
    return camera
  }

  /// Where the lanes are when another column is the first; the camera's column is made possible.
  private func places(
    from camera: inout Camera, layout: BoardLayout
  ) -> (all: [Band], total: Int) {
    camera.column = clamped(camera).column
    if camera.column == self.camera.column { return (places, totalRows) }
    let window = camera.column..<min(camera.column + capacity, columnCount)
    let heights = LaneHeights(
      zoom: zoom, layout: layout, rows: lanes.rows, window: window,
      isBucketed: columnsPerCell > 1, hasGutter: gutter.columns > 0)
    return (heights.places, heights.totalRows)
  }

  /// The camera moved over the board, as far as the board goes.
  public func camera(movedByColumns columns: Int, rows: Int) -> Camera {
    clamped(Camera(column: camera.column + columns, row: camera.row + rows))
  }

  /// How many columns half a screen is.
  public var halfScreen: Int { max(1, capacity / 2) }

  /// Whether the whole of what the cursor stands on shows.
  public func shows(_ cursor: BoardCursor, layout: BoardLayout, board: Board) -> Bool {
    guard let location = layout.location(of: cursor, on: board) else { return false }
    let rows = rows(of: location, in: places, layout: layout, board: board)
    return columns.contains(location.column) && rows.lowerBound >= camera.row
      && rows.upperBound <= camera.row + lanes.rows
  }

  private func clamped(_ camera: Camera) -> Camera {
    Camera(
      column: min(max(0, camera.column), max(0, columnCount - capacity)),
      row: min(max(0, camera.row), max(0, totalRows - lanes.rows)))
  }

  /// The rows of what stands at a location, counted from the top of the first lane.
  func rows(
    of location: BoardLayout.Location, in places: [Band], layout: BoardLayout, board: Board
  ) -> Range<Int> {
    guard places.indices.contains(location.lane) else { return 0..<1 }
    let place = places[location.lane]
    guard columnsPerCell == 1 else { return place.first..<place.end }
    var top = layout.rows(column: location.column, lane: location.lane, at: zoom)
    var rows = 1
    if let number = location.item {
      let stack = layout.stack(
        column: location.column, lane: location.lane, on: board, at: zoom)
      if let item = stack.item(number) { (top, rows) = (item.top, item.rows) }
    }
    top = min(top, place.rows - 1)
    rows = min(rows, place.rows - top)
    let start = top == 0 ? place.first : place.top + top
    return start..<(place.top + top + rows)
  }
}

extension BoardLayout {
  /// A camera of an older layout, moved so that it begins at the same position as before.
  ///
  /// So what one looks at stays where it is when others add columns before it.
  public func camera(_ camera: Camera, keptFrom older: BoardLayout) -> Camera {
    guard let key = older.position(ofColumn: camera.column) else { return camera }
    return Camera(column: columnOrNext(of: key), row: camera.row)
  }
}
