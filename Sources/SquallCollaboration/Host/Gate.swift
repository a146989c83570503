internal import SquallModel

/// The one place that decides who may make an edit (H3).
struct Gate {
  var role: Role
  var author: ID
  var lock: BoardLock

  /// Why an edit may not be made on that workshop; nil where it may.
  func complaint(about edit: Edit, on workshop: inout Workshop) -> Complaint? {
    // What the lock alone forbids needs no search of what an undo would do.
    if role == .participant, lock == .board, role.objection(to: edit) == nil { return .boardLocked }
    switch workshop.objection(to: edit, by: author, as: role) {
    case .observersOnlyRead: return .observersOnlyRead
    case .facilitatorsOnly: return .facilitatorsOnly
    case nil: break
    }
    guard role == .participant else { return nil }
    switch lock {
    case .open, .board: return nil
    case .phaseKinds:
      let kind = workshop.kindNotOpened(by: edit, of: author)
      return kind.map { .kindNotOpen($0, workshop.board.phase) }
    }
  }
}
