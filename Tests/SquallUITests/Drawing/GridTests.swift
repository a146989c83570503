import SquallUI
import Testing

@Suite struct GridTests {
  private func row(_ grid: Grid) -> String {
    String(grid.plainText(trimmed: false).dropLast())
  }

  @Test func `a text is drawn where it was put, in its role`() {
    var grid = Grid(rows: 2, columns: 8)

    let end = grid.put("Order", row: 1, column: 2, role: .domainEvent)

    #expect(end == 7)
    #expect(grid.plainText() == "\n  Order\n")
    #expect(grid.rolePlane() == "........\n..EEEEE.\n")
  }

  @Test func `a text is cut at both sides of the grid`() {
    var grid = Grid(rows: 1, columns: 4)

    grid.put("abcdefgh", row: 0, column: -2, role: .plain)

    #expect(row(grid) == "cdef")
    #expect(grid.put("x", row: 5, column: 0, role: .plain) == 1)
    #expect(grid.put("x", row: -1, column: 9, role: .plain) == 10)
  }

  @Test func `a text is cut at a clip`() {
    var grid = Grid(rows: 1, columns: 8)

    grid.put(
      "abcdefgh", row: 0, column: 0, role: .note,
      clip: Rect(row: 0, column: 2, rows: 1, columns: 3))

    #expect(row(grid) == "  cde   ")
    #expect(grid.rolePlane() == "..NNN...\n")
  }

  @Test func `W4 an edge that cuts a wide glyph leaves a space`() {
    var grid = Grid(rows: 1, columns: 5)

    grid.put("注文が", row: 0, column: -1, role: .note)

    #expect(row(grid) == " 文が")
    #expect(grid.rolePlane() == "NNNNN\n")

    grid.put("注文が", row: 0, column: 0, role: .note)
    #expect(row(grid) == "注文 ")
  }

  @Test func `W4 an overlay that cuts a wide glyph leaves a space in its dress`() {
    var grid = Grid(rows: 1, columns: 8)
    grid.put("注文注文", row: 0, column: 0, role: .note)

    grid.put("abc", row: 0, column: 3, role: .command)

    #expect(row(grid) == "注 abc文")
    #expect(grid.rolePlane() == "NNNCCCNN\n")

    grid.put("x", row: 0, column: 7, role: .command)
    #expect(row(grid) == "注 abc x")
  }

  @Test func `a mark takes no room of its own`() {
    var grid = Grid(rows: 1, columns: 4)

    grid.put("e\u{301}x", row: 0, column: 0, role: .plain)

    #expect(grid[0, 0].glyph.marks == ["\u{301}"])
    #expect(grid[0, 1].glyph.scalar == "x")
    #expect(Array(row(grid).unicodeScalars) == Array("e\u{301}x  ".unicodeScalars))
  }

  @Test func `a rectangle is filled, dressed and copied within its clip`() {
    var grid = Grid(rows: 3, columns: 6)
    grid.fill(
      Rect(row: -1, column: -1, rows: 3, columns: 4), with: Glyph(ascii: UInt8(ascii: "x")),
      role: .note)
    grid.dress(Rect(row: 1, column: 1, rows: 9, columns: 1), role: .cursor, adding: .bold)

    #expect(grid.plainText() == "xxx\nxxx\n\n")
    #expect(grid.rolePlane() == "NNN...\nN>N...\n.>....\n")
    #expect(grid.attributePlane() == "......\n.b....\n.b....\n")

    var other = Grid(rows: 2, columns: 4)
    other.blit(
      grid, from: Rect(row: 1, column: 1, rows: 2, columns: 3), row: 0, column: 2)
    #expect(other.plainText() == "  xx\n\n")
    #expect(other.rolePlane() == "..>N\n..>.\n")
  }

  @Test func `copying cuts wide glyphs into spaces`() {
    var source = Grid(rows: 1, columns: 6)
    source.put("注文が", row: 0, column: 0, role: .note)
    var grid = Grid(rows: 1, columns: 8)
    grid.put("確定した", row: 0, column: 0, role: .plain)

    grid.blit(source, from: Rect(row: 0, column: 1, rows: 1, columns: 4), row: 0, column: 1)

    #expect(row(grid) == "  文  た")
    #expect(grid.rolePlane() == ".NNNN...\n")
  }

