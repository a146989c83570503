// Values whose shape the caller does not know: read as a tree, skipped, or kept as they are.

extension JSONReader {
  /// The next value, whatever it is, with everything in it.
  /// - Throws: `tooManyValues`, `duplicateKey`, and what the other readings throw.
  public mutating func value() throws(JSONFault) -> JSONValue {
    var budget = limits.values
    return try value(&budget)
  }

  /// The next value, an object with everything in it.
  /// - Throws: `wrongKind`, `tooManyValues`, `duplicateKey`, and what the other readings throw.
  public mutating func object() throws(JSONFault) -> JSONObject {
    var budget = limits.values
    return try object(&budget)
  }

  private mutating func value(_ budget: inout Int) throws(JSONFault) -> JSONValue {
    let kind = try peekKind()
    guard budget > 0 else { throw fault(.tooManyValues) }
    budget -= 1
    switch kind {
    case .null:
      try null()
      return .null
    case .bool: return .bool(try bool())
    case .number: return .number(try number())
    case .string: return .string(try string())
    case .object: return .object(try object(&budget))
    case .array:
      var elements: [JSONValue] = []
      try beginArray()
      while try nextElement() { elements.append(try value(&budget)) }
      return .array(elements)
    }
  }

  private mutating func object(_ budget: inout Int) throws(JSONFault) -> JSONObject {
    var members: [JSONObject.Member] = []
    var keys = JSONKeySet()
    try beginObject()
    while let key = try nextKey() {
      try keys.insert(key, in: self)
      members.append(JSONObject.Member(key: key.string, value: try value(&budget)))
    }
    return JSONObject(checked: members)
  }

  /// Steps over the next value, checked as strictly as if it were read.
  /// - Throws: What ``value()`` throws.
  public mutating func skipValue() throws(JSONFault) {
    var budget = limits.skipped
    try skipValue(&budget)
  }

  private mutating func skipValue(_ budget: inout Int) throws(JSONFault) {
    let kind = try peekKind()
    guard budget > 0 else { throw fault(.tooManyValues) }
    budget -= 1
    switch kind {
    case .null: try null()
    case .bool: _ = try bool()
    case .number: _ = try scanNumber()
    case .string: _ = try text()
    case .array:
      try beginArray()
      while try nextElement() { try skipValue(&budget) }
    case .object:
      var keys = JSONKeySet()
      try beginObject()
      while let key = try nextKey() {
        try keys.insert(key, in: self)
        try skipValue(&budget)
      }
    }
  }

  /// Steps over the next value and answers its bytes exactly as they stand there, without the
  /// white space around them.
  /// - Important: The bytes point into the document and must not outlive the call that reads it.
  /// - Throws: What ``skipValue()`` throws.
  public mutating func rawValue() throws(JSONFault) -> UnsafeRawBufferPointer {
    let place = nextOffset()
    try skipValue()
    return UnsafeRawBufferPointer(start: start + place, count: offset - place)
  }
}
