import SquallModel

/// Boxes in the middle: notes, fields, questions.
extension Painter {
  /// The columns of a box, where the screen has them.
  private static let boxColumns = 64
  /// The least lines of a text of several lines.
  private static let leastLines = 5

  /// Draws the box that stands over everything, if there is one.
  ///
  /// - Returns: where it stands.
  func drawOverlay(into grid: inout Grid) -> Rect? {
    switch state.mode {
    case .writing(let writing) where writing.field.isMultiline || state.isOutline:
      draw(writing, into: &grid)
    case .question(let question): draw(question, into: &grid)
    default: nil
    }
  }

  private var boxWidth: Int { min(plan.hint.columns, Painter.boxColumns) }

  /// Draws an empty box and gives the part inside of its border.
  private func box(lines: Int, title: String, into grid: inout Grid) -> Rect {
    let height = min(plan.hint.row, lines + 2)
    let rect = Rect(
      row: max(0, (plan.hint.row - height) / 2), column: (grid.columns - boxWidth) / 2,
      rows: height, columns: boxWidth)
    grid.fill(rect, role: .popup)
    grid.box(rect, .light, charset, role: .popupBorder)
    grid.put(
      SafeText(" \(title) ").clipped(columns: boxWidth - 4, ellipsis: charset.ellipsis),
      row: rect.row, column: rect.column + 2, role: .title)
    return rect.inset(rows: 1, columns: 2)
  }

  private func draw(_ writing: Writing, into grid: inout Grid) -> Rect {
    let layout = writing.field.layout(columns: boxWidth - 4)
    let lines = min(
      max(layout.lines.count, writing.field.isMultiline ? Painter.leastLines : 1),
      max(1, plan.hint.row - 4))
    let area = box(lines: lines, title: Words.title(of: writing, on: state.board), into: &grid)
    if let foot = Words.foot(of: writing) {
      let text = SafeText(" \(foot) ")
        .clipped(columns: area.columns, ellipsis: charset.ellipsis)
      grid.put(text, row: area.endRow, column: area.endColumn - text.columns, role: .hint)
    }
    grid.fill(area, role: .inputField)
    let first = min(
      max(0, layout.caretRow - area.rows + 1), max(0, layout.lines.count - area.rows))
    for (offset, line) in layout.lines[first...].prefix(area.rows).enumerated() {
      grid.put(line, row: area.row + offset, column: area.column, role: .inputField, clip: area)
    }
    grid.caret = Grid.Caret(
      row: area.row + layout.caretRow - first,
      column: area.column + min(layout.caretColumn, area.columns - 1))
    return area.inset(rows: -1, columns: -2)
  }

  private func draw(_ question: Question, into grid: inout Grid) -> Rect {
    let lines = Words.lines(of: question, on: state.board).flatMap { sentence in
      sentence.isEmpty ? [SafeText()] : SafeText(sentence).wrapped(columns: boxWidth - 4)
    }
    let area = box(lines: lines.count, title: Words.title(of: question), into: &grid)
    for (offset, line) in lines.prefix(area.rows).enumerated() {
      grid.put(line, row: area.row + offset, column: area.column, role: .popup, clip: area)
    }
    return area.inset(rows: -1, columns: -2)
  }
}
