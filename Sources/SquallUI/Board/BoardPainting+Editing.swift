import SquallModel

extension BoardPainting {
  /// Draws the text that is being typed over the place where it will stand, and the caret in it.
  ///
  /// - Returns: where it stands.
  func drawEditing(into grid: inout Grid) -> Rect? {
    guard let editing = scene.editing else { return nil }
    let kind = kind(of: editing.subject)
    let area = frame.lanes
    guard area.columns > EditorBox.frame, area.rows > 2 else { return nil }
    let (text, columns) = EditorBox.fitted(editing, frame: frame)
    let rows = min(max(text.lines.count, min(2, area.rows - 2)), area.rows - 2)
    let box = box(rows: rows + 2, columns: columns, at: anchor(of: editing.subject))
    grid.fill(box, role: Role(kind), clip: area)
    grid.box(box, .light, charset, role: .popupBorder, clip: area)
    if isGone(editing.subject) {
      grid.put(
        SafeText(" \(Words.hasGone) ").clipped(columns: columns - 2, ellipsis: charset.ellipsis),
        row: box.row, column: box.column + 1, role: .warning, clip: area)
    }
    let inner = box.inset(rows: 1, columns: 1)
    grid.put(
      signs.letter(of: kind), row: inner.row, column: inner.column,
      role: Role(kind), attributes: .bold, clip: inner)
    let first = max(0, text.caret.row - rows + 1)
    for (offset, line) in text.lines[first..<min(first + rows, text.lines.count)].enumerated() {
      grid.put(
        line, row: inner.row + offset, column: inner.column + 2, role: Role(kind), clip: inner)
    }
    grid.caret = Grid.Caret(
      row: inner.row + text.caret.row - first, column: inner.column + 2 + text.caret.column)
    return box
  }

  /// The box of a text beside its place; in the middle where it has none.
  private func box(rows: Int, columns: Int, at anchor: (row: Int, column: Int)?) -> Rect {
    let area = frame.lanes
    let anchor =
      anchor
      ?? (area.row + (area.rows - rows) / 2 + 1, area.column + (area.columns - columns) / 2 + 1)
    return Rect(
      row: min(max(anchor.row - 1, area.row), area.endRow - rows),
      column: min(max(anchor.column - 1, area.column), area.endColumn - columns),
      rows: rows, columns: columns)
  }

  /// Whether somebody has taken away what is being written on.
  private func isGone(_ subject: Editing.Subject) -> Bool {
    switch subject {
    case .sticky(let id): !board.contains(id)
    case .new, .newAt, .newOn: false
    }
  }

  private func kind(of subject: Editing.Subject) -> Kind {
    switch subject {
    case .sticky(let id): board[id]?.kind ?? .note
    case .new(let kind, _, _), .newAt(let kind, _, _), .newOn(let kind, _): kind
    }
  }

  /// The screen row and column where the first line of the text belongs; nil where its sticky has
  /// gone.
  private func anchor(of subject: Editing.Subject) -> (row: Int, column: Int)? {
    switch subject {
    case .sticky(let id): return board.contains(id) ? place(of: id, below: false) : nil
    case .newOn(_, let id): return place(of: id, below: true)
    case .new(_, let key, let lane):
      let column = key.flatMap { layout.column(of: $0) } ?? layout.columnCount - 1
      let band = lane.flatMap { layout.laneIndex(of: $0) } ?? 0
      return (
        top(ofLane: band),
        column < frame.columns.lowerBound
          ? frame.lanes.column : frame.screenColumn(of: column) + frame.pitch
      )
    case .newAt(_, let key, let lane):
      let column = layout.columnOrNext(of: key)
      let lane = layout.laneIndex(of: lane) ?? 0
      let rows = layout.rows(column: column, lane: lane, at: frame.zoom)
      return (top(ofLane: lane) + rows, frame.screenColumn(of: column))
    }
  }

  private func top(ofLane lane: Int) -> Int {
    frame.bands.first { $0.lane == lane }?.top ?? frame.lanes.row
  }

  private func place(of id: ID, below: Bool) -> (row: Int, column: Int) {
    guard let location = layout.location(of: .sticky(id), on: board), let item = location.item,
      let box = layout.stack(
        column: location.column, lane: location.lane, on: board, at: frame.zoom
      ).item(item)
    else { return (frame.lanes.endRow, frame.lanes.column) }
    return (
      top(ofLane: location.lane) + box.top + (below ? box.rows : 0),
      frame.screenColumn(of: location.column)
    )
  }
}

/// The box that a text is typed in.
private enum EditorBox {
  /// The columns of its border, the letter and the spaces around the text.
  static let frame = 5
  /// The columns of its text at first, and of a text that has grown.
  static let (narrow, wide) = (14, 36)
  /// The lines from which on a text has grown.
  static let manyLines = 3

  /// The text in lines, and the columns of the box: as wide as a sticky, wider for long texts.
  static func fitted(_ editing: Editing, frame: BoardFrame) -> (EditorText, Int) {
    let most = frame.lanes.columns - self.frame
    let first = min(max(frame.blockColumns + 2 - self.frame, narrow), most)
    let text = EditorText(editing, columns: first)
    if text.lines.count <= manyLines { return (text, first + self.frame) }
    let grown = min(max(first, wide), most)
    return (EditorText(editing, columns: grown), grown + self.frame)
  }
}

/// A text while it is typed: lines that keep their spaces, and the place of the caret.
struct EditorText {
  private(set) var lines: [SafeText] = []
  private(set) var caret = (row: 0, column: 0)

  /// Breaks a text after spaces and wide glyphs, inside a word only where it fills a line.
  ///
  /// - Parameter columns: of a line, at least 2.
  init(_ editing: Editing, columns: Int) {
    let before = SafeText(editing.beforeCaret).glyphs
    let glyphs = before + SafeText(editing.afterCaret).glyphs
    var start = 0
    repeat {
      let end = EditorText.lineEnd(glyphs, from: start, columns: columns)
      let isLast = end == glyphs.count
      if before.count >= start, before.count < end || isLast {
        let column = glyphs[start..<before.count].reduce(0) { $0 + $1.columns }
        caret = (lines.count, min(column, columns))
      }
      lines.append(SafeText(glyphs[start..<end]))
      start = end
    } while start < glyphs.count
  }

  private static func lineEnd(_ glyphs: [Glyph], from start: Int, columns: Int) -> Int {
    let fit = SafeText.end(in: glyphs, from: start, columns: columns)
    if fit == glyphs.count { return fit }
    if glyphs[fit].isSpace { return fit + 1 }
    var index = fit
    while index > start {
      let last = glyphs[index - 1]
      if last.isSpace || last.columns == 2 { return index }
      index -= 1
    }
    return max(fit, start + 1)
  }
}
