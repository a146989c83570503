import SquallModel

/// Ids for what an edit makes on the way, always the same for the same edit, as guests of a live
/// workshop make them.
struct ProposalIDs: IDSource {
  private let base: String
  private var count = 0

  init(_ edit: ID) { base = String(edit.text.prefix(ID.maximumLength - 8)) }

  mutating func next() -> ID {
    count += 1
    return ID(checked: "\(base).\(count)")
  }
}

extension Edit {
  /// The edit as it is proposed: with an id for what it adds, and an undo with the edit it means,
  /// so that it comes to the same here and where the log is owned.
  func proposed(on workshop: Workshop, by me: ID, ids: inout some IDSource) -> Edit {
    switch self {
    case .undo(nil): .undo(of: workshop.nextUndo(by: me))
    case .redo(nil): .redo(of: workshop.nextRedo(by: me))
    default: withIDs(from: &ids)
    }
  }

  private func withIDs(from ids: inout some IDSource) -> Edit {
    switch self {
    case .addSticky(var new):
      new.id = new.id ?? ids.next()
      return .addSticky(new)
    case .addCopy(nil, let original, let lane, let target):
      return .addCopy(id: ids.next(), of: original, lane: lane, to: target)
    case .addLane(nil, let name, let target):
      return .addLane(id: ids.next(), name: name, to: target)
    case .addLink(nil, let from, let to, let label):
      return .addLink(id: ids.next(), from: from, to: to, label: label)
    case .addContext(nil, let name, let stickies):
      return .addContext(id: ids.next(), name: name, stickies: stickies)
    case .batch(let edits): return .batch(edits.map { $0.withIDs(from: &ids) })
    default: return self
    }
  }
}
