/// Taking back: only one's own, field by field, and only what still stands.
extension Workshop {
  /// What an undo will put back, and what it has to leave.
  struct UndoPlan {
    var target: ID
    /// The parts to put back, the last touched first.
    var touches: [Touch]
    var leftovers: [Leftover]
  }

  /// The edit that an undo without a target would take back.
  public func nextUndo(by author: ID) -> ID? {
    history.undoable(by: author).first { standingPlan($0) != nil }?.editID
  }

  /// The undo that a redo without a target would take back.
  public func nextRedo(by author: ID) -> ID? { history.redoable(by: author)?.editID }

  mutating func undoPlan(of target: ID?, by author: ID) throws(Refusal) -> UndoPlan {
    guard let target else {
      var skipped: [Leftover] = []
      for record in history.undoable(by: author) {
        if var plan = standingPlan(record) {
          plan.leftovers = skipped + plan.leftovers
          return plan
        }
        skipped += plan(record).leftovers
      }
      throw .nothingToUndo
    }
    let record = try ownRecord(target, by: author)
    if record.isUndone { throw .alreadyUndone(target) }
    guard let plan = standingPlan(record) else { throw .noLongerStands(target) }
    return plan
  }

  mutating func redoPlan(of target: ID?, by author: ID) throws(Refusal) -> UndoPlan {
    guard let target else {
      guard let record = history.redoable(by: author) else { throw .nothingToRedo }
      guard let plan = standingPlan(record) else { throw .noLongerStands(record.editID) }
      return plan
    }
    let record = try ownRecord(target, by: author)
    if record.isEdit { throw .notAnUndo(target) }
    if record.isUndone { throw .alreadyUndone(target) }
    guard let plan = standingPlan(record) else { throw .noLongerStands(target) }
    return plan
  }

  private mutating func ownRecord(_ target: ID, by author: ID) throws(Refusal) -> History.Record {
    guard let index = history.index(of: target) else {
      throw history.answer(to: target) == nil ? .noSuchEdit(target) : .tooOldToUndo(target)
    }
    let record = history.records[index]
    guard record.author == author else { throw .notYours(target) }
    return record
  }

  private func standingPlan(_ record: History.Record) -> UndoPlan? {
    let plan = plan(record)
    return plan.touches.isEmpty ? nil : plan
  }

  /// Sorts what an entry touched into what still stands and what somebody has changed since.
  private func plan(_ record: History.Record) -> UndoPlan {
    var plan = UndoPlan(target: record.editID, touches: [], leftovers: [])
    let writers = history.writers(of: Set(record.touches.map(\.part)))
    let records = history.records
    guard let own = history.index(of: record.editID) else { return plan }
    let written = record.undoes.flatMap { history.index(of: $0) }
    let returning = Set(
      record.touches.compactMap { touch -> ID? in
        if case .sticky(let id, .some) = touch { id } else { nil }
      })
    for touch in record.touches.reversed() {
      let among = writers[touch.part] ?? []
      let standing = history.standing(among: among, before: records.count)
      let expected =
        written.map { history.standing(among: among, before: $0) } ?? own
      if standing != expected {
        let by = among.last.flatMap { records[$0].author }
        plan.leftovers.append(Leftover(subject: touch.subject, by: by))
      } else if let other = changedByAnother(touch, since: own, author: record.author) {
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
  private func changedByAnother(_ touch: Touch, since index: Int, author: ID?) -> ID? {
    let isWork: (Touch) -> Bool
    switch touch {
    case .sticky(let id, nil): isWork = { $0.stickyContent == id }
    case .copyOf(let id, .some): isWork = { $0.part == .text(id) }
    default: return nil
    }
    for record in history.records[(index + 1)...]
    where record.author != author && record.isEdit && !record.isUndone {
      if record.touches.contains(where: isWork) { return record.author }
    }
    return nil
  }
}
