/// Walks a board from left to right and tells what led to each domain event as it passes.
///
/// It remembers the latest sticky of each kind in each lane and what explicit links speak of, so
/// that reading the flow of a million events takes no more memory than that of ten. Stickies are
/// their slots here; -1 is none.
struct FlowWalk {
  /// What led to a domain event, as slots.
  struct Causes {
    var command: Int32 = -1
    var aggregate: Int32 = -1
    var actor: Int32 = -1
    var policy: Int32 = -1
    var cause: Int32 = -1
  }

  /// A sticky that was met, with its number in reading order and the index of its lane.
  private struct Met {
    var slot: Int32 = -1
    var number: Int32 = -1
    var lane: Int32 = -1
    /// Of a policy: the event that it reacts to.
    var event: Int32 = -1
    /// Of a command: what led to it.
    var causes = Causes()
  }

  private static let none = Met()
  private static let kinds = Kind.allCases.count

  /// The store of the board, by slot; it outlives the walk.
  private let stickies: UnsafePointer<Sticky>
  private let slotOf: [ID: Int32]
  private let attachments: [ID: [ID]]
  private let lanes: LaneIndex
  /// The latest sticky of each kind: those of the first lane, of the second, …, of all lanes.
  private var latest: [Met]
  private var number: Int32 = 0
  /// The slots that links lead from, by the slot that they lead to.
  private var sources: [Int32: [Int32]] = [:]
  /// The commands and policies that links lead from, wherever they stand on the timeline.
  private var linkedMet: [Int32: Met] = [:]

  /// A walk that stands before the first sticky of the board.
  ///
  /// - Parameters:
  ///   - stickies: the store of the board, lent for as long as the walk goes.
  ///   - blocks: the slots on the timeline in reading order.
  init(_ board: Board, stickies: UnsafePointer<Sticky>, blocks: [[Int32]]) {
    self.stickies = stickies
    slotOf = board.slotOf
    attachments = board.attachments
    lanes = LaneIndex(board.lanes)
    latest = Array(repeating: FlowWalk.none, count: (board.lanes.count + 2) * FlowWalk.kinds)
    for link in board.links {
      guard let from = board.slotOf[link.from], let to = board.slotOf[link.to] else { continue }
      sources[to, default: []].append(from)
    }
    // Commands ask for their policies, so a link that leads back is known only the second time.
    if !sources.isEmpty { for _ in 0..<2 { meetLinked(blocks) } }
  }

  /// Passes the next sticky of the reading order.
  ///
  /// - Returns: what led to it, where it is a domain event.
  mutating func pass(_ slot: Int32) -> Causes? {
    defer { number &+= 1 }
    let sticky = stickies + Int(slot)
    let kind = sticky.pointee.kind
    guard FlowWalk.isRead(kind), case .spot(let lane, _, _) = sticky.pointee.place else {
      return nil
    }
    var met = Met(slot: slot, number: number, lane: lanes.index(of: lane))
    var causes: Causes?
    switch kind {
    case .policy: met.event = event(before: met)
    case .command: met.causes = commandCauses(of: met, sticky.pointee.id)
    case .domainEvent: causes = eventCauses(of: met)
    default: break
    }
    latest[Int(met.lane) * FlowWalk.kinds + Int(kind.rawValue)] = met
    latest[anywhere + Int(kind.rawValue)] = met
    return causes
  }

  /// Whether the flow says anything about stickies of a kind.
  private static func isRead(_ kind: Kind) -> Bool {
    switch kind {
    case .domainEvent, .command, .aggregate, .externalSystem, .policy, .actor: true
    case .readModel, .hotspot, .opportunity, .screen, .definition, .note: false
    }
  }

  /// Walks the board once to learn what the links lead from, and goes back to its beginning.
  private mutating func meetLinked(_ blocks: [[Int32]]) {
    let linked = Set(sources.values.joined())
    for slot in blocks.joined() {
      _ = pass(slot)
      let kind = stickies[Int(slot)].kind
      guard kind == .command || kind == .policy, linked.contains(slot) else { continue }
      linkedMet[slot] = latest(kind)
    }
    for index in latest.indices { latest[index] = FlowWalk.none }
    number = 0
  }

  private var anywhere: Int { latest.count - FlowWalk.kinds }

