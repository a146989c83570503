/// The board in reading order, and the positions that are used on it.
extension Board {
  /// The stickies on the timeline in reading order: position, lane, row, id.
  ///
  /// Attached stickies are not among them; they follow their hosts (``attached(to:)``).
  public var readingOrder: some Sequence<Sticky> {
    let slots = self.slots
    return order.slots.lazy.map { slots[Int($0)] }
  }

  /// Goes through the stickies on the timeline in reading order, each lent where it lies.
  ///
  /// What ``readingOrder`` does, without a copy of each sticky: for work on whole boards. The
  /// pointers are good for the call of `body` only.
  package func forEachOnTimeline<Failure: Error>(
    _ body: (UnsafePointer<Sticky>) throws(Failure) -> Void
  ) throws(Failure) {
    try withSlotsOnTimeline { (slots, blocks) throws(Failure) in
      for block in blocks {
        for slot in block { try body(slots + Int(slot)) }
      }
    }
  }

  /// Goes through the slots of the timeline in reading order, what is attached behind its host.
  package func forEachPlacedSlot(_ body: (_ slot: Int32, _ kind: Kind) -> Void) {
    var isHost = [Bool](repeating: false, count: attachments.isEmpty ? 0 : slots.count)
    for id in attachments.keys { if let slot = slotNumber(of: id) { isHost[Int(slot)] = true } }
    withSlotsOnTimeline { slots, blocks in
      for block in blocks {
        for slot in block {
          body(slot, slots[Int(slot)].kind)
          guard !isHost.isEmpty, isHost[Int(slot)] else { continue }
          for id in attachments[slots[Int(slot)].id] ?? [] {
            if let other = slotNumber(of: id) { body(other, slots[Int(other)].kind) }
          }
        }
      }
    }
  }

  /// Lends the store, and the slots on the timeline in reading order.
  func withSlotsOnTimeline<Failure: Error>(
    _ body: (UnsafePointer<Sticky>, [[Int32]]) throws(Failure) -> Void
  ) throws(Failure) {
    let blocks = order.blocks
    try slots.withUnsafeBufferPointer { (slots) throws(Failure) in
      guard let first = slots.baseAddress else { return }
      try body(first, blocks)
    }
  }

  /// Every sticky in the order of the file: the timeline, each with what is attached, the inbox.
  public func forEachInFileOrder<Failure: Error>(
    _ body: (Sticky) throws(Failure) -> Void
  ) throws(Failure) {
    for slot in order.slots { try visit(slots[Int(slot)], body) }
    for id in inbox {
      if let sticky = self[id] { try visit(sticky, body) }
    }
  }

  private func visit<Failure: Error>(
    _ sticky: Sticky, _ body: (Sticky) throws(Failure) -> Void
  ) throws(Failure) {
    try body(sticky)
    guard !attachments.isEmpty, let attached = attachments[sticky.id] else { return }
    for id in attached {
      if let sticky = self[id] { try body(sticky) }
    }
  }

  /// The next position used on the board, by a sticky or an empty column.
  public func nextPosition(after key: PositionKey) -> PositionKey? {
    first(nextUsedPosition(after: key), nextEmptyColumn(after: key))
  }

  /// The position of the next sticky.
  func nextUsedPosition(after key: PositionKey) -> PositionKey? {
    positions.firstSlot { key >= position(of: $0) }.map { position(of: $0) }
  }

  func nextEmptyColumn(after key: PositionKey) -> PositionKey? {
    let next = emptyColumns.partition { $0 <= key }
    return next < emptyColumns.count ? emptyColumns[next] : nil
  }

  /// The previous position used on the board, by a sticky or an empty column.
  public func previousPosition(before key: PositionKey) -> PositionKey? {
    last(previousUsedPosition(before: key), previousEmptyColumn(before: key))
  }

  /// The position of the previous sticky.
  func previousUsedPosition(before key: PositionKey) -> PositionKey? {
    positions.lastSlot { position(of: $0) < key }.map { position(of: $0) }
  }

  func previousEmptyColumn(before key: PositionKey) -> PositionKey? {
    let next = emptyColumns.partition { $0 < key }
    return next > 0 ? emptyColumns[next - 1] : nil
  }

  /// The first position used on the board.
  public var firstPosition: PositionKey? {
    first(positions.first.map { position(of: $0) }, emptyColumns.first)
  }

  /// The last position used on the board.
  public var lastPosition: PositionKey? {
    last(positions.last.map { position(of: $0) }, emptyColumns.last)
  }

