// Strings and numbers: checked in place, copied only when asked for.

extension JSONReader {
  /// The next value, a string, left in the document.
  /// - Parameter limit: The longest text between the quotation marks, in bytes.
  /// - Throws: `wrongKind`, `stringTooLong`, `invalidUTF8`, `controlCharacter`, `invalidEscape`,
  ///   `loneSurrogate`, `endOfInput`, `expectedValue`.
  @inlinable
  public mutating func text(limit: Int = .max) throws(JSONFault) -> JSONText {
    skipSpace()
    guard cursor < end, cursor.byte == UInt8(ascii: "\"") else { throw mismatch(.string) }
    let place = cursor
    let text = try scanString()
    guard text.count <= limit else { throw JSONFault(.stringTooLong, at: place - start) }
    return text
  }

  /// The next value, a string.
  /// - Parameter limit: The longest text between the quotation marks, in bytes.
  /// - Throws: What ``text(limit:)`` throws.
  @inlinable
  public mutating func string(limit: Int = .max) throws(JSONFault) -> String {
    try text(limit: limit).string
  }

  /// The next value, a number as it is written.
  /// - Throws: `wrongKind`, `invalidNumber`, `numberTooLong`, `exponentTooLarge`, `endOfInput`,
  ///   `expectedValue`.
  public mutating func number() throws(JSONFault) -> JSONNumber {
    let place = nextOffset()
    _ = try scanNumber()
    let bytes = UnsafeRawBufferPointer(start: start + place, count: offset - place)
    return JSONNumber(checked: String(decoding: bytes, as: UTF8.self))
  }

  /// The next value, a whole number written without fraction and exponent.
  /// - Throws: `notAnInteger`, `integerOutOfRange`, and what ``number()`` throws.
  public mutating func integer(
    in range: ClosedRange<Int> = 0...Int.max
  ) throws(JSONFault) -> Int {
    if let value = takeShortInteger(in: range) { return value }
    let place = nextOffset()
    guard try scanNumber() else { throw JSONFault(.notAnInteger, at: place) }
    var digits = start + place
    let isNegative = digits.byte == UInt8(ascii: "-")
    if isNegative { digits += 1 }
    var value = 0
    var hasOverflow = false
    while digits < cursor {
      let (product, first) = value.multipliedReportingOverflow(by: 10)
      let digit = Int(digits.byte &- UInt8(ascii: "0"))
      let (sum, second) = product.addingReportingOverflow(isNegative ? -digit : digit)
      hasOverflow = hasOverflow || first || second
      value = sum
      digits += 1
    }
    guard !hasOverflow, range.contains(value) else {
      throw JSONFault(.integerOutOfRange, at: place)
    }
    return value
  }

  /// The next value where it is a whole number in range, of a few digits and without sign; where
  /// it is not, nothing is read but white space.
  @inline(__always)
  private mutating func takeShortInteger(in range: ClosedRange<Int>) -> Int? {
    skipSpace()
    var place = cursor
    var value = 0
    while place < end, place - cursor < JSONReader.shortInteger {
      let digit = place.byte &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      place += 1
    }
    let hasLeadingZero = place - cursor > 1 && cursor.byte == UInt8(ascii: "0")
    guard place > cursor, place < end, !hasLeadingZero, range.contains(value),
      place.byte == UInt8(ascii: ",") || place.byte == UInt8(ascii: "}")
    else { return nil }
    cursor = place
    return value
  }

  /// Digits that fit into an `Int` whatever they are.
  private static var shortInteger: Int { 18 }

  /// Steps over a number; whether it is written as a whole one.
  mutating func scanNumber() throws(JSONFault) -> Bool {
    skipSpace()
    guard cursor < end, JSONReader.kind(of: cursor.byte) == .number else {
      throw mismatch(.number)
    }
    do throws(JSONFault) {
      let scan = try JSONNumber.scan(from: cursor, to: end)
      cursor = scan.end
      return scan.isWhole
    } catch {
      throw JSONFault(error.reason, at: offset + error.offset)
    }
  }
}

// MARK: - Scanning a string

