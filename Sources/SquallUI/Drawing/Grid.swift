/// A screen as cells: what views fill, and what every surface (terminal, text, ANSI, SVG) shows.
///
/// Everything that is drawn is clipped. A wide glyph never loses half of itself: where an edge
/// or an overlay cuts one, the half that is left becomes a space.
public struct Grid: Equatable, Sendable {
  /// The most rows or columns that a grid has; larger sizes are cut to it.
  public static let maximumSide = 4096

  /// Where the real cursor of the terminal stands, and how it looks.
  public struct Caret: Hashable, Sendable {
    /// What says the mode beside the word.
    public enum Shape: Sendable { case block, bar, underline }

    public var row: Int
    public var column: Int
    public var shape: Shape

    public init(row: Int, column: Int, shape: Shape = .bar) {
      self.row = row
      self.column = column
      self.shape = shape
    }
  }

  /// How many rows there are.
  public let rows: Int

  /// How many columns there are.
  public let columns: Int

  /// The cells, row after row.
  public internal(set) var cells: [Cell]

  /// The real cursor, in a text field; nil hides it.
  public var caret: Caret?

  /// A grid of blank cells.
  public init(rows: Int, columns: Int) {
    self.rows = min(max(0, rows), Grid.maximumSide)
    self.columns = min(max(0, columns), Grid.maximumSide)
    cells = Array(repeating: .blank, count: self.rows * self.columns)
  }

  /// All of it.
  public var bounds: Rect { Rect(row: 0, column: 0, rows: rows, columns: columns) }

  /// The cell at a place; blank outside of the grid.
  public subscript(row: Int, column: Int) -> Cell {
    guard bounds.contains(row: row, column: column) else { return .blank }
    return cells[row * columns + column]
  }

  /// Makes every cell blank and hides the caret, without giving memory back.
  public mutating func clear() {
    cells.withUnsafeMutableBufferPointer { $0.update(repeating: .blank) }
    caret = nil
  }

  /// Draws a text in one row.
  ///
  /// - Parameters:
  ///   - row: counts from 0; outside of the clip nothing is drawn.
  ///   - column: of the first glyph; may be left of the clip.
  ///   - clip: where drawing is allowed; the whole grid where nil.
  /// - Returns: the column after the text, clipped or not.
  @discardableResult
  public mutating func put(
    _ text: SafeText, row: Int, column: Int, role: Role, attributes: Attributes = [],
    clip: Rect? = nil
  ) -> Int {
    let area = clip.map { $0.intersection(bounds) } ?? bounds
    let end = column + text.columns
    guard row >= area.row, row < area.endRow, column < area.endColumn, end > area.column else {
      return end
    }
    let dress = Cell.dress(role, attributes)
    withRow(row) { cells in
      var line = Line(cells: cells, low: area.column, high: area.endColumn)
      line.put(text.glyphs, at: column, dress: dress)
    }
    return end
  }

  /// Draws one glyph.
  public mutating func put(
    _ glyph: Glyph, row: Int, column: Int, role: Role, attributes: Attributes = [],
    clip: Rect? = nil
  ) {
    fill(
      Rect(row: row, column: column, rows: 1, columns: max(1, glyph.columns)), with: glyph,
      role: role, attributes: attributes, clip: clip)
  }

  /// Fills a rectangle with a glyph; a last column too narrow for a wide one becomes a space.
  public mutating func fill(
    _ rect: Rect, with glyph: Glyph = .space, role: Role, attributes: Attributes = [],
    clip: Rect? = nil
  ) {
    let area = rect.intersection(clip.map { $0.intersection(bounds) } ?? bounds)
    guard !area.isEmpty else { return }
    let dress = Cell.dress(role, attributes)
    for row in area.row..<area.endRow {
      withRow(row) { cells in
        var line = Line(cells: cells, low: area.column, high: area.endColumn)
        line.fill(with: glyph, dress: dress)
      }
    }
  }

  /// Gives the cells of a rectangle another role, or adds attributes, without touching the text.
  public mutating func dress(
    _ rect: Rect, role: Role? = nil, adding attributes: Attributes = [], clip: Rect? = nil
  ) {
    let area = rect.intersection(clip.map { $0.intersection(bounds) } ?? bounds)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      withRow(row) { cells in
        for column in area.column..<area.endColumn {
          let old = cells[column]
          cells[column] = Cell(
            old.glyph, role ?? old.role, old.attributes.union(attributes))
        }
      }
    }
  }

  /// Draws the border of a rectangle; one narrower or lower than two cells has none.
  public mutating func box(
    _ rect: Rect, _ style: BoxStyle, _ charset: Charset, role: Role, attributes: Attributes = [],
    clip: Rect? = nil
  ) {
    guard rect.rows > 1, rect.columns > 1 else { return }
    let lines = style.lines(in: charset)
    let last = Rect(row: rect.endRow - 1, column: rect.endColumn - 1, rows: 1, columns: 1)
    func stroke(_ glyph: Glyph, _ part: Rect) {
      fill(part, with: glyph, role: role, attributes: attributes, clip: clip)
    }
    let top = Rect(row: rect.row, column: rect.column, rows: 1, columns: rect.columns)
    let side = Rect(row: rect.row + 1, column: rect.column, rows: rect.rows - 2, columns: 1)
    stroke(lines.horizontal, top)
    stroke(lines.horizontal, Rect(row: last.row, column: top.column, rows: 1, columns: top.columns))
    stroke(lines.vertical, side)
    stroke(lines.vertical, Rect(row: side.row, column: last.column, rows: side.rows, columns: 1))
    stroke(lines.topLeft, Rect(row: rect.row, column: rect.column, rows: 1, columns: 1))
    stroke(lines.topRight, Rect(row: rect.row, column: last.column, rows: 1, columns: 1))
    stroke(lines.bottomLeft, Rect(row: last.row, column: rect.column, rows: 1, columns: 1))
    stroke(lines.bottomRight, last)
  }

  /// Copies part of another grid, its top left cell to a place of this one.
  public mutating func blit(
    _ source: Grid, from part: Rect? = nil, row: Int, column: Int, clip: Rect? = nil
  ) {
    let from = (part ?? source.bounds).intersection(source.bounds)
    let target = Rect(row: row, column: column, rows: from.rows, columns: from.columns)
      .intersection(clip.map { $0.intersection(bounds) } ?? bounds)
    guard !target.isEmpty else { return }
    for offset in 0..<target.rows {
      let sourceStart =
        (from.row + target.row - row + offset) * source.columns
        + from.column + target.column - column
      withRow(target.row + offset) { cells in
        source.cells.withUnsafeBufferPointer { all in
          let piece = UnsafeBufferPointer(
            rebasing: all[sourceStart..<sourceStart + target.columns])
          var line = Line(cells: cells, low: target.column, high: target.endColumn)
          line.copy(piece)
        }
      }
    }
  }

  /// The cells of one row, in place.
  @inline(__always)
  private mutating func withRow(_ row: Int, _ body: (UnsafeMutableBufferPointer<Cell>) -> Void) {
    let start = row * columns
    let count = columns
    cells.withUnsafeMutableBufferPointer { all in
      body(UnsafeMutableBufferPointer(rebasing: all[start..<start + count]))
    }
  }
}