  private func first(_ left: PositionKey?, _ right: PositionKey?) -> PositionKey? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }

  private func last(_ left: PositionKey?, _ right: PositionKey?) -> PositionKey? {
    guard let left, let right else { return left ?? right }
    return max(left, right)
  }

  /// Whether a sticky stands at that position.
  public func isUsed(_ key: PositionKey) -> Bool {
    positions.firstSlot { position(of: $0) < key }.map { position(of: $0) == key } ?? false
  }

  /// Whether the column at that position is kept free.
  func isKeptFree(_ key: PositionKey) -> Bool {
    let index = emptyColumns.partition { $0 < key }
    return index < emptyColumns.count && emptyColumns[index] == key
  }

  /// Whether a sticky stands in that lane.
  func holdsStickies(lane: ID) -> Bool {
    slots.indices.contains { index in
      if case .spot(lane, _, _) = slots[index].place { true } else { false }
    }
  }

  /// The stickies at one position, in reading order.
  public func stickies(at key: PositionKey) -> [Sticky] {
    let order = self.order
    var found: [Sticky] = []
    var bound: (key: PositionKey, sticky: Sticky)?
    while true {
      let next = order.firstSlot { slot in
        guard let bound else { return position(of: slot) < key }
        return !isOrdered(bound.sticky, slots[Int(slot)])
      }
      guard let next, position(of: next) == key else { return found }
      found.append(slots[Int(next)])
      bound = (key, slots[Int(next)])
    }
  }

  /// A row after all others at that position in that lane.
  func nextRow(at key: PositionKey, lane: ID, besides moved: ID?) -> PositionKey {
    var last: PositionKey?
    positions.forEachSlot(
      while: { position(of: $0) == key }, from: { position(of: $0) < key },
      { (index: Int32) in
        let slot = Int(index)
        guard case .spot(lane, _, let row) = slots[slot].place, slots[slot].id != moved else {
          return
        }
        last = max(last ?? row, row)
      })
    return last.map { PositionKey.after($0) } ?? .middle
  }

  var order: Timeline {
    if let timeline, orderLanes == nil { return timeline }
    return builtTimeline()
  }

  /// The order where only positions count: at one of them lanes may stand as they did before.
  var positions: Timeline { timeline ?? builtTimeline() }

  func builtTimeline() -> Timeline {
    var placed: [Int32] = []
    placed.reserveCapacity(slots.count)
    for index in slots.indices where slots[index].isPlaced { placed.append(Int32(index)) }
    let sorted = zip(placed, placed.dropFirst()).allSatisfy {
      !isOrdered(slots[Int($1)], slots[Int($0)])
    }
    if !sorted { placed.sort { isOrdered(slots[Int($0)], slots[Int($1)]) } }
    return Timeline(sorted: placed)
  }

  func position(of slot: Int32) -> PositionKey {
    guard case .spot(_, let at, _) = slots[Int(slot)].place else { return .middle }
    return at
  }

  /// Whether the placed sticky in one slot comes before that in another in reading order.
  @inline(__always)
  static func isOrdered(
    _ left: Int32, _ right: Int32, in slots: UnsafeBufferPointer<Sticky>, lanes: [Lane]
  ) -> Bool {
    guard case .spot(_, let leftAt, _) = slots[Int(left)].place,
      case .spot(_, let rightAt, _) = slots[Int(right)].place
    else { return false }
    if leftAt != rightAt { return leftAt < rightAt }
    return isOrderedAtOnePosition(slots[Int(left)], slots[Int(right)], lanes: lanes)
  }

  func isOrdered(_ left: Sticky, _ right: Sticky) -> Bool {
    guard case .spot(_, let leftAt, _) = left.place, case .spot(_, let rightAt, _) = right.place
    else { return false }
    if leftAt != rightAt { return leftAt < rightAt }
    return Board.isOrderedAtOnePosition(left, right, lanes: lanes)
  }

  private static func isOrderedAtOnePosition(
    _ left: Sticky, _ right: Sticky, lanes: [Lane]
  ) -> Bool {
    guard case .spot(let leftLane, _, let leftRow) = left.place,
      case .spot(let rightLane, _, let rightRow) = right.place
    else { return false }
    if leftLane != rightLane {
      let leftRank = rank(ofLane: leftLane, among: lanes)
      let rightRank = rank(ofLane: rightLane, among: lanes)
      if leftRank != rightRank { return leftRank < rightRank }
    }
    if leftRow != rightRow { return leftRow < rightRow }
    return left.id < right.id
  }

  private static func rank(ofLane id: ID, among lanes: [Lane]) -> Int {
    lanes.firstIndex { $0.id == id } ?? lanes.count
  }
}

extension Sticky {
  var isPlaced: Bool {
    if case .spot = place { return true }
    return false
  }
}
