internal import Synchronization

/// Tells readers of the board's order where something changed since they last looked, so that a
/// screen of 100,000 stickies does not read all of them again for one that moved.
package struct Arrangement: Sendable {
  /// One state of the arrangement: two boards that carry the same stamp are arranged alike.
  package struct Stamp: Equatable, Sendable {
    private static let made = Atomic<UInt64>(0)

    private let number: UInt64

    /// A stamp that no other board carries.
    fileprivate init() {
      number = Stamp.made.add(1, ordering: .relaxed).newValue
    }
  }

  private struct Step: Sendable {
    var stamp: Stamp
    var position: PositionKey
  }

  /// How many steps back a reader may be without reading everything again.
  private static let remembered = 64

  private var base = Stamp()
  private var steps: [Step] = []

  /// The state now.
  package var stamp: Stamp { steps.last?.stamp ?? base }

  /// Forgets the past: everything may have changed.
  mutating func restart() {
    base = Stamp()
    steps.removeAll(keepingCapacity: true)
  }

  /// Says that something changed in the columns of positions.
  mutating func touch(_ positions: [PositionKey]) {
    if positions.count > Arrangement.remembered { return restart() }
    for position in positions { touch(position) }
  }

  /// Says that something changed in the column of a position.
  mutating func touch(_ position: PositionKey) {
    if steps.count == Arrangement.remembered * 2 {
      base = steps[Arrangement.remembered - 1].stamp
      steps.removeFirst(Arrangement.remembered)
    }
    steps.append(Step(stamp: Stamp(), position: position))
  }

  /// The positions whose columns changed since that state; nil where nobody knows any more.
  package func positions(since stamp: Stamp) -> [PositionKey]? {
    if stamp == self.stamp { return [] }
    if stamp == base { return steps.map(\.position) }
    guard let index = steps.lastIndex(where: { $0.stamp == stamp }) else { return nil }
    return steps[(index + 1)...].map(\.position)
  }
}

/// What the arrangement of a board needs to know of one sticky on the timeline.
package struct Placing {
  package let slot: Int32
  package let lane: ID
  package let at: PositionKey
  package let fieldCount: Int
  package let hasNote: Bool
  /// Whether it is a domain event that splits the flow.
  package let isPivotalEvent: Bool

  /// Reads members in place: a copy of a whole sticky counts ten references up and down.
  @inline(__always)
  fileprivate init?(_ slot: Int32, in stickies: UnsafeBufferPointer<Sticky>) {
    guard case .spot(let lane, let at, _) = stickies[Int(slot)].place else { return nil }
    self.slot = slot
    self.lane = lane
    self.at = at
    fieldCount = stickies[Int(slot)].fields.count
    hasNote = stickies[Int(slot)].note != nil
    isPivotalEvent = stickies[Int(slot)].isPivotal && stickies[Int(slot)].kind == .domainEvent
  }
}

/// What a sticky looks like from far away.
package struct StickyFace {
  package let kind: Kind
  /// Whether it is a domain event that splits the flow.
  package let isPivotalEvent: Bool
  package let isAddressed: Bool
  package let fieldCount: Int
  package let hasNote: Bool
}

extension Board {
  /// What the sticky in a slot looks like from far away, read in place.
  package func face(inSlot slot: Int32) -> StickyFace {
    slots.withUnsafeBufferPointer { stickies in
      let index = Int(slot)
      let kind = stickies[index].kind
      return StickyFace(
        kind: kind,
        isPivotalEvent: stickies[index].isPivotal && kind == .domainEvent,
        isAddressed: stickies[index].isAddressed,
        fieldCount: stickies[index].fields.count, hasNote: stickies[index].note != nil)
    }
  }

  /// What readers of the order compare; nil while the board is being built.
  package var settledArrangement: Arrangement? {
    timeline == nil || orderLanes != nil ? nil : arrangement
  }

  /// Says that the column in which a sticky stands looks different now.
  mutating func touchColumn(ofSlot slot: Int) {
    guard timeline != nil, let spot = spot(of: slots[slot]) else { return }
    arrangement.touch(spot.at)
  }

  /// Visits the stickies on the timeline in reading order.
  package func forEachPlaced(_ body: (Placing) -> Void) {
    slots.withUnsafeBufferPointer { stickies in
      order.forEachSlot { slot in
        if let placing = Placing(slot, in: stickies) { body(placing) }
      }
    }
  }

  /// Visits the stickies at one position in reading order.
  package func forEachPlaced(at key: PositionKey, _ body: (Placing) -> Void) {
    slots.withUnsafeBufferPointer { stickies in
      order.forEachSlot(
        while: { position(of: $0) == key }, from: { position(of: $0) < key },
        { slot in
          if let placing = Placing(slot, in: stickies) { body(placing) }
        })
    }
  }

  /// The sticky in a slot that ``forEachPlaced(_:)`` told; valid while the arrangement is.
  package func sticky(inSlot slot: Int32) -> Sticky { slots[Int(slot)] }

  /// The slot of a sticky; valid while the arrangement is.
  package func slotNumber(of id: ID) -> Int32? { slotOf[id] }

  /// Whether any sticky is attached to another one.
  package var hasAttachments: Bool { !attachments.isEmpty }

  /// How many slots there are, the vacant ones included.
  package var slotCount: Int { slots.count }

  /// Visits everything that is attached: the slot of its host, and its kind.
  package func forEachAttached(_ body: (Int32, Kind) -> Void) {
    for (host, attached) in attachments {
      guard let hostSlot = slotOf[host] else { continue }
      for id in attached {
        if let slot = slotOf[id] { body(hostSlot, slots[Int(slot)].kind) }
      }
    }
  }
}
