extension Board {
  /// A kind that an edit itself would bring onto the board and its phase has not opened; nil where
  /// it brings none.
  func kindNotOpened(by edit: Edit) -> Kind? {
    let kind: Kind?
    switch edit {
    case .addSticky(let new): kind = new.kind
    case .changeKind(_, let new): kind = new
    case .addCopy(_, let original, _, _): kind = self[original]?.kind
    case .batch(let edits): return edits.lazy.compactMap { kindNotOpened(by: $0) }.first
    default: kind = nil
    }
    return kind.flatMap { phase.opens($0) ? nil : $0 }
  }
}
