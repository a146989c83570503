public import SquallModel

/// Draws the outline as a view of its own, the cursor's line in its middle.
public enum OutlineView {
  /// Draws the part of the outline around the cursor; nothing outside of the rectangle is written.
  ///
  /// - Complexity: what shows, not what there is.
  public static func draw(
    _ scene: BoardScene, layout: BoardLayout, board: Board, into grid: inout Grid, rect: Rect
  ) {
    let rect = rect.intersection(grid.bounds)
    guard !rect.isEmpty else { return }
    grid.fill(rect, role: .plain)
    let outline = Outline(board, layout: layout)
    let middle = outline.block(of: scene.cursor)
    let here = rows(of: outline.block(middle), columns: rect.columns)
    let cursorRow = here.firstIndex { $0.sticky != nil && $0.sticky == scene.cursor.sticky } ?? 0

    var above: [Row] = Array(here[..<cursorRow])
    var block = middle - 1
    while above.count < rect.rows, block >= outline.blocks.lowerBound {
      above = rows(of: outline.block(block), columns: rect.columns) + above
      block -= 1
    }
    var below: [Row] = Array(here[cursorRow...])
    block = middle + 1
    while below.count < rect.rows, block <= outline.blocks.upperBound {
      below += rows(of: outline.block(block), columns: rect.columns)
      block += 1
    }
    let top = max(0, min(above.count - (rect.rows - 1) / 2, above.count + below.count - rect.rows))
    for (offset, row) in (above + below).dropFirst(top).prefix(rect.rows).enumerated() {
      draw(row, scene: scene, at: rect.row + offset, in: rect, into: &grid)
    }
  }

  /// One row of the screen.
  private struct Row {
    var text: SafeText
    var indent: Int
    var sticky: ID?
    var isHeading: Bool
    var isFirst = true
  }

  /// Lines, wrapped; the rows after a line's first stand in a little more.
  private static func rows(of lines: [Outline.Line], columns: Int) -> [Row] {
    var rows: [Row] = []
    for line in lines {
      let indent = line.depth * 2 + 2
      let wrapped = line.text.wrapped(columns: max(1, columns - indent - 2))
      if wrapped.isEmpty { rows.append(Row(text: SafeText(), indent: 0, isHeading: false)) }
      for (index, text) in wrapped.enumerated() {
        rows.append(
          Row(
            text: text, indent: indent + (index == 0 ? 0 : 2),
            sticky: line.sticky, isHeading: line.isHeading, isFirst: index == 0))
      }
    }
    return rows
  }

  private static func draw(
    _ row: Row, scene: BoardScene, at screenRow: Int, in rect: Rect, into grid: inout Grid
  ) {
    let isHere = row.sticky != nil && row.sticky == scene.cursor.sticky
    let isDimmed =
      row.sticky.map { id in scene.filter.map { !$0.contains(id) } ?? false } ?? false
    let isMatch = row.sticky.map(scene.matches.contains) ?? false
    let role: Role =
      row.isHeading ? .laneName : isDimmed ? .dim : isMatch ? .matchHighlight : .plain
    grid.put(
      row.text, row: screenRow, column: rect.column + row.indent, role: role,
      attributes: isHere ? .reverse : [], clip: rect)
    if let tags = row.sticky.flatMap({ scene.presence[$0] }), row.isFirst {
      let end = rect.column + row.indent + row.text.columns
      drawTags(tags, row: screenRow, after: end, in: rect, into: &grid)
    }
    let isSelected = row.sticky.map(scene.selection.contains) ?? false
    guard isHere || isSelected else { return }
    grid.put(
      Signs.of(.ascii).mark(isHere: isHere), row: screenRow, column: rect.column,
      role: isHere ? .cursor : .selection, clip: rect)
  }
}

extension Signs {
  fileprivate func mark(isHere: Bool) -> Glyph { isHere ? cursor : selected }
}
