public import SquallModel

extension Screen {
  /// Draws a whole board on a screen that is as large as it needs to be.
  ///
  /// A board that is too large for the largest grid is seen from farther away.
  public static func renderWhole(
    _ board: Board, zoom: Zoom = .stickies, charset: Charset = .unicode
  ) -> Grid {
    let layout = BoardLayout(board)
    var zoom = zoom
    var size = size(of: board, layout, at: zoom)
    while max(size.rows, size.columns) > Grid.maximumSide, zoom.farther != zoom {
      zoom = zoom.farther
      size = self.size(of: board, layout, at: zoom)
    }
    return render(board, rows: size.rows, columns: size.columns, zoom: zoom, charset: charset)
  }

  /// The narrowest picture, so that title and legend can be read, in columns.
  private static let narrowest = 80

  private static func size(
    of board: Board, _ layout: BoardLayout, at zoom: Zoom
  ) -> (rows: Int, columns: Int) {
    let largest = Rect(row: 0, column: 0, rows: Grid.maximumSide, columns: Grid.maximumSide)
    var scene = BoardScene(zoom: zoom)
    scene.kinds = board.placedKinds
    let frame = BoardFrame(scene, layout: layout, board: board, in: largest)
    let columns = frame.lanes.column + layout.columnCount * Metrics.pitch(at: zoom)
    let across = Rect(
      row: 0, column: 0, rows: Grid.maximumSide,
      columns: min(max(columns, narrowest), Grid.maximumSide))
    let fitted = BoardFrame(scene, layout: layout, board: board, in: across)
    let rows = fitted.totalRows + Grid.maximumSide - fitted.lanes.rows
    return (max(rows, BoardFrame.minimum.rows), max(columns, narrowest))
  }
}
