/// The digest SHA-1, which names things the same everywhere; it protects nothing.
///
/// Source: RFC 3174.
enum SHA1 {
  /// The five words of a digest.
  typealias Digest = (UInt32, UInt32, UInt32, UInt32, UInt32)

  /// The bytes that are taken in at once.
  private static let blockLength = 64

  /// The digest of bytes.
  static func digest(of message: UnsafeRawBufferPointer) -> Digest {
    var state: Digest = (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      guard let words = words.baseAddress else { return }
      let whole = message.count / blockLength * blockLength
      if let base = message.baseAddress {
        for start in stride(from: 0, to: whole, by: blockLength) {
          takeIn(base + start, words, &state)
        }
      }
      takeInEnd(
        UnsafeRawBufferPointer(rebasing: message[whole...]), of: message.count, words, &state)
    }
    return state
  }

  /// Takes in what is left of a message, a one bit, and the length of the message in bits.
  private static func takeInEnd(
    _ rest: UnsafeRawBufferPointer, of length: Int, _ words: UnsafeMutablePointer<UInt32>,
    _ state: inout Digest
  ) {
    withUnsafeTemporaryAllocation(byteCount: 2 * blockLength, alignment: 8) { padded in
      guard let base = padded.baseAddress else { return }
      base.initializeMemory(as: UInt8.self, repeating: 0, count: 2 * blockLength)
      padded.copyMemory(from: rest)
      padded[rest.count] = 0x80
      let end = rest.count < blockLength - 8 ? blockLength : 2 * blockLength
      let bits = UInt64(truncatingIfNeeded: length) &* 8
      base.storeBytes(of: bits.bigEndian, toByteOffset: end - 8, as: UInt64.self)
      takeIn(base, words, &state)
      if end > blockLength { takeIn(base + blockLength, words, &state) }
    }
  }

  /// Takes in one block; `words` is room for eighty of them.
  private static func takeIn(
    _ block: UnsafeRawPointer, _ words: UnsafeMutablePointer<UInt32>, _ state: inout Digest
  ) {
    for index in 0..<16 {
      let word = block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self)
      words[index] = UInt32(bigEndian: word)
    }
    for index in 16..<80 {
      words[index] = rotate(
        words[index &- 3] ^ words[index &- 8] ^ words[index &- 14] ^ words[index &- 16], 1)
    }
    var (a, b, c, d, e) = state
    @inline(__always)
    func round(_ mixed: UInt32, _ constant: UInt32, _ word: UInt32) {
      let sum = rotate(a, 5) &+ mixed &+ e &+ constant &+ word
      (a, b, c, d, e) = (sum, a, rotate(b, 30), c, d)
    }
    for index in 0..<20 { round(d ^ (b & (c ^ d)), 0x5A82_7999, words[index]) }
    for index in 20..<40 { round(b ^ c ^ d, 0x6ED9_EBA1, words[index]) }
    for index in 40..<60 { round((b & c) | (d & (b | c)), 0x8F1B_BCDC, words[index]) }
    for index in 60..<80 { round(b ^ c ^ d, 0xCA62_C1D6, words[index]) }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &<< bits | word &>> (32 &- bits)
  }
}
