import SquallModel

/// Edits in company: shown at once, and handed to whoever owns the log.
extension State {
  mutating func propose(_ edit: Edit) throws(Refusal) -> Workshop.Acceptance {
    let edit = edit.proposed(on: document.workshop, by: document.me.id, ids: &ids)
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
    if company.lock == .board, document.role == .participant { return .boardLocked }
    return nil
  }

  /// Why the host would refuse an edit for what a facilitator has set.
  func objectionInCompany(to edit: Edit) -> Obstacle? {
    guard let company, company.lock == .phaseKinds, document.role == .participant else {
      return nil
    }
    return closedKind(in: edit).map { .notOpenYet($0, board.phase) }
  }

  /// A kind that the edit would bring onto the board and the phase has not opened.
  private func closedKind(in edit: Edit) -> Kind? {
    let kind: Kind?
    switch edit {
    case .addSticky(let new): kind = new.kind
    case .changeKind(_, let new): kind = new
    case .addCopy(_, let original, _, _): kind = board[original]?.kind
    case .batch(let edits): return edits.lazy.compactMap { closedKind(in: $0) }.first
    default: kind = nil
    }
    return kind.flatMap { board.phase.opens($0) ? nil : $0 }
  }
}
