public import SquallUI

/// Screens that a seed repeats, for programs under test and for the tests that judge them.
public enum Scenes {
  private static let texts: [SafeText] = [
    "Order placed", "注文が確定した", "e\u{301}te\u{301}", "🎉 shipped", " ", "naïve", "한글", "x",
    "Whenever order placed, ship order", "─│┌┐", "a注", "",
  ]

  /// A screen full of boxes, texts and fills in every role.
  public static func grid(rows: Int, columns: Int, seed: Int) -> Grid {
    var grid = Grid(rows: rows, columns: columns)
    var state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 | 1
    func any(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, count)
    }
    for _ in 0..<30 {
      let role = Role.allCases[any(Role.allCases.count)]
      let attributes = Attributes(rawValue: UInt8(any(4) == 0 ? any(16) : 0))
      let rect = Rect(
        row: any(rows + 2) - 2, column: any(columns + 8) - 8, rows: any(5), columns: any(16))
      grid.fill(rect, role: role, attributes: attributes)
      grid.put(
        texts[any(texts.count)], row: rect.row, column: rect.column, role: role,
        attributes: attributes)
      if any(6) == 0 { grid.box(rect, BoxStyle.allCases[any(8)], .unicode, role: role) }
    }
    return grid
  }
}
