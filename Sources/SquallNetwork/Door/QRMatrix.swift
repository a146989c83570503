/// The modules of a QR code: patterns, then words under a mask.
struct QRMatrix: Sendable {
  private(set) var modules: [[Bool]]
  /// Modules that carry no words.
  private var isFixed: [[Bool]]
  private let version: QRVersion
  private var side: Int { version.side }

  init(_ version: QRVersion, _ words: [UInt8], mask: Int) {
    self.version = version
    let row = [Bool](repeating: false, count: version.side)
    modules = [[Bool]](repeating: row, count: version.side)
    isFixed = modules
    drawPatterns()
    drawFormat(mask)
    drawVersion()
    draw(words, mask)
  }

  private mutating func set(_ column: Int, _ row: Int, _ isDark: Bool) {
    modules[row][column] = isDark
    isFixed[row][column] = true
  }

  // MARK: - What is the same in all codes of a size

  /// Timing, finders and alignments (6.3).
  private mutating func drawPatterns() {
    for place in 0..<side {
      set(6, place, place.isMultiple(of: 2))
      set(place, 6, place.isMultiple(of: 2))
    }
    for (column, row) in [(3, 3), (side - 4, 3), (3, side - 4)] { drawFinder(column, row) }
    let last = version.alignments.count - 1
    for (i, column) in version.alignments.enumerated() {
      for (j, row) in version.alignments.enumerated() {
        let isFinder = (i, j) == (0, 0) || (i, j) == (0, last) || (i, j) == (last, 0)
        if !isFinder { drawAlignment(column, row) }
      }
    }
  }

  /// A finder with the light modules around it.
  private mutating func drawFinder(_ column: Int, _ row: Int) {
    for x in (column - 4)...(column + 4) {
      for y in (row - 4)...(row + 4) where (0..<side).contains(x) && (0..<side).contains(y) {
        let distance = max(abs(x - column), abs(y - row))
        set(x, y, distance != 2 && distance != 4)
      }
    }
  }

  private mutating func drawAlignment(_ column: Int, _ row: Int) {
    for x in -2...2 {
      for y in -2...2 { set(column + x, row + y, max(abs(x), abs(y)) != 1) }
    }
  }

  /// The level and the mask, twice, with corrections of their own (7.9).
  private mutating func drawFormat(_ mask: Int) {
    let levelM = 0
    let data = levelM << 3 | mask
    var rest = data
    for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
    let bits = (data << 10 | rest) ^ 0x5412
    let bit = { (index: Int) in bits >> index & 1 == 1 }
    for index in 0...5 { set(8, index, bit(index)) }
    set(8, 7, bit(6))
    set(8, 8, bit(7))
    set(7, 8, bit(8))
    for index in 9...14 { set(14 - index, 8, bit(index)) }
    for index in 0...7 { set(side - 1 - index, 8, bit(index)) }
    for index in 8...14 { set(8, side - 15 + index, bit(index)) }
    set(8, side - 8, true)
  }

  /// The size, twice, in large codes (7.10).
  private mutating func drawVersion() {
    guard version.number >= 7 else { return }
    var rest = version.number
    for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
    let bits = version.number << 12 | rest
    for index in 0..<18 {
      let (far, near) = (side - 11 + index % 3, index / 3)
      set(far, near, bits >> index & 1 == 1)
      set(near, far, bits >> index & 1 == 1)
    }
  }

  // MARK: - The words

  /// The words go up and down in pairs of columns, from the right (7.7.3), under the mask.
  private mutating func draw(_ words: [UInt8], _ mask: Int) {
    var index = 0
    for place in places {
      let isDark = index < words.count * 8 && words[index / 8] >> UInt8(7 - index % 8) & 1 == 1
      index += 1
      modules[place.row][place.column] = isDark != QRMatrix.isMasked(place.column, place.row, mask)
    }
  }

  /// The modules that carry words, in their order.
  private var places: [(column: Int, row: Int)] {
    var places: [(column: Int, row: Int)] = []
    var isUpward = true
    var right = side - 1
    while right > 0 {
      // The column of the timing pattern carries nothing.
      if right == 6 { right = 5 }
      for step in 0..<side {
        let row = isUpward ? side - 1 - step : step
        for column in [right, right - 1] where !isFixed[row][column] {
          places.append((column, row))
        }
      }
      isUpward.toggle()
      right -= 2
    }
    return places
  }

  /// Whether a mask turns a module over (table 10).
  static func isMasked(_ column: Int, _ row: Int, _ mask: Int) -> Bool {
    let product = column * row
    return switch mask {
    case 0: (column + row).isMultiple(of: 2)
    case 1: row.isMultiple(of: 2)
    case 2: column.isMultiple(of: 3)
    case 3: (column + row).isMultiple(of: 3)
    case 4: (column / 3 + row / 2).isMultiple(of: 2)
    case 5: product % 2 + product % 3 == 0
    case 6: (product % 2 + product % 3).isMultiple(of: 2)
    default: ((column + row) % 2 + product % 3).isMultiple(of: 2)
    }
  }

  // MARK: - How well it reads

  /// What makes a code hard to read: long runs, blocks, what looks like a finder, and too much of
  /// one colour (7.8.3).
  var penalty: Int {
    let columns = (0..<side).map { column in modules.map { $0[column] } }
    var penalty = 0
    for line in modules + columns { penalty += QRMatrix.penalty(of: line) }
    for row in 0..<(side - 1) {
      for column in 0..<(side - 1) {
        let first = modules[row][column]
        if modules[row][column + 1] == first, modules[row + 1][column] == first,
          modules[row + 1][column + 1] == first
        {
          penalty += 3
        }
      }
    }
    let dark = modules.joined().count { $0 }
    return penalty + abs(dark * 20 - side * side * 10) / (side * side) * 10
  }

  private static let finder = [true, false, true, true, true, false, true]
  private static let light = [false, false, false, false]

  private static func penalty(of line: [Bool]) -> Int {
    var penalty = 0
    var run = 0
    for place in line.indices {
      run = place > 0 && line[place] == line[place - 1] ? run + 1 : 1
      if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
      let part = line[place...].prefix(11)
      if part.elementsEqual(finder + light) || part.elementsEqual(light + finder) { penalty += 40 }
    }
    return penalty
  }
}