  private func latest(_ kind: Kind, lane: Int32) -> Met {
    latest[Int(lane) * FlowWalk.kinds + Int(kind.rawValue)]
  }

  private func latest(_ kind: Kind) -> Met { latest[anywhere + Int(kind.rawValue)] }

  /// The nearest earlier sticky of a kind: in the same lane, else in any.
  private func nearest(_ kind: Kind, lane: Int32) -> Met {
    let met = latest(kind, lane: lane)
    return met.slot >= 0 ? met : latest(kind)
  }

  /// Whether a sticky of a kind was met after another one, seen from a lane.
  private func stands(_ kind: Kind, after met: Met, lane: Int32) -> Bool {
    let last = met.lane == lane ? latest(kind, lane: lane) : latest(kind)
    return last.number > met.number
  }

  private func linkedSource(_ kind: Kind, to slot: Int32) -> Int32? {
    guard !sources.isEmpty else { return nil }
    return sources[slot]?.first { stickies[Int($0)].kind == kind }
  }

  private func event(before policy: Met) -> Int32 {
    linkedSource(.domainEvent, to: policy.slot) ?? nearest(.domainEvent, lane: policy.lane).slot
  }

  private func commandCauses(of command: Met, _ id: ID) -> Causes {
    var causes = Causes()
    causes.actor =
      linkedSource(.actor, to: command.slot) ?? attachedActor(of: id)
      ?? unlessEvent(nearest(.actor, lane: command.lane), lane: command.lane).slot
    if let policy = linkedSource(.policy, to: command.slot) {
      causes.policy = policy
      causes.cause = linkedMet[policy]?.event ?? -1
    } else {
      let policy = unlessEvent(nearest(.policy, lane: command.lane), lane: command.lane)
      causes.policy = policy.slot
      causes.cause = policy.event
    }
    return causes
  }

  private func attachedActor(of command: ID) -> Int32? {
    guard !attachments.isEmpty, let attached = attachments[command] else { return nil }
    for id in attached {
      if let slot = slotOf[id], stickies[Int(slot)].kind == .actor { return slot }
    }
    return nil
  }

  private func unlessEvent(_ met: Met, lane: Int32) -> Met {
    met.slot < 0 || stands(.domainEvent, after: met, lane: lane) ? FlowWalk.none : met
  }

  private func eventCauses(of event: Met) -> Causes {
    let nearest = nearest(.command, lane: event.lane)
    var command = FlowWalk.none
    if let linked = linkedSource(.command, to: event.slot) {
      command = linkedMet[linked] ?? Met(slot: linked)
    } else if nearest.slot >= 0, !stands(.policy, after: nearest, lane: event.lane) {
      command = nearest
    }
    var causes = command.causes
    causes.command = command.slot
    causes.aggregate =
      linkedSource(.aggregate, to: event.slot) ?? linkedSource(.externalSystem, to: event.slot)
      ?? consistency(after: command, lane: event.lane)
    return causes
  }

  /// The nearest aggregate or system that was met after a command.
  private func consistency(after command: Met, lane: Int32) -> Int32 {
    guard command.number >= 0 else { return -1 }
    let here = later(latest(.aggregate, lane: lane), latest(.externalSystem, lane: lane), command)
    return here >= 0 ? here : later(latest(.aggregate), latest(.externalSystem), command)
  }

  /// The later one of two, where it was met after a third.
  private func later(_ first: Met, _ second: Met, _ command: Met) -> Int32 {
    let later = first.number > second.number ? first : second
    return later.number > command.number ? later.slot : -1
  }
}

/// The index of each lane, found without hashing where there are few.
private struct LaneIndex {
  /// Up to how many lanes are compared one by one.
  private static let linear = 16

  private let ids: [ID]
  private let byID: [ID: Int32]

  init(_ lanes: [Lane]) {
    ids = lanes.map(\.id)
    byID =
      lanes.count > LaneIndex.linear
      ? Dictionary(
        zip(ids, ids.indices.map { Int32($0) }), uniquingKeysWith: { first, _ in first }) : [:]
  }

  /// The index of a lane; of one that is not there, the number of lanes.
  func index(of lane: ID) -> Int32 {
    guard byID.isEmpty else { return byID[lane] ?? Int32(ids.count) }
    for index in ids.indices where ids[index] == lane { return Int32(index) }
    return Int32(ids.count)
  }
}
