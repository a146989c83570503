/// Taking back: only one's own, field by field, and only what still stands.
extension Workshop {
  /// What an undo will put back, and what it has to leave.
  struct UndoPlan {
    var target: ID
    /// Whether what was taken back is done again.
    var isRedo: Bool
    /// The parts to put back, the last touched first.
    var touches: [Touch]
    var leftovers: [Leftover]
    /// Touches and other people's work that were looked at.
    var looked = 0
  }

  /// How many of somebody's edits an undo without a target looks at until one still stands.
  public static let editsLookedAt = 1_000
  /// How many parts of the board an undo without a target looks at before it looks at no further
  /// edit.
  public static let partsLookedAt = 20_000

  /// The edit that an undo without a target would take back: the author's latest that still stands,
  /// in part at least, among the ``editsLookedAt`` latest that are not taken back.
  public mutating func nextUndo(by author: ID) -> ID? { latestStanding(by: author).plan?.target }

  /// What an undo without a target passes by: parts of later edits of the author, all of which
  /// somebody has changed since. Whoever names the target of ``nextUndo(by:)`` hears of it here.
  public mutating func passedByNextUndo(of author: ID) -> [Leftover] {
    let search = latestStanding(by: author)
    return search.plan == nil ? [] : search.skipped
  }

  /// What keeps an author from taking anything back: what they did, and others have changed since.
  /// Nil where something of theirs stands.
  public mutating func obstaclesToUndo(by author: ID) -> [Leftover]? {
    let search = latestStanding(by: author)
    return search.plan == nil ? search.skipped : nil
  }

  /// The undo that a redo without a target would take back.
  public func nextRedo(by author: ID) -> ID? {
    history.redoable(by: author).map { history.records[$0].editID }
  }

  mutating func undoPlan(of target: ID?, by author: ID) throws(Refusal) -> UndoPlan {
    guard let target else {
      let search = latestStanding(by: author)
      effort += search.looked
      if let plan = search.plan { return plan }
      throw search.isComplete ? .nothingToUndo : .nothingStands(edits: search.edits)
    }
    let number = try ownRecord(target, by: author)
    if history.records[number].isUndone { throw .alreadyUndone(target) }
    return try standingPlan(number)
  }

  mutating func redoPlan(of target: ID?, by author: ID) throws(Refusal) -> UndoPlan {
    guard let target else {
      guard let number = history.redoable(by: author) else { throw .nothingToRedo }
      return try standingPlan(number)
    }
    let number = try ownRecord(target, by: author)
    if history.records[number].isEdit { throw .notAnUndo(target) }
    if history.records[number].isUndone { throw .alreadyUndone(target) }
    return try standingPlan(number)
  }

  private mutating func ownRecord(_ target: ID, by author: ID) throws(Refusal) -> Int {
    guard let number = history.number(of: target) else {
      throw history.answer(to: target) == nil ? .noSuchEdit(target) : .tooOldToUndo(target)
    }
    guard history.records[number].author == author else { throw .notYours(target) }
    return number
  }

  /// What a search for the author's latest edit that still stands came to.
  private struct Search {
    var plan: UndoPlan?
    /// What was left of the edits before it.
    var skipped: [Leftover] = []
    /// How many edits were looked at.
    var edits = 0
    /// Parts that were looked at.
    var looked = 0
    /// False where it was given up before the author's first edit.
    var isComplete = true
  }

  private mutating func latestStanding(by author: ID) -> Search {
    history.catchUp()
    var search = Search()
    for number in history.undoable(by: author) {
      if search.edits == Workshop.editsLookedAt || search.looked >= Workshop.partsLookedAt {
        search.isComplete = false
        break
      }
      var plan = plan(number)
      search.edits += 1
      search.looked += plan.looked
      if !plan.touches.isEmpty {
        plan.leftovers = search.skipped + plan.leftovers
        search.plan = plan
        break
      }
      search.skipped += plan.leftovers
    }
    return search
  }

  private mutating func standingPlan(_ number: Int) throws(Refusal) -> UndoPlan {
    history.catchUp()
    let plan = plan(number)
    effort += plan.looked
    if plan.touches.isEmpty { throw .noLongerStands(plan.target) }
    return plan
  }

  /// Sorts what an entry touched into what still stands and what somebody has changed since.
  private func plan(_ own: Int) -> UndoPlan {
    let record = history.records[own]
    var plan = UndoPlan(
      target: record.editID, isRedo: !record.isEdit, touches: [], leftovers: [])
    let written = record.undoes.flatMap { history.indexedNumber(of: $0) }
    let returning = Set(
      record.touches.compactMap { touch -> ID? in
        if case .sticky(let id, .some) = touch { id } else { nil }
      })
    for touch in record.touches.reversed() {
      plan.looked += 1
      let part = touch.part
      let expected = written.map { history.standing(part, before: $0) } ?? own
      if history.standing(part, before: nil) != expected {
        let by = history.lastWriter(of: part).flatMap { history.records[$0].author }
        plan.leftovers.append(Leftover(subject: touch.subject, by: by))
      } else if let other = changedByAnother(touch, since: own, &plan.looked) {
        plan.leftovers.append(Leftover(subject: touch.subject, by: other))
      } else if let id = touch.stickyContent, !board.contains(id), !returning.contains(id) {
        plan.leftovers.append(Leftover(subject: touch.subject, by: nil))
      } else {
        plan.touches.append(touch)
      }
    }
    return plan
  }

  /// Who else has worked on a sticky since: one that was added then stays, and a freed copy that
  /// says something of its own by now stays free.
  private func changedByAnother(_ touch: Touch, since own: Int, _ looked: inout Int) -> ID? {
    switch touch {
    case .sticky(let id, nil):
      firstOther(among: history.workers(on: id, after: own), than: own, &looked)
    case .copyOf(let id, .some):
      firstOther(among: history.writers(of: .text(id), after: own), than: own, &looked)
    default: nil
    }
  }

  /// The author of the first of those edits that stands and is somebody else's.
  private func firstOther(
    among numbers: some Collection<Int>, than own: Int, _ looked: inout Int
  ) -> ID? {
    for number in numbers {
      looked += 1
      let record = history.records[number]
      if record.isEdit, !record.isUndone, record.author != history.records[own].author {
        return record.author
      }
    }
    return nil
  }
}
