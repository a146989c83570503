import SquallModel

/// Moving something as far as something else was moved before.
extension State {
  /// How far something was moved, to be done again with something else.
  func move(of holding: Holding) -> Move? {
    switch holding.drop {
    case .inbox: return .toInbox
    case .on(let host): return .onto(host)
    case .at, .after:
      guard let first = holding.ids.first, let spot = board.spot(of: first),
        let start = half(of: .at(spot.at, lane: spot.lane)), let end = half(of: holding.drop)
      else { return nil }
      let lanes = board.lanes.map(\.id)
      guard let from = lanes.firstIndex(of: spot.lane), let to = lanes.firstIndex(of: end.lane)
      else { return nil }
      return .by(halves: end.half - start.half, lanes: to - from)
    }
  }

  /// A place in half columns: odd on a column, even between two.
  private func half(of drop: Drop) -> (half: Int, lane: ID)? {
    switch drop {
    case .at(let key, let lane): (2 * layout.columnOrNext(of: key) + 1, lane)
    case .after(let key, let lane): (key.map { 2 * layout.columnOrNext(of: $0) + 2 } ?? 0, lane)
    case .on, .inbox: nil
    }
  }

  /// Moves what is meant as far as something else was moved before.
  mutating func moveAgain(_ move: Move) {
    beginHolding()
    guard case .holding(var holding) = mode else { return }
    switch move {
    case .toInbox:
      holding.drop = .inbox
      holding.hasMoved = true
    case .onto(let host):
      let mayHang = holding.ids.allSatisfy { board[$0]?.kind.mayBeAttached ?? false }
      guard board.contains(host), mayHang, !holding.ids.contains(host) else {
        mode = .normal
        return say(Words.nothingToAttachTo, .hint)
      }
      holding.drop = .on(host)
      holding.hasMoved = true
    case .by(let halves, let lanes):
      if halves != 0 { shift(&holding, by: halves) }
      moveLanes(&holding, by: lanes)
    }
    dropHeld(holding)
  }

  /// The same place some lanes further, never the inbox.
  private func moveLanes(_ holding: inout Holding, by steps: Int) {
    let lanes = board.lanes.map(\.id)
    func lane(_ id: ID) -> ID {
      guard let index = lanes.firstIndex(of: id) else { return id }
      return lanes[min(max(index + steps, 0), lanes.count - 1)]
    }
    switch holding.drop {
    case .at(let key, let old): holding.drop = .at(key, lane: lane(old))
    case .after(let key, let old): holding.drop = .after(key, lane: lane(old))
    case .on, .inbox: return
    }
    if steps != 0 { holding.hasMoved = true }
  }
}
