import SquallModel

/// A key that matters now, and what it does.
struct Hint: Equatable {
  var keys: String
  var words: String
  /// What pressing it with the mouse does.
  var action: String?
}

/// A hint with its place in the last line.
struct PlacedHint: Equatable {
  var keys: SafeText
  var words: SafeText
  var column: Int
  var action: String?

  var endColumn: Int { column + keys.columns + 1 + words.columns }
}

extension State {
  /// The hints that fit into the last line beside the mode; the last one, the way to help, stays.
  var placedHints: [PlacedHint] {
    let taken =
      SafeText(Words.mode(of: self)).columns + 2
      + (Words.pending(self).map { SafeText($0).columns + 2 } ?? 0)
    let room = columns - taken
    var hints = self.hints.map { hint in
      PlacedHint(
        keys: SafeText(hint.keys), words: SafeText(hint.words), column: 0, action: hint.action)
    }
    func width() -> Int { hints.reduce(-1) { $0 + $1.keys.columns + $1.words.columns + 3 } }
    while hints.count > 1, width() > room { hints.remove(at: hints.count - 2) }
    var column = 1
    for index in hints.indices {
      hints[index].column = column
      column = hints[index].endColumn + 2
    }
    return hints.filter { $0.endColumn <= room }
  }

  /// The keys that matter now.
  var hints: [Hint] {
    switch mode {
    case .normal: isPaneFocused ? paneHints : boardHints
    case .writing(let writing): Words.hints(writing, hasKinds: hasKinds(writing))
    case .holding: Words.holdingHints
    case .prompt(let prompt): Words.hints(prompt.purpose)
    case .question(let question): Words.hints(question)
    }
  }

  private func hints(_ ids: [String]) -> [Hint] {
    ids.compactMap { id in
      guard let action = Action.named(id), let keys = settings.keymap.shown(id),
        action.whyNot(in: self) == nil
      else { return nil }
      return Hint(keys: keys, words: action.hint, action: id)
    }
  }

  private var boardHints: [Hint] {
    if past != nil {
      return [Hint(keys: "Esc", words: Words.returns)] + hints(["search", "command-line", "help"])
    }
    if !selection.isEmpty {
      return hints(["move", "delete", "copy", "pivotal", "tentative"])
        + [Hint(keys: "Esc", words: Words.letGo)] + hints(["help"])
    }
    if search.pattern != nil || search.filter != nil {
      return hints(["next-match", "previous-match", "edit"])
        + [Hint(keys: "Esc", words: Words.clears)] + hints(["help"])
    }
    let again = company?.mayRetry == true ? hints(["retry"]) : []
    let adding = obstacleToEditing == nil ? [Hint(keys: "a", words: Words.addHint)] : []
    let mark = currentSticky?.kind == .hotspot ? "address" : "hotspot"
    return again + adding
      + hints(["edit", "move", "undo", mark, "search", "command-line", "help"])
  }

  private var dismissHint: [Hint] {
    guard chosenRefused != nil, let keys = settings.keymap.shown("delete") else { return [] }
    return [Hint(keys: keys, words: Words.dismisses, action: "dismiss")]
  }

  private var paneHints: [Hint] {
    func enter(_ words: String, edits: Bool = false) -> [Hint] {
      let isPossible = chosenRow.map { !$0.isHeading } ?? false
      return isPossible && (!edits || obstacleToEditing == nil)
        ? [Hint(keys: "Enter", words: words, action: "edit")] : []
    }
    return switch pane?.kind {
    case .lanes:
      enter(Words.renames, edits: true) + hints(["add", "move", "delete", "close", "help"])
    case .inbox:
      enter(Words.places, edits: true) + hints(["move", "delete", "switch-pane", "close", "help"])
    case .hotspots: enter(Words.goesThere) + hints(["address", "switch-pane", "close", "help"])
    case .votes: enter(Words.goesThere) + hints(["vote", "switch-pane", "close", "help"])
    case .sessions: enter(Words.opens) + hints(["add", "close", "leave", "help"])
    case .help: enter(Words.doesIt) + hints(["search", "close", "help"])
    case .company: enter(Words.follows) + hints(["remove", "let-in", "door", "close", "help"])
    case .refused: hints(["copy"]) + dismissHint + hints(["close", "help"])
    case .door: Words.doorHints(company?.door) + hints(["renew-codes", "trouble", "close", "help"])
    case .trouble, .messages: hints(["close", "help"])
    case .people, .glossary, .detail, nil: hints(["switch-pane", "close", "help"])
    }
  }
}
