/// The 64-bit checksum XXH64, which tells damaged bytes from whole ones. It is no signature:
/// whoever wants to can make bytes of any checksum.
///
/// The journal's running checksum takes the checksum of the entry before as its seed.
///
/// Source: the XXH64 algorithm description (Yann Collet), released for anybody to implement.
public enum XXH64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The checksum of bytes.
  public static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { hash($0, seed: seed) }
  }

  /// The checksum of bytes.
  public static func hash(_ bytes: ArraySlice<UInt8>, seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { hash($0, seed: seed) }
  }

  /// The checksum of bytes.
  public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    guard var place = bytes.baseAddress else { return avalanche(seed &+ prime5) }
    let end = place + bytes.count
    var hash = seed &+ prime5
    if bytes.count >= 32 {
      hash = stripes(&place, to: end, seed: seed)
    }
    hash &+= UInt64(bytes.count)
    while end - place >= 8 {
      hash = rotate(hash ^ round(0, place.word(at: 0)), 27) &* prime1 &+ prime4
      place += 8
    }
    if end - place >= 4 {
      let half = UInt32(littleEndian: place.loadUnaligned(as: UInt32.self))
      hash = rotate(hash ^ UInt64(half) &* prime1, 23) &* prime2 &+ prime3
      place += 4
    }
    while place < end {
      hash = rotate(hash ^ UInt64(place.byte) &* prime5, 11) &* prime1
      place += 1
    }
    return avalanche(hash)
  }

  /// Takes in all whole blocks of 32 bytes, in four lanes.
  private static func stripes(
    _ place: inout UnsafeRawPointer, to end: UnsafeRawPointer, seed: UInt64
  ) -> UInt64 {
    var first = seed &+ prime1 &+ prime2
    var second = seed &+ prime2
    var third = seed
    var fourth = seed &- prime1
    while end - place >= 32 {
      first = round(first, place.word(at: 0))
      second = round(second, place.word(at: 8))
      third = round(third, place.word(at: 16))
      fourth = round(fourth, place.word(at: 24))
      place += 32
    }
    var hash = rotate(first, 1) &+ rotate(second, 7) &+ rotate(third, 12) &+ rotate(fourth, 18)
    hash = merge(hash, first)
    hash = merge(hash, second)
    hash = merge(hash, third)
    hash = merge(hash, fourth)
    return hash
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
    (hash ^ round(0, lane)) &* prime1 &+ prime4
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value &<< bits | value &>> (64 &- bits)
  }

  private static func avalanche(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash &>> 33) &* prime2
    hash = (hash ^ hash &>> 29) &* prime3
    return hash ^ hash &>> 32
  }
}