extension JSONReader {
  /// Steps over a string, the cursor is at its quotation mark.
  ///
  /// Eight bytes at a time: only a quotation mark, a backslash, a control character or a byte
  /// beyond ASCII stops it.
  @usableFromInline
  mutating func scanString() throws(JSONFault) -> JSONText {
    let first = cursor + 1
    var place = first
    var isEscaped = false
    var isASCII = true
    while true {
      while end - place >= 8 {
        let special = JSONReader.specialBytes(of: place.word(at: 0))
        if special == 0 {
          place += 8
        } else {
          place += special.trailingZeroBitCount &>> 3
          break
        }
      }
      guard place < end else { throw JSONFault(.endOfInput, at: end - start) }
      let byte = place.byte
      if byte == UInt8(ascii: "\"") {
        break
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
        place = try scanEscape(at: place)
      } else if byte < 0x20 {
        throw JSONFault(.controlCharacter, at: place - start)
      } else if byte < 0x80 {
        place += 1
      } else {
        isASCII = false
        place = try scanMultibyte(from: place)
      }
    }
    guard place - first <= limits.string else {
      throw JSONFault(.stringTooLong, at: cursor - start)
    }
    cursor = place + 1
    return JSONText(start: first, count: place - first, isEscaped: isEscaped, isASCII: isASCII)
  }

  /// The bytes of a word that end a plain run, each marked in its highest bit; exact for the
  /// lowest of them.
  @inline(__always)
  static func specialBytes(of word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let slash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let found =
      (quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones &* 0x20) & ~word | word
    return found & highs
  }

  /// Steps over an escape, the place is at its backslash.
  private func scanEscape(at place: UnsafeRawPointer) throws(JSONFault) -> UnsafeRawPointer {
    guard end - place >= 2 else { throw JSONFault(.endOfInput, at: end - start) }
    let letter = (place + 1).byte
    if JSONText.simpleEscape(letter) != nil { return place + 2 }
    guard letter == UInt8(ascii: "u") else { throw JSONFault(.invalidEscape, at: place - start) }
    let unit = try scanUnit(at: place)
    guard unit & 0xF800 == 0xD800 else { return place + 6 }
    let low = place + 6
    guard unit & 0xFC00 == 0xD800, end - low >= 2, low.byte == UInt8(ascii: "\\"),
      (low + 1).byte == UInt8(ascii: "u"), try scanUnit(at: low) & 0xFC00 == 0xDC00
    else { throw JSONFault(.loneSurrogate, at: place - start) }
    return low + 6
  }

  /// The four digits of an escape, the place is at its backslash.
  private func scanUnit(at place: UnsafeRawPointer) throws(JSONFault) -> UInt16 {
    guard end - place >= 6 else { throw JSONFault(.endOfInput, at: end - start) }
    guard let unit = JSONText.hexadecimal(at: place + 2) else {
      throw JSONFault(.invalidEscape, at: place - start)
    }
    return unit
  }

  /// Steps over a run of characters beyond ASCII.
  ///
  /// Source: The Unicode Standard, table 3-7, well-formed UTF-8 byte sequences.
  private func scanMultibyte(
    from place: UnsafeRawPointer
  ) throws(JSONFault) -> UnsafeRawPointer {
    var cursor = place
    while cursor < end, cursor.byte >= 0x80 {
      let length = JSONReader.lengthOfScalar(at: cursor, to: end)
      guard length > 0 else { throw JSONFault(.invalidUTF8, at: cursor - start) }
      cursor += length
    }
    return cursor
  }

  /// The bytes of the character beyond ASCII that begins here; 0 where it is no valid one.
  static func lengthOfScalar(at place: UnsafeRawPointer, to end: UnsafeRawPointer) -> Int {
    let lead = place.byte
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, lead <= 0xF4, end - place >= length else { return 0 }
    let second = (place + 1).byte
    let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    guard second >= low, second <= high else { return 0 }
    if length > 2, (place + 2).byte & 0xC0 != 0x80 { return 0 }
    if length > 3, (place + 3).byte & 0xC0 != 0x80 { return 0 }
    return length
  }
}
