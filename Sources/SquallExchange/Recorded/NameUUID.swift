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
    var place = start
    for index in 0..<16 {
      if index == 4 || index == 6 || index == 8 || index == 10 {
        place.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
        place += 1
      }
      let word = index < 8 ? high : low
      let byte = UInt8(truncatingIfNeeded: word &>> UInt64(56 &- (index & 7) &* 8))
      place.storeBytes(of: NameUUID.digit(byte &>> 4), as: UInt8.self)
      place.storeBytes(of: NameUUID.digit(byte & 15), toByteOffset: 1, as: UInt8.self)
      place += 2
    }
  }

  @inline(__always)
  private static func digit(_ value: UInt8) -> UInt8 {
    value &+ (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") &- 10)
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
