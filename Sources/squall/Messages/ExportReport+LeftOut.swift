import SquallExchange
import SquallModel

extension ExportReport {
  /// How many stickies without a name are told one by one.
  private static let named = 10

  /// What was left out, in lines for people; none where nothing was.
  func leftOut(of board: Board) -> [String] {
    let groups = [
      (tentative, "tentative"), (unplaced, "not placed yet"), (copies, "a linked copy"),
    ]
    let counted = groups.filter { $0.0 > 0 }.map { "\(Limit.grouped($0.0)) \($0.1)" }
    var lines =
      counted.isEmpty ? [] : ["left out of the events: " + counted.joined(separator: ", ")]
    for id in unnamed.prefix(ExportReport.named) {
      let text = board[id].map { board.text(of: $0) } ?? ""
      lines.append("left out: nothing in '\(text)' (\(id)) can name an event")
    }
    if unnamed.count > ExportReport.named {
      lines.append(
        "left out: \(Limit.grouped(unnamed.count - ExportReport.named)) more that nothing can name")
    }
    return lines
  }
}
