/// The first answer to every edit, found by the edit's id.
///
/// Made for what a log does to it: each edit is looked up once, found new, and remembered. A table
/// that grows moves numbers and hashes no id again.
struct AnswerTable: Sendable {
  private struct Given: Sendable {
    var editID: ID
    var answer: History.Answer
  }

  /// All of them, in the order in which they were given.
  private var given: [Given] = []
  /// How many of them the table has: a replay only collects, the first question brings the rest.
  private var indexed = 0
  /// In the upper half of each place 32 bits of a hash, in the lower one more than the number of
  /// what was given, 0 where the place is free. Their count is a power of two; half are free.
  private var places: [UInt64] = []

  /// The answer to an edit, nil where none was given.
  mutating func answer(to editID: ID) -> History.Answer? {
    if indexed < given.count { catchUp() }
    guard !places.isEmpty else { return nil }
    let hash = AnswerTable.hash(of: editID)
    var place = index(of: hash)
    while places[place] != 0 {
      if places[place] >> 32 == hash {
        let number = AnswerTable.number(in: places[place])
        if given[number].editID == editID { return given[number].answer }
      }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// Remembers an answer; a later one to the same edit takes its place.
  mutating func remember(_ answer: History.Answer, to editID: ID) {
    given.append(Given(editID: editID, answer: answer))
  }

  private mutating func catchUp() {
    reserve()
    while indexed < given.count {
      let editID = given[indexed].editID
      let hash = AnswerTable.hash(of: editID)
      var place = index(of: hash)
      while places[place] != 0 {
        let isSame =
          places[place] >> 32 == hash
          && given[AnswerTable.number(in: places[place])].editID == editID
        if isSame { break }
        place = (place + 1) & (places.count - 1)
      }
      indexed += 1
      places[place] = hash << 32 | UInt64(indexed)
    }
  }

  /// Makes the table large enough for all that was given.
  private mutating func reserve() {
    guard given.count * 2 > places.count else { return }
    let old = places
    var count = max(places.count, 16)
    while count < given.count * 2 { count *= 2 }
    places = [UInt64](repeating: 0, count: count)
    for filled in old where filled != 0 {
      var place = index(of: filled >> 32)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = filled
    }
  }

  private func index(of hash: UInt64) -> Int { Int(hash) & (places.count - 1) }

  /// 32 bits that nobody outside the process can foresee.
  private static func hash(of editID: ID) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: editID.hashValue))
  }

  private static func number(in place: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: place)) - 1 }
}
