/// Applying changes to lanes and to all that is no sticky.
extension Board {
  mutating func applyToLanes(_ change: Change, at instant: Instant, trace: inout Trace) {
    switch change {
    case .laneAdded(let lane, let index):
      guard !lanes.contains(where: { $0.id == lane.id }) else { return }
      let index = min(max(index, 0), lanes.count)
      trace.note(.lane(lane.id, before: nil, index: index))
      // Nothing stands in it: the order of the others is what it was.
      lanes.insert(lane, at: index)
      arrangement.restart()
    case .laneRenamed(let id, let name):
      guard let index = lanes.firstIndex(where: { $0.id == id }),
        !lanes[index].name.isSameBytes(as: name)
      else { return }
      trace.note(.laneName(id, before: lanes[index].name))
      lanes[index].name = name
    case .laneMoved(let id, let target):
      guard let index = lanes.firstIndex(where: { $0.id == id }) else { return }
      let target = min(max(target, 0), lanes.count - 1)
      guard target != index else { return }
      trace.note(.laneIndex(id, before: index))
      if timeline != nil { orderLanes = orderLanes ?? lanes }
      let lane = lanes.remove(at: index)
      lanes.insert(lane, at: target)
    case .laneRemoved(let id):
      removeLane(id, at: instant, trace: &trace)
    default: break
    }
  }

  private mutating func removeLane(_ id: ID, at instant: Instant, trace: inout Trace) {
    guard let index = lanes.firstIndex(where: { $0.id == id }) else { return }
    var displaced: [Int] = []
    positions.forEachSlot { slot in
      if case .spot(id, _, _) = slots[Int(slot)].place { displaced.append(Int(slot)) }
    }
    for slot in displaced {
      trace.note(.place(slots[slot].id, before: slots[slot].place))
      setPlace(.inbox, slot: slot)
      slots[slot].changedAt = instant
    }
    trace.note(.lane(id, before: lanes[index], index: index))
    lanes.remove(at: index)
    arrangement.restart()
  }

  mutating func applyToFurniture(_ change: Change, trace: inout Trace) {
    switch change {
    case .linkAdded(let link):
      guard !links.contains(where: { $0.id == link.id }), contains(link.from), contains(link.to)
      else { return }
      trace.note(.link(link.id, before: nil))
      links.append(link)
    case .linkRemoved(let id):
      guard let index = links.firstIndex(where: { $0.id == id }) else { return }
      trace.note(.link(id, before: links[index]))
      links.remove(at: index)
    case .contextAdded, .contextChanged, .contextRemoved:
      applyToContexts(change, trace: &trace)
    case .termSet, .termRemoved:
      applyToTerms(change, trace: &trace)
    case .titleSet(let title):
      guard !title.isSameBytes(as: self.title) else { return }
      trace.note(.title(before: self.title))
      self.title = title
    case .levelSet(let level, let phase):
      guard level != self.level || phase != self.phase else { return }
      trace.note(.method(before: self.level, phase: self.phase))
      self.level = level
      self.phase = phase.level == level ? phase : level.phases[0]
    case .roomMade(let keys):
      var seen: Set<PositionKey> = []
      let new = keys.filter { !isKeptFree($0) && seen.insert($0).inserted }
      for key in new { trace.note(.emptyColumn(key, wasThere: false)) }
      emptyColumns = (emptyColumns + new).sorted()
      arrangement.touch(new)
    case .gapClosed(let keys):
      var closed: Set<PositionKey> = []
      for key in keys where isKeptFree(key) && closed.insert(key).inserted {
        trace.note(.emptyColumn(key, wasThere: true))
      }
      emptyColumns.removeAll { closed.contains($0) }
      arrangement.touch(keys)
    case .participantJoined(let participant):
      guard self.participant(participant.id) == nil else { return }
      participants.append(participant)
    default: break
    }
  }

  private mutating func applyToContexts(_ change: Change, trace: inout Trace) {
    switch change {
    case .contextAdded(var context):
      guard !contexts.contains(where: { $0.id == context.id }) else { return }
      context.stickies = context.stickies.filter { contains($0) }
      trace.note(.context(context.id, before: nil))
      contexts.append(context)
    case .contextChanged(let id, let name, let stickies):
      guard let index = contexts.firstIndex(where: { $0.id == id }) else { return }
      let standing = stickies.filter { contains($0) }
      guard contexts[index].name != name || contexts[index].stickies != standing else { return }
      trace.note(.contextContent(id, before: contexts[index]))
      contexts[index].name = name
      contexts[index].stickies = standing
    case .contextRemoved(let id):
      guard let index = contexts.firstIndex(where: { $0.id == id }) else { return }
      trace.note(.context(id, before: contexts[index]))
      contexts.remove(at: index)
    default: break
    }
  }

  private mutating func applyToTerms(_ change: Change, trace: inout Trace) {
    switch change {
    case .termSet(let term):
      if let index = terms.firstIndex(where: { $0.isNamed(term.name) }) {
        guard terms[index] != term else { return }
        trace.note(.term(term.name, before: terms[index]))
        terms[index] = term
      } else {
        trace.note(.term(term.name, before: nil))
        terms.append(term)
      }
    case .termRemoved(let name):
      guard let index = terms.firstIndex(where: { $0.isNamed(name) }) else { return }
      trace.note(.term(name, before: terms[index]))
      terms.remove(at: index)
    default: break
    }
  }
}
