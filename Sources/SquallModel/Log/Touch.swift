/// One part of the board that a change wrote, and what it was before: what an undo needs to know.
///
/// Derived while applying, never stored in a file.
enum Touch: Equatable, Sendable {
  /// Apart, as it would make every other one as large as a whole sticky.
  indirect case sticky(ID, before: Sticky?)
  case text(ID, before: String)
  case kind(ID, before: Kind)
  case place(ID, before: Place)
  case field(ID, name: String, before: JSONValue?, index: Int)
  case note(ID, before: String?)
  case pivotal(ID, before: Bool)
  case tentative(ID, before: Bool)
  case addressed(ID, before: Bool)
  case copyOf(ID, before: ID?)
  case vote(ID, by: ID, before: Int)
  case lane(ID, before: Lane?, index: Int)
  case laneName(ID, before: String)
  case laneIndex(ID, before: Int)
  case link(ID, before: Link?)
  case context(ID, before: Context?)
  case contextContent(ID, before: Context)
  case term(String, before: Term?)
  case title(before: String)
  case method(before: Level, phase: Phase)
  case emptyColumn(PositionKey, wasThere: Bool)

  /// Which part of the board it is, without what it was.
  var part: Part {
    switch self {
    case .sticky(let id, _): .sticky(id)
    case .text(let id, _): .text(id)
    case .kind(let id, _): .kind(id)
    case .place(let id, _): .place(id)
    case .field(let id, let name, _, _): .field(id, Array(name.utf8))
    case .note(let id, _): .note(id)
    case .pivotal(let id, _): .pivotal(id)
    case .tentative(let id, _): .tentative(id)
    case .addressed(let id, _): .addressed(id)
    case .copyOf(let id, _): .copyOf(id)
    case .vote(let id, let by, _): .vote(id, by)
    case .lane(let id, _, _): .lane(id)
    case .laneName(let id, _): .laneName(id)
    case .laneIndex(let id, _): .laneIndex(id)
    case .link(let id, _): .link(id)
    case .context(let id, _): .context(id)
    case .contextContent(let id, _): .contextContent(id)
    case .term(let name, _): .term(Array(name.utf8))
    case .title: .title
    case .method: .method
    case .emptyColumn(let key, _): .emptyColumn(key)
    }
  }

  /// The change that puts the part back to what it was.
  var inverse: Change {
    switch self {
    case .sticky(let id, let before): before.map { .stickyAdded($0) } ?? .stickyRemoved(id)
    case .text(let id, let before): .stickyReworded(id, text: before)
    case .kind(let id, let before): .kindChanged(id, to: before)
    case .place(let id, let before): .stickyMoved(id, to: before)
    case .field(let id, let name, let before, let index):
      before.map { .fieldSet(id, name: name, value: $0, index: index) }
        ?? .fieldRemoved(id, name: name)
    case .note(let id, let before): .noteSet(id, note: before)
    case .pivotal(let id, let before): .pivotalSet(id, before)
    case .tentative(let id, let before): .tentativeSet(id, before)
    case .addressed(let id, let before): before ? .hotspotAddressed(id) : .hotspotReopened(id)
    case .copyOf(let id, let before): .copyOfSet(id, of: before)
    case .vote(let id, let by, let before): .voteCast(id, by: by, count: before)
    case .lane(let id, let before, let index):
      before.map { .laneAdded($0, index: index) } ?? .laneRemoved(id)
    case .laneName(let id, let before): .laneRenamed(id, name: before)
    case .laneIndex(let id, let before): .laneMoved(id, index: before)
    case .link(let id, let before): before.map { .linkAdded($0) } ?? .linkRemoved(id)
    case .context(let id, let before): before.map { .contextAdded($0) } ?? .contextRemoved(id)
    case .contextContent(let id, let before):
      .contextChanged(id, name: before.name, stickies: before.stickies)
    case .term(let name, let before): before.map { .termSet($0) } ?? .termRemoved(name: name)
    case .title(let before): .titleSet(before)
    case .method(let level, let phase): .levelSet(level, phase: phase)
    case .emptyColumn(let key, let wasThere): wasThere ? .roomMade([key]) : .gapClosed([key])
    }
  }

  /// The kind of sticky that is on the board again once the part is put back.
  var kindBefore: Kind? {
    switch self {
    case .sticky(_, let before): before?.kind
    case .kind(_, let before): before
    default: nil
    }
  }

  /// The sticky whose own content the part is, for all but its being there.
  var stickyContent: ID? {
    switch self {
    case .text(let id, _), .kind(let id, _), .place(let id, _), .field(let id, _, _, _),
      .note(let id, _), .pivotal(let id, _), .tentative(let id, _), .addressed(let id, _),
      .copyOf(let id, _), .vote(let id, _, _):
      id
    default: nil
    }
  }

  /// What a person would name as the thing that was touched.
  var subject: Leftover.Subject {
    if let id = stickyContent { return .sticky(id) }
    return switch self {
    case .sticky(let id, _): .sticky(id)
    case .lane(let id, _, _), .laneName(let id, _), .laneIndex(let id, _): .lane(id)
    default: .other
    }
  }

  /// One part of the board that has a last writer of its own.
  enum Part: Hashable, Sendable {
    case sticky(ID)
    case text(ID)
    case kind(ID)
    case place(ID)
    case field(ID, [UInt8])
    case note(ID)
    case pivotal(ID)
    case tentative(ID)
    case addressed(ID)
    case copyOf(ID)
    case vote(ID, ID)
    case lane(ID)
    case laneName(ID)
    case laneIndex(ID)
    case link(ID)
    case context(ID)
    case contextContent(ID)
    case term([UInt8])
    case title
    case method
    case emptyColumn(PositionKey)
  }
}

/// What a change has touched, in order; each part once, with what it was before the first touch.
/// Only the place of a lane is there each time that it moves: where it was counts among the others
/// as they were, so several moves are taken back one by one.
struct Trace: Sendable {
  private(set) var touches: [Touch] = []
  private var parts: Set<Touch.Part> = []
  /// How often a part was written, the same one more than once.
  private(set) var count = 0
  /// False while replaying what nobody can take back any more.
  let isRecording: Bool

  init(recording: Bool) { isRecording = recording }

  mutating func note(_ touch: @autoclosure () -> Touch) {
    guard isRecording else { return }
    count += 1
    let touch = touch()
    if touches.isEmpty {
      touches.append(touch)
      return
    }
    if case .laneIndex = touch {
      touches.append(touch)
      return
    }
    if parts.isEmpty { parts = [touches[0].part] }
    if parts.insert(touch.part).inserted { touches.append(touch) }
  }
}
