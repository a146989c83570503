/// A number that keeps exactly the characters it was written with.
///
/// `99.99`, `9223372036854775808`, `0.10`, `-0` and `1e-7` stay what they are: no value ever
/// passes through binary floating point. Two numbers are equal when their characters are.
public struct JSONNumber: Hashable, Sendable {
  /// The most digits, those of the exponent not counted.
  public static let maximumDigits = 64
  /// The largest exponent as it is written, either way.
  public static let maximumExponent = 308

  /// The number as it stands in a document.
  public let literal: String

  /// A number of that literal, or nil where it is no number of the JSON grammar or too long.
  public init?(_ literal: String) {
    var copy = literal
    let isNumber = copy.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return false }
      let end = UnsafeRawPointer(base) + bytes.count
      return (try? JSONNumber.scan(from: base, to: end))?.end == end
    }
    guard isNumber else { return nil }
    self.literal = literal
  }

  /// A number of a literal that the reader has checked.
  init(checked literal: String) {
    self.literal = literal
  }

  /// The number that a whole number is.
  public init(_ value: some FixedWidthInteger) {
    literal = String(value)
  }

  /// The value where it is written without fraction and exponent and fits, else nil.
  public var int: Int? { Int(literal) }
}

extension JSONNumber {
  /// Where a literal ends and whether it is written as a whole number.
  struct Scan {
    var end: UnsafeRawPointer
    var isWhole: Bool
  }

  /// Reads the longest number that begins at a byte.
  /// - Throws: `invalidNumber`, `numberTooLong`, `exponentTooLarge`, `endOfInput`, each with its
  ///   place counted from that byte.
  static func scan(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) throws(JSONFault) -> Scan {
    var cursor = start
    if cursor < end, cursor.byte == UInt8(ascii: "-") { cursor += 1 }
    let whole = try skipDigits(from: cursor, to: end, since: start)
    var digits = whole - cursor
    guard digits == 1 || cursor.byte != UInt8(ascii: "0") else {
      throw JSONFault(.invalidNumber, at: cursor - start)
    }
    cursor = whole
    var isWhole = true
    if cursor < end, cursor.byte == UInt8(ascii: ".") {
      isWhole = false
      let fraction = try skipDigits(from: cursor + 1, to: end, since: start)
      digits += fraction - cursor - 1
      cursor = fraction
    }
    guard digits <= maximumDigits else { throw JSONFault(.numberTooLong, at: 0) }
    if cursor < end, cursor.byte | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      cursor = try scanExponent(from: cursor + 1, to: end, since: start)
    }
    return Scan(end: cursor, isWhole: isWhole)
  }

  private static func scanExponent(
    from place: UnsafeRawPointer, to end: UnsafeRawPointer, since start: UnsafeRawPointer
  ) throws(JSONFault) -> UnsafeRawPointer {
    var cursor = place
    if cursor < end, cursor.byte == UInt8(ascii: "-") || cursor.byte == UInt8(ascii: "+") {
      cursor += 1
    }
    let after = try skipDigits(from: cursor, to: end, since: start)
    let isShort = after - cursor <= maximumDigits
    var value = 0
    while isShort, cursor < after {
      value = min(value * 10 + Int(cursor.byte & 0x0F), maximumExponent + 1)
      cursor += 1
    }
    guard isShort, value <= maximumExponent else {
      throw JSONFault(.exponentTooLarge, at: place - start)
    }
    return after
  }

  /// Steps over digits, of which there must be at least one.
  private static func skipDigits(
    from place: UnsafeRawPointer, to end: UnsafeRawPointer, since start: UnsafeRawPointer
  ) throws(JSONFault) -> UnsafeRawPointer {
    var cursor = place
    while cursor < end, cursor.byte &- UInt8(ascii: "0") < 10 { cursor += 1 }
    guard cursor > place else {
      throw JSONFault(cursor < end ? .invalidNumber : .endOfInput, at: cursor - start)
    }
    return cursor
  }
}
