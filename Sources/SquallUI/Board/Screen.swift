public import SquallModel

/// One screen of a board, without a terminal: what a facilitator sees, minus what is live.
public enum Screen {
  /// Draws a board on a screen of its own.
  ///
  /// - Parameters:
  ///   - rows: of the screen; below ``BoardFrame/minimum`` it says so in one line.
  ///   - columns: of the screen.
  ///   - column: the first column of the timeline that shows, counted from 1.
  public static func render(
    _ board: Board, rows: Int, columns: Int, zoom: Zoom = .stickies, column: Int = 1,
    charset: Charset = .unicode
  ) -> Grid {
    var grid = Grid(rows: rows, columns: columns)
    var view = BoardView(charset: charset)
    var scene = BoardScene(zoom: zoom, camera: Camera(column: column - 1))
    scene.kinds = board.placedKinds
    view.draw(
      scene, layout: BoardLayout(board), board: board, into: &grid, rect: grid.bounds)
    return grid
  }
}
