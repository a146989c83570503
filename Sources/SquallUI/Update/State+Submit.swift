import SquallModel

extension State {
  /// Says something at the bottom of the screen.
  ///
  /// - Parameter topic: what else may be shown about it gives way.
  mutating func say(
    _ text: String, _ weight: Notices.Weight = .news, about topic: Notices.Topic? = nil
  ) {
    notices.say(text, weight, about: topic, at: now)
  }

  /// Hands an edit to the workshop, and what it came to on to be recorded.
  ///
  /// A refusal is told; the board is then as it was.
  @discardableResult
  mutating func submit(_ edit: Edit) -> Workshop.Acceptance? {
    do throws(Refusal) {
      return try attempt(edit)
    } catch {
      say(Words.sentence(error, naming: .texts(on: board)), .warning)
      return nil
    }
  }

  /// Hands an edit to the workshop; what stands in the way of any edit is told.
  mutating func attempt(_ edit: Edit) throws(Refusal) -> Workshop.Acceptance? {
    if let obstacle = obstacleToEditing ?? objection(to: edit) {
      say(Words.sentence(obstacle), .warning)
      return nil
    }
    let acceptance = try accept(edit)
    if acceptance.createdID != nil, Limit.stickies.isNear(board.stickyCount) {
      say(Words.near(.stickies, board.stickyCount), .warning)
    }
    return acceptance
  }

  /// Applies an edit, and hands it on: alone to be recorded, in company to be accepted.
  private mutating func accept(_ edit: Edit) throws(Refusal) -> Workshop.Acceptance {
    if company != nil { return try propose(edit) }
    let acceptance = try document.workshop.submit(
      edit, editID: ids.next(), by: document.me, at: now, ids: &ids)
    if !acceptance.entries.isEmpty { outbox.append(.record(acceptance.entries)) }
    document.await(edit, acceptance, at: now)
    return acceptance
  }

  private mutating func objection(to edit: Edit) -> Obstacle? {
    if let obstacle = objectionInCompany(to: edit) { return obstacle }
    let (me, role) = (document.me.id, document.role)
    return switch document.workshop.objection(to: edit, by: me, as: role) {
    case .observersOnlyRead: .observer
    case .facilitatorsOnly: .facilitatorsOnly
    case nil: nil
    }
  }

  /// One edit as it is, several as one batch: one entry, one undo.
  @discardableResult
  mutating func submit(all edits: [Edit]) -> Workshop.Acceptance? {
    switch edits.count {
    case 0: nil
    case 1: submit(edits[0])
    default: submit(.batch(edits))
    }
  }
}
