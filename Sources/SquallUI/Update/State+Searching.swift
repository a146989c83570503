import SquallModel

/// Search jumps between what it finds; a filter dims the rest.
extension State {
  /// The stickies that a pattern fits, in reading order.
  func stickies(fitting pattern: String) -> [ID] {
    let wanted = pattern.lowercased()
    guard !wanted.isEmpty else { return [] }
    let board = self.board
    return (walk.ids + board.inbox).filter { id in
      guard let sticky = board[id] else { return false }
      return State.fits(sticky, text: board.text(of: sticky), wanted)
    }
  }

  private static func fits(_ sticky: Sticky, text: String, _ wanted: String) -> Bool {
    if text.lowercased().contains(wanted) { return true }
    if let note = sticky.note, note.lowercased().contains(wanted) { return true }
    return sticky.fields.contains { field in
      field.name.lowercased().contains(wanted)
        || FieldLines.text(of: field.value).lowercased().contains(wanted)
    }
  }

  mutating func find(_ pattern: String) {
    search.pattern = pattern.isEmpty ? nil : pattern
    search.found = stickies(fitting: pattern)
  }

  /// What was found is looked for again after the board has changed.
  mutating func refreshSearch() {
    if let pattern = search.pattern { search.found = stickies(fitting: pattern) }
    filter(search.filter)
  }

  /// Lets only what fits stand out; nil shows all alike.
  mutating func filter(_ pattern: String?) {
    search.filter = pattern
    search.passing = pattern.map { stickies(fitting: $0) } ?? []
  }

  mutating func finishSearch(_ pattern: String) {
    guard !pattern.isEmpty else {
      search.pattern = nil
      search.found = []
      return
    }
    memory.searches.removeAll { $0 == pattern }
    memory.searches.append(pattern)
    if search.found.isEmpty { say(Words.nothingFound, .hint) }
  }

  /// Goes to the next match that way, around the ends.
  mutating func goToMatch(forward: Bool, from: BoardCursor, includingHere: Bool = false) {
    let walk = self.walk
    let numbers = search.found.compactMap { walk.number(of: $0) }
    guard !numbers.isEmpty else { return }
    let here = from.sticky.flatMap { walk.number(of: $0) } ?? -1
    let next: Int?
    if forward {
      next = numbers.first { includingHere ? $0 >= here : $0 > here } ?? numbers.first
    } else {
      next = numbers.last { $0 < here } ?? numbers.last
    }
    if let next { cursor = .sticky(walk.ids[next]) }
  }

  /// Which of how many matches is under the cursor: `3/12`.
  var matchCount: String? {
    guard search.pattern != nil else { return nil }
    let number = cursor.sticky.flatMap { search.found.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    return "\(number)/\(search.found.count)"
  }
}
