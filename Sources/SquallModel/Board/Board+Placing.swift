/// Where an edit means a sticky to go.
extension Board {
  /// The name of the lane that is made where a board has none.
  package static let firstLaneName = "Timeline"

  /// The change that `make` gives for the place that is meant, with the first lane where none is.
  func settled(
    _ target: Target, lane: String?, moving: ID?, ids: inout some IDSource,
    _ make: (Place) -> Change
  ) throws(Refusal) -> Change {
    switch target {
    case .inbox: return make(.inbox)
    case .on(let host):
      if let moving { try checkHost(host, for: moving) }
      return make(.on(host))
    default: break
    }
    let anchor = try anchor(of: target, moving: moving)
    if let lane {
      return make(try place(target, anchor: anchor, lane: try laneID(lane), moving: moving))
    }
    if let lane = anchor?.lane ?? lanes.first?.id {
      return make(try place(target, anchor: anchor, lane: lane, moving: moving))
    }
    let first = Lane(id: try free(nil, ids: &ids), name: Board.firstLaneName)
    let place = try place(target, anchor: anchor, lane: first.id, moving: moving)
    return .batch([.laneAdded(first, index: 0), make(place)])
  }

  private func checkHost(_ host: ID, for id: ID) throws(Refusal) {
    try checkAttachment(of: id, slots[try found(id)].kind, to: host)
  }

  /// The lane of that id, else of exactly that name.
  func laneID(_ text: String) throws(Refusal) -> ID {
    if let lane = lanes.first(where: { $0.id.text.isSameBytes(as: text) }) { return lane.id }
    let named = lanes.filter { $0.name.isSameBytes(as: text) }
    if named.count > 1 { throw .ambiguousLane(text) }
    guard let lane = named.first else {
      throw .noSuchLane(text, nearest: text.nearest(among: lanes.map(\.name)))
    }
    return lane.id
  }

  /// The spot of the neighbour that a target names.
  private func anchor(of target: Target, moving: ID?) throws(Refusal) -> Spot? {
    switch target {
    case .after(let id), .before(let id), .with(let id):
      if id == moving { throw .relativeToItself(id) }
      guard contains(id) else { throw .noSuchSticky(id) }
      guard let spot = spot(of: id) else { throw .hasNoPlace(id) }
      return spot
    case .samePosition:
      guard let moving else { return nil }
      guard let spot = spot(of: moving) else { throw .hasNoPlace(moving) }
      return spot
    case .at, .start, .end, .inbox, .on:
      return moving.flatMap { spot(of: $0) }
    }
  }

  private func place(
    _ target: Target, anchor: Spot?, lane: ID, moving: ID?
  ) throws(Refusal) -> Place {
    let key: PositionKey
    switch target {
    case .after: key = anchor.map { gap(after: $0.at) } ?? .middle
    case .before: key = anchor.map { gap(before: $0.at) } ?? .middle
    case .with, .samePosition: key = anchor?.at ?? .middle
    case .at(let wanted): key = wanted
    case .start: key = firstPosition.map { PositionKey.before($0) } ?? .middle
    case .end, .inbox, .on: key = lastPosition.map { PositionKey.after($0) } ?? .middle
    }
    if key.text.utf8.count > Limit.positionKeyBytes.maximum { throw .limit(.positionKeyBytes) }
    return .spot(lane: lane, at: key, row: nextRow(at: key, lane: lane, besides: moving))
  }

  /// The empty column right behind a position, else a new position before the next one.
  private func gap(after key: PositionKey) -> PositionKey {
    guard let next = nextPosition(after: key) else { return .after(key) }
    if !isUsed(next) { return next }
    return .between(key, next)
  }

  private func gap(before key: PositionKey) -> PositionKey {
    guard let previous = previousPosition(before: key) else { return .before(key) }
    if !isUsed(previous) { return previous }
    return .between(previous, key)
  }
}

extension String {
  /// The candidate that was probably meant: at most a third of it differs.
  package func nearest(among candidates: [String]) -> String? {
    let best = candidates.map { (name: $0, distance: editDistance(to: $0)) }
      .min { $0.distance < $1.distance }
    guard let best, best.distance * 3 <= max(count, 3) else { return nil }
    return best.name
  }

  /// How many insertions, removals and replacements lead from one to the other, in lower case.
  ///
  /// Texts beyond 64 characters are compared by their beginnings.
  func editDistance(to other: String) -> Int {
    let left = Array(lowercased().prefix(64))
    let right = Array(other.lowercased().prefix(64))
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let substitution = diagonal + (character == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(substitution, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
