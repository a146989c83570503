/// Texts in Markdown that say what they say and do nothing: no markup, no HTML, no link.
///
/// Source: CommonMark 0.31, sections 2.4 and 4 to 6; GitHub's tables, autolinks and mathematics.
enum MarkdownEscape {
  /// A text for one line of a document, also where it is the first thing in an item or a cell.
  static func line(_ text: String) -> String {
    var line = ""
    var number = 0
    let scalars = visible(text)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "<": line += "&lt;"
      case ">": line += "&gt;"
      case "&": line += "&amp;"
      case ".", ")":
        // A number with a dot begins a list, a number with a fraction does not.
        let endsNumber = number == index && index > 0
        let isLast = index + 1 == scalars.count || scalars[index + 1] == " "
        line += (endsNumber && isLast ? "\\" : "") + String(scalar)
      case _ where isMarkup(scalar) || index == 0 && beginsBlock(scalar):
        line += "\\" + String(scalar)
      default: line.unicodeScalars.append(scalar)
      }
      if number == index, isDigit(scalar) { number += 1 }
    }
    return breakingAddresses(line)
  }

  /// What can be seen of a text, on one line: a run of spaces and line breaks is one space, and
  /// none comes first or last.
  private static func visible(_ text: String) -> [Unicode.Scalar] {
    var visible: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if isSpace(scalar) {
        if let last = visible.last, last != " " { visible.append(" ") }
      } else if !isDropped(scalar) {
        visible.append(scalar)
      }
    }
    if visible.last == " " { visible.removeLast() }
    return visible
  }

  /// A text of several lines, each one escaped; empty ones are left out.
  static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { line(String($0)) }.filter { !$0.isEmpty }
  }

  /// Signs that mean something anywhere in a line.
  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "~", "$", "^", "!": true
    default: false
    }
  }

  /// Signs that begin a list, a heading or a definition, where they come first.
  private static func beginsBlock(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "+", "-", "=", "%", ":": true
    default: false
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// What cannot be seen, or steers how others are shown; the two joiners stay.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\u{200C}" || scalar == "\u{200D}" { return false }
    switch scalar.properties.generalCategory {
    case .control, .format: return true
    default: return false
    }
  }

  /// Addresses with a sign escaped, so that none becomes a link by itself.
  private static func breakingAddresses(_ line: String) -> String {
    let signs: [UInt8] = [UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "@")]
    guard line.utf8.contains(where: { signs.contains($0) }) else { return line }
    let scalars = Array(line.unicodeScalars)
    var broken = ""
    for (index, scalar) in scalars.enumerated() {
      let endsScheme = scalar == ":" && index + 1 < scalars.count && scalars[index + 1] == "/"
      let endsWeb =
        scalar == "." && index >= 3
        && scalars[index - 3..<index].allSatisfy { $0 == "w" || $0 == "W" }
      if endsScheme || endsWeb || scalar == "@" { broken += "\\" }
      broken.unicodeScalars.append(scalar)
    }
    return broken
  }
}
