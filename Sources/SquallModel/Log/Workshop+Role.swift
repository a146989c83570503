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
    guard role == .participant else { return nil }
    return judged { workshop in
      guard let plan = workshop.plan(of: edit, by: author) else { return nil }
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
  }

  /// A kind that somebody's edit would bring onto the board and its phase has not opened; nil where
  /// it brings none. An undo is judged by what it would put back.
  ///
  /// For hosts and screens of a workshop whose facilitator holds participants to the phase; files,
  /// scripts and imports are never asked.
  public mutating func kindNotOpened(by edit: Edit, of author: ID) -> Kind? {
    judged { workshop in
      guard let plan = workshop.plan(of: edit, by: author) else {
        return workshop.board.kindNotOpened(by: edit)
      }
      return plan.touches.lazy.compactMap(\.kindBefore).first { kind in
        !workshop.board.phase.opens(kind)
      }
    }
  }

  /// What stands against an edit. What is made after all is looked at again then, and its search
  /// counted then.
  private mutating func judged<Objection>(
    _ body: (inout Workshop) -> Objection?
  ) -> Objection? {
    let before = effort
    let objection = body(&self)
    if objection == nil { effort = before }
    return objection
  }

  /// What an undo or redo would do; nil for any other edit, and where it will be refused.
  private mutating func plan(of edit: Edit, by author: ID) -> UndoPlan? {
    switch edit {
    case .undo(let target): try? undoPlan(of: target, by: author)
    case .redo(let target): try? redoPlan(of: target, by: author)
    default: nil
    }
  }
}
