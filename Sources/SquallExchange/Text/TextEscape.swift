import SquallModel

/// Texts of one line: what would break the line, or could not be seen in it, is escaped.
enum TextEscape {
  /// The text on one line.
  static func escaped(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte &- 0x20 < 0x5F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "{")
    }
    if isPlain, text.utf8.first != 0x20, text.utf8.last != 0x20 { return text }
    let scalars = text.unicodeScalars
    var escaped = ""
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let isAtEdge = index == scalars.startIndex || next == scalars.endIndex
      switch scalar {
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      case "\\", "{": escaped += "\\" + String(scalar)
      case _ where isHidden(scalar) || isAtEdge && scalar.properties.isWhitespace:
        escaped += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: escaped.unicodeScalars.append(scalar)
      }
      index = next
    }
    return escaped
  }

  /// Fields as one JSON object on one line, everything that could not be seen escaped.
  static func json(_ fields: [Field]) -> String {
    var writer = JSONWriter()
    writer.fields(fields)
    let json = writer.withBytes { String(decoding: $0, as: UTF8.self) }
    guard json.unicodeScalars.contains(where: isHidden) else { return json }
    var escaped = ""
    for scalar in json.unicodeScalars {
      guard isHidden(scalar) else {
        escaped.unicodeScalars.append(scalar)
        continue
      }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return escaped
  }

  /// Control characters, line separators and marks that steer how others are shown.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    // The two joiners make emoji and letters what they are.
    case .format: return scalar != "\u{200C}" && scalar != "\u{200D}"
    default: return false
    }
  }

  /// What an escaped text says, and how many scalars that took; stops before fields.
  ///
  /// - Throws: `unknownEscape`, with the scalar counted from 0.
  static func unescaped(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) throws(Fault) -> (text: String, end: Int) {
    var text = String.UnicodeScalarView()
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if scalar == "{", beginsFields(scalars[index...]) { break }
      guard scalar == "\\" else {
        text.append(scalar)
        index += 1
        continue
      }
      let escape = try escape(scalars[index...])
      text.append(escape.scalar)
      index = escape.end
    }
    return (String(text), index)
  }

  /// An escape that is none, at that scalar.
  struct Fault: Error { var index: Int }

  /// Whether a brace is that of an object: it is followed by a name or its end.
  private static func beginsFields(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let next = scalars.dropFirst().first { $0 != " " }
    return next == "\"" || next == "}"
  }

  private static func escape(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) throws(Fault) -> (scalar: Unicode.Scalar, end: Int) {
    let start = scalars.startIndex
    let end = start + 2
    switch scalars.dropFirst().first {
    case "n": return ("\n", end)
    case "r": return ("\r", end)
    case "t": return ("\t", end)
    case "\\": return ("\\", end)
    case "{": return ("{", end)
    case "u":
      let digits = scalars.dropFirst(3).prefix { $0 != "}" }
      guard scalars.dropFirst(2).first == "{", digits.count <= 6,
        digits.endIndex < scalars.endIndex,
        let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16),
        let scalar = Unicode.Scalar(value)
      else { throw Fault(index: start) }
      return (scalar, digits.endIndex + 1)
    default: throw Fault(index: start)
    }
  }
}
