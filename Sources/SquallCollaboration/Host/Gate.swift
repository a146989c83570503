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
    case .phaseKinds: return board.kindNotOpened(by: edit).map { .kindNotOpen($0, board.phase) }
    }
  }
}
