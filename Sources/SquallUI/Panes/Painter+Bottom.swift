import SquallModel

/// The last lines of the screen: hints, prompts, what was said, what is wrong.
extension Painter {
  func drawBanner(into grid: inout Grid) {
    guard !plan.banner.isEmpty, let banner = state.banner else { return }
    grid.fill(plan.banner, role: banner.role)
    let forms = banner.forms.map { SafeText($0) }
    let text = forms.first { $0.columns <= plan.banner.columns } ?? forms.last ?? SafeText()
    grid.put(
      text.clipped(columns: plan.banner.columns, ellipsis: charset.ellipsis),
      row: plan.banner.row, column: 0, role: banner.role)
  }

  func drawBottom(into grid: inout Grid) {
    grid.fill(plan.hint, role: .hint)
    switch state.mode {
    case .prompt(let prompt) where prompt.purpose != .palette: draw(prompt, into: &grid)
    default: drawHints(into: &grid)
    }
  }

  private func draw(_ prompt: Prompt, into grid: inout Grid) {
    let label = SafeText(Words.label(of: prompt.purpose))
    grid.put(label, row: plan.hint.row, column: 0, role: .inputLabel)
    var end = plan.hint.columns
    if prompt.purpose == .search, let count = state.matchCount {
      let shown = SafeText(" \(count) ")
      end -= shown.columns
      grid.put(shown, row: plan.hint.row, column: end, role: .matchHighlight)
    }
    let start = min(label.columns, end)
    draw(
      prompt.field,
      in: Rect(row: plan.hint.row, column: start, rows: 1, columns: end - start), into: &grid)
    if let standIn = prompt.shownStandIn, let caret = grid.caret {
      grid.put(
        SafeText(Words.standIn(standIn)), row: caret.row, column: caret.column,
        role: .placeholder, clip: plan.hint)
    }
  }

  /// A field of one line, scrolled so that the caret shows; the real cursor goes there.
  func draw(_ field: TextField, in area: Rect, into grid: inout Grid) {
    guard area.columns > 1 else { return }
    grid.fill(area, role: .inputField)
    let before = SafeText(String(field.characters[..<field.caret]))
    let shift = max(0, before.columns - (area.columns - 1))
    grid.put(
      SafeText(field.text), row: area.row, column: area.column - shift, role: .inputField,
      clip: area)
    grid.caret = Grid.Caret(row: area.row, column: area.column + before.columns - shift)
  }

  private func drawHints(into grid: inout Grid) {
    let row = plan.hint.row
    let mode = SafeText(" \(Words.mode(of: state)) ")
    grid.put(
      mode, row: row, column: plan.hint.columns - mode.columns, role: .mode, attributes: .bold)
    if let typed = Words.pending(state) {
      let shown = SafeText(" \(typed) ")
      grid.put(
        shown, row: row, column: plan.hint.columns - mode.columns - shown.columns, role: .hintKey)
    }
    for placed in state.placedHints {
      grid.put(placed.keys, row: row, column: placed.column, role: .hintKey)
      grid.put(
        placed.words, row: row, column: placed.column + placed.keys.columns + 1, role: .hint)
    }
  }
}
