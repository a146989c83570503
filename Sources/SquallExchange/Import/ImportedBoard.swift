public import SquallModel

/// What an import found, by names and order: it stands on no board yet.
public struct ImportedBoard: Equatable, Sendable {
  public var title: String?
  /// The lanes in their order; a sticky may stand in one that is not among them.
  public var lanes: [String]
  /// In reading order, what is attached behind its host.
  public var stickies: [ImportedSticky]

  public init(title: String? = nil, lanes: [String] = [], stickies: [ImportedSticky] = []) {
    self.title = title
    self.lanes = lanes
    self.stickies = stickies
  }

  /// The edits that put all of it behind everything that a board has.
  ///
  /// Lanes and contexts are found by their names and made where there are none. An id that a sticky
  /// came with is kept where it is free. Batches, as few as there may be, as each is one undo; large
  /// contexts follow one by one.
  public func edits(for board: Board, ids: inout some IDSource) -> [Edit] {
    var writing = EditWriting(board)
    for name in lanes { _ = writing.lane(name, ids: &ids) }
    for sticky in stickies { writing.add(sticky, ids: &ids) }
    return writing.finished(ids: &ids)
  }
}

/// A sticky that an import found.
public struct ImportedSticky: Equatable, Sendable {
  /// The id that it came with, where it had one.
  public var id: ID?
  public var kind: Kind
  public var text: String
  public var place: Place
  public var fields: [Field]
  public var note: String?
  public var isPivotal = false
  public var isTentative = false
  public var isAddressed = false
  /// Whether it repeats the nearest earlier sticky of its kind and text.
  public var isCopy = false
  /// The name of the context that it belongs to.
  public var context: String?

  public init(
    id: ID? = nil, kind: Kind, text: String, place: Place, fields: [Field] = [],
    note: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.place = place
    self.fields = fields
    self.note = note
  }

  /// Where an imported sticky stands.
  public enum Place: Equatable, Sendable {
    /// Behind everything before it; in the first lane where nil.
    case next(lane: String?)
    /// At the same time as the one placed before it.
    case sameTime(lane: String?)
    /// Attached to the nearest sticky before it that is not attached itself.
    case attached
    case inbox
  }
}

/// Turns imported stickies into edits, and remembers what later ones speak of.
private struct EditWriting {
  private let board: Board
  private var edits: [Edit] = []
  private var laneIDs: [String: ID] = [:]
  private var taken: Set<ID> = []
  private var last: ID?
  private var host: ID?
  private var originals: [Original: ID] = [:]
  /// The contexts by their names, in the order in which they came, and what belongs to them.
  private var contexts: [String] = []
  private var members: [String: [ID]] = [:]

  private struct Original: Hashable {
    var kind: Kind
    var text: String
  }

  init(_ board: Board) {
    self.board = board
    for lane in board.lanes.reversed() { laneIDs[lane.name] = lane.id }
    taken = Set(board.lanes.map(\.id) + board.links.map(\.id) + board.contexts.map(\.id))
  }

  /// All of the edits in batches, and behind them one for each context where they are large: a
  /// batch may speak of so many stickies only.
  mutating func finished(ids: inout some IDSource) -> [Edit] {
    let naming = contexts.map { context(named: $0, ids: &ids) }
    // Whoever joins a context writes down all who are in it.
    let listed = contexts.reduce(0) { count, name in
      count + (members[name]?.count ?? 0) + (known(name)?.stickies.count ?? 0)
    }
    let isLarge = listed > Limit.partsOfOneBatch.maximum / 10
    if !isLarge { edits += naming }
    let size = Limit.editsInOneBatch.maximum
    let batches = stride(from: 0, to: edits.count, by: size).map { start in
      Edit.batch(Array(edits[start..<min(start + size, edits.count)]))
    }
    return isLarge ? batches + naming : batches
  }

  private func known(_ context: String) -> Context? {
    board.contexts.first { $0.name == context }
  }

  private mutating func context(named name: String, ids: inout some IDSource) -> Edit {
    let stickies = members[name] ?? []
    if let known = known(name) {
      return .changeContext(known.id, name: nil, adding: stickies, removing: [])
    }
    return .addContext(id: free(nil, ids: &ids), name: name, stickies: stickies)
  }

  mutating func lane(_ name: String, ids: inout some IDSource) -> ID {
    if let id = laneIDs[name] { return id }
    let id = free(nil, ids: &ids)
    laneIDs[name] = id
    edits.append(.addLane(id: id, name: name, to: .end))
    return id
  }

  mutating func add(_ sticky: ImportedSticky, ids: inout some IDSource) {
    var lane: ID?
    if case .next(let name?) = sticky.place { lane = self.lane(name, ids: &ids) }
    if case .sameTime(let name?) = sticky.place { lane = self.lane(name, ids: &ids) }
    let id = free(sticky.id, ids: &ids)
    let original = Original(kind: sticky.kind, text: sticky.text)
    if sticky.isCopy, let first = originals[original] {
      edits.append(.addCopy(id: id, of: first, lane: lane?.text, to: target(of: sticky)))
    } else {
      edits.append(.addSticky(added(sticky, id: id, lane: lane)))
      originals[original] = id
    }
    finish(sticky, id: id)
  }

  private func added(_ sticky: ImportedSticky, id: ID, lane: ID?) -> NewSticky {
    NewSticky(
      id: id, kind: sticky.kind, text: sticky.text, lane: lane?.text, target: target(of: sticky),
      fields: sticky.fields, note: sticky.note, isPivotal: sticky.isPivotal,
      isTentative: sticky.isTentative)
  }

  /// What no addition says: that a hotspot is addressed, and what a copy has of its own.
  private mutating func finish(_ sticky: ImportedSticky, id: ID) {
    if sticky.isCopy, case .addCopy? = edits.last {
      if let note = sticky.note { edits.append(.setNote(id, note: note, was: nil)) }
      if sticky.isPivotal { edits.append(.setPivotal(id, true)) }
      if sticky.isTentative { edits.append(.setTentative(id, true)) }
    }
    if sticky.isAddressed { edits.append(.addressHotspot(id)) }
    if let name = sticky.context {
      if members[name] == nil { contexts.append(name) }
      members[name, default: []].append(id)
    }
    switch sticky.place {
    case .next, .sameTime:
      last = id
      host = id
    case .inbox: host = id
    case .attached: break
    }
  }

  private func target(of sticky: ImportedSticky) -> Target {
    switch sticky.place {
    case .next: .end
    case .sameTime: last.map { .with($0) } ?? .end
    case .attached: host.map { .on($0) } ?? .inbox
    case .inbox: .inbox
    }
  }

  private mutating func free(_ wanted: ID?, ids: inout some IDSource) -> ID {
    var id = wanted ?? ids.next()
    while board.contains(id) || !taken.insert(id).inserted { id = ids.next() }
    return id
  }
}
