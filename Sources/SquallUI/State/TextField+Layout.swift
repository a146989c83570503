extension TextField {
  /// A field in lines of some width, and where its caret is among them.
  public struct Layout: Equatable, Sendable {
    public var lines: [SafeText]
    /// Counts from 0.
    public var caretRow: Int
    /// In columns; as many as the width where the caret stands behind a full line.
    public var caretColumn: Int
  }

  /// The text in lines of at most that many columns; nothing is left out, spaces neither.
  ///
  /// Lines break behind a space or, inside of a word longer than a line, anywhere.
  ///
  /// - Parameter width: in columns; counted as 2 where it is less, so that a wide glyph fits.
  public func layout(columns width: Int) -> Layout {
    let width = max(2, width)
    var lines: [SafeText] = []
    var place = (row: 0, column: 0)
    var start = 0
    while true {
      let line = self.line(from: start, columns: width)
      let isLast = line.next == nil
      if caret >= start, caret < line.next ?? .max {
        let before = SafeText(String(characters[start..<min(caret, line.end)]))
        place = (lines.count, before.columns)
      }
      lines.append(SafeText(String(characters[start..<line.end])))
      guard !isLast, let next = line.next else { break }
      start = next
    }
    return Layout(lines: lines, caretRow: place.row, caretColumn: place.column)
  }

  /// Where the line that begins at an index ends, and where the next one begins.
  private func line(from start: Int, columns width: Int) -> (end: Int, next: Int?) {
    var used = 0
    var index = start
    var lastBreak: Int?
    while index < characters.count {
      let character = characters[index]
      if character.isNewline { return (index, index + 1) }
      let columns = SafeText(String(character)).columns
      if used + columns > width {
        let end = lastBreak ?? max(index, start + 1)
        return (end, end)
      }
      used += columns
      index += 1
      if character == " " { lastBreak = index }
    }
    return (characters.count, nil)
  }
}
