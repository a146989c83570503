/// The six kinds of value that a JSON document holds.
@frozen
public enum JSONKind: UInt8, Hashable, Sendable {
  case null, bool, number, string, array, object
}

/// Why a document cannot be read.
@frozen
public enum JSONReason: Hashable, Sendable {
  /// The text stops inside a value, or there is no text at all.
  case endOfInput
  /// The text begins with a byte-order mark.
  case byteOrderMark
  /// A byte sequence that is no UTF-8: overlong, a surrogate, beyond U+10FFFF or cut short.
  case invalidUTF8
  /// A character below U+0020 stands unescaped in a string.
  case controlCharacter
  /// A backslash is followed by something that is no escape.
  case invalidEscape
  /// Half of a surrogate pair stands alone.
  case loneSurrogate
  /// A number that leaves the grammar: a leading zero or plus, no digit, a bare point.
  case invalidNumber
  /// A number with more than ``JSONNumber/maximumDigits`` digits.
  case numberTooLong
  /// An exponent beyond ``JSONNumber/maximumExponent`` either way.
  case exponentTooLarge
  /// A number with a fraction or an exponent where a whole one is asked for.
  case notAnInteger
  /// A whole number outside the range that is asked for.
  case integerOutOfRange
  /// Something that begins no value stands where a value should.
  case expectedValue
  /// Something other than a quoted key stands where a key should.
  case expectedKey
  /// A key is not followed by a colon.
  case expectedColon
  /// A member or element is followed by neither a comma nor the end.
  case expectedComma
  /// A comma stands before the end of an object or array.
  case trailingComma
  /// Text follows the end of the document.
  case trailingText
  /// One object has the same key twice.
  case duplicateKey
  /// Values are nested deeper than ``JSONLimits/depth``.
  case tooDeep
  /// The document is longer than ``JSONLimits/bytes``.
  case documentTooLong
  /// A string is longer than the limit that holds for it.
  case stringTooLong
  /// An object has more members than ``JSONLimits/members``.
  case tooManyMembers
  /// A tree has more values than ``JSONLimits/values``.
  case tooManyValues
  /// A value of one kind stands where another is asked for.
  case wrongKind(expected: JSONKind, found: JSONKind)
  /// The caller refused what it read, and keeps its own reason.
  case refused
}

/// A reason and the byte it was found at: what a reader throws while it reads.
@frozen
public struct JSONFault: Error, Hashable, Sendable {
  /// Why the document cannot be read.
  public var reason: JSONReason
  /// The place, in bytes from the beginning of the document.
  public var offset: Int

  /// A fault of that reason at that byte.
  @inlinable
  public init(_ reason: JSONReason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

/// A fault with its place in words that a person can follow: what leaves the reader.
public struct JSONError: Error, Hashable, Sendable {
  /// Why the document cannot be read.
  public var reason: JSONReason
  /// Where it was found.
  public var place: JSONPlace

  /// An error of that reason at that place.
  public init(_ reason: JSONReason, at place: JSONPlace) {
    self.reason = reason
    self.place = place
  }

  /// The error that a fault in a document is.
  public init(_ fault: JSONFault, in document: UnsafeRawBufferPointer) {
    self.init(fault.reason, at: JSONPlace(of: fault.offset, in: document))
  }
}
