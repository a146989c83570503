internal import SquallModel

/// The one place that decides who may make an edit (H3).
struct Gate {
  var role: Role
  var lock: BoardLock
  var board: Board

  /// Why an edit may not be made; nil where it may.
  func complaint(about edit: Edit) -> Complaint? {
    switch role.objection(to: edit) {
    case .observersOnlyRead: return .observersOnlyRead
    case .facilitatorsOnly: return .facilitatorsOnly
    case nil: break
    }
    guard role == .participant else { return nil }
    switch lock {
    case .open: return nil
    case .board: return .boardLocked
    case .phaseKinds: return closedKind(in: edit).map { .kindNotOpen($0, board.phase) }
    }
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
