import SquallModel

/// The keys of the modes, and their questions.
extension Words {
  /// - Parameter hasKinds: whether Tab has another kind to offer.
  static func hints(_ writing: Writing, hasKinds: Bool) -> [Hint] {
    let esc = Hint(keys: "Esc", words: "done")
    let drop = Hint(keys: "Ctrl-C", words: "drop it")
    switch writing.subject {
    case .addition:
      let tab = hasKinds ? [Hint(keys: "Tab", words: "kind")] : []
      return [Hint(keys: "Enter", words: "keep, next")] + tab + [drop, esc]
    case .text: return [Hint(keys: "Enter", words: "keep"), drop, esc]
    case .note, .fields: return [Hint(keys: "Enter", words: "new line"), drop, esc]
    }
  }

  static let holdingHints = [
    Hint(keys: "Enter", words: "drop here"), Hint(keys: "hjkl", words: "go"),
    Hint(keys: "Space", words: "attach"), Hint(keys: "i", words: "inbox"),
    Hint(keys: "Esc", words: "put back"),
  ]

  static func hints(_ purpose: Prompt.Purpose) -> [Hint] {
    switch purpose {
    case .palette:
      [
        Hint(keys: "Up/Down", words: "choose"), Hint(keys: "Enter", words: "do it"),
        Hint(keys: "Esc", words: "back"),
      ]
    default: [Hint(keys: "Esc", words: "back")]
    }
  }

  static func hints(_ question: Question) -> [Hint] {
    switch question {
    case .paste:
      [
        Hint(keys: "Enter", words: "add them"), Hint(keys: "Tab", words: "kind"),
        Hint(keys: "Esc", words: "no"),
      ]
    case .leave:
      [
        Hint(keys: "s", words: "save elsewhere"), Hint(keys: "y", words: "leave"),
        Hint(keys: "Esc", words: "stay"),
      ]
    case .leaveHost, .leaveWaiting:
      [Hint(keys: "y", words: "leave"), Hint(keys: "Esc", words: "stay")]
    case .draft:
      [
        Hint(keys: "Enter", words: "write on"), Hint(keys: "d", words: "drop it"),
        Hint(keys: "Esc", words: "later"),
      ]
    case .whichBoard:
      [
        Hint(keys: "m", words: "mine"), Hint(keys: "t", words: "theirs"),
        Hint(keys: "Esc", words: "later"),
      ]
    case .overtaken:
      [
        Hint(keys: "m", words: "mine"), Hint(keys: "t", words: "theirs"),
        Hint(keys: "Esc", words: "write on"),
      ]
    }
  }

  static func title(of question: Question) -> String {
    switch question {
    case .paste(let lines, _, _): "Paste \(count(lines.count, "line", "lines"))"
    case .leave: "Leave and lose what is not saved?"
    case .leaveHost: "End the workshop?"
    case .leaveWaiting: "Leave while edits wait?"
    case .overtaken: "It was changed meanwhile"
    case .draft: draftTitle
    case .whichBoard: "Another board stands in the files"
    }
  }

  static func lines(of question: Question, on board: Board) -> [String] {
    switch question {
    case .paste(let lines, let kind, let isTruncated):
      let shown = lines.prefix(5).map { "  \(kind.letter) \($0)" }
      let more = lines.count > 5 ? ["  … and \(lines.count - 5) more"] : []
      let cut = isTruncated ? ["The paste was longer than 1 MiB; its end is missing."] : []
      return ["One \(kind.word) a line, \(lines.count) in all, one undo:"] + shown + more + cut
        + ["", "Enter adds them, Tab changes the kind, Esc does not."]
    case .leave(let unrecorded):
      return [
        "\(count(unrecorded, "change is", "changes are")) only in memory, not on disk.",
        "", "s saves a copy elsewhere, y leaves without it, Esc stays.",
      ]
    case .leaveHost(let people): return [leavesHost(people), "", "y leaves, Esc stays."]
    case .leaveWaiting(let number): return [leavesWaiting(number), "", "y leaves, Esc stays."]
    case .draft(let draft): return lines(of: draft, on: board)
    case .whichBoard(let lines):
      return lines + [
        "", "m keeps the board that is shown, t takes the one in the files, Esc decides later.",
      ]
    case .overtaken(let writing, let present, let name):
      return [
        "There stands now" + (name.map { ", written by \(SafeText($0)):" } ?? ":"), "  \(present)",
        "You have written:", "  \(writing.field.text)", "",
        "m puts yours there, t leaves theirs, Esc writes on.",
      ]
    }
  }
}
