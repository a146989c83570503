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
      if let moving { try checkAttachment(of: moving, slots[try found(moving)].kind, to: host) }
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
    // Where no sticky stands yet, so that the new one is the first row.
    var isFree = true
    switch target {
    case .after: key = anchor.map { gap(after: $0.at) } ?? .middle
    case .before: key = anchor.map { gap(before: $0.at) } ?? .middle
    case .with, .samePosition:
      key = anchor?.at ?? .middle
      isFree = false
    case .at(let wanted):
      key = wanted
      isFree = false
    case .start: key = firstPosition.map { PositionKey.before($0) } ?? .middle
    case .end, .inbox, .on: key = lastPosition.map { PositionKey.after($0) } ?? .middle
    }
    if key.text.utf8.count > Limit.positionKeyBytes.maximum { throw .limit(.positionKeyBytes) }
    let row = isFree ? .middle : nextRow(at: key, lane: lane, besides: moving)
    return .spot(lane: lane, at: key, row: row)
  }

  /// The empty column right behind a position, else a new position before the next sticky's.
  private func gap(after key: PositionKey) -> PositionKey {
    let used = nextUsedPosition(after: key)
    if let column = nextEmptyColumn(after: key), used.map({ column < $0 }) ?? true {
      return column
    }
    return .between(key, used)
  }

  private func gap(before key: PositionKey) -> PositionKey {
    let used = previousUsedPosition(before: key)
    if let column = previousEmptyColumn(before: key), used.map({ $0 < column }) ?? true {
      return column
    }
    return .between(used, key)
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
