/// The word that somebody probably meant.
enum Nearest {
  /// The nearest of some words, where one is near enough to be worth naming.
  static func word(to typed: String, among words: [String]) -> String? {
    let typed = Array(typed.lowercased().utf8.prefix(longest))
    let scored = words.map { word in (word, distance(typed, Array(word.lowercased().utf8))) }
    guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
    return best.1 <= max(1, min(typed.count, best.0.utf8.count) / 2) ? best.0 : nil
  }

  /// Longer words are compared by their beginning, in bytes.
  private static let longest = 64

  /// How many bytes must be put in, taken out, replaced or swapped with their neighbour.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
      var next = [row]
      for column in 1...right.count {
        let same = left[row - 1] == right[column - 1]
        var cost = min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          cost = min(cost, before[column - 2] + 1)
        }
        next.append(cost)
      }
      before = last
      last = next
    }
    return last[right.count]
  }
}
