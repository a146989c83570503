/// Who may make an edit, judged by what it would change.
extension Workshop {
  /// Why somebody of that role may not make an edit; nil where they may.
  ///
  /// An undo is judged by what it would put back: who was a facilitator once does not change as a
  /// participant what facilitators only change.
  public mutating func objection(
    to edit: Edit, by author: ID, as role: Role
  ) -> Role.Objection? {
    if let objection = role.objection(to: edit) { return objection }
    guard role == .participant, let plan = plan(of: edit, by: author) else { return nil }
    let isForFacilitators = plan.touches.contains { touch in
      switch touch {
      case .title, .method: true
      // A lane of one's own that stands empty may go again; one that was removed once stays.
      case .lane(_, before: nil, _): plan.isRedo
      default: false
      }
    }
    return isForFacilitators ? .facilitatorsOnly : nil
  }

  /// What an undo or redo would do; nil for any other edit, and where it will be refused.
  private mutating func plan(of edit: Edit, by author: ID) -> UndoPlan? {
    // Looked at again when it is made, and counted then.
    let before = effort
    defer { effort = before }
    return switch edit {
    case .undo(let target): try? undoPlan(of: target, by: author)
    case .redo(let target): try? redoPlan(of: target, by: author)
    default: nil
    }
  }
}
