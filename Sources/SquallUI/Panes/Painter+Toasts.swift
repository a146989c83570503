import SquallModel

/// What was said, in lines as they are drawn.
struct Toast: Equatable {
  var text: SafeText
  var role: Role
}

extension State {
  /// The most lines that one thing that was said takes, and that a warning does.
  private static let (linesOfToast, linesOfWarning) = (3, 5)

  /// What is shown of what was said, line by line, the oldest first.
  ///
  /// - Parameter hasBanner: whether a failure to save is shown in a line of its own.
  func toasts(columns: Int, hasBanner: Bool) -> [Toast] {
    let isTold = hasBanner && document.saving.failure != nil
    let notices = notices.shown(at: now).filter { !isTold || $0.weight != .problem }
    return notices.flatMap { notice in
      let text = SafeText(notice.count > 1 ? "\(notice.text) ×\(notice.count)" : notice.text)
      let lines = text.wrapped(
        columns: max(1, columns - 2),
        maximumLines: notice.weight < .warning ? State.linesOfToast : State.linesOfWarning,
        ellipsis: settings.charset.ellipsis)
      return lines.map { Toast(text: " " + $0 + " ", role: Role(of: notice.weight)) }
    }
  }
}

/// What was said: over the stickies, never over what can be chosen, read or written.
extension Painter {
  /// Draws what was said.
  ///
  /// - Parameter taken: boxes that stand over the board; they are left as they are.
  func drawToasts(around taken: [Rect], into grid: inout Grid) {
    let area = plan.toasts.isEmpty ? openArea : plan.toasts
    let toasts = state.toasts(columns: area.columns, hasBanner: !plan.banner.isEmpty)
    guard !toasts.isEmpty else { return }
    for count in stride(from: min(toasts.count, max(1, area.rows)), to: 0, by: -1) {
      let shown = Array(toasts.suffix(count))
      let width = shown.map(\.text.columns).max() ?? 0
      for row in stride(from: area.endRow - count, through: area.row, by: -1) {
        let rect = Rect(
          row: row, column: area.endColumn - width, rows: count, columns: width)
        if taken.allSatisfy({ $0.intersection(rect).isEmpty }) {
          return draw(shown, in: area, from: row, into: &grid)
        }
      }
    }
    // Boxes take all of that: the line of the title is the one that can be spared, then any.
    let rows = [0] + Array((1..<max(2, plan.bottom)).reversed())
    let free = rows.first { row in
      let line = Rect(row: row, column: 0, rows: 1, columns: grid.columns)
      return taken.allSatisfy { $0.intersection(line).isEmpty }
    }
    let line = Rect(row: free ?? 0, column: 0, rows: 1, columns: grid.columns)
    draw(Array(toasts.suffix(1)), in: line, from: line.row, into: &grid)
  }

  /// Where stickies stand; the lines around them stay to be read.
  private var openArea: Rect {
    if state.isOutline {
      return Rect(
        row: plan.board.row + 1, column: plan.board.column, rows: plan.board.rows - 1,
        columns: plan.board.columns)
    }
    let lanes = state.frame.lanes
    return Rect(
      row: lanes.row, column: plan.board.column, rows: lanes.rows, columns: plan.board.columns)
  }

  private func draw(_ toasts: [Toast], in area: Rect, from row: Int, into grid: inout Grid) {
    for (offset, toast) in toasts.enumerated() {
      let text = toast.text.clipped(columns: area.columns, ellipsis: charset.ellipsis)
      grid.put(text, row: row + offset, column: area.endColumn - text.columns, role: toast.role)
    }
  }
}
