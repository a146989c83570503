import SquallUI

extension ScreenModel {
  mutating func put(_ scalar: Unicode.Scalar) {
    let width = DisplayWidth.columns(of: scalar) ?? 1
    if width == 0 { return join(scalar) }
    if wrapsNext || column + width > columns {
      column = 0
      lineFeed()
    }
    clearHalves(at: column)
    if width == 2 { clearHalves(at: column + 1) }
    self[row, column] = Place(text: String(Character(scalar)), pen: pen)
    if width == 2 { self[row, column + 1] = Place(text: "", pen: pen) }
    column += width
    wrapsNext = column >= columns
    if wrapsNext { column = columns - 1 }
  }

  private mutating func join(_ scalar: Unicode.Scalar) {
    var place = wrapsNext ? column : column - 1
    if place > 0, self[row, place].text.isEmpty { place -= 1 }
    if place >= 0 { places[row * columns + place].text.unicodeScalars.append(scalar) }
  }

  /// Before a cell is written over: the other half of a wide glyph there becomes a space.
  private mutating func clearHalves(at column: Int) {
    if self[row, column].text.isEmpty, column > 0 { self[row, column - 1].text = " " }
    if column + 1 < columns, self[row, column + 1].text.isEmpty { self[row, column + 1].text = " " }
  }

  subscript(row: Int, column: Int) -> Place {
    get { places[row * columns + column] }
    set { places[row * columns + column] = newValue }
  }

  mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x08: move(column: column - 1)
    case 0x09: move(column: (column / 8 + 1) * 8)
    case 0x0a: lineFeed()
    case 0x0d: move(column: 0)
    case 0x07: break
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func move(row: Int? = nil, column: Int? = nil) {
    if let row { self.row = min(max(0, row), rows - 1) }
    if let column { self.column = min(max(0, column), columns - 1) }
    wrapsNext = false
  }

  private mutating func lineFeed() {
    wrapsNext = false
    if row == bottom { scroll(1, from: top) } else { move(row: row + 1) }
  }

  mutating func reverseIndex() {
    wrapsNext = false
    if row == top { scroll(-1, from: top) } else { move(row: row - 1) }
  }

  /// Moves the rows from `first` to the bottom of the region up; down where negative.
  private mutating func scroll(_ count: Int, from first: Int) {
    let old = places
    for row in first...bottom {
      let source = row + count
      for column in 0..<columns {
        places[row * columns + column] =
          source >= first && source <= bottom ? old[source * columns + column] : erased
      }
    }
  }

  /// What erasing leaves behind: the background of the pen, as xterm does it.
  private var erased: Place {
    var place = Place()
    place.pen.background = pen.background
    return place
  }

  private mutating func erase(_ range: Range<Int>) {
    for index in range { places[index] = erased }
    wrapsNext = false
  }

  mutating func csi(_ prefix: UInt8?, _ numbers: [Int], _ suffix: UInt8?, _ final: UInt8) {
    let first = numbers.first ?? 0
    let count = max(1, first)
    let here = row * columns + column
    switch (prefix, suffix, final) {
    case (UInt8(ascii: "?"), nil, UInt8(ascii: "h")):
      for number in numbers { setMode(number, true) }
    case (UInt8(ascii: "?"), nil, UInt8(ascii: "l")):
      for number in numbers { setMode(number, false) }
    case (nil, UInt8(ascii: " "), UInt8(ascii: "q")): cursorShape = first
    case (nil, nil, UInt8(ascii: "A")): move(row: row - count)
    case (nil, nil, UInt8(ascii: "B")): move(row: row + count)
    case (nil, nil, UInt8(ascii: "C")): move(column: column + count)
    case (nil, nil, UInt8(ascii: "D")): move(column: column - count)
    case (nil, nil, UInt8(ascii: "G")): move(column: count - 1)
    case (nil, nil, UInt8(ascii: "d")): move(row: count - 1)
    case (nil, nil, UInt8(ascii: "H")):
      move(row: count - 1, column: max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
    case (nil, nil, UInt8(ascii: "J")):
      erase(first == 2 ? 0..<places.count : first == 1 ? 0..<here + 1 : here..<places.count)
    case (nil, nil, UInt8(ascii: "K")):
      erase(first == 1 ? row * columns..<here + 1 : here..<(row + 1) * columns)
    case (nil, nil, UInt8(ascii: "X")): erase(here..<min(here + count, (row + 1) * columns))
    case (nil, nil, UInt8(ascii: "L")): scroll(-count, from: row)
    case (nil, nil, UInt8(ascii: "M")): scroll(count, from: row)
    case (nil, nil, UInt8(ascii: "S")): scroll(count, from: top)
    case (nil, nil, UInt8(ascii: "T")): scroll(-count, from: top)
    case (nil, nil, UInt8(ascii: "r")):
      top = count - 1
      bottom = (numbers.count > 1 && numbers[1] > 0 ? numbers[1] : rows) - 1
      move(row: 0, column: 0)
    case (nil, nil, UInt8(ascii: "m")): setPen(numbers)
    case (nil, nil, UInt8(ascii: "t")): if first == 22 { titles.append(title) } else { popTitle() }
    case (nil, nil, UInt8(ascii: "h")), (nil, nil, UInt8(ascii: "l")): break
    default:
      unknown.append("CSI \(prefix ?? 0) \(numbers) \(suffix ?? 0) \(Unicode.Scalar(final))")
    }
  }

  private mutating func popTitle() { title = titles.popLast() ?? title }

  private mutating func setMode(_ mode: Int, _ isOn: Bool) {
    switch mode {
    case 25: isCursorVisible = isOn
    case 1049: setAlternate(isOn)
    // Blinking, and wrapping at the last column, which is on anyway.
    case 7, 12: break
    default: if isOn { modes.insert(mode) } else { modes.remove(mode) }
    }
  }

  private mutating func setPen(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: pen = Pen()
      case 1: pen.attributes.insert(.bold)
      case 2: pen.attributes.insert(.dim)
      case 4: pen.attributes.insert(.underline)
      case 7: pen.attributes.insert(.reverse)
      case 22: pen.attributes.subtract([.bold, .dim])
      case 24: pen.attributes.remove(.underline)
      case 27: pen.attributes.remove(.reverse)
      case 30...37: pen.foreground = number - 30
      case 38: pen.foreground = extended(&rest)
      case 39: pen.foreground = nil
      case 40...47: pen.background = number - 40
      case 48: pen.background = extended(&rest)
      case 49: pen.background = nil
      case 90...97: pen.foreground = number - 82
      case 100...107: pen.background = number - 92
      default: unknown.append("SGR \(number)")
      }
    }
  }

  private func extended(_ rest: inout ArraySlice<Int>) -> Int? {
    rest.popFirst() == 5 ? rest.popFirst() : nil
  }

  mutating func osc(_ text: String) {
    if text.hasPrefix("2;") {
      title = String(text.dropFirst(2))
    } else if text.hasPrefix("52;c;") {
      clipboard.append(String(text.dropFirst(5)))
    } else {
      unknown.append("OSC \(text)")
    }
  }
}
