/// The digest SHA-256: tells which bytes a session file has.
///
/// Source: FIPS 180-4, sections 4.1.2, 5.1.1, 5.3.3 and 6.2.
public enum SHA256 {
  /// Bytes of a digest.
  static let length = 32

  /// The digest of bytes.
  public static func digest(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { digest($0) }
  }

  /// The digest of bytes.
  static func digest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var state = initial
    let whole = bytes.count / blockLength * blockLength
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      var start = 0
      while start < whole {
        let block = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + blockLength)])
        state.compress(block, schedule)
        start += blockLength
      }
      padded(bytes[whole...], count: bytes.count).withUnsafeBytes { tail in
        var start = 0
        while start < tail.count {
          state.compress(
            UnsafeRawBufferPointer(rebasing: tail[start..<(start + blockLength)]), schedule)
          start += blockLength
        }
      }
    }
    var digest: [UInt8] = []
    for word in state.words {
      withUnsafeBytes(of: word.bigEndian) { digest.append(contentsOf: $0) }
    }
    return digest
  }

  private static let blockLength = 64

  /// The last bytes with a one bit, zeros, and the length in bits.
  private static func padded(_ rest: Slice<UnsafeRawBufferPointer>, count: Int) -> [UInt8] {
    var tail = Array(rest)
    tail.append(0x80)
    while tail.count % blockLength != blockLength - 8 { tail.append(0) }
    withUnsafeBytes(of: (UInt64(count) * 8).bigEndian) { tail.append(contentsOf: $0) }
    return tail
  }

  private static let initial = State(
    a: 0x6a09_e667, b: 0xbb67_ae85, c: 0x3c6e_f372, d: 0xa54f_f53a,
    e: 0x510e_527f, f: 0x9b05_688c, g: 0x1f83_d9ab, h: 0x5be0_cd19)

  private struct State {
    var a, b, c, d, e, f, g, h: UInt32

    var words: [UInt32] { [a, b, c, d, e, f, g, h] }

    mutating func compress(
      _ block: UnsafeRawBufferPointer, _ schedule: UnsafeMutableBufferPointer<UInt32>
    ) {
      for index in 0..<16 {
        schedule[index] = UInt32(
          bigEndian: block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
      }
      for index in 16..<64 {
        let early = schedule[index &- 15]
        let late = schedule[index &- 2]
        let first = SHA256.rotate(early, 7) ^ SHA256.rotate(early, 18) ^ (early &>> 3)
        let second = SHA256.rotate(late, 17) ^ SHA256.rotate(late, 19) ^ (late &>> 10)
        schedule[index] = schedule[index &- 16] &+ first &+ schedule[index &- 7] &+ second
      }
      var now = self
      SHA256.constants.withUnsafeBufferPointer { constants in
        for index in 0..<64 {
          let mixed = SHA256.rotate(now.e, 6) ^ SHA256.rotate(now.e, 11) ^ SHA256.rotate(now.e, 25)
          let chosen = (now.e & now.f) ^ (~now.e & now.g)
          let first = now.h &+ mixed &+ chosen &+ constants[index] &+ schedule[index]
          let turned = SHA256.rotate(now.a, 2) ^ SHA256.rotate(now.a, 13) ^ SHA256.rotate(now.a, 22)
          let majority = (now.a & now.b) ^ (now.a & now.c) ^ (now.b & now.c)
          now = State(
            a: first &+ turned &+ majority, b: now.a, c: now.b, d: now.c,
            e: now.d &+ first, f: now.e, g: now.f, h: now.g)
        }
      }
      a &+= now.a
      b &+= now.b
      c &+= now.c
      d &+= now.d
      e &+= now.e
      f &+= now.f
      g &+= now.g
      h &+= now.h
    }
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &>> bits | word &<< (32 &- bits)
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
