/// Ids for what an edit makes on the way, always the same for the same edit.
///
/// Applied again on another board, by a guest or by the host, an edit makes things of the same ids.
public struct DerivedIDs: IDSource {
  /// Characters that are left for the number behind the edit's own id.
  private static let room = 8

  private let base: String
  private var count = 0

  public init(_ edit: ID) {
    base = String(edit.text.prefix(ID.maximumLength - DerivedIDs.room))
  }

  public mutating func next() -> ID {
    count += 1
    return ID(checked: "\(base).\(count)")
  }
}

extension Edit {
  /// The edit with an id for what it adds, so that it has the same wherever it is applied.
  public func identified(by ids: inout some IDSource) -> Edit {
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
    case .batch(let edits): return .batch(edits.map { $0.identified(by: &ids) })
    default: return self
    }
  }
}
