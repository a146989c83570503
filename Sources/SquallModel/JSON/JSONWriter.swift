/// Writes JSON into one growing buffer.
///
/// Commas and spaces come by themselves: `{"id": "s1", "kind": "command"}`. The caller says what
/// comes next and where lines break; nothing is checked, so an object is opened and closed by
/// whoever writes it.
@frozen
public struct JSONWriter: ~Copyable {
  /// What is written between the signs.
  @frozen
  public enum Spacing: Hashable, Sendable {
    /// A space after each comma and colon, as squall's files have it.
    case spaced
    /// Nothing.
    case compact
  }

  /// What is written between the signs.
  public let spacing: Spacing
  @usableFromInline var filled = 0
  @usableFromInline var storage: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var needsComma = false
  /// The line break that stands before what comes next, as the number of spaces after it; -1
  /// for none.
  @usableFromInline var lineBreak = -1

  /// A writer that has written nothing.
  /// - Parameter capacity: The bytes to make room for.
  public init(_ spacing: Spacing = .spaced, capacity: Int = 256) {
    self.spacing = spacing
    self.capacity = max(capacity, 64)
    storage = .allocate(byteCount: self.capacity, alignment: 8)
  }

  deinit {
    storage.deallocate()
  }

  /// How many bytes have been written.
  public var count: Int { filled }

  /// A copy of what has been written.
  public var bytes: [UInt8] {
    withBytes { Array($0) }
  }

  /// Lends what has been written.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: storage, count: filled))
  }

  /// Forgets what has been written and keeps the room for it.
  public mutating func removeAll() {
    filled = 0
    needsComma = false
    lineBreak = -1
  }

  /// Forgets the bytes written so far, which the caller has passed on, and goes on behind them.
  public mutating func dropBytes() {
    filled = 0
  }

  /// Lets what comes next begin on a new line.
  /// - Parameter indent: The spaces it begins with.
  @inlinable
  public mutating func breakLine(indent: Int = 0) {
    lineBreak = indent
  }

  /// Ends the line and begins the next document, as in a file of one document a line.
  @inlinable
  public mutating func endLine() {
    reserve(1)
    put(UInt8(ascii: "\n"))
    needsComma = false
    lineBreak = -1
  }
}

// MARK: - Objects and arrays

extension JSONWriter {
  /// Opens an object.
  @inlinable
  public mutating func beginObject() {
    separate(1)
    put(UInt8(ascii: "{"))
    needsComma = false
  }

  /// Closes an object.
  @inlinable
  public mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Opens an array.
  @inlinable
  public mutating func beginArray() {
    separate(1)
    put(UInt8(ascii: "["))
    needsComma = false
  }

  /// Closes an array.
  @inlinable
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  @inlinable
  mutating func end(_ sign: UInt8) {
    needsComma = false
    separate(1)
    put(sign)
    needsComma = true
  }

  /// Writes a key that needs no escape; its value comes next.
  @inlinable
  public mutating func key(_ key: StaticString) {
    let length = key.utf8CodeUnitCount
    separate(length + 4)
    put(UInt8(ascii: "\""))
    put(key.utf8Start, length)
    put(UInt8(ascii: "\""))
    colon()
  }

  /// Writes a key; its value comes next.
  @inlinable
  @_disfavoredOverload  // A literal is the quicker StaticString.
  public mutating func key(_ key: String) {
    quote(key)
    reserve(2)
    colon()
  }

  /// Writes a key that is already escaped, as it is; its value comes next.
  public mutating func key(raw key: String) {
    var copy = key
    copy.withUTF8 { buffer in
      separate(buffer.count + 4)
      put(UInt8(ascii: "\""))
      if let base = buffer.baseAddress { put(base, buffer.count) }
      put(UInt8(ascii: "\""))
    }
    colon()
  }

  @inlinable
  @inline(__always)
  mutating func colon() {
    put(UInt8(ascii: ":"))
    if spacing == .spaced { put(UInt8(ascii: " ")) }
    needsComma = false
  }
}

// MARK: - Values

extension JSONWriter {
  /// Writes a string.
  @inlinable
  public mutating func string(_ text: String) {
    quote(text)
    needsComma = true
  }

  /// Writes a string that needs no escape.
  @inlinable
  public mutating func string(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    separate(length + 2)
    put(UInt8(ascii: "\""))
    put(text.utf8Start, length)
    put(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a number as it was written.
  @inlinable
  public mutating func number(_ number: JSONNumber) {
    plain(number.literal)
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) {
    separate(20)
    if value < 0 { put(UInt8(ascii: "-")) }
    var digits = 1
    var rest = value.magnitude
    while rest >= 10 {
      digits += 1
      rest /= 10
    }
    rest = value.magnitude
    for place in stride(from: filled + digits - 1, through: filled, by: -1) {
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      storage.storeBytes(of: UInt8(ascii: "0") + digit, toByteOffset: place, as: UInt8.self)
      rest /= 10
    }
    filled += digits
    needsComma = true
  }

  /// Writes a truth value.
  @inlinable
  public mutating func bool(_ value: Bool) {
    word(value ? "true" : "false")
  }

  /// Writes `null`.
  @inlinable
  public mutating func null() {
    word("null")
  }

  /// Writes an instant as a string.
  public mutating func instant(_ instant: Instant) {
    separate(Instant.length + 2)
    put(UInt8(ascii: "\""))
    instant.write(to: storage + filled)
    filled += Instant.length
    put(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a value that is already JSON, as it is.
  public mutating func raw(_ json: UnsafeRawBufferPointer) {
    separate(json.count)
    if let base = json.baseAddress { put(base, json.count) }
    needsComma = true
  }

  /// Writes a value that is already JSON, as it is.
  public mutating func raw(_ json: [UInt8]) {
    json.withUnsafeBytes { raw($0) }
  }

  /// Writes a value that is already JSON, as it is.
  public mutating func raw(_ json: String) {
    plain(json)
  }

  /// Writes a value with everything in it, on one line.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let value): number(value)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let object): self.object(object)
    }
  }

  /// Writes an object with everything in it, on one line.
  public mutating func object(_ object: JSONObject) {
    beginObject()
    for member in object.members {
      key(member.key)
      value(member.value)
    }
    endObject()
  }
}
