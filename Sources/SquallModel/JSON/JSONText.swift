/// A string as it stands in a document: checked, but not copied.
///
/// Keys and strings are compared and looked at in place; a `String` is made only when asked for.
/// - Important: It points into the document and must not outlive the call that reads it.
@frozen
public struct JSONText {
  @usableFromInline let start: UnsafeRawPointer
  /// The length between the quotation marks, in bytes, escapes as they are written.
  public let count: Int
  /// Whether escapes have to be resolved.
  public let isEscaped: Bool
  /// Whether all bytes are ASCII.
  public let isASCII: Bool

  @inlinable
  init(start: UnsafeRawPointer, count: Int, isEscaped: Bool, isASCII: Bool) {
    self.start = start
    self.count = count
    self.isEscaped = isEscaped
    self.isASCII = isASCII
  }

  /// The bytes between the quotation marks, escapes as they are written.
  @inlinable
  public var rawBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start, count: count)
  }

  /// The text, escapes resolved.
  public var string: String {
    guard isEscaped else {
      let checked = rawBytes.assumingMemoryBound(to: UInt8.self)
      return String(copying: UTF8Span(unchecked: checked.span, isKnownASCII: isASCII))
    }
    return String(unsafeUninitializedCapacity: count) { unescape(into: $0) }
  }

  /// Whether the text is an ASCII literal without quotation marks and backslashes.
  @inlinable
  public static func == (text: JSONText, literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard !text.isEscaped else { return text.isSlowlyEqual(to: literal) }
    return text.count == length
      && JSONText.areEqual(text.start, UnsafeRawPointer(literal.utf8Start), count: length)
  }

  /// Whether two texts have the same bytes once their escapes are resolved.
  public static func == (left: JSONText, right: JSONText) -> Bool {
    guard !left.isEscaped, !right.isEscaped else {
      return left.string.hasSameBytes(as: right.string)
    }
    return left.count == right.count && areEqual(left.start, right.start, count: left.count)
  }

  /// Whether the bytes of the text are those, once its escapes are resolved.
  public func hasBytes(of other: UnsafeRawBufferPointer) -> Bool {
    guard !isEscaped else { return string.utf8.elementsEqual(other) }
    guard let base = other.baseAddress else { return count == 0 }
    return count == other.count && JSONText.areEqual(start, base, count: count)
  }

  /// A number that equal raw texts share and different ones seldom do.
  package var sketch: Int {
    guard count < 8 else {
      let word = start.word(at: count - 8) &+ UInt64(truncatingIfNeeded: count)
      return Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> 40)
    }
    return rawBytes.reduce(count) { $0 &* 31 &+ Int($1) }
  }

  @usableFromInline
  func isSlowlyEqual(to literal: StaticString) -> Bool {
    literal.withUTF8Buffer { string.utf8.elementsEqual($0) }
  }

  @inlinable
  @inline(__always)
  static func areEqual(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int
  ) -> Bool {
    var index = 0
    while index &+ 8 <= count {
      guard left.word(at: index) == right.word(at: index) else { return false }
      index &+= 8
    }
    while index < count {
      guard (left + index).byte == (right + index).byte else { return false }
      index &+= 1
    }
    return true
  }
}

extension JSONText {
  /// Writes the text with its escapes resolved, and answers how many bytes that took: never more
  /// than ``count``.
  private func unescape(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var cursor = start
    let end = start + count
    var filled = 0
    while cursor < end {
      let byte = cursor.byte
      if byte != UInt8(ascii: "\\") {
        buffer[filled] = byte
        filled += 1
        cursor += 1
        continue
      }
      let escape = (cursor + 1).byte
      cursor += 2
      if let plain = JSONText.simpleEscape(escape) {
        buffer[filled] = plain
        filled += 1
        continue
      }
      var value = UInt32(JSONText.hexadecimal(at: cursor) ?? 0)
      cursor += 4
      if value & 0xFC00 == 0xD800 {
        let low = UInt32(JSONText.hexadecimal(at: cursor + 2) ?? 0)
        value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
        cursor += 6
      }
      for unit in UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}")
        ?? UTF8.encodedReplacementCharacter
      {
        buffer[filled] = unit
        filled += 1
      }
    }
    return filled
  }

  /// The byte that a one-letter escape stands for, or nil for `u` and all that is no escape.
  static func simpleEscape(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// The value of four hexadecimal digits, or nil where they are none.
  static func hexadecimal(at start: UnsafeRawPointer) -> UInt16? {
    var value: UInt16 = 0
    for index in 0..<4 {
      let byte = (start + index).byte
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}

extension UnsafeRawPointer {
  /// The byte here.
  @inlinable
  @inline(__always)
  var byte: UInt8 { load(as: UInt8.self) }

  /// The eight bytes from an index on, the first in the lowest place.
  @inlinable
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }
}
