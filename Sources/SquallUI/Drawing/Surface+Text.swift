extension Grid {
  /// The screen as plain text, one line a row, each ended by a line feed.
  ///
  /// - Parameter trimmed: leaves out the spaces at the ends of lines.
  public func plainText(trimmed: Bool = true) -> String {
    lines { cell, line in
      cell.glyph.write(to: &line)
    } finish: { line in
      if trimmed { while line.last == " " { line.removeLast() } }
    }
  }

  /// The screen as one letter a cell for its role: colours, without colour, for golden files.
  public func rolePlane() -> String {
    lines { cell, line in line.unicodeScalars.append(Unicode.Scalar(cell.role.letter)) }
  }

  /// The screen as one sign a cell for its attributes: `.` none, `b` bold, `r` reverse,
  /// `u` underline, `d` dim, `*` several.
  public func attributePlane() -> String {
    lines { cell, line in
      switch cell.attributes {
      case []: line.append(".")
      case .bold: line.append("b")
      case .reverse: line.append("r")
      case .underline: line.append("u")
      case .dim: line.append("d")
      default: line.append("*")
      }
    }
  }

  private func lines(
    _ write: (Cell, inout String) -> Void, finish: (inout String) -> Void = { _ in }
  ) -> String {
    var text = ""
    for row in 0..<rows {
      var line = ""
      for cell in cells[row * columns..<(row + 1) * columns] { write(cell, &line) }
      finish(&line)
      text += line
      text += "\n"
    }
    return text
  }
}
