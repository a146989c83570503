/// Letters and digits that are read from the back of the room.
struct BlockLetters {
  /// The rows of one letter's picture.
  static let height = 5

  /// Letters by rows of dots, 3 wide unless they need more; `#` is a dot.
  private static let font: [Character: [String]] = {
    let pictures: [(Character, String)] = [
      ("0", "### # # # # # # ###"), ("1", " #  ##   #   #  ###"), ("2", "###   # ### #   ###"),
      ("3", "###   #  ##   # ###"), ("4", "# # # # ###   #   #"), ("5", "### #   ###   # ###"),
      ("6", "### #   ### # # ###"), ("7", "###   #   #  #   # "), ("8", "### # # ### # # ###"),
      ("9", "### # # ###   # ###"), ("A", "### # # ### # # # #"), ("B", "##  # # ##  # # ## "),
      ("C", "### #   #   #   ###"), ("D", "##  # # # # # # ## "), ("E", "### #   ##  #   ###"),
      ("F", "### #   ##  #   #  "), ("G", "### #   # # # # ###"), ("H", "# # # # ### # # # #"),
      ("I", "###  #   #   #  ###"), ("J", "  #   #   # # # ###"), ("K", "# # # # ##  # # # #"),
      ("L", "#   #   #   #   ###"), ("O", "### # # # # # # ###"), ("P", "### # # ### #   #  "),
      ("R", "##  # # ##  # # # #"), ("S", "### #   ###   # ###"), ("T", "###  #   #   #   # "),
      ("U", "# # # # # # # # ###"), ("V", "# # # # # # # #  # "), ("X", "# # # #  #  # # # #"),
      ("Y", "# # # # ###  #   # "), ("Z", "###   #  #  #   ###"),
    ]
    let wide: [(Character, [String])] = [
      ("M", ["#   #", "## ##", "# # #", "#   #", "#   #"]),
      ("N", ["#  #", "## #", "# ##", "#  #", "#  #"]),
      ("Q", ["### ", "# # ", "# # ", "# ##", "####"]),
      ("W", ["#   #", "#   #", "# # #", "## ##", "#   #"]),
    ]
    var font = Dictionary(wide) { first, _ in first }
    for (letter, picture) in pictures {
      let dots = Array(picture)
      font[letter] = (0..<height).map { row in
        String(dots[(row * 4)..<min(row * 4 + 3, dots.count)])
      }
    }
    return font
  }()

  /// The dots of the word, row by row.
  private let dots: [[Bool]]

  /// The picture of a word; nil where it has a character without one.
  init?(_ word: some StringProtocol) {
    var rows = Array(repeating: [Bool](), count: BlockLetters.height)
    for character in word.uppercased() {
      guard let picture = BlockLetters.font[character] else { return nil }
      for (index, line) in picture.enumerated() {
        if !rows[index].isEmpty { rows[index].append(false) }
        rows[index] += line.map { $0 == "#" }
      }
    }
    dots = rows
  }

  /// The columns and rows of the word; a large one has dots of two columns and one row, a small
  /// one two dots in a cell, one above the other.
  func size(isLarge: Bool) -> (rows: Int, columns: Int) {
    let width = dots.first?.count ?? 0
    return isLarge
      ? (BlockLetters.height, 2 * width) : ((BlockLetters.height + 1) / 2, width)
  }

  func draw(
    into grid: inout Grid, row: Int, column: Int, isLarge: Bool, role: Role, clip: Rect
  ) {
    let size = size(isLarge: isLarge)
    for line in 0..<size.rows {
      for cell in 0..<size.columns {
        let glyph: Glyph
        if isLarge {
          glyph = isDot(line, cell / 2) ? Glyph(0x2588, columns: 1) : .space
        } else {
          switch (isDot(2 * line, cell), isDot(2 * line + 1, cell)) {
          case (true, true): glyph = Glyph(0x2588, columns: 1)
          case (true, false): glyph = Glyph(0x2580, columns: 1)
          case (false, true): glyph = Glyph(0x2584, columns: 1)
          case (false, false): glyph = .space
          }
        }
        grid.put(
          glyph, row: row + line, column: column + cell, role: role, attributes: .bold, clip: clip)
      }
    }
  }

  private func isDot(_ row: Int, _ column: Int) -> Bool {
    dots.indices.contains(row) && dots[row].indices.contains(column) && dots[row][column]
  }
}
