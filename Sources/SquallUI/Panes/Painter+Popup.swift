import SquallModel

/// What stands over the board for a moment: keys that can follow, and suggestions.
extension Painter {
  /// The most lines of suggestions.
  private static let suggestionRows = 12
  /// The size of the palette, where the screen has it.
  private static let paletteSize = (rows: 18, columns: 76)

  /// A line of a pop-up.
  private struct Row {
    var keys: String
    var name = ""
    var words: String
    /// What is left of the words where there is little room.
    var short = ""
    var isDim: Bool
  }

  /// Draws the pop-up of the moment.
  ///
  /// - Returns: where it stands; nil where there is none.
  func drawPopup(into grid: inout Grid) -> Rect? {
    switch state.mode {
    case .normal: return drawContinuations(into: &grid)
    case .prompt(let prompt):
      let rows = state.suggestions(for: prompt).map { suggestion in
        Row(
          keys: suggestion.keys, name: suggestion.text,
          words: suggestion.obstacle.map(Words.sentence) ?? suggestion.words,
          isDim: suggestion.obstacle != nil)
      }
      if prompt.purpose == .palette {
        return drawPalette(prompt, rows, into: &grid)
      } else {
        return drawList(
          title: nil, rows: Array(rows.prefix(Painter.suggestionRows)), choice: prompt.choice,
          into: &grid)
      }
    case .writing, .holding, .question: return nil
    }
  }

  /// The keys that can follow a prefix key, once it has waited long enough.
  private func drawContinuations(into grid: inout Grid) -> Rect? {
    guard let due = state.pending.popupAt, state.now >= due else { return nil }
    let prefix = state.pending.keys
    let rows = state.settings.keymap.continuations(of: prefix).map { sequence, action in
      let rest = KeySequence(Array(sequence.keys.dropFirst(prefix.count))).description
      let why = action.whyNot(in: state)
      return Row(
        keys: rest, words: why.map { Words.sentence($0, for: action) } ?? action.words,
        short: action.hint,
        isDim: why != nil)
    }
    return drawList(title: KeySequence(prefix).description, rows: rows, choice: nil, into: &grid)
  }

  /// A list that stands on the last line: suggestions at the left, keys with a title at the right.
  private func drawList(
    title: String?, rows: [Row], choice: Int?, into grid: inout Grid
  ) -> Rect? {
    let bottom = plan.bottom
    if title != nil, rows.count > bottom - 3 {
      return drawCompact(title: title ?? "", rows: rows, into: &grid)
    }
    let shown = Array(rows.prefix(bottom - 3))
    guard !shown.isEmpty else { return nil }
    let wordColumns = shown.map { SafeText($0.words).columns }.max() ?? 0
    let columns = Columns(shown)
    let width = min(columns.words + wordColumns + 4, grid.columns)
    let left = title == nil ? 0 : grid.columns - width
    let rect = Rect(
      row: bottom - shown.count - 2, column: left, rows: shown.count + 2, columns: width)
    grid.fill(rect, role: .popup)
    grid.box(rect, .light, charset, role: .popupBorder)
    if let title {
      grid.put(SafeText(" \(title) "), row: rect.row, column: left + 2, role: .title)
    }
    draw(shown, choice: choice, columns, in: rect.inset(rows: 1, columns: 2), into: &grid)
    return rect
  }

