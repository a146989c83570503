import SquallModel

/// Edits in company: shown at once, and handed to whoever owns the log.
extension State {
  mutating func propose(_ edit: Edit) throws(Refusal) -> Workshop.Acceptance {
    let me = document.me.id
    let edit = edit.proposed(on: &document.workshop, by: me, ids: &ids)
    let id = ids.next()
    var derived = DerivedIDs(id)
    let acceptance = try document.workshop.submit(
      edit, editID: id, by: document.me, at: now, ids: &derived)
    company?.waiting += 1
    outbox.append(.propose(id, edit))
    return acceptance
  }

  /// Why nothing can be changed in this company now.
  var obstacleInCompany: Obstacle? {
    guard let company else { return nil }
    if case .ended = company.link { return .linkEnded }
    if company.lock == .board, document.role == .participant {
      return .boardLocked(by: doer(company.lockedBy))
    }
    return nil
  }

  /// Why the host would refuse an edit for what a facilitator has set.
  mutating func objectionInCompany(to edit: Edit) -> Obstacle? {
    guard let company, company.lock == .phaseKinds, document.role == .participant else {
      return nil
    }
    return document.workshop.kindNotOpened(by: edit, of: document.me.id).map { notOpenYet($0) }
  }
}
