/// The one reader of JSON: strict, typed, one pass over the bytes, no tree in between.
///
/// The caller asks for what it expects, in the order in which it stands there:
///
///     let title = try JSONReader.read(bytes) { reader throws(JSONFault) in
///       var title = ""
///       var keys = JSONKeySet()
///       try reader.beginObject()
///       while let key = try reader.nextKey() {
///         if key == "title" {
///           try keys.insert(0, key, in: reader)
///           title = try reader.string()
///         } else {
///           try keys.insert(key, in: reader)
///           try reader.skipValue()
///         }
///       }
///       return title
///     }
///
/// Nothing is taken that RFC 8259 does not allow, and of what it leaves open nothing that two
/// programs read differently: no byte-order mark, no duplicate keys, no lone surrogates, no
/// number that would be rounded. Trees and skipped values are checked as strictly as the rest;
/// an object that the caller reads member by member is checked with a ``JSONKeySet``.
///
/// Source: RFC 8259; durability.md T4 and T5.
@frozen
public struct JSONReader {
  @usableFromInline let start: UnsafeRawPointer
  @usableFromInline let end: UnsafeRawPointer
  @usableFromInline var cursor: UnsafeRawPointer
  @usableFromInline var depth = 0
  /// Whether the object or array that was begun last has shown nothing yet.
  @usableFromInline var isFresh = false
  /// What the document may ask for.
  public let limits: JSONLimits

  @usableFromInline
  init(start: UnsafeRawPointer, count: Int, limits: JSONLimits) {
    self.start = start
    self.end = start + count
    self.cursor = start
    self.limits = limits
  }

  /// Reads a whole document.
  /// - Throws: ``JSONError`` for the first thing that is wrong, in the order of the document:
  ///   what the body throws, a byte-order mark, a passed limit, text after the end.
  public static func read<Result>(
    _ document: UnsafeRawBufferPointer, limits: JSONLimits = .standard,
    _ body: (inout JSONReader) throws(JSONFault) -> Result
  ) throws(JSONError) -> Result {
    do throws(JSONFault) {
      guard let base = document.baseAddress, !document.isEmpty else {
        throw JSONFault(.endOfInput, at: 0)
      }
      guard document.count <= limits.bytes else {
        throw JSONFault(.documentTooLong, at: limits.bytes)
      }
      var reader = JSONReader(start: base, count: document.count, limits: limits)
      guard !document.starts(with: [0xEF, 0xBB, 0xBF]) else {
        throw JSONFault(.byteOrderMark, at: 0)
      }
      let result = try body(&reader)
      reader.skipSpace()
      guard reader.cursor == reader.end else { throw reader.fault(.trailingText) }
      return result
    } catch {
      throw JSONError(error, in: document)
    }
  }

  /// Reads a whole document.
  /// - Throws: ``JSONError`` for the first thing that is wrong, in the order of the document.
  public static func read<Result>(
    _ document: [UInt8], limits: JSONLimits = .standard,
    _ body: (inout JSONReader) throws(JSONFault) -> Result
  ) throws(JSONError) -> Result {
    try document.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      try read(UnsafeRawBufferPointer(buffer), limits: limits, body)
    }
  }
}

// MARK: - Places and faults

extension JSONReader {
  /// The next byte to be read, counted from the beginning of the document.
  @inlinable
  public var offset: Int { cursor - start }

  /// The bytes that are left.
  package var remaining: Int { end - cursor }

  /// Bytes that are still to be read, from one of them on; fewer at the end of the document.
  package func upcoming(from offset: Int, count: Int) -> UnsafeRawBufferPointer {
    let first = min(max(start + offset, cursor), end)
    return UnsafeRawBufferPointer(start: first, count: min(count, end - first))
  }

  /// The beginning of the next value, key or sign, counted from the beginning of the document.
  @inlinable
  public mutating func nextOffset() -> Int {
    skipSpace()
    return cursor - start
  }

  /// Goes to a byte where a value begins, which was read or skipped before.
  ///
  /// For objects whose members cannot be read in the order in which they stand.
  package mutating func move(to offset: Int) {
    cursor = start + offset
    isFresh = false
  }

  /// The place of a text in the document: of the quotation mark before it.
  @inlinable
  public func offset(of text: JSONText) -> Int { text.start - start - 1 }

  /// A fault at the next byte.
  @usableFromInline
  func fault(_ reason: JSONReason) -> JSONFault {
    JSONFault(reason, at: cursor - start)
  }

  /// A fault at a text of the document.
  public func fault(_ reason: JSONReason, at text: JSONText) -> JSONFault {
    JSONFault(reason, at: offset(of: text))
  }

  /// The fault of finding something else than what is asked for.
  @usableFromInline
  func mismatch(_ expected: JSONKind) -> JSONFault {
    guard cursor < end else { return fault(.endOfInput) }
    guard let found = JSONReader.kind(of: cursor.byte) else { return fault(.expectedValue) }
    if found == .bool || found == .null {
      // The first letter is no word yet: `nonsense` is not null.
      var copy = self
      guard copy.take("true") || copy.take("false") || copy.take("null") else {
        return fault(.expectedValue)
      }
    }
    return fault(.wrongKind(expected: expected, found: found))
  }

  @usableFromInline
  static func kind(of byte: UInt8) -> JSONKind? {
    switch byte {
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    default: nil
    }
  }

