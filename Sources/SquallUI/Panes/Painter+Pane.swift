import SquallModel

/// Lists: a border with a name, and rows.
extension Painter {
  /// The widest that the left part of a row gets, in columns.
  private static let markColumns = 18
  /// The least columns of a row that cuts its text for the part at the right.
  private static let roomForTails = 44

  func drawFrame(into grid: inout Grid) {
    let rect = plan.pane
    grid.fill(rect, role: .popup)
    grid.box(rect, .light, charset, role: .popupBorder)
    let title = SafeText(" \(Words.title(of: state)) ")
    grid.put(
      title.clipped(columns: rect.columns - 4, ellipsis: charset.ellipsis), row: rect.row,
      column: rect.column + 2, role: .title)
    let foot = SafeText(" \(Words.foot(of: state)) ")
    if rect.rows > 3, foot.columns <= rect.columns - 4 {
      grid.put(
        foot, row: rect.endRow - 1, column: rect.endColumn - 2 - foot.columns, role: .hint)
    }
  }

  func drawRows(into grid: inout Grid) {
    guard let pane = state.pane else { return }
    let rows = state.paneRows
    let area = Pane.rowArea(in: plan.pane)
    if rows.isEmpty {
      drawEmpty(in: area, into: &grid)
      return
    }
    let widest = rows.map { SafeText($0.mark).columns }.max() ?? 0
    let markColumns = min(widest, Painter.markColumns, area.columns / 3)
    let first = pane.firstRow(of: rows.count, in: area.rows)
    for (offset, row) in rows[first...].prefix(area.rows).enumerated() {
      let line = Rect(row: area.row + offset, column: area.column, rows: 1, columns: area.columns)
      draw(
        row, in: line, markColumns: markColumns, isChosen: first + offset == pane.index,
        into: &grid)
    }
  }

  private func draw(
    _ row: PaneRow, in line: Rect, markColumns: Int, isChosen: Bool, into grid: inout Grid
  ) {
    if row.isHeading {
      grid.put(
        SafeText(row.text), row: line.row, column: line.column + 1, role: row.role, clip: line)
      return
    }
    let isHere = isChosen && state.isPaneFocused
    let role = isHere ? Role.popupSelection : row.role
    grid.fill(line, role: role)
    grid.put(
      isChosen ? ">" : " ", row: line.row, column: line.column, role: role, clip: line)
    let mark = SafeText(row.mark).clipped(columns: markColumns, ellipsis: charset.ellipsis)
    let keepsRole = row.markRole != .popup && row.markRole != .hintKey
    grid.put(
      mark, row: line.row, column: line.column + 1,
      role: isHere && !keepsRole ? role : row.markRole, clip: line)
    let start = line.column + markColumns + 2
    let text = SafeText(row.text)
    let room = line.endColumn - start
    let isNarrow = room < Painter.roomForTails
    let fits = text.columns + SafeText(row.tail).columns < room
    let tail = isNarrow && !fits && !row.keepsTail ? SafeText() : SafeText(row.tail)
    let tailColumns =
      tail.isEmpty ? 0 : min(tail.columns, max(room / 2, room - text.columns - 1))
    grid.put(
      text.clipped(
        columns: room - (tailColumns > 0 ? tailColumns + 1 : 0), ellipsis: charset.ellipsis),
      row: line.row, column: start, role: role, clip: line)
    guard tailColumns > 0 else { return }
    let shown = tail.clipped(columns: tailColumns, ellipsis: charset.ellipsis)
    grid.put(
      shown, row: line.row, column: line.endColumn - shown.columns, role: isHere ? role : .dim,
      clip: line)
  }

  private func drawEmpty(in area: Rect, into grid: inout Grid) {
    var row = area.row
    for sentence in Words.emptiness(of: state) {
      for line in SafeText(sentence).wrapped(columns: area.columns - 2) {
        grid.put(line, row: row, column: area.column + 1, role: .placeholder, clip: area)
        row += 1
      }
    }
  }

  func drawDetail(_ lines: [DetailLine], into grid: inout Grid) {
    let area = plan.pane.inset(rows: 1, columns: 2)
    var row = area.row
    for line in lines where row < area.endRow {
      let indent = line.label.isEmpty ? 0 : 2
      if !line.label.isEmpty {
        grid.put(SafeText(line.label), row: row, column: area.column, role: .dim, clip: area)
        row += 1
      }
      for text in SafeText.lines(of: line.text) {
        for piece in text.wrapped(columns: area.columns - indent) {
          grid.put(piece, row: row, column: area.column + indent, role: line.role, clip: area)
          row += 1
        }
      }
    }
  }
}
