extension SafeText {
  /// The text in lines of at most that many columns.
  ///
  /// Greedy: lines break at spaces, after any wide glyph, and inside a word only where the word
  /// is longer than a line. What does not fit into the lines ends in the ellipsis. An empty text
  /// has no lines; a glyph wider than a line is left out.
  ///
  /// - Parameters:
  ///   - width: columns of a line, at least 1 for any result.
  ///   - maximumLines: how many lines there may be.
  public func wrapped(
    columns width: Int, maximumLines: Int = .max, ellipsis: Glyph = Charset.unicode.ellipsis
  ) -> [SafeText] {
    guard width > 0, maximumLines > 0 else { return [] }
    var lines: [SafeText] = []
    var start = skipSpaces(from: 0)
    while start < glyphs.count {
      if lines.count == maximumLines - 1 {
        lines.append(lastLine(from: start, columns: width, ellipsis: ellipsis))
        break
      }
      let end = lineEnd(from: start, columns: width)
      if end > start { lines.append(SafeText(glyphs[start..<trimmedEnd(from: start, to: end)])) }
      start = skipSpaces(from: max(end, start + (end == start ? 1 : 0)))
    }
    return lines
  }

  /// Where the line that begins at `start` ends: at a break, or inside a word longer than a line.
  private func lineEnd(from start: Int, columns width: Int) -> Int {
    let fit = SafeText.end(in: glyphs, from: start, columns: width)
    if fit == glyphs.count || glyphs[fit].isSpace { return fit }
    var index = fit
    while index > start {
      let before = glyphs[index - 1]
      if before.isSpace || before.columns == 2 { return index }
      index -= 1
    }
    return fit
  }

  /// The last line that there is room for, with the ellipsis where more text follows.
  private func lastLine(from start: Int, columns width: Int, ellipsis: Glyph) -> SafeText {
    let rest = SafeText(glyphs[start..<trimmedEnd(from: start, to: glyphs.count)])
    return rest.clipped(columns: width, ellipsis: ellipsis)
  }

  private func skipSpaces(from start: Int) -> Int {
    var index = start
    while index < glyphs.count, glyphs[index].isSpace { index += 1 }
    return index
  }

  private func trimmedEnd(from start: Int, to end: Int) -> Int {
    var index = end
    while index > start, glyphs[index - 1].isSpace { index -= 1 }
    return index
  }
}
