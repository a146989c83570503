import SquallModel

/// What is said of the board as it was.
extension Words {
  static let nothingEarlier = "the log has nothing earlier"
  static let isPresent = "this is the present; :earlier 10m shows how it was"
  static let present = "back in the present"
  static let returns = "return to the present"

  static func badSpan(_ text: String) -> String {
    "\(quoted(text)) is no span; 3 is three entries, 10m ten minutes (s, m, h, d)"
  }

  static func past(_ past: Past, latest: Int) -> String {
    "as it was after entry \(past.sequence) of \(latest) — :earlier and :later go on, Esc returns"
  }

  static func pastMark(_ past: Past) -> String { "as of \(time(past.at)), entry \(past.sequence)" }
}

/// What is said of a text that was being written when the program ended.
extension Words {
  static let draftTitle = "A text was not finished"

  static func lines(of draft: Draft, on board: Board) -> [String] {
    let what =
      switch draft.subject {
      case .addition(let kind): "It was to be \(one(kind)):"
      case .text(let id): "It was to replace \(called(id, on: board)):"
      case .note(let id): "It was a note on \(called(id, on: board)):"
      case .fields(let id): "They were fields of \(called(id, on: board)):"
      }
    return ["squall ended while this was being written.", what]
      + draft.text.split(whereSeparator: \.isNewline).prefix(8).map { "  \($0)" }
      + ["", "Enter writes on, d drops it, Esc asks again next time."]
  }
}
