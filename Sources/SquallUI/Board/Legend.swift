import SquallModel

/// The legend: every kind with its letter, the ones that the phase has opened by name.
struct Legend {
  /// One kind, in its place.
  struct Item {
    var kind: Kind
    /// Counts from 0 among the legend's rows.
    var row: Int
    var column: Int
    var text: SafeText
    var isOpen: Bool
  }

  private(set) var items: [Item] = []
  private(set) var rows = 0

  /// The columns before the first kind.
  private static let margin = 1

  /// The fullest legend that fits.
  ///
  /// - Parameter rows: how many rows it may take.
  init(level: Level, phase: Phase, columns: Int, rows: Int) {
    guard rows > 0, columns > 0 else { return }
    let open = Set(Kind.allCases.filter { phase.opens($0) })
    for form in [Form.full, .opened] {
      if place(form, open: open, columns: columns, rows: 1) { return }
    }
    if rows > 1, place(.full, open: open, columns: columns, rows: rows) { return }
    if place(.letters, open: open, columns: columns, rows: 1) { return }
    _ = place(.cut, open: open, columns: columns, rows: 1)
  }

  /// How much each kind says, the fullest first.
  private enum Form {
    /// Words for all.
    case full
    /// Words for those that are open, letters for the others.
    case opened
    /// Letters for all.
    case letters
    /// Letters, as many as there is room for.
    case cut
  }

  private mutating func place(_ form: Form, open: Set<Kind>, columns: Int, rows: Int) -> Bool {
    items = []
    self.rows = 1
    var row = 0
    var column = Legend.margin
    let kinds =
      form == .opened
      ? Kind.allCases.filter(open.contains) + Kind.allCases.filter { !open.contains($0) }
      : Kind.allCases
    for kind in kinds {
      let isOpen = open.contains(kind)
      let hasWord = form == .full || form == .opened && isOpen
      let letter = String(kind.letter)
      let text = SafeText(hasWord ? letter + " " + kind.word : letter)
      if column + text.columns > columns {
        guard row + 1 < rows else { return form == .cut }
        row += 1
        column = Legend.margin
      }
      items.append(Item(kind: kind, row: row, column: column, text: text, isOpen: isOpen))
      column += text.columns + (hasWord ? 2 : 1)
    }
    self.rows = row + 1
    return true
  }
}
