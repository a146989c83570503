import SquallModel

/// What tells one board from another, by its stickies and by the rest.
struct BoardDifference {
  /// Only on the second board.
  var added: [Sticky] = []
  /// Only on the first board.
  var removed: [Sticky] = []
  /// On both, and not the same: as the second board has them.
  var changed: [Sticky] = []
  /// Whether something differs that is no sticky: lanes, title, glossary.
  var differsElsewhere = false

  /// Compares two boards.
  init(from first: Board, to second: Board) {
    second.forEachInFileOrder { sticky in
      guard let before = first[sticky.id] else { return added.append(sticky) }
      if before != sticky { changed.append(sticky) }
    }
    first.forEachInFileOrder { sticky in
      if !second.contains(sticky.id) { removed.append(sticky) }
    }
    differsElsewhere =
      first.title != second.title || first.level != second.level || first.phase != second.phase
      || first.lanes != second.lanes || first.links != second.links
      || first.contexts != second.contexts || first.terms != second.terms
      || first.participants != second.participants || first.emptyColumns != second.emptyColumns
  }

  /// In a few words: `2 stickies added, 1 removed, 3 changed`.
  var summary: String {
    var parts: [String] = []
    for (stickies, word) in [(added, "added"), (removed, "removed"), (changed, "changed")]
    where !stickies.isEmpty {
      let noun = parts.isEmpty ? (stickies.count == 1 ? " sticky" : " stickies") : ""
      parts.append("\(stickies.count)\(noun) \(word)")
    }
    if differsElsewhere { parts.append("other things changed") }
    return parts.isEmpty ? "nothing differs" : parts.joined(separator: ", ")
  }

  /// One line for each sticky that differs: `+` added, `-` removed, `~` changed.
  var lines: [String] {
    let groups: [(String, [Sticky])] = [("+", added), ("-", removed), ("~", changed)]
    return groups.flatMap { sign, stickies in
      stickies.map { "\(sign) \($0.kind.word) '\($0.text)' (\($0.id))" }
    }
  }
}
