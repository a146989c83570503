/// A QR code in cells, with the light zone around it that readers need.
///
/// Two modules stand in one cell, one above the other; where there is room, one module takes two
/// columns of one row, so that it can be read from the back of the room.
struct QRPicture {
  /// The modules of light around the code, as its standard asks for, and the least that readers
  /// have been seen to manage with.
  private static let quietZones = [4, 3, 2]

  private let modules: [[Bool]]
  private let zone: Int
  private let isLarge: Bool

  let rows: Int
  let columns: Int

  /// The largest picture that fits; nil where none does.
  init?(_ modules: [[Bool]], rows: Int, columns: Int, charset: Charset) {
    let side = modules.count
    guard side > 0, modules.allSatisfy({ $0.count == side }) else { return nil }
    for isLarge in charset == .unicode ? [true, false] : [true] {
      for zone in isLarge ? [4] : QRPicture.quietZones {
        let whole = side + 2 * zone
        let size = isLarge ? (whole, 2 * whole) : ((whole + 1) / 2, whole)
        guard size.0 <= rows, size.1 <= columns else { continue }
        self.modules = modules
        self.zone = zone
        self.isLarge = isLarge
        self.rows = size.0
        self.columns = size.1
        return
      }
    }
    return nil
  }

  private func isDark(_ row: Int, _ column: Int) -> Bool {
    let (row, column) = (row - zone, column - zone)
    guard modules.indices.contains(row), modules.indices.contains(column) else { return false }
    return modules[row][column]
  }

  /// Draws the code, dark on light whatever the theme.
  func draw(into grid: inout Grid, row: Int, column: Int, charset: Charset) {
    let full = charset == .unicode ? Glyph(0x2588, columns: 1) : Glyph(ascii: UInt8(ascii: "#"))
    for line in 0..<rows {
      for cell in 0..<columns {
        let glyph: Glyph
        if isLarge {
          glyph = isDark(line, cell / 2) ? full : .space
        } else {
          switch (isDark(2 * line, cell), isDark(2 * line + 1, cell)) {
          case (true, true): glyph = full
          case (true, false): glyph = Glyph(0x2580, columns: 1)
          case (false, true): glyph = Glyph(0x2584, columns: 1)
          case (false, false): glyph = .space
          }
        }
        grid.put(glyph, row: row + line, column: column + cell, role: .code)
      }
    }
  }
}
