extension Touch {
  /// Bytes of a touch without what it refers to, with its place in the index of the history.
  private static let ownBytes = MemoryLayout<Touch>.stride + 160

  /// About how many bytes it keeps.
  var byteCount: Int {
    let kept =
      switch self {
      case .text(_, let before), .laneName(_, let before), .title(let before): before.utf8.count
      case .note(_, let before): before?.utf8.count ?? 0
      case .field(_, let name, let before, _): name.utf8.count + (before?.byteCount ?? 0)
      // It stands apart, with a header of its own.
      case .sticky(_, let before): MemoryLayout<Sticky>.stride + 32 + (before?.keptBytes ?? 0)
      case .context(_, let before): before?.keptBytes ?? 0
      case .contextContent(_, let before): before.keptBytes
      case .term(let name, let before): name.utf8.count + (before?.meaning.utf8.count ?? 0)
      case .link(_, let before): before?.label?.utf8.count ?? 0
      case .lane(_, let before, _): before?.name.utf8.count ?? 0
      case .emptyColumn(let key, _): key.text.utf8.count
      case .place, .kind, .pivotal, .tentative, .addressed, .copyOf, .vote, .laneIndex, .method: 0
      }
    return Touch.ownBytes + kept
  }
}

extension [Touch] {
  /// About how many bytes they keep; each is looked at where it lies, not copied.
  var byteCount: Int {
    withUnsafeBufferPointer { touches in
      touches.indices.reduce(0) { $0 + touches[$1].byteCount }
    }
  }
}

extension Sticky {
  fileprivate var keptBytes: Int {
    let data = fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.byteCount + 64 }
    let unknown = unknownMembers.reduce(0) { $0 + $1.name.utf8.count + $1.json.utf8.count + 32 }
    return text.utf8.count + (note?.utf8.count ?? 0) + data + votes.count * 32 + unknown
  }
}

extension Context {
  fileprivate var keptBytes: Int {
    name.utf8.count + stickies.count * MemoryLayout<ID>.stride
  }
}
