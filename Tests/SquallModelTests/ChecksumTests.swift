import SquallModel
import Testing

@Suite struct ChecksumTests {
  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999),
      ("a", 0xD24E_C4F1_A98C_6E5B),
      ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func `the checksum is that of the published vectors`(text: String, expected: UInt64) {
    #expect(XXH64.hash(Array(text.utf8)) == expected)
  }

  @Test func `the checksum of every length and seed is that of the plain definition`() {
    var generator = SeededGenerator(seed: 1)
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }

    for count in 0...200 {
      for seed in [0, 1, 0x9E37_79B1, UInt64.max] {
        #expect(
          XXH64.hash(bytes[..<count], seed: seed) == plainXXH64(Array(bytes[..<count]), seed),
          "\(count) bytes, seed \(seed)")
      }
    }
  }

  @Test func `a seed and each single bit change the checksum`() {
    let bytes = Array("Order placed, then paid, then shipped to the customer".utf8)
    let whole = XXH64.hash(bytes)

    #expect(XXH64.hash(bytes, seed: 1) != whole)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        #expect(XXH64.hash(damaged) != whole)
      }
    }
  }
}

/// The definition step by step, one byte at a time.
private func plainXXH64(_ bytes: [UInt8], _ seed: UInt64) -> UInt64 {
  let primes: [UInt64] = [
    11_400_714_785_074_694_791, 14_029_467_366_897_019_727, 1_609_587_929_392_839_161,
    9_650_029_242_287_828_579, 2_870_177_450_012_600_261,
  ]
  func word(_ start: Int, _ count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
  }
  func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
  func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotate(lane &+ input &* primes[1], 31) &* primes[0]
  }
  var place = 0
  var hash = seed &+ primes[4]
  if bytes.count >= 32 {
    var lanes = [seed &+ primes[0] &+ primes[1], seed &+ primes[1], seed, seed &- primes[0]]
    while bytes.count - place >= 32 {
      for lane in 0..<4 { lanes[lane] = round(lanes[lane], word(place + 8 * lane, 8)) }
      place += 32
    }
    hash = zip(lanes, [1, 7, 12, 18]).reduce(0) { $0 &+ rotate($1.0, $1.1) }
    for lane in lanes { hash = (hash ^ round(0, lane)) &* primes[0] &+ primes[3] }
  }
  hash &+= UInt64(bytes.count)
  while bytes.count - place >= 8 {
    hash = rotate(hash ^ round(0, word(place, 8)), 27) &* primes[0] &+ primes[3]
    place += 8
  }
  if bytes.count - place >= 4 {
    hash = rotate(hash ^ word(place, 4) &* primes[0], 23) &* primes[1] &+ primes[2]
    place += 4
  }
  while place < bytes.count {
    hash = rotate(hash ^ UInt64(bytes[place]) &* primes[4], 11) &* primes[0]
    place += 1
  }
  hash = (hash ^ hash >> 33) &* primes[1]
  hash = (hash ^ hash >> 29) &* primes[2]
  return hash ^ hash >> 32
}
