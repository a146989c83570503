public import SquallModel

/// An identifier that comes from a name: the same name gives the same one, on every machine.
///
/// Source: RFC 9562, section 5.5, UUID version 5.
public struct NameUUID: Hashable, Sendable {
  /// The bytes of the identifier as it is written, without quotation marks.
  public static let length = 36

  private let high: UInt64
  private let low: UInt64

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The namespace of names that are URLs. Source: RFC 9562, section 6.6.
  private static let url = NameUUID(high: 0x6BA7_B811_9DAD_11D1, low: 0x80B4_00C0_4FD4_30C8)

  /// The namespace of everything that one session names.
  public static func session(_ id: ID) -> NameUUID {
    NameUUID(of: "squall:session/" + id.text, in: url)
  }

  /// The identifier of a name in a namespace.
  public init(of name: String, in namespace: NameUUID) {
    var name = name
    let digest = name.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(byteCount: 16 + bytes.count, alignment: 8) { message in
        message.storeBytes(of: namespace.high.bigEndian, as: UInt64.self)
        message.storeBytes(of: namespace.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        UnsafeMutableRawBufferPointer(rebasing: message[16...])
          .copyMemory(from: UnsafeRawBufferPointer(bytes))
        return SHA1.digest(of: UnsafeRawBufferPointer(message))
      }
    }
    let version: UInt64 = 0x5000
    let variant: UInt64 = 0x8000_0000_0000_0000
    high = (UInt64(digest.0) &<< 32 | UInt64(digest.1)) & ~0xF000 | version
    low = (UInt64(digest.2) &<< 32 | UInt64(digest.3)) & ~0xC000_0000_0000_0000 | variant
  }

  /// Writes the ``length`` bytes of the identifier.
  func write(to start: UnsafeMutableRawPointer) {
    let first = NameUUID.digits(of: high &>> 32)
    let second = NameUUID.digits(of: high & 0xFFFF_FFFF)
    let third = NameUUID.digits(of: low &>> 32)
    let fourth = NameUUID.digits(of: low & 0xFFFF_FFFF)
    start.storeBytes(of: first.bigEndian, as: UInt64.self)
    NameUUID.put(second &>> 32, to: start + 8)
    NameUUID.put(second, to: start + 13)
    NameUUID.put(third &>> 32, to: start + 18)
    NameUUID.put(third, to: start + 23)
    (start + 28).storeBytes(of: fourth.bigEndian, as: UInt64.self)
  }

  /// Writes a dash and four digits.
  @inline(__always)
  private static func put(_ digits: UInt64, to start: UnsafeMutableRawPointer) {
    start.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
    let digits = UInt32(truncatingIfNeeded: digits)
    (start + 1).storeBytes(of: digits.bigEndian, as: UInt32.self)
  }

  /// The eight hexadecimal digits of a number of 32 bits, the first in the highest byte.
  @inline(__always)
  private static func digits(of number: UInt64) -> UInt64 {
    var nibbles = (number | number &<< 16) & 0x0000_FFFF_0000_FFFF
    nibbles = (nibbles | nibbles &<< 8) & 0x00FF_00FF_00FF_00FF
    nibbles = (nibbles | nibbles &<< 4) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = (nibbles &+ 0x0606_0606_0606_0606) &>> 4 & 0x0101_0101_0101_0101
    return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* UInt64(UInt8(ascii: "a") - 0x3A)
  }
}

extension NameUUID: CustomStringConvertible {
  /// The identifier in lower case, with its four dashes.
  public var description: String {
    String(unsafeUninitializedCapacity: NameUUID.length) { buffer in
      if let base = buffer.baseAddress { write(to: base) }
      return NameUUID.length
    }
  }
}
