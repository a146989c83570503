extension JSONValue {
  /// About how many bytes the value takes as JSON text; never fewer than its texts have.
  package var byteCount: Int {
    switch self {
    case .null, .bool: 5
    case .number(let number): number.literal.utf8.count
    case .string(let text): text.utf8.count + 2
    case .array(let elements): elements.reduce(2) { $0 + $1.byteCount + 1 }
    case .object(let object):
      object.members.reduce(2) { $0 + $1.key.utf8.count + $1.value.byteCount + 4 }
    }
  }
}
