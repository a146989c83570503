import SquallModel

/// The stream that an event belongs to: `order-O001`. Source: design.md section 3, "stream".
enum StreamName {
  /// The category of what belongs to no aggregate and has no id of its own.
  private static let session = "session"

  /// How the name of a field ends that holds an id.
  private enum Ending: Int {
    /// `order_id`
    case underscored = 3
    /// `orderId`
    case capital = 2
    /// `id`
    case bare = 0
  }

  /// The category of an aggregate's events: its name in Pascal case with its first letter lowered.
  static func category(ofAggregate name: String) -> String {
    guard let first = name.unicodeScalars.first else { return name }
    return first.properties.lowercaseMapping + String(name.unicodeScalars.dropFirst())
  }

  /// The stream of an event of those fields.
  ///
  /// - Parameter category: that of the event's aggregate.
  static func name(category: String?, fields: [Field], session: ID) -> String {
    var name = category ?? stem(of: fields) ?? StreamName.session
    let identifier = identifier(for: name, in: fields) ?? session.text
    name += "-"
    name += identifier
    return name
  }

  /// What the first field that holds an id is called before its `_id` or `Id`.
  private static func stem(of fields: [Field]) -> String? {
    for index in fields.indices {
      let name = fields[index].name
      guard let ending = ending(of: name), ending != .bare, value(of: fields[index]) != nil else {
        continue
      }
      return String(name.utf8.dropLast(ending.rawValue))
    }
    return nil
  }

  /// The value of the best field: `<category>_id`, `<category>Id`, `id`, any other that ends so.
  private static func identifier(for category: String, in fields: [Field]) -> String? {
    var best = Int.max
    var identifier: String?
    for index in fields.indices {
      guard let ending = ending(of: fields[index].name) else { continue }
      let rank = rank(of: fields[index].name, ending, for: category)
      guard rank < best, let value = value(of: fields[index]) else { continue }
      best = rank
      identifier = value
    }
    return identifier
  }

  private static func rank(of name: String, _ ending: Ending, for category: String) -> Int {
    if ending == .bare { return 2 }
    let isCategory =
      name.utf8.count == category.utf8.count + ending.rawValue && name.hasPrefix(category)
    return isCategory ? (ending == .underscored ? 0 : 1) : 3
  }

  private static func ending(of name: String) -> Ending? {
    let ending = name.utf8.withContiguousStorageIfAvailable { bytes -> Ending? in
      let count = bytes.count
      guard count >= 2, bytes[count - 1] == UInt8(ascii: "d") else { return nil }
      if bytes[count - 2] == UInt8(ascii: "I") { return count > 2 ? .capital : nil }
      guard bytes[count - 2] == UInt8(ascii: "i") else { return nil }
      if count == 2 { return .bare }
      return count > 3 && bytes[count - 3] == UInt8(ascii: "_") ? .underscored : nil
    }
    return ending ?? nil
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
