import SquallModel

/// The data of a sticky as lines that a person writes: `name: value`.
///
/// A value is JSON where it can be read as JSON, otherwise the text as it stands.
enum FieldLines {
  /// What is wrong with a line, counted from 1.
  enum Problem: Error, Equatable {
    case noColon(line: Int)
    case noName(line: Int)
    case repeatedName(String, line: Int)
    case badValue(String, line: Int)
  }

  static func text(of fields: [Field]) -> String {
    fields.map { "\(name($0.name)): \(text(of: $0.value))" }.joined(separator: "\n")
  }

  /// A value as it is written: texts without quotation marks where that is not ambiguous.
  static func text(of value: JSONValue) -> String {
    if case .string(let text) = value, isPlain(text) { return text }
    return json(value)
  }

  /// A value as JSON, in one line.
  static func json(_ value: JSONValue) -> String {
    var writer = JSONWriter(.spaced)
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Whether a text, written as it is, is read as the same text.
  private static func isPlain(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count == trimmed(text).utf8.count, isOneLine(text) else {
      return false
    }
    return (try? value(of: text, line: 1)) == .string(text)
  }

  private static func name(_ name: String) -> String {
    let isPlain =
      isOneLine(name) && !name.utf8.contains(UInt8(ascii: ":"))
      && name.utf8.count == trimmed(name).utf8.count && name.utf8.first != UInt8(ascii: "\"")
    return isPlain ? name : json(.string(name))
  }

  /// Whether a text has no line ends and no other controls.
  private static func isOneLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && scalar.value != 0x85 && scalar.value >> 1 != 0x2028 >> 1
    }
  }

  /// The fields that lines say; empty lines say nothing.
  static func fields(of text: String) throws(Problem) -> [Field] {
    var fields: [Field] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let (name, rest) = try split(String(line), line: index + 1)
      if name.isEmpty { throw .noName(line: index + 1) }
      if fields.contains(where: { $0.isNamed(name) }) {
        throw .repeatedName(name, line: index + 1)
      }
      fields.append(Field(name: name, value: try value(of: rest, line: index + 1)))
    }
    return fields
  }

  private static func split(
    _ line: String, line number: Int
  ) throws(Problem) -> (name: String, rest: String) {
    let scalars = trimmed(line).unicodeScalars
    if scalars.first == "\"" {
      for index in scalars.indices.dropFirst() where scalars[index] == "\"" {
        let end = scalars.index(after: index)
        let quoted = Array(String(scalars[..<end]).utf8)
        guard case .string(let name) = try? JSONValue(parsing: quoted) else { continue }
        let rest = trimmed(String(scalars[end...])).unicodeScalars
        guard rest.first == ":" else { throw .noColon(line: number) }
        return (name, trimmed(String(rest.dropFirst())))
      }
    }
    guard let colon = scalars.firstIndex(of: ":") else { throw .noColon(line: number) }
    return (
      trimmed(String(scalars[..<colon])), trimmed(String(scalars[scalars.index(after: colon)...]))
    )
  }

  private static func value(of text: String, line: Int) throws(Problem) -> JSONValue {
    if let value = try? JSONValue(parsing: Array(text.utf8)) { return value }
    if let first = text.utf8.first, "{[\"".utf8.contains(first) {
      throw .badValue(text, line: line)
    }
    return .string(text)
  }

  /// What leads from one list of fields to the other; names that changed places are set anew.
  static func edits(of id: ID, from old: [Field], to new: [Field]) -> [Edit] {
    var edits: [Edit] = []
    var standing = old
    for field in old where !new.contains(where: { $0.isNamed(field.name) }) {
      edits.append(.removeField(id, name: field.name))
      standing.removeAll { $0.isNamed(field.name) }
    }
    let kept = zip(standing, new).prefix { $0.isNamed($1.name) }.count
    for field in standing[kept...] {
      edits.append(.removeField(id, name: field.name))
    }
    for (index, field) in new.enumerated() {
      if index < kept {
        guard standing[index].value != field.value else { continue }
        edits.append(
          .setField(id, name: field.name, value: field.value, was: standing[index].value))
      } else {
        edits.append(.setField(id, name: field.name, value: field.value, was: nil))
      }
    }
    return edits
  }

  /// A text without the space around it.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[start...last])
  }
}
