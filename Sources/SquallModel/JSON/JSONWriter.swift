/// Writes JSON into one growing buffer.
///
/// Commas and spaces come by themselves: `{"id": "s1", "kind": "command"}`. The caller says what
/// comes next and where lines break; nothing is checked, so an object is opened and closed by
/// whoever writes it.
@frozen
public struct JSONWriter {
  /// What is written between the signs.
  @frozen
  public enum Spacing: Hashable, Sendable {
    /// A space after each comma and colon, as squall's files have it.
    case spaced
    /// Nothing.
    case compact
  }

  /// What has been written.
  public var bytes: [UInt8]
  /// What is written between the signs.
  public let spacing: Spacing
  @usableFromInline var needsComma = false
  /// The line break that stands before what comes next, as the number of spaces after it.
  @usableFromInline var lineBreak = -1

  /// A writer that has written nothing.
  /// - Parameter capacity: The bytes to make room for.
  @inlinable
  public init(_ spacing: Spacing = .spaced, capacity: Int = 0) {
    self.spacing = spacing
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Lets what comes next begin on a new line.
  /// - Parameter indent: The spaces it begins with.
  @inlinable
  public mutating func breakLine(indent: Int = 0) {
    lineBreak = indent
  }

  /// Opens an object.
  @inlinable
  public mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
  }

  /// Closes an object.
  @inlinable
  public mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Opens an array.
  @inlinable
  public mutating func beginArray() {
    separate()
    bytes.append(UInt8(ascii: "["))
    needsComma = false
  }

  /// Closes an array.
  @inlinable
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  @inlinable
  mutating func end(_ sign: UInt8) {
    needsComma = false
    if lineBreak >= 0 { separate() }
    bytes.append(sign)
    needsComma = true
  }

  /// Writes a key that needs no escape; its value comes next.
  @inlinable
  public mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    colon()
  }

  /// Writes a key; its value comes next.
  @inlinable
  public mutating func key(_ key: String) {
    separate()
    quote(key)
    colon()
  }

  @inlinable
  mutating func colon() {
    bytes.append(UInt8(ascii: ":"))
    if spacing == .spaced { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
  }

  /// Writes what stands between the last value and the next thing.
  @inlinable
  mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if lineBreak >= 0 {
      bytes.append(UInt8(ascii: "\n"))
      for _ in 0..<lineBreak { bytes.append(UInt8(ascii: " ")) }
      lineBreak = -1
    } else if needsComma, spacing == .spaced {
      bytes.append(UInt8(ascii: " "))
    }
  }

  @inlinable
  mutating func append(_ raw: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: raw)
  }
}

// MARK: - Values

extension JSONWriter {
  /// Writes a string.
  @inlinable
  public mutating func string(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  /// Writes a string that needs no escape.
  @inlinable
  public mutating func string(_ text: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a number as it was written.
  @inlinable
  public mutating func number(_ number: JSONNumber) {
    separate()
    bytes.append(contentsOf: number.literal.utf8)
    needsComma = true
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) {
    separate()
    var digits: UInt64 = 0
    var count: UInt64 = 0
    var rest = value.magnitude
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    guard rest < 100_000_000 else {
      bytes.append(contentsOf: String(rest).utf8)
      needsComma = true
      return
    }
    repeat {
      digits = digits << 8 | UInt64(rest % 10 + UInt(UInt8(ascii: "0")))
      rest /= 10
      count += 1
    } while rest > 0
    for _ in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
    needsComma = true
  }

  /// Writes a truth value.
  @inlinable
  public mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  /// Writes `null`.
  @inlinable
  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  /// Writes a value that is already JSON, as it is.
  @inlinable
  public mutating func raw(_ json: some Collection<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
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

// MARK: - Strings

extension JSONWriter {
  /// Writes a text between quotation marks; only what must be escaped is.
  @usableFromInline
  mutating func quote(_ text: String) {
    var copy = text
    bytes.append(UInt8(ascii: "\""))
    copy.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return }
      var place = UnsafeRawPointer(base)
      let end = place + buffer.count
      while place < end {
        let run = JSONWriter.skipPlain(from: place, to: end)
        append(UnsafeRawBufferPointer(start: place, count: run - place))
        place = run
        guard place < end else { return }
        escape(place.byte)
        place += 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The first byte that must be escaped, or the end.
  private static func skipPlain(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    var place = start
    while end - place >= 8 {
      let word = place.word(at: 0)
      let special = JSONReader.specialBytes(of: word) & ~word
      guard special == 0 else { break }
      place += 8
    }
    while place < end {
      let byte = place.byte
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      place += 1
    }
    return place
  }

  private mutating func escape(_ byte: UInt8) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case 0x08: letter = UInt8(ascii: "b")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x0D: letter = UInt8(ascii: "r")
    default:
      let low = byte & 0x0F
      bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u001").utf8)
      bytes.append(low + (low < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
      return
    }
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(letter)
  }
}
