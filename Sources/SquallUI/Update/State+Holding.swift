import SquallModel

/// Picking stickies up and putting them down elsewhere.
extension State {
  /// Picks up what is meant.
  mutating func beginHolding() {
    let chosen = targets
    let isChosen = Set(chosen)
    let ids = chosen.filter { id in
      if case .on(let host) = board[id]?.place { !isChosen.contains(host) } else { true }
    }
    guard let first = ids.first else { return }
    let drop: Drop
    if let spot = board.spot(of: first) {
      drop = .at(spot.at, lane: spot.lane)
    } else if let spot = cursor.sticky.flatMap({ board.spot(of: $0) }) {
      drop = .after(spot.at, lane: spot.lane)
    } else if let lane = board.lanes.first {
      drop = .after(board.lastPosition, lane: lane.id)
    } else {
      drop = .inbox
    }
    mode = .holding(Holding(ids: ids, drop: drop, cursor: cursor))
    isPaneFocused = false
    isOutline = false
  }

  mutating func take(_ key: Key, in holding: Holding) {
    var holding = holding
    if takeHeldCount(key) { return }
    let times = pending.count ?? 1
    pending = Pending()
    switch (key.code, key.modifiers) {
    case (.enter, _), (.character("m"), []): dropHeld(holding)
    case (.escape, _), (.character("c"), .control), (.character("q"), []):
      mode = .normal
      cursor = holding.cursor
    case (.left, []), (.character("h"), []): shift(&holding, by: -times)
    case (.right, []), (.character("l"), []): shift(&holding, by: times)
    case (.character("b"), []): shiftToGap(&holding, by: -times)
    case (.character("w"), []): shiftToGap(&holding, by: times)
    case (.up, []), (.character("k"), []): changeLane(&holding, by: -times)
    case (.down, []), (.character("j"), []): changeLane(&holding, by: times)
    case (.home, _): shift(&holding, by: -2 * Limit.stickies.maximum)
    case (.end, _), (.character("G"), []): shift(&holding, by: 2 * Limit.stickies.maximum)
    case (.character("i"), []):
      holding.drop = .inbox
      holding.hasMoved = true
    case (.character(" "), []): attachOrPlace(&holding)
    default: say(Words.meaningless([key]), .hint)
    }
    guard case .holding = mode else { return }
    mode = .holding(holding)
  }

  private mutating func takeHeldCount(_ key: Key) -> Bool {
    guard let scalar = key.typed, scalar.isASCII,
      let digit = Character(scalar).wholeNumberValue, digit > 0 || pending.count != nil
    else { return false }
    pending.count = min((pending.count ?? 0) * 10 + digit, State.maximumCount)
    return true
  }

  /// Moves the place by half columns: onto the next column, then behind it.
  func shift(_ holding: inout Holding, by halves: Int) {
    let columns = layout.columnCount
    let lane: ID
    var half: Int
    switch holding.drop {
    case .after(let key, let inLane):
      lane = inLane
      half = key.map { 2 * layout.columnOrNext(of: $0) + 2 } ?? 0
    case .at(let key, let inLane):
      lane = inLane
      half = 2 * layout.columnOrNext(of: key) + 1
    case .on(let host):
      guard let spot = board.spot(of: host) else { return }
      lane = spot.lane
      half = 2 * layout.columnOrNext(of: spot.at) + 1
    case .inbox: return
    }
    half = min(max(half + halves, 0), 2 * columns)
    holding.hasMoved = true
    if half % 2 == 1, let key = layout.position(ofColumn: half / 2) {
      holding.drop = .at(key, lane: lane)
    } else {
      holding.drop = .after(layout.position(ofColumn: half / 2 - 1), lane: lane)
    }
  }

  /// Moves the place to between columns, one column further.
  private func shiftToGap(_ holding: inout Holding, by columns: Int) {
    let isBetween = if case .after = holding.drop { true } else { false }
    shift(&holding, by: 2 * columns + (isBetween ? 0 : columns.signum()))
  }

  /// Moves the place to another lane; below the last one is the inbox.
  private func changeLane(_ holding: inout Holding, by steps: Int) {
    let lanes = board.lanes.map(\.id)
    guard !lanes.isEmpty else { return }
    holding.hasMoved = true
    let present: Int
    var at: PositionKey?
    var isAt = false
    switch holding.drop {
    case .after(let key, let lane):
      present = lanes.firstIndex(of: lane) ?? 0
      at = key
    case .at(let key, let lane):
      present = lanes.firstIndex(of: lane) ?? 0
      at = key
      isAt = true
    case .on(let host):
      guard let spot = board.spot(of: host) else { return }
      present = lanes.firstIndex(of: spot.lane) ?? 0
      at = spot.at
      isAt = true
    case .inbox:
      present = lanes.count
      at = holding.ids.first.flatMap { board.spot(of: $0)?.at } ?? board.lastPosition
      isAt = holding.ids.first.flatMap { board.spot(of: $0) } != nil
    }
    let next = min(max(present + steps, 0), lanes.count)
    if next == lanes.count {
      holding.drop = .inbox
    } else if isAt, let at {
      holding.drop = .at(at, lane: lanes[next])
    } else {
      holding.drop = .after(at, lane: lanes[next])
    }
  }

