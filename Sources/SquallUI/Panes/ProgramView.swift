import SquallModel

/// Draws the whole program: the board, and what stands beside, over and under it.
///
/// It holds only what it would otherwise compute again for the next frame.
public struct ProgramView: Sendable {
  private var boardView = BoardView()
  private var detail = DetailCache()
  private var counts = KindCounts()

  public init() {}

  /// Fills a grid of the state's size.
  public mutating func draw(_ state: State, into grid: inout Grid) {
    grid.clear()
    let plan = ScreenPlan(state)
    counts.update(state.board, version: state.boardVersion)
    let isTooSmall =
      grid.rows < BoardFrame.minimum.rows || grid.columns < BoardFrame.minimum.columns
    if state.hasSession, state.isOutline, !isTooSmall {
      drawOutline(state, in: plan.board, into: &grid)
    } else if state.hasSession || isTooSmall {
      boardView.charset = state.settings.charset
      boardView.invitation = Words.invitation(state).map { SafeText($0) }
      boardView.draw(
        state.scene, layout: state.shownLayout, board: state.shownBoard, into: &grid,
        rect: isTooSmall ? grid.bounds : plan.board, status: state.status(counts))
    }
    if isTooSmall { return }
    let painter = Painter(state: state, plan: plan)
    drawPane(painter, into: &grid)
    painter.drawBanner(into: &grid)
    painter.drawBottom(into: &grid)
    let boxes = [
      state.isOutline ? nil : boardView.editorBox, painter.drawPopup(into: &grid),
      painter.drawOverlay(into: &grid),
    ]
    painter.drawToasts(around: boxes.compactMap { $0 }, into: &grid)
  }

  private func drawOutline(_ state: State, in rect: Rect, into grid: inout Grid) {
    let title = Rect(row: rect.row, column: rect.column, rows: 1, columns: rect.columns)
    grid.fill(title, role: .chrome)
    var end = title.endColumn
    let parts = Furniture.fitted(state.status(counts), columns: title.columns)
    for part in parts.reversed() {
      end -= part.text.columns + 2
      grid.put(part.text, row: title.row, column: end + 1, role: part.role, clip: title)
    }
    grid.put(
      SafeText(" " + state.board.title).clipped(
        columns: max(0, end - title.column), ellipsis: state.settings.charset.ellipsis),
      row: title.row, column: title.column, role: .title, clip: title)
    OutlineView.draw(
      state.scene, layout: state.shownLayout, board: state.shownBoard, into: &grid,
      rect: Rect(
        row: rect.row + 1, column: rect.column, rows: rect.rows - 1, columns: rect.columns))
  }

  private mutating func drawPane(_ painter: Painter, into grid: inout Grid) {
    guard let pane = painter.state.pane else { return }
    if pane.kind == .door {
      painter.drawDoor(into: &grid)
      return
    }
    painter.drawFrame(into: &grid)
    if pane.kind == .detail {
      detail.update(painter.state)
      painter.drawDetail(detail.lines(painter.state), into: &grid)
    } else {
      painter.drawRows(into: &grid)
    }
  }
}

/// Draws the parts around the board.
struct Painter {
  let state: State
  let plan: ScreenPlan

  var charset: Charset { state.settings.charset }
}
