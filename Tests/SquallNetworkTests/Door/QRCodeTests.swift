import Testing

@testable import SquallNetwork

/// QR codes, read back by a reader that is written from the standard's other side.
struct QRCodeTests {
  private static let url = "http://192.168.178.20:7855/#00112233445566778899aabbccddeeff"

  @Test(arguments: [1, 14, 15, 61, 100, 151, 213, 214, 300, 412])
  func `a text is read again, and its corrections fit`(length: Int) throws {
    let text = String(repeating: QRCodeTests.url, count: 8).prefix(length)
    let code = try #require(QRCode(String(text)))
    let reader = try #require(QRReader(code.modules))

    #expect(reader.areCorrectionsRight)
    #expect(reader.text == String(text))
  }

  @Test func `what does not fit has no code`() {
    #expect(QRCode(String(repeating: "x", count: 413)) == nil)
  }

  @Test func `an invitation takes a code of 33 modules`() throws {
    #expect(try #require(QRCode(QRCodeTests.url)).modules.count == 33)
  }

  /// Source: read by zbarimg 0.23 as the text.
  @Test func `a code is the one that a phone has read`() throws {
    let code = try #require(QRCode("squall"))
    let lines = code.modules.map { $0.map { $0 ? "#" : "." }.joined() }
    #expect(
      lines == [
        "#######..#.#..#######",
        "#.....#.##..#.#.....#",
        "#.###.#..##...#.###.#",
        "#.###.#..##.#.#.###.#",
        "#.###.#.#####.#.###.#",
        "#.....#..#.#..#.....#",
        "#######.#.#.#.#######",
        ".....................",
        "#.#.#.#.....#...#..#.",
        "#.###..#####.#.#.#..#",
        "...#.##..#.#.###.####",
        "#...#..#######.##...#",
        "#..##.#.#..#.###.#..#",
        "........##....##....#",
        "#######..##.#...#####",
        "#.....#..#....##...##",
        "#.###.#.#.#.#.##...##",
        "#.###.#....#.#.###.#.",
        "#.###.#.#..#.######.#",
        "#.....#..#.###.#...#.",
        "#######.##.#.###...##",
      ])
  }
}

/// Reads the modules of a code of level M.
private struct QRReader {
  private var blocks: [[UInt8]] = []
  private let version: QRVersion

  init?(_ modules: [[Bool]]) {
    let side = modules.count
    guard let version = QRVersion.all.first(where: { $0.side == side }) else { return nil }
    self.version = version
    // The format along the upper finder.
    var format = 0
    let places = (0...5).map { (8, $0) } + [(8, 7), (8, 8), (7, 8)] + (9...14).map { (14 - $0, 8) }
    for (index, place) in places.enumerated() where modules[place.1][place.0] {
      format |= 1 << index
    }
    format ^= 0x5412
    guard format >> 13 == 0 else { return nil }
    let mask = format >> 10 & 7
    var bits: [Bool] = []
    for pair in 0..<((side - 1) / 2) {
      let right = side - 1 - 2 * pair - (2 * pair >= side - 7 ? 1 : 0)
      let rows = pair.isMultiple(of: 2) ? Array((0..<side).reversed()) : Array(0..<side)
      for row in rows {
        for column in [right, right - 1] where !QRReader.isFixed(column, row, version) {
          bits.append(modules[row][column] != QRMatrix.isMasked(column, row, mask))
        }
      }
    }
    let words = (0..<(bits.count / 8)).map { index in
      bits[(index * 8)..<(index * 8 + 8)].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    blocks = QRReader.blocks(of: words, version)
  }

  private static func isFixed(_ column: Int, _ row: Int, _ version: QRVersion) -> Bool {
    let side = version.side
    if column == 6 || row == 6 { return true }
    if row < 9, column < 9 || column >= side - 8 { return true }
    if column < 9, row >= side - 8 { return true }
    if version.number >= 7 {
      if row < 6, column >= side - 11 { return true }
      if column < 6, row >= side - 11 { return true }
    }
    let centres = version.alignments
    for x in centres where abs(x - column) <= 2 {
      for y in centres where abs(y - row) <= 2 {
        let isFinder = (x == 6 && y == 6) || (x == 6 && y == side - 7) || (x == side - 7 && y == 6)
        if !isFinder { return true }
      }
    }
    return false
  }

  /// The blocks, each with its corrections behind its data.
  private static func blocks(of words: [UInt8], _ version: QRVersion) -> [[UInt8]] {
    var blocks = [[UInt8]](repeating: [], count: version.blocks)
    var rest = words[...]
    for column in 0...version.shortBlock {
      for index in blocks.indices
      where column < version.shortBlock || index >= version.shortBlocks {
        if let word = rest.popFirst() { blocks[index].append(word) }
      }
    }
    for _ in 0..<version.correctionLength {
      for index in blocks.indices { if let word = rest.popFirst() { blocks[index].append(word) } }
    }
    return blocks
  }

  /// Whether each block, read as a polynomial, has the roots that the code gives it.
  var areCorrectionsRight: Bool {
    blocks.allSatisfy { block in
      var root: UInt8 = 1
      for _ in 0..<version.correctionLength {
        let value = block.reduce(UInt8(0)) { ReedSolomon.product($0, root) ^ $1 }
        if value != 0 { return false }
        root = ReedSolomon.product(root, 2)
      }
      return true
    }
  }

  var text: String? {
    let data = blocks.flatMap { $0.dropLast(version.correctionLength) }
    var bits: [Bool] = []
    for byte in data { for shift in 0..<8 { bits.append(byte >> UInt8(7 - shift) & 1 == 1) } }
    func number(_ start: Int, _ count: Int) -> Int {
      bits[start..<(start + count)].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
    guard number(0, 4) == 4 else { return nil }
    let start = 4 + version.countBits
    let length = number(4, version.countBits)
    let bytes = (0..<length).map { UInt8(number(start + $0 * 8, 8)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