  /// The kind of the next value, which is left unread.
  /// - Throws: `endOfInput`, `expectedValue`.
  @inlinable
  public mutating func peekKind() throws(JSONFault) -> JSONKind {
    skipSpace()
    guard cursor < end else { throw fault(.endOfInput) }
    guard let kind = JSONReader.kind(of: cursor.byte) else { throw fault(.expectedValue) }
    return kind
  }

  @inlinable
  @inline(__always)
  mutating func skipSpace() {
    while cursor < end {
      let byte = cursor.byte
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      cursor += 1
      if cursor < end, cursor.byte == 0x20 { skipManySpaces() }
    }
  }

  /// Passes over blanks eight at a time: a document may be nothing else.
  @usableFromInline
  @inline(never)
  mutating func skipManySpaces() {
    while end - cursor >= 8, cursor.word(at: 0) == JSONReader.eightSpaces { cursor += 8 }
  }

  static var eightSpaces: UInt64 { 0x2020_2020_2020_2020 }
}

// MARK: - Objects and arrays

extension JSONReader {
  /// Enters an object; its keys come from ``nextKey()``.
  /// - Throws: `wrongKind`, `tooDeep`, `endOfInput`, `expectedValue`.
  @inlinable
  public mutating func beginObject() throws(JSONFault) {
    try begin(UInt8(ascii: "{"), .object)
  }

  /// Enters an array; ``nextElement()`` tells whether there is another element.
  /// - Throws: `wrongKind`, `tooDeep`, `endOfInput`, `expectedValue`.
  @inlinable
  public mutating func beginArray() throws(JSONFault) {
    try begin(UInt8(ascii: "["), .array)
  }

  @inlinable
  @inline(__always)
  mutating func begin(_ sign: UInt8, _ kind: JSONKind) throws(JSONFault) {
    skipSpace()
    guard cursor < end, cursor.byte == sign else { throw mismatch(kind) }
    guard depth < limits.depth else { throw fault(.tooDeep) }
    depth &+= 1
    cursor += 1
    isFresh = true
  }

  /// The next key of the object, its value comes next; nil at the end, which leaves the object.
  /// - Throws: `expectedComma`, `trailingComma`, `expectedKey`, `expectedColon`, and what
  ///   ``text(limit:)`` throws.
  @inlinable
  public mutating func nextKey() throws(JSONFault) -> JSONText? {
    guard try next(UInt8(ascii: "}")) else { return nil }
    guard cursor < end, cursor.byte == UInt8(ascii: "\"") else {
      throw fault(cursor < end ? .expectedKey : .endOfInput)
    }
    let key = try scanString()
    skipSpace()
    guard cursor < end, cursor.byte == UInt8(ascii: ":") else {
      throw fault(cursor < end ? .expectedColon : .endOfInput)
    }
    cursor += 1
    return key
  }

  /// Whether the array has another element, which comes next; false leaves the array.
  /// - Throws: `expectedComma`, `trailingComma`, `endOfInput`.
  @inlinable
  public mutating func nextElement() throws(JSONFault) -> Bool {
    try next(UInt8(ascii: "]"))
  }

  /// Steps over a comma or the end of what was begun; whether something follows.
  @inlinable
  @inline(__always)
  mutating func next(_ close: UInt8) throws(JSONFault) -> Bool {
    skipSpace()
    guard cursor < end else { throw fault(.endOfInput) }
    if cursor.byte == close {
      cursor += 1
      depth &-= 1
      isFresh = false
      return false
    }
    if isFresh {
      isFresh = false
      return true
    }
    guard cursor.byte == UInt8(ascii: ",") else { throw fault(.expectedComma) }
    let comma = cursor
    cursor += 1
    skipSpace()
    if cursor < end, cursor.byte == close {
      cursor = comma
      throw fault(.trailingComma)
    }
    return true
  }
}

// MARK: - Plain values

extension JSONReader {
  /// The next value, a truth value.
  /// - Throws: `wrongKind`, `endOfInput`, `expectedValue`.
  @inlinable
  public mutating func bool() throws(JSONFault) -> Bool {
    skipSpace()
    if take("true") { return true }
    if take("false") { return false }
    throw wordFault(.bool)
  }

  /// The next value, `null`.
  /// - Throws: `wrongKind`, `endOfInput`, `expectedValue`.
  @inlinable
  public mutating func null() throws(JSONFault) {
    skipSpace()
    guard take("null") else { throw wordFault(.null) }
  }

  /// Whether the next value is `null`, which is then read.
  @inlinable
  public mutating func takeNull() -> Bool {
    skipSpace()
    return take("null")
  }

  @inlinable
  @inline(__always)
  mutating func take(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard end - cursor >= length,
      JSONText.areEqual(cursor, UnsafeRawPointer(word.utf8Start), count: length)
    else { return false }
    cursor += length
    return true
  }

  /// Steps over exactly these bytes; false, and nothing is read, where others come next.
  ///
  /// For lines that squall has written itself: a name with the signs around it is one comparison.
  /// The caller knows that it stands where such bytes may be.
  /// - Parameter deeper: By how much what comes next lies deeper in the document.
  @inlinable
  @inline(__always)
  package mutating func take(written bytes: StaticString, deeper: Int = 0) -> Bool {
    guard take(bytes) else { return false }
    depth &+= deeper
    return true
  }

  /// The fault of a word that is neither `true`, `false` nor `null`, or not the one asked for.
  @usableFromInline
  func wordFault(_ expected: JSONKind) -> JSONFault {
    return mismatch(expected)
  }
}
