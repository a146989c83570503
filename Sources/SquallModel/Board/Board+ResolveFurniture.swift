/// Resolving edits of lanes, links, contexts, the glossary and the frame of the workshop.
extension Board {
  func resolveLane(
    _ id: ID?, name: String, target: LaneTarget, ids: inout some IDSource
  ) throws(Refusal) -> Resolved {
    try checkName(name)
    if lanes.count >= Limit.lanes.maximum { throw .limit(.lanes) }
    let lane = Lane(id: try free(id, ids: &ids), name: name)
    return Resolved(
      change: .laneAdded(lane, index: try laneIndex(target, moving: nil)), createdID: lane.id)
  }

  func resolveOnLane(_ edit: Edit) throws(Refusal) -> Change {
    switch edit {
    case .renameLane(let lane, let name, let was):
      let id = try laneID(lane)
      let present = self.lane(id)?.name ?? ""
      if let was, !was.isSameBytes(as: present) { throw .overtaken(.text(present)) }
      try checkName(name)
      return .laneRenamed(id, name: name)
    case .moveLane(let lane, let target):
      let id = try laneID(lane)
      return .laneMoved(id, index: try laneIndex(target, moving: id))
    case .removeLane(let lane):
      return .laneRemoved(try laneID(lane))
    default:
      throw .nestedBatch
    }
  }

  /// The index that a lane gets, counted without the lane that moves.
  private func laneIndex(_ target: LaneTarget, moving: ID?) throws(Refusal) -> Int {
    let others = lanes.filter { $0.id != moving }
    switch target {
    case .start: return 0
    case .end: return others.count
    case .before(let name):
      let id = try laneID(name)
      return others.firstIndex { $0.id == id } ?? 0
    case .after(let name):
      let id = try laneID(name)
      return (others.firstIndex { $0.id == id } ?? others.count - 1) + 1
    }
  }

  private func checkName(_ name: String) throws(Refusal) {
    if name.isBlank { throw .blankName }
    try check(name, within: .nameBytes)
  }

  func resolveLink(
    _ id: ID?, from: ID, to: ID, label: String?, ids: inout some IDSource
  ) throws(Refusal) -> Resolved {
    _ = try found(from)
    _ = try found(to)
    if from == to { throw .linkToItself(from) }
    try check(label ?? "", within: .nameBytes)
    if links.count >= Limit.links.maximum { throw .limit(.links) }
    let link = Link(id: try free(id, ids: &ids), from: from, to: to, label: label)
    return Resolved(change: .linkAdded(link), createdID: link.id)
  }

  func resolveContext(
    _ id: ID?, name: String, stickies: [ID], ids: inout some IDSource
  ) throws(Refusal) -> Resolved {
    try checkName(name)
    if contexts.count >= Limit.contexts.maximum { throw .limit(.contexts) }
    let members = try members(stickies)
    let context = Context(id: try free(id, ids: &ids), name: name, stickies: members)
    return Resolved(change: .contextAdded(context), createdID: context.id)
  }

  /// Those stickies, each once.
  private func members(_ stickies: [ID]) throws(Refusal) -> [ID] {
    var seen: Set<ID> = []
    var members: [ID] = []
    for id in stickies where seen.insert(id).inserted { members.append(slots[try found(id)].id) }
    return members
  }

  func resolveOnFurniture(_ edit: Edit) throws(Refusal) -> Change {
    switch edit {
    case .removeLink(let id):
      guard links.contains(where: { $0.id == id }) else { throw .noSuchLink(id) }
      return .linkRemoved(id)
    case .changeContext(let id, let name, let adding, let removing):
      guard let context = contexts.first(where: { $0.id == id }) else { throw .noSuchContext(id) }
      if let name { try checkName(name) }
      let removed = Set(removing)
      let kept = context.stickies.filter { !removed.contains($0) }
      return .contextChanged(
        id, name: name ?? context.name, stickies: try members(kept + adding))
    case .removeContext(let id):
      guard contexts.contains(where: { $0.id == id }) else { throw .noSuchContext(id) }
      return .contextRemoved(id)
    case .setTerm(let name, let meaning):
      try checkName(name)
      try check(meaning, within: .noteBytes)
      let known = terms.first { $0.isNamed(name) }
      if known == nil, terms.count >= Limit.terms.maximum { throw .limit(.terms) }
      return .termSet(
        Term(name: name, meaning: meaning, unknownMembers: known?.unknownMembers ?? []))
    case .removeTerm(let name):
      guard terms.contains(where: { $0.isNamed(name) }) else { throw .noSuchTerm(name) }
      return .termRemoved(name: name)
    case .setTitle(let title, let was):
      if let was, !was.isSameBytes(as: self.title) { throw .overtaken(.text(self.title)) }
      try checkName(title)
      return .titleSet(title)
    case .setLevel(let level):
      return .levelSet(level, phase: level == self.level ? phase : level.phases[0])
    case .setPhase(let phase):
      guard phase.level == level else { throw .phaseOfAnotherLevel(phase, level) }
      return .levelSet(level, phase: phase)
    case .makeRoom(let after, let columns):
      return .roomMade(try room(after: after, columns: columns))
    case .closeGap(let after):
      let gap = try gap(after: after)
      if gap.isEmpty { throw .noGap }
      return .gapClosed(gap)
    default:
      throw .nestedBatch
    }
  }

  private func room(after: ID?, columns: Int) throws(Refusal) -> [PositionKey] {
    guard columns > 0 else { throw .badColumnCount(columns) }
    if columns > Limit.emptyColumns.maximum - emptyColumns.count { throw .limit(.emptyColumns) }
    let low = try after.map { id throws(Refusal) in try placed(id).at }
    let high = low.map { nextPosition(after: $0) } ?? firstPosition
    let keys = PositionKey.series(columns, after: low, before: high)
    if keys.contains(where: { $0.text.utf8.count > Limit.positionKeyBytes.maximum }) {
      throw .limit(.positionKeyBytes)
    }
    return keys
  }

  /// The empty columns between a sticky and the next one on the timeline.
  private func gap(after: ID?) throws(Refusal) -> [PositionKey] {
    let low = try after.map { id throws(Refusal) in try placed(id).at }
    var gap: [PositionKey] = []
    let first = low.map { low in emptyColumns.partition { $0 <= low } } ?? 0
    for key in emptyColumns[first...] {
      if gap.isEmpty, let first = firstUsedPosition(after: low), first < key { break }
      if isUsed(key) { break }
      if let last = gap.last, let used = nextUsedPosition(after: last), used < key { break }
      gap.append(key)
    }
    return gap
  }

  /// The first position of a sticky behind a key, or of all.
  private func firstUsedPosition(after key: PositionKey?) -> PositionKey? {
    guard let key else { return positions.first.map { position(of: $0) } }
    return nextUsedPosition(after: key)
  }

  private func placed(_ id: ID) throws(Refusal) -> Spot {
    guard let spot = spot(of: slots[try found(id)].place) else { throw .hasNoPlace(id) }
    return spot
  }
}
