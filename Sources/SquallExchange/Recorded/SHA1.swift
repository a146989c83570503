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
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { words in
      let whole = message.count / blockLength * blockLength
      for start in stride(from: 0, to: whole, by: blockLength) {
        takeIn(
          UnsafeRawBufferPointer(rebasing: message[start..<start + blockLength]), words, &state)
      }
      takeInEnd(
        UnsafeRawBufferPointer(rebasing: message[whole...]), of: message.count, words, &state)
    }
    return state
  }

  /// Takes in what is left of a message, a one bit, and the length of the message in bits.
  private static func takeInEnd(
    _ rest: UnsafeRawBufferPointer, of length: Int,
    _ words: UnsafeMutableBufferPointer<UInt32>, _ state: inout Digest
  ) {
    withUnsafeTemporaryAllocation(byteCount: 2 * blockLength, alignment: 8) { padded in
      let end = rest.count < blockLength - 8 ? blockLength : 2 * blockLength
      let block = UnsafeMutableRawBufferPointer(rebasing: padded[..<end])
      block.initializeMemory(as: UInt8.self, repeating: 0)
      block.copyMemory(from: rest)
      block[rest.count] = 0x80
      let bits = UInt64(truncatingIfNeeded: length) &* 8
      block.storeBytes(of: bits.bigEndian, toByteOffset: end - 8, as: UInt64.self)
      for start in stride(from: 0, to: end, by: blockLength) {
        takeIn(UnsafeRawBufferPointer(rebasing: block[start..<start + blockLength]), words, &state)
      }
    }
  }

  /// Takes in one block; `words` is room for sixteen of them.
  private static func takeIn(
    _ block: UnsafeRawBufferPointer, _ words: UnsafeMutableBufferPointer<UInt32>,
    _ state: inout Digest
  ) {
    for index in 0..<16 {
      let word = block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self)
      words[index] = UInt32(bigEndian: word)
    }
    var (a, b, c, d, e) = state
    for round in 0..<80 {
      let mixed: UInt32
      let constant: UInt32
      switch round {
      case ..<20: (mixed, constant) = (d ^ (b & (c ^ d)), 0x5A82_7999)
      case ..<40: (mixed, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
      case ..<60: (mixed, constant) = ((b & c) | (d & (b | c)), 0x8F1B_BCDC)
      default: (mixed, constant) = (b ^ c ^ d, 0xCA62_C1D6)
      }
      let sum = rotate(a, 5) &+ mixed &+ e &+ constant &+ word(round, of: words)
      (a, b, c, d, e) = (sum, a, rotate(b, 30), c, d)
    }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
  }

  /// The word of a round; from the seventeenth on it is made of the sixteen before it.
  @inline(__always)
  private static func word(
    _ round: Int, of words: UnsafeMutableBufferPointer<UInt32>
  ) -> UInt32 {
    guard round >= 16 else { return words[round] }
    let word = rotate(
      words[(round &+ 13) & 15] ^ words[(round &+ 8) & 15] ^ words[(round &+ 2) & 15]
        ^ words[round & 15], 1)
    words[round & 15] = word
    return word
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &<< bits | word &>> (32 &- bits)
  }
}
