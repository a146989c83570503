public import SquallModel
internal import SquallSessions

/// A place in a log that tells two logs apart: a sequence, and the running checksum there.
///
/// Two logs that agree in it agree in every entry up to there (FileFormat.md, J8).
public struct LogPoint: Hashable, Sendable {
  /// The sequence of the entry; 0 before the first.
  public var sequence: Int
  /// The running checksum at that entry.
  public var checksum: UInt64

  public init(sequence: Int, checksum: UInt64) {
    self.sequence = sequence
    self.checksum = checksum
  }

  /// The point of a text such as `17.b1e2c3d4e5f60718`, or nil where it is none.
  public init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].count <= LogPoint.maximumDigits,
      parts[0].allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), parts[1].count == 16,
      parts[1].allSatisfy({ Hexadecimal.value(of: $0) != nil }),
      let sequence = Int(String(decoding: parts[0], as: UTF8.self)),
      sequence <= Limit.entries.maximum,
      let checksum = UInt64(String(decoding: parts[1], as: UTF8.self), radix: 16)
    else { return nil }
    self.init(sequence: sequence, checksum: checksum)
  }

  /// The most digits of ``Limit/entries``.
  private static let maximumDigits = 15
}

extension LogPoint: CustomStringConvertible {
  /// The point as it stands in streams and addresses.
  public var description: String {
    var bytes = Array(String(sequence).utf8)
    bytes.append(UInt8(ascii: "."))
    for shift in stride(from: 56, through: 0, by: -8) {
      Hexadecimal.append(UInt8(truncatingIfNeeded: checksum >> UInt64(shift)), to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// An entry of the log as it stands in journals and streams, with what proves its place.
public struct LogLine: Equatable, Sendable {
  public let entry: Entry
  /// The entry's JSON, on one line.
  public let payload: [UInt8]
  /// The running checksum at this entry.
  public let checksum: UInt64

  public init(entry: Entry, payload: [UInt8], checksum: UInt64) {
    self.entry = entry
    self.payload = payload
    self.checksum = checksum
  }

  /// The line of an entry that follows another one: encoded once, for the journal and all guests.
  public init(_ entry: Entry, after point: LogPoint) {
    let payload = EntryFormat.bytes(of: entry)
    self.init(
      entry: entry, payload: payload, checksum: XXH64.hash(payload, seed: point.checksum))
  }

  public var point: LogPoint { LogPoint(sequence: entry.sequence, checksum: checksum) }
}

/// Bytes written as lower-case hexadecimal digits.
enum Hexadecimal {
  static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    for digit in [byte >> 4, byte & 15] {
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
  }

  static func text(of bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count * 2)
    for byte in bytes { append(byte, to: &digits) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The value of a digit; nil for what is none.
  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// The bytes that digits stand for; nil where they are none.
  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(of: digits[index]), let low = value(of: digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}
