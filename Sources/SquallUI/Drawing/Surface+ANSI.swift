extension Grid {
  /// The screen as text with colours, one line a row, each with its colours reset before its end.
  public func ansi(theme: Theme, depth: ColourDepth) -> String {
    var text = ""
    for row in 0..<rows {
      var last: UInt16?
      for cell in cells[row * columns..<(row + 1) * columns] where cell.glyph.columns > 0 {
        if cell.dress != last {
          last = cell.dress
          let face = theme.face(of: cell.role, at: depth)
          text += Grid.escape(face, face.attributes(adding: cell.attributes))
        }
        cell.glyph.write(to: &text)
      }
      text += "\u{1b}[0m\n"
    }
    return text
  }

  /// The sequence that sets a face from scratch.
  private static func escape(_ face: Face, _ attributes: Attributes) -> String {
    var codes = ["0"]
    if attributes.contains(.bold) { codes.append("1") }
    if attributes.contains(.dim) { codes.append("2") }
    if attributes.contains(.underline) { codes.append("4") }
    if attributes.contains(.reverse) { codes.append("7") }
    if case .indexed(let index) = face.foreground { codes.append(code(index, base: 30)) }
    if case .indexed(let index) = face.background { codes.append(code(index, base: 40)) }
    return "\u{1b}[" + codes.joined(separator: ";") + "m"
  }

  private static func code(_ index: UInt8, base: Int) -> String {
    switch index {
    case 0..<8: "\(base + Int(index))"
    case 8..<16: "\(base + 52 + Int(index))"
    default: "\(base + 8);5;\(index)"
    }
  }
}
