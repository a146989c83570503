internal import CNcurses
internal import Glibc
internal import SquallUI

/// Hands the changed parts of a grid to ncurses.
///
/// Keeps the cells of the last frame; rows that are the same as memory cost nothing more.
struct Painter {
  /// The cells as they are in ncurses' window.
  private var last: [Cell] = []
  private var columns = 0

  /// Room for one row, used again for every span.
  private var row: [cchar_t] = []

  var palette: Palette

  /// What is shown instead of a glyph that is not ASCII; nil shows it.
  var asciiOnly: Bool

  init(palette: Palette, asciiOnly: Bool) {
    self.palette = palette
    self.asciiOnly = asciiOnly
  }

  /// Forgets the last frame: the next one is handed over in full.
  mutating func forget() {
    last = []
  }

  /// Hands over what changed; whether anything did.
  mutating func paint(_ grid: borrowing Grid) -> Bool {
    let (rows, columns) = (grid.rows, grid.columns)
    guard rows > 0, columns > 0 else { return false }
    let isFirst = last.count != rows * columns || self.columns != columns
    if isFirst {
      last = Array(repeating: .blank, count: rows * columns)
      row = Array(repeating: cchar_t(), count: columns)
      self.columns = columns
    }
    let asciiOnly = asciiOnly
    var changed = isFirst
    grid.cells.withUnsafeBufferPointer { new in
      last.withUnsafeMutableBufferPointer { old in
        row.withUnsafeMutableBufferPointer { room in
          palette.looks.withUnsafeBufferPointer { looks in
            let span = Span(looks: looks, room: room, asciiOnly: asciiOnly)
            for index in 0..<rows {
              let range = index * columns..<(index + 1) * columns
              let fresh = UnsafeBufferPointer(rebasing: new[range])
              let stale = UnsafeMutableBufferPointer(rebasing: old[range])
              changed = span.paint(fresh, over: stale, row: index, all: isFirst) || changed
            }
          }
        }
      }
    }
    return changed
  }
}

/// One row on its way to ncurses.
private struct Span {
  let looks: UnsafeBufferPointer<Palette.Look>
  let room: UnsafeMutableBufferPointer<cchar_t>
  let asciiOnly: Bool

  /// Hands over the part between the first and the last cell that changed.
  @inline(__always)
  func paint(
    _ new: UnsafeBufferPointer<Cell>, over old: UnsafeMutableBufferPointer<Cell>, row: Int,
    all: Bool
  ) -> Bool {
    guard let source = new.baseAddress, let target = old.baseAddress else { return false }
    let bytes = new.count &* MemoryLayout<Cell>.stride
    if !all, memcmp(source, target, bytes) == 0 { return false }
    var (first, end) = (0, new.count)
    if !all {
      while new[first] == old[first] { first &+= 1 }
      while new[end &- 1] == old[end &- 1] { end &-= 1 }
      // Both halves of a wide glyph go together.
      if first > 0, new[first].glyph.columns == 0 { first &-= 1 }
      if end < new.count, new[end].glyph.columns == 0 { end &+= 1 }
    }
    var count = 0
    for column in first..<end {
      count = add(new[column], at: count)
    }
    mvwadd_wchnstr(sq_screen(), Int32(row), Int32(first), room.baseAddress, Int32(count))
    memcpy(target, source, bytes)
    return true
  }

  /// Adds a cell to the room; the right half of a wide glyph comes with the left.
  @inline(__always)
  private func add(_ cell: Cell, at count: Int) -> Int {
    let glyph = cell.glyph
    let columns = glyph.columns
    if columns == 0 { return count }
    let look = looks[Palette.index(of: cell.dress)]
    var item = cchar_t()
    item.attr = look.attributes
    item.ext_color = look.pair
    if glyph.isASCII {
      item.chars.0 = wchar_t(bitPattern: glyph.value)
    } else if asciiOnly {
      item.chars.0 = wchar_t(ASCIILook.sign(for: glyph))
      if columns == 2 {
        room[count] = item
        room[count &+ 1] = item
        return count &+ 2
      }
    } else {
      fill(&item, glyph)
    }
    room[count] = item
    return count &+ 1
  }

  private func fill(_ item: inout cchar_t, _ glyph: Glyph) {
    item.chars.0 = wchar_t(bitPattern: glyph.value)
    guard glyph.hasMarks else { return }
    let marks = glyph.marks
    if let mark = marks.first { item.chars.1 = wchar_t(bitPattern: mark.value) }
    if marks.count > 1 { item.chars.2 = wchar_t(bitPattern: marks[1].value) }
  }
}

/// What stands for a glyph on a terminal that has only ASCII.
enum ASCIILook {
  static func sign(for glyph: Glyph) -> UInt8 {
    switch glyph.value {
    case 0..<0x80: UInt8(truncatingIfNeeded: glyph.value)
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254c, 0x254d: UInt8(ascii: "-")
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250a, 0x250b, 0x254e, 0x254f, 0x2551:
      UInt8(ascii: "|")
    case 0x2550: UInt8(ascii: "=")
    case 0x250c...0x256c, 0x256d...0x2570: UInt8(ascii: "+")
    case 0x2581...0x2583: UInt8(ascii: ".")
    case 0x2584...0x2586: UInt8(ascii: ":")
    case 0x2580, 0x2587...0x259f: UInt8(ascii: "#")
    case 0x2018, 0x2019: UInt8(ascii: "'")
    case 0x201c, 0x201d: UInt8(ascii: "\"")
    case 0x2010...0x2015: UInt8(ascii: "-")
    case 0xb7, 0x2022, 0x25cf: UInt8(ascii: "*")
    case 0x2026: UInt8(ascii: "~")
    case 0x203a, 0x2192, 0x25b6, 0x25b8: UInt8(ascii: ">")
    case 0x2039, 0x2190: UInt8(ascii: "<")
    case 0xa0: UInt8(ascii: " ")
    default: UInt8(ascii: "?")
    }
  }
}
