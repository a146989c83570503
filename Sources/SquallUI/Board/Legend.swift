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
  /// - Parameters:
  ///   - kinds: that are on the board, so that their letters have to be read.
  ///   - rows: how many rows it may take.
  init(phase: Phase, kinds: Set<Kind>, columns: Int, rows: Int) {
    guard rows > 0, columns > 0 else { return }
    let open = Set(Kind.allCases.filter { phase.opens($0) })
    let named = open.union(kinds)
    let attempts: [(Form, Set<Kind>, Int)] = [
      (.full, named, 1), (.named, named, 1), (.full, named, rows), (.named, named, rows),
      (.named, open, 1), (.named, kinds, 1), (.letters, named, 1), (.cut, named, 1),
    ]
    for (form, named, rows) in attempts {
      if place(form, open: open, named: named, columns: columns, rows: rows) { return }
    }
  }

  /// How much each kind says, the fullest first.
  private enum Form {
    /// Words for all.
    case full
    /// Words for those that are open or on the board, letters for the others.
    case named
    /// Letters for all.
    case letters
    /// Letters, as many as there is room for.
    case cut
  }

  private mutating func place(
    _ form: Form, open: Set<Kind>, named: Set<Kind>, columns: Int, rows: Int
  ) -> Bool {
    items = []
    self.rows = 1
    var row = 0
    var column = Legend.margin
    let kinds =
      form == .named
      ? Kind.allCases.filter(named.contains) + Kind.allCases.filter { !named.contains($0) }
      : Kind.allCases
    for kind in kinds {
      let isOpen = open.contains(kind)
      let hasWord = form == .full || form == .named && named.contains(kind)
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
