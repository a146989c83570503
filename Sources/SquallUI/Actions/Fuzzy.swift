/// How well an action fits what somebody typed: by its name, its words or its keys.
enum Fuzzy {
  /// The actions that fit, the best first; among equals the table's order.
  ///
  /// - Parameter recent: ids used lately, the latest first; they come first while nothing is typed.
  static func actions(
    fitting query: String, keymap: Keymap, recent: [String] = []
  ) -> [Action] {
    let query = query.lowercased()
    if FieldLines.trimmed(query).isEmpty {
      let used = recent.compactMap { Action.named($0) }
      let ids = Set(used.map(\.id))
      return used + Action.all.filter { !ids.contains($0.id) }
    }
    let scored = Action.all.enumerated().compactMap { index, action in
      score(action, query, keymap).map { (index: index, score: $0, action: action) }
    }
    return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.action)
  }

  /// Higher is better; nil where it does not fit.
  static func score(_ action: Action, _ query: String, _ keymap: Keymap) -> Int? {
    let words = action.words.lowercased()
    let keys = (keymap.keys[action.id] ?? []).map { $0.description.lowercased() }
    if action.id == query || action.aliases.contains(query) { return 100 }
    if keys.contains(query) { return 90 }
    if action.id.hasPrefix(query) { return 89 - min(action.id.count - query.count, 9) }
    let parts = query.split(separator: " ").map(String.init)
    if parts.allSatisfy({ action.id.contains($0) }) { return 70 }
    if parts.allSatisfy({ part in startsWord(part, in: words) || action.id.contains(part) }) {
      return 60
    }
    if parts.allSatisfy({ words.contains($0) || action.id.contains($0) }) { return 50 }
    if isSubsequence(query, of: action.id) { return 30 }
    return isSubsequence(query.filter { $0 != " " }, of: words) && query.count > 2 ? 10 : nil
  }

  private static func startsWord(_ part: String, in words: String) -> Bool {
    words.split { !$0.isLetter }.contains { $0.hasPrefix(part) }
  }

  private static func isSubsequence(_ query: String, of text: String) -> Bool {
    var rest = text[...]
    for character in query {
      guard let index = rest.firstIndex(of: character) else { return false }
      rest = rest[rest.index(after: index)...]
    }
    return true
  }

  /// The name that was probably meant.
  static func nearestName(to name: String) -> String? {
    nearest(to: name, among: Action.all.flatMap { [$0.id] + $0.aliases })
  }

  /// The one of some names that was probably meant.
  static func nearest(to name: String, among names: [String]) -> String? {
    let best = names.map { (name: $0, distance: distance(name, $0)) }
      .min { $0.distance < $1.distance }
    guard let best, best.distance * 3 <= max(name.count, 3) else { return nil }
    return best.name
  }

  /// How many letters are put in, left out or replaced; names longer than 40 are cut.
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.prefix(40))
    let right = Array(right.prefix(40))
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (character == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