  @Test func `borders come in Unicode and in ASCII`() {
    var grid = Grid(rows: 3, columns: 5)

    grid.box(grid.bounds, .double, .unicode, role: .popupBorder)
    #expect(grid.plainText() == "╔═══╗\n║   ║\n╚═══╝\n")

    grid.box(grid.bounds, .rounded, .ascii, role: .popupBorder)
    #expect(grid.plainText() == "/---\\\n|   |\n\\---/\n")
    #expect(grid.rolePlane() == "BBBBB\nB...B\nBBBBB\n")
  }

  @Test func `W3 every border sign is one column, and every style looks different`() {
    for charset in Charset.allCases {
      var looks = Set<String>()
      for style in BoxStyle.allCases {
        var grid = Grid(rows: 3, columns: 3)
        grid.box(grid.bounds, style, charset, role: .plain)
        looks.insert(grid.plainText())
        for scalar in grid.plainText().unicodeScalars where scalar != "\n" {
          #expect(DisplayWidth.columns(of: scalar) == 1)
          #expect(charset == .unicode || scalar.isASCII)
        }
      }
      #expect(looks.count == BoxStyle.allCases.count)
    }
  }

  @Test func `W4 whatever is drawn, no half of a wide glyph stands alone`() {
    var random = SeededGenerator(seed: 31)
    for _ in 0..<200 {
      var grid = Grid(rows: 4, columns: 17)
      for _ in 0..<12 { drawAnything(on: &grid, &random) }

      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let width = grid[row, column].glyph.columns
          let next = column + 1 < grid.columns ? grid[row, column + 1].glyph.columns : 1
          #expect((width == 2) == (next == 0), "row \(row), column \(column)\n\(grid.plainText())")
        }
        #expect(grid[row, 0].glyph.columns != 0)
      }
    }
  }

  private func drawAnything(on grid: inout Grid, _ random: inout SeededGenerator) {
    func any(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let rect = Rect(row: any(-1...4), column: any(-3...17), rows: any(0...3), columns: any(0...9))
    let clip =
      any(0...2) == 0 ? Rect(row: 0, column: any(0...9), rows: 4, columns: any(0...9)) : nil
    switch any(0...4) {
    case 0:
      let wide = SafeText("注").glyphs[0]
      grid.fill(rect, with: any(0...1) == 0 ? wide : .space, role: .note, clip: clip)
    case 1: grid.box(rect, .light, .unicode, role: .line, clip: clip)
    case 2:
      var source = Grid(rows: 3, columns: 9)
      source.put(SafeText(random.hardText(upTo: 5)), row: 1, column: any(-2...5), role: .actor)
      grid.blit(source, from: rect, row: any(-2...4), column: any(-3...17), clip: clip)
    default:
      let text = SafeText(random.hardText(upTo: 5))
      grid.put(text, row: rect.row, column: rect.column, role: .command, clip: clip)
    }
  }

  @Test func `a cell is eight bytes and gives back what was put in`() {
    #expect(MemoryLayout<Cell>.size == 8)
    for role in Role.allCases {
      let cell = Cell(SafeText("e\u{301}\u{300}").glyphs[0], role, [.bold, .dim])
      #expect(cell.role == role)
      #expect(cell.attributes == [.bold, .dim])
      #expect(cell.glyph.scalar == "e")
      #expect(cell.glyph.marks == ["\u{301}", "\u{300}"])
    }
  }

  @Test func `an absurd size is cut and an empty grid can be drawn on`() {
    #expect(Grid(rows: 2, columns: 1_000_000).columns == Grid.maximumSide)

    var grid = Grid(rows: 0, columns: -5)
    grid.put("x", row: 0, column: 0, role: .plain)
    grid.fill(grid.bounds, role: .note)
    #expect(grid.plainText() == "")
  }

  @Test func `every role has its own letter`() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
  }
}
