internal import SquallModel

/// The line around a payload in a journal (J1): checksum, length, payload, newline.
///
///     b1e2…9c 187 {"sequence": 17, …}
///
/// The byte after the checksum is a space, or `+` where the line was written together with the
/// line before it (J5).
struct JournalFrame: Equatable {
  /// Hexadecimal digits of a checksum.
  static let checksumLength = 16
  /// The most digits a length has; more could not be a file's.
  static let maximumLengthDigits = 15
  /// The least bytes a line has.
  static let minimumLength = checksumLength + 4

  /// The checksum as it stands in the line, checked by nobody yet.
  var checksum: UInt64
  /// Whether the line was written together with the line before it.
  var continues: Bool
  /// Where the payload is.
  var payload: Range<Int>

  /// Just after the newline.
  var end: Int { payload.upperBound + 1 }

  /// The line that starts there, or nil where the bytes have not the shape of a whole one.
  init?(in bytes: UnsafeRawBufferPointer, at start: Int) {
    guard start >= 0, bytes.count - start >= JournalFrame.minimumLength,
      let checksum = JournalFrame.checksum(in: bytes, at: start)
    else { return nil }
    self.checksum = checksum

    var place = start + JournalFrame.checksumLength
    switch bytes[place] {
    case UInt8(ascii: " "): continues = false
    case UInt8(ascii: "+"): continues = true
    default: return nil
    }
    place += 1

    let firstDigit = place
    var length = 0
    while place < bytes.count, place - firstDigit < JournalFrame.maximumLengthDigits,
      case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10
    {
      length = length * 10 + Int(digit)
      place += 1
    }
    guard place > firstDigit, bytes[firstDigit] != UInt8(ascii: "0"),
      place < bytes.count, bytes[place] == UInt8(ascii: " ")
    else { return nil }
    place += 1

    guard length < bytes.count - place, bytes[place + length] == UInt8(ascii: "\n") else {
      return nil
    }
    payload = place..<(place + length)
  }

  /// Whether the payload is what the checksum says, after the entry that has `seed`.
  func isWhole(in bytes: UnsafeRawBufferPointer, seed: UInt64) -> Bool {
    XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[payload]), seed: seed) == checksum
  }

  /// Writes a line.
  static func append(
    _ payload: some Collection<UInt8>, checksum: UInt64, continues: Bool,
    to buffer: inout [UInt8]
  ) {
    appendChecksum(checksum, to: &buffer)
    buffer.append(continues ? UInt8(ascii: "+") : UInt8(ascii: " "))
    buffer.append(contentsOf: String(payload.count).utf8)
    buffer.append(UInt8(ascii: " "))
    buffer.append(contentsOf: payload)
    buffer.append(UInt8(ascii: "\n"))
  }

  /// Writes a checksum: sixteen hexadecimal digits, lower-case.
  static func appendChecksum(_ checksum: UInt64, to buffer: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: checksumLength, alignment: 8) { digits in
      var shift: UInt64 = 60
      for place in 0..<checksumLength {
        let digit = UInt8(truncatingIfNeeded: checksum &>> shift) & 15
        digits[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
        shift &-= 4
      }
      buffer.append(contentsOf: digits)
    }
  }

  /// Reads sixteen lower-case hexadecimal digits.
  static func checksum(in bytes: UnsafeRawBufferPointer, at start: Int) -> UInt64? {
    guard bytes.count - start >= checksumLength else { return nil }
    var value: UInt64 = 0
    for place in start..<(start + checksumLength) {
      let byte = bytes[place]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
      default: return nil
      }
      value = value << 4 | UInt64(digit)
    }
    return value
  }
}
