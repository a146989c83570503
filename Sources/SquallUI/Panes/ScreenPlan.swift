/// How a screen is shared out: the board, a list beside or over it, the lines at the bottom.
struct ScreenPlan: Equatable {
  /// The least columns of a screen that has a list beside the board.
  static let widthForTwo = 76
  /// The columns of a list beside the board, at least and at most.
  static let paneColumns = 30...46
  /// The part of a low screen that a list takes.
  static let paneShare = 2

  let board: Rect
  /// Empty while no list is open.
  let pane: Rect
  /// What is wrong for as long as it is; empty while nothing is.
  let banner: Rect
  /// What was said, under a list that covers the board; over the board it has no lines of its own.
  let toasts: Rect
  /// Hints, or the line that is being written.
  let hint: Rect

  /// The row behind the last one that pop-ups may take.
  var bottom: Int { hint.row - banner.rows - toasts.rows }

  init(_ state: State) {
    let rows = state.rows
    let columns = state.columns
    hint = Rect(row: rows - 1, column: 0, rows: min(1, rows), columns: columns)
    let hasBanner = state.banner != nil && rows > 2
    banner = Rect(row: rows - 2, column: 0, rows: hasBanner ? 1 : 0, columns: columns)
    let whole = Rect(row: 0, column: 0, rows: rows - 1 - banner.rows, columns: columns)
    let said =
      state.pane.map { $0.coversBoard || !state.hasSession } ?? false
      ? min(state.toasts(columns: columns, hasBanner: hasBanner).count, max(0, whole.rows / 3)) : 0
    toasts = Rect(row: whole.endRow - said, column: 0, rows: said, columns: columns)
    let area = Rect(row: 0, column: 0, rows: whole.rows - said, columns: columns)
    guard let open = state.pane else {
      board = area
      pane = Rect(row: 0, column: columns, rows: 0, columns: 0)
      return
    }
    if !state.hasSession {
      board = area
      pane = area
    } else if open.coversBoard {
      board = area
      pane = Rect(row: 1, column: 0, rows: area.rows - 1, columns: columns)
    } else if columns >= ScreenPlan.widthForTwo {
      let width = min(
        max(columns / 3, ScreenPlan.paneColumns.lowerBound), ScreenPlan.paneColumns.upperBound)
      board = Rect(row: 0, column: 0, rows: area.rows, columns: columns - width)
      pane = Rect(row: 0, column: columns - width, rows: area.rows, columns: width)
    } else {
      let height = area.rows / ScreenPlan.paneShare
      board = Rect(row: 0, column: 0, rows: area.rows - height, columns: columns)
      pane = Rect(row: area.rows - height, column: 0, rows: height, columns: columns)
    }
  }
}

extension Pane {
  /// The part of a pane's rectangle that its rows stand in: inside of the border.
  static func rowArea(in rect: Rect) -> Rect { rect.inset(rows: 1, columns: 1) }

  /// The row that stands first, so that the chosen one shows.
  func firstRow(of count: Int, in rows: Int) -> Int {
    guard count > rows, rows > 0 else { return 0 }
    return min(max(0, index - rows / 2), count - rows)
  }
}
