/// Walks a board from left to right and tells what led to each domain event as it passes.
///
/// It remembers the latest sticky of each kind in each lane and what explicit links speak of, so
/// that reading the flow of a million events takes no more memory than that of ten.
struct FlowWalk {
  /// What led to a command.
  struct CommandCauses {
    var actor: ID?
    var policy: ID?
    var cause: ID?
  }

  /// A sticky that was met, with its number in reading order and the index of its lane.
  private struct Met {
    var id: ID
    var number: Int
    var lane: Int
    /// Of a policy: the event that it reacts to.
    var event: ID?
    /// Of a command: what led to it.
    var causes: CommandCauses?
  }

  private let board: Board
  private let lanes: LaneIndex
  /// The latest sticky of each kind: those of the first lane, of the second, …, of all lanes.
  private var latest: [Met?]
  private var number = 0
  /// The sources of the links that lead to a sticky.
  private var sources: [ID: [ID]] = [:]
  /// The commands and policies that links lead from, wherever they stand on the timeline.
  private var linkedMet: [ID: Met] = [:]

  /// A walk that stands before the first sticky of the board.
  init(_ board: Board) {
    self.board = board
    lanes = LaneIndex(board.lanes)
    latest = Array(repeating: nil, count: (board.lanes.count + 2) * Kind.allCases.count)
    guard !board.links.isEmpty else { return }
    for link in board.links { sources[link.to, default: []].append(link.from) }
    // Commands ask for their policies, so a link that leads back is known only the second time.
    for _ in 0..<2 { meetLinked() }
  }

  /// Passes the next sticky of the reading order.
  ///
  /// - Returns: what led to it, where it is a domain event.
  mutating func pass(_ sticky: Sticky) -> Flow.Causes? {
    guard case .spot(let lane, _, _) = sticky.place else { return nil }
    var met = Met(id: sticky.id, number: number, lane: lanes.index(of: lane))
    var causes: Flow.Causes?
    switch sticky.kind {
    case .policy: met.event = event(before: met)
    case .command: met.causes = commandCauses(of: met)
    case .domainEvent: causes = eventCauses(of: met)
    case .aggregate, .externalSystem, .actor: break
    default:
      number += 1
      return nil
    }
    let kind = Int(sticky.kind.rawValue)
    latest[met.lane * Kind.allCases.count + kind] = met
    latest[anywhere + kind] = met
    number += 1
    return causes
  }

  /// Walks the board once to learn what the links lead from, and goes back to its beginning.
  private mutating func meetLinked() {
    let linked = Set(board.links.map(\.from))
    for sticky in board.readingOrder {
      _ = pass(sticky)
      guard sticky.kind == .command || sticky.kind == .policy, linked.contains(sticky.id) else {
        continue
      }
      linkedMet[sticky.id] = latest[anywhere + Int(sticky.kind.rawValue)]
    }
    for index in latest.indices { latest[index] = nil }
    number = 0
  }

  private var anywhere: Int { latest.count - Kind.allCases.count }

  private func latest(_ kind: Kind, lane: Int) -> Met? {
    latest[lane * Kind.allCases.count + Int(kind.rawValue)]
  }

  private func latest(_ kind: Kind) -> Met? { latest[anywhere + Int(kind.rawValue)] }

  /// The nearest earlier sticky of a kind: in the same lane, else in any.
  private func nearest(_ kind: Kind, lane: Int) -> Met? {
    latest(kind, lane: lane) ?? latest(kind)
  }

  /// Whether a sticky of a kind was met after another one, seen from a lane.
  private func stands(_ kind: Kind, after met: Met, lane: Int) -> Bool {
    let last = met.lane == lane ? latest(kind, lane: lane) : latest(kind)
    return last.map { $0.number > met.number } ?? false
  }

  private func linkedSource(_ kind: Kind, to id: ID) -> ID? {
    guard !sources.isEmpty else { return nil }
    return sources[id]?.first { board[$0]?.kind == kind }
  }

  private func event(before policy: Met) -> ID? {
    linkedSource(.domainEvent, to: policy.id) ?? nearest(.domainEvent, lane: policy.lane)?.id
  }

  private func commandCauses(of command: Met) -> CommandCauses {
    var causes = CommandCauses()
    causes.actor =
      linkedSource(.actor, to: command.id)
      ?? board.attached(to: command.id).first { board[$0]?.kind == .actor }
      ?? unlessEvent(nearest(.actor, lane: command.lane), lane: command.lane)?.id
    if let policy = linkedSource(.policy, to: command.id) {
      causes.policy = policy
      causes.cause = linkedMet[policy]?.event
    } else if let policy = unlessEvent(nearest(.policy, lane: command.lane), lane: command.lane) {
      causes.policy = policy.id
      causes.cause = policy.event
    }
    return causes
  }

  private func unlessEvent(_ met: Met?, lane: Int) -> Met? {
    guard let met, !stands(.domainEvent, after: met, lane: lane) else { return nil }
    return met
  }

  private func eventCauses(of event: Met) -> Flow.Causes {
    var causes = Flow.Causes()
    let nearest = nearest(.command, lane: event.lane)
    var command: Met?
    if let linked = linkedSource(.command, to: event.id) {
      causes.command = linked
      command = linkedMet[linked]
    } else if let nearest, !stands(.policy, after: nearest, lane: event.lane) {
      causes.command = nearest.id
      command = nearest
    }
    causes.aggregate =
      linkedSource(.aggregate, to: event.id) ?? linkedSource(.externalSystem, to: event.id)
      ?? command.flatMap { consistency(after: $0, lane: event.lane) }
    causes.actor = command?.causes?.actor
    causes.policy = command?.causes?.policy
    causes.cause = command?.causes?.cause
    return causes
  }

  /// The nearest aggregate or system that was met after a command.
  private func consistency(after command: Met, lane: Int) -> ID? {
    later(latest(.aggregate, lane: lane), latest(.externalSystem, lane: lane), than: command)
      ?? later(latest(.aggregate), latest(.externalSystem), than: command)
  }

  private func later(_ first: Met?, _ second: Met?, than command: Met) -> ID? {
    var found: Met?
    for case .some(let met) in [first, second]
    where met.number > (found?.number ?? command.number) { found = met }
    return found?.id
  }
}

/// The index of each lane, found without hashing where there are few.
private struct LaneIndex {
  /// Up to how many lanes are compared one by one.
  private static let linear = 16

  private let ids: [ID]
  private let byID: [ID: Int]

  init(_ lanes: [Lane]) {
    ids = lanes.map(\.id)
    byID =
      lanes.count > LaneIndex.linear
      ? Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first }) : [:]
  }

  /// The index of a lane; of one that is not there, the number of lanes.
  func index(of lane: ID) -> Int {
    let index = byID.isEmpty ? ids.firstIndex(of: lane) : byID[lane]
    return index ?? ids.count
  }
}
