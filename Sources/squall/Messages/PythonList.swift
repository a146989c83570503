/// The text that Python prints for a list of strings.
///
/// Source: Python's `repr` of `str`: single quotation marks unless the text has them and no double
/// ones; backslashes, tabs, line ends and what cannot be printed are escaped.
enum PythonList {
  /// `['OrderPlaced', 'OrderShipped']`
  static func text(of strings: [String]) -> String {
    "[" + strings.map(quoted).joined(separator: ", ") + "]"
  }

  static func quoted(_ string: String) -> String {
    let scalars = string.unicodeScalars
    let isDouble = scalars.contains("'") && !scalars.contains("\"")
    let mark: Unicode.Scalar = isDouble ? "\"" : "'"
    var text = String.UnicodeScalarView([mark])
    for scalar in scalars {
      if scalar == mark || scalar == "\\" {
        text.append("\\")
        text.append(scalar)
      } else if isPrinted(scalar) {
        text.append(scalar)
      } else {
        text.append(contentsOf: escape(scalar).unicodeScalars)
      }
    }
    text.append(mark)
    return String(text)
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\t": return "\\t"
    case "\n": return "\\n"
    case "\r": return "\\r"
    default:
      let hex = String(scalar.value, radix: 16)
      let (letter, width) =
        scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
      return "\\" + letter + String(repeating: "0", count: width - hex.count) + hex
    }
  }

  /// Everything but controls, formats, surrogates, unassigned ones and separators, save the space.
  private static func isPrinted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
