import SquallModel

/// The stream that an event belongs to: `order-O001`. Source: design.md section 3, "stream".
enum StreamName {
  /// The category of what belongs to no aggregate and has no id of its own.
  private static let session = "session"

  /// The stream of an event of those fields.
  ///
  /// - Parameter aggregate: the aggregate's name in Pascal case.
  static func name(aggregate: String?, fields: [Field], session: ID) -> String {
    let category = aggregate.map { lowered($0) } ?? stem(of: fields) ?? StreamName.session
    return category + "-" + (identifier(for: category, in: fields) ?? session.text)
  }

  private static func lowered(_ name: String) -> String {
    guard let first = name.unicodeScalars.first else { return name }
    if first.isASCII, !first.properties.isUppercase { return name }
    return first.properties.lowercaseMapping + String(name.unicodeScalars.dropFirst())
  }

  /// What the first field that holds an id is called before its `_id` or `Id`.
  private static func stem(of fields: [Field]) -> String? {
    for field in fields where value(of: field) != nil {
      if let stem = stem(of: field.name) { return stem }
    }
    return nil
  }

  private static func stem(of name: String) -> String? {
    for ending in ["_id", "Id"] where name.utf8.count > ending.utf8.count {
      if name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
    }
    return nil
  }

  private static func identifier(for category: String, in fields: [Field]) -> String? {
    for name in [category + "_id", category + "Id", "id"] {
      if let field = fields.first(where: { $0.isNamed(name) }), let value = value(of: field) {
        return value
      }
    }
    for field in fields where stem(of: field.name) != nil {
      if let value = value(of: field) { return value }
    }
    return nil
  }

  /// The value of a field as an id: a text, or a whole number as it is written.
  private static func value(of field: Field) -> String? {
    switch field.value {
    case .string(let text) where !text.isEmpty: text
    case .number(let number) where number.isWhole: number.literal
    default: nil
    }
  }
}

extension JSONNumber {
  /// Whether the number is written without fraction and exponent.
  fileprivate var isWhole: Bool {
    literal.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 &- UInt8(ascii: "0") < 10 }
  }
}
