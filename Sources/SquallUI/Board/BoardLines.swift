import SquallModel

/// Which stickies of the inbox its line shows, and where.
struct InboxLine {
  struct Chip {
    var id: ID
    var column: Int
    var text: SafeText
  }

  let label: SafeText
  /// The part of the line behind the label.
  let rect: Rect
  private(set) var chips: [Chip] = []

  /// As many as fit; the one under the cursor is among them.
  init(scene: BoardScene, board: Board, frame: BoardFrame, charset: Charset) {
    label = SafeText("inbox \(board.inbox.count)")
    rect = frame.inbox.dropping(columns: max(frame.labelColumns, label.columns + 1) + 1)
    var start = 0
    if let id = scene.cursor.sticky, board[id]?.place == .inbox,
      let index = board.inbox.firstIndex(of: id)
    {
      let fitting = max(1, rect.columns / (Furniture.chipText + 4))
      start = max(0, index - fitting + 1)
    }
    var column = rect.column
    for id in board.inbox[start...] {
      guard column < rect.endColumn, let sticky = board[id] else { break }
      let text = SafeText(board.text(of: sticky))
        .clipped(columns: Furniture.chipText, ellipsis: charset.ellipsis)
      let chip = SafeText(" \(sticky.kind.letter) ") + text + " "
      chips.append(Chip(id: id, column: column, text: chip))
      column += chip.columns + 1
    }
  }

  /// The sticky at a screen column.
  func chip(at column: Int) -> ID? {
    chips.first { column >= $0.column && column < $0.column + $0.text.columns }?.id
  }
}

/// Where the cells of the overview stand.
struct OverviewLine {
  /// The part of the line behind the label.
  let rect: Rect
  let cells: Int
  /// The cells of what shows.
  let window: Range<Int>
  private let start: Int
  private let columnCount: Int

  init?(frame: BoardFrame, layout: BoardLayout) {
    rect = frame.overview.dropping(columns: frame.labelColumns + 1)
    guard rect.columns > 4, layout.columnCount > 0 else { return nil }
    columnCount = layout.columnCount
    cells = min(columnCount, rect.columns - 2)
    start = rect.column
    let first = frame.columns.lowerBound * cells / columnCount
    let last = (max(frame.columns.upperBound, 1) - 1) * cells / columnCount
    window = first..<max(first, last) + 1
  }

  var open: Int { start + window.lowerBound }
  var close: Int { start + window.upperBound + 1 }

  func screenColumn(ofCell cell: Int) -> Int {
    start + cell + (cell >= window.upperBound ? 2 : cell >= window.lowerBound ? 1 : 0)
  }

  /// The column of the timeline that a screen column stands for.
  func column(atScreenColumn screenColumn: Int) -> Int? {
    guard let cell = (0..<cells).last(where: { self.screenColumn(ofCell: $0) <= screenColumn })
    else { return nil }
    return cell * columnCount / cells
  }
}

extension BoardFrame {
  /// The columns of the labels of inbox and overview.
  var labelColumns: Int { max(gutter.columns, Furniture.leastLabel) }
}

extension Rect {
  /// The rectangle without its first columns.
  func dropping(columns count: Int) -> Rect {
    Rect(row: row, column: column + count, rows: rows, columns: columns - count)
  }
}
