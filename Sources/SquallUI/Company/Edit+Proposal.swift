import SquallModel

extension Edit {
  /// The edit as it is proposed: with an id for what it adds, and an undo with the edit it means,
  /// so that it comes to the same here and where the log is owned.
  func proposed(on workshop: inout Workshop, by me: ID, ids: inout some IDSource) -> Edit {
    switch self {
    case .undo(nil): .undo(of: workshop.nextUndo(by: me))
    case .redo(nil): .redo(of: workshop.nextRedo(by: me))
    default: identified(by: &ids)
    }
  }
}