  /// Between standing in a spot of its own and being attached to the sticky that stands there.
  private mutating func attachOrPlace(_ holding: inout Holding) {
    switch holding.drop {
    case .on(let host):
      guard let spot = board.spot(of: host) else { return }
      holding.drop = .at(spot.at, lane: spot.lane)
    case .at(let key, let lane):
      let held = Set(holding.ids)
      let kinds = holding.ids.compactMap { board[$0]?.kind }
      if let kind = kinds.first(where: { !$0.mayBeAttached }) {
        say(Words.sentence(.cannotBeAttached(kind)), .hint)
        return
      }
      let host = board.stickies(at: key).first { sticky in
        guard !held.contains(sticky.id), case .spot(lane, _, _) = sticky.place else {
          return false
        }
        return true
      }
      guard let host else {
        say(Words.nothingToAttachTo, .hint)
        return
      }
      holding.drop = .on(host.id)
      holding.hasMoved = true
    case .after, .inbox: say(Words.nothingToAttachTo, .hint)
    }
  }

  /// Puts down what is held, as one change.
  mutating func dropHeld(_ holding: Holding) {
    mode = .normal
    guard holding.hasMoved else { return }
    let move = move(of: holding)
    memory.repeatable = Repeatable(action: "move", move: move)
    if holding.drop == .inbox {
      sendToInbox(holding.ids)
      return
    }
    guard submit(all: edits(putting: holding.ids, to: holding.drop)) != nil else { return }
    selection = Selection()
    if let first = holding.ids.first {
      cursor = .sticky(first)
    }
  }

  /// Takes stickies off the timeline; the cursor stays on it.
  mutating func sendToInbox(_ ids: [ID]) {
    let next = cursorAfterLosing(Set(ids))
    guard submit(all: edits(putting: ids, to: .inbox)) != nil else { return }
    selection = Selection()
    if !isPaneFocused { cursor = next }
    say(Words.toInbox(ids.count))
  }

  /// The edits that put stickies to a place, as they stand to each other.
  func edits(putting ids: [ID], to drop: Drop) -> [Edit] {
    switch drop {
    case .inbox: return ids.map { .moveSticky($0, lane: nil, to: .inbox) }
    case .on(let host): return ids.map { .attach($0, to: host) }
    case .at(let key, let lane): return edits(putting: ids, firstAt: key, behind: key, lane: lane)
    case .after(let key, let lane):
      return edits(putting: ids, firstAt: nil, behind: key, lane: lane)
    }
  }

  private func edits(
    putting ids: [ID], firstAt: PositionKey?, behind low: PositionKey?, lane: ID
  ) -> [Edit] {
    let spots = ids.map { board.spot(of: $0) }
    var columns: [PositionKey?] = []
    for spot in spots where columns.last != .some(spot?.at) || spot == nil {
      columns.append(spot?.at)
    }
    let lanes = board.lanes.map(\.id)
    let shift =
      (lanes.firstIndex(of: lane) ?? 0)
      - (spots.first.flatMap { $0 }.flatMap { lanes.firstIndex(of: $0.lane) } ?? 0)
    let keys = positions(columns.count, firstAt: firstAt, behind: low)
    var column = -1
    var previous: PositionKey??
    return zip(ids, spots).map { id, spot in
      if previous != .some(spot?.at) || spot == nil { column += 1 }
      previous = .some(spot?.at)
      let own = spot.flatMap { lanes.firstIndex(of: $0.lane) }.map {
        lanes[min(max($0 + shift, 0), lanes.count - 1)]
      }
      return .moveSticky(id, lane: (own ?? lane).text, to: .at(keys[column]))
    }
  }

  /// Positions for columns that are put down, in the first gap behind a position.
  private func positions(
    _ count: Int, firstAt: PositionKey?, behind low: PositionKey?
  ) -> [PositionKey] {
    var keys = firstAt.map { [$0] } ?? []
    let high = low.map { board.nextPosition(after: $0) } ?? board.firstPosition
    if keys.isEmpty, let high, low != nil, !board.isUsed(high) { keys = [high] }
    guard keys.count < count else { return keys }
    let start = keys.last ?? low
    let end = start.map { board.nextPosition(after: $0) } ?? board.firstPosition
    return keys + PositionKey.series(count - keys.count, after: start, before: end)
  }
}
