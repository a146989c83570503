import SquallModel

/// Tells a log entry by entry: what each did, in words, with names instead of ids.
struct LogTeller {
  /// The board as it was before the next entry.
  private var board: Board
  /// What each edit of the log was: its sequence, and the edit that it took back.
  private var told: [ID: (sequence: Int, undid: ID?)] = [:]

  /// The log of a board that begins as this one.
  init(board: Board) { self.board = board }

  /// Tells what an entry did, and applies it.
  mutating func tell(_ entry: Entry) -> String {
    let sentence: String
    var undid: ID?
    if case .undone(let target, _) = entry.change {
      undid = target
      sentence = undoSentence(of: target)
    } else {
      sentence = ChangeWords(before: board, change: entry.change).sentence
    }
    told[entry.editID] = (entry.sequence, undid)
    board.apply(entry.change, by: entry.by, at: entry.at)
    return sentence
  }

  /// Who made an entry; asked for after it was told, so that whoever joined with it has a name.
  func author(of entry: Entry) -> String {
    entry.by.flatMap { board.participant($0)?.name } ?? "squall"
  }

  private func undoSentence(of target: ID) -> String {
    guard let entry = told[target] else { return "took back an edit" }
    guard let first = entry.undid else { return "took back entry \(entry.sequence)" }
    guard let original = told[first] else { return "did an edit again" }
    return "did entry \(original.sequence) again"
  }
}