  /// The same in several columns, keys and hints only, where the screen is too low.
  private func drawCompact(title: String, rows: [Row], into grid: inout Grid) -> Rect {
    let bottom = plan.bottom
    let keyColumns = rows.map { SafeText($0.keys).columns }.max() ?? 0
    let cell = (rows.map { SafeText($0.short).columns }.max() ?? 0) + keyColumns + 3
    let across = max(1, (grid.columns - 4) / cell)
    let down = min((rows.count + across - 1) / across, bottom - 2)
    let width = min(grid.columns, ((rows.count + down - 1) / down) * cell + 3)
    let rect = Rect(
      row: bottom - down - 2, column: grid.columns - width, rows: down + 2, columns: width)
    grid.fill(rect, role: .popup)
    grid.box(rect, .light, charset, role: .popupBorder)
    grid.put(SafeText(" \(title) "), row: rect.row, column: rect.column + 2, role: .title)
    let area = rect.inset(rows: 1, columns: 2)
    for (index, row) in rows.enumerated() {
      let line = area.row + index % down
      let column = area.column + index / down * cell
      grid.put(SafeText(row.keys), row: line, column: column, role: .hintKey, clip: area)
      grid.put(
        SafeText(row.short), row: line, column: column + keyColumns + 1,
        role: row.isDim ? .dim : .popup, clip: area)
    }
    // Why what is dim cannot be done, as far as one line goes; what is said of all stands alone.
    if let first = rows.first(where: \.isDim), rect.columns > 12 {
      let reason = first.words.dropFirst(first.short.count + 2)
      let isShared = rows.allSatisfy { $0.isDim && $0.words.hasSuffix(reason) }
      let why = isShared ? String(reason) : first.words
      grid.put(
        SafeText(" \(why) ").clipped(columns: rect.columns - 4, ellipsis: charset.ellipsis),
        row: rect.endRow - 1, column: rect.column + 2, role: .dim)
    }
    return rect
  }

  /// Where the parts of a pop-up's lines stand.
  private struct Columns {
    var keys: Int
    var words: Int

    init(_ rows: [Row]) {
      let names = rows.map { SafeText($0.name).columns }.max() ?? 0
      let keyColumns = rows.map { SafeText($0.keys).columns }.max() ?? 0
      keys = names == 0 ? 0 : names + 2
      words = keys + (keyColumns == 0 ? 0 : keyColumns + 2)
    }
  }

  private func draw(
    _ rows: [Row], choice: Int?, _ columns: Columns, in area: Rect, into grid: inout Grid
  ) {
    for (offset, row) in rows.prefix(area.rows).enumerated() {
      let line = Rect(row: area.row + offset, column: area.column, rows: 1, columns: area.columns)
      let isChosen = offset == choice
      let role: Role = isChosen ? .popupSelection : row.isDim ? .dim : .popup
      grid.fill(line, role: role)
      grid.put(SafeText(row.name), row: line.row, column: line.column, role: role, clip: line)
      grid.put(
        SafeText(row.keys), row: line.row, column: line.column + columns.keys,
        role: isChosen ? role : .hintKey, clip: line)
      let words = SafeText(row.words).clipped(
        columns: line.columns - columns.words, ellipsis: charset.ellipsis)
      grid.put(words, row: line.row, column: line.column + columns.words, role: role, clip: line)
    }
  }

  private func drawPalette(
    _ prompt: Prompt, _ rows: [Row], into grid: inout Grid
  ) -> Rect {
    let width = min(grid.columns, Painter.paletteSize.columns)
    let isSaid = !state.toasts(columns: grid.columns, hasBanner: !plan.banner.isEmpty).isEmpty
    // What is said has the first line then.
    let top = isSaid && plan.toasts.isEmpty ? 1 : 0
    let height = min(plan.bottom - top, Painter.paletteSize.rows)
    let rect = Rect(
      row: max(top, (plan.bottom - height) / 2), column: (grid.columns - width) / 2, rows: height,
      columns: width)
    grid.fill(rect, role: .popup)
    grid.box(rect, .light, charset, role: .popupBorder)
    grid.put(
      SafeText(Words.paletteTitle).clipped(columns: width - 4, ellipsis: charset.ellipsis),
      row: rect.row, column: rect.column + 2, role: .title)
    let inner = rect.inset(rows: 1, columns: 2)
    draw(
      prompt.field, in: Rect(row: inner.row, column: inner.column, rows: 1, columns: inner.columns),
      into: &grid)
    let area = Rect(
      row: inner.row + 1, column: inner.column, rows: inner.rows - 1, columns: inner.columns)
    let choice = prompt.choice ?? 0
    let first = min(max(0, choice - area.rows + 1), max(0, rows.count - area.rows))
    let shown = Array(rows[first...].prefix(area.rows))
    draw(shown, choice: choice - first, Columns(shown), in: area, into: &grid)
    return rect
  }
}
