/// A QR code of a short text, for phones to read an address from a screen.
///
/// Bytes in the versions 1 to 15 with error correction of level M: some two hundred lines of
/// arithmetic, where a library would be one more package for everybody who builds squall.
///
/// Source: ISO/IEC 18004, the sections named below.
public struct QRCode: Sendable {
  /// Dark modules are true, row by row, without the quiet zone.
  public let modules: [[Bool]]

  /// The code of a text; nil where it is longer than 412 bytes.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard
      let version = QRVersion.all.first(where: {
        $0.dataLength * 8 >= 4 + $0.countBits + bytes.count * 8
      })
    else { return nil }
    let words = QRCode.interleaved(QRCode.data(bytes, version), version)
    let drawn = (0..<8).map { QRMatrix(version, words, mask: $0) }
    let best = drawn.min { $0.penalty < $1.penalty }
    modules = best?.modules ?? []
  }

  /// The text as data words: mode, length, bytes, an end, and padding (7.4).
  private static func data(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
    var bits = QRBits()
    bits.append(0b0100, count: 4)
    bits.append(bytes.count, count: version.countBits)
    for byte in bytes { bits.append(Int(byte), count: 8) }
    let capacity = version.dataLength * 8
    bits.append(0, count: min(4, capacity - bits.count))
    bits.append(0, count: (8 - bits.count % 8) % 8)
    var words = bits.bytes
    for index in 0..<(version.dataLength - words.count) {
      words.append(index.isMultiple(of: 2) ? 0xEC : 0x11)
    }
    return words
  }

  /// The words of all blocks with their corrections, taken in turn from each (7.6).
  private static func interleaved(_ data: [UInt8], _ version: QRVersion) -> [UInt8] {
    let reedSolomon = ReedSolomon(version.correctionLength)
    var blocks: [ArraySlice<UInt8>] = []
    var rest = data[...]
    for index in 0..<version.blocks {
      let length = version.shortBlock + (index < version.shortBlocks ? 0 : 1)
      blocks.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    var words: [UInt8] = []
    for column in 0...version.shortBlock {
      for block in blocks where column < block.count {
        words.append(block[block.startIndex + column])
      }
    }
    let corrections = blocks.map { reedSolomon.corrections(of: $0) }
    for column in 0..<version.correctionLength {
      for correction in corrections { words.append(correction[column]) }
    }
    return words
  }
}

/// Bits, the highest first.
private struct QRBits {
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  mutating func append(_ value: Int, count length: Int) {
    for shift in stride(from: length - 1, through: 0, by: -1) {
      if count.isMultiple(of: 8) { bytes.append(0) }
      if value >> shift & 1 == 1 { bytes[count / 8] |= 0x80 >> UInt8(count % 8) }
      count += 1
    }
  }
}

/// How much a code of one size holds, at level M (tables 7 and 9).
struct QRVersion: Sendable {
  let number: Int
  let correctionLength: Int
  let blocks: Int

  static let all: [QRVersion] = zip(
    [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24],
    [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10]
  ).enumerated().map {
    QRVersion(number: $0.offset + 1, correctionLength: $0.element.0, blocks: $0.element.1)
  }

  /// Modules of a side.
  var side: Int { number * 4 + 17 }

  /// How many bits say the length of the text.
  var countBits: Int { number < 10 ? 8 : 16 }

  /// Where the centres of the alignment patterns stand, in rows as in columns (annex E).
  var alignments: [Int] {
    guard number > 1 else { return [] }
    let count = number / 7 + 2
    let step = (number * 8 + count * 3 + 5) / (count * 4 - 4) * 2
    return [6] + (0..<(count - 1)).map { side - 7 - $0 * step }.reversed()
  }

  /// Words of data and corrections.
  private var length: Int {
    var bits = (16 * number + 128) * number + 64
    if number >= 2 {
      let count = number / 7 + 2
      bits -= (25 * count - 10) * count - 55
    }
    if number >= 7 { bits -= 36 }
    return bits / 8
  }

  var dataLength: Int { length - correctionLength * blocks }
  /// Data words of a short block; a long one has one more.
  var shortBlock: Int { dataLength / blocks }
  var shortBlocks: Int { blocks - dataLength % blocks }
}

/// Corrections by which damaged words are found and mended (7.5).
struct ReedSolomon: Sendable {
  private let generator: [UInt8]

  /// Corrections of so many words.
  init(_ length: Int) {
    var generator = [UInt8](repeating: 0, count: length - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<length {
      for index in generator.indices {
        generator[index] = ReedSolomon.product(generator[index], root)
        if index + 1 < length { generator[index] ^= generator[index + 1] }
      }
      root = ReedSolomon.product(root, 2)
    }
    self.generator = generator
  }

  /// What is left of the words after a division by the generator.
  func corrections(of words: ArraySlice<UInt8>) -> [UInt8] {
    var rest = [UInt8](repeating: 0, count: generator.count)
    for word in words {
      let factor = word ^ rest.removeFirst()
      rest.append(0)
      for index in rest.indices {
        rest[index] ^= ReedSolomon.product(generator[index], factor)
      }
    }
    return rest
  }

  /// The product in the field of 256 elements with the polynomial 0x11D.
  static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var product = 0
    for shift in stride(from: 7, through: 0, by: -1) {
      product = product << 1 ^ (product >> 7) * 0x11D
      product ^= Int(right >> UInt8(shift) & 1) * Int(left)
    }
    return UInt8(truncatingIfNeeded: product)
  }
}
