/// Tells readers of the board's order where something changed since they last looked, so that a
/// screen of 100,000 stickies does not read all of them again for one that moved.
package struct Arrangement: Sendable {
  /// One state of the arrangement: two boards that carry the same stamp are arranged alike.
  package final class Stamp: Sendable {
    fileprivate init() {}
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
    if stamp === self.stamp { return [] }
    if stamp === base { return steps.map(\.position) }
    guard let index = steps.lastIndex(where: { $0.stamp === stamp }) else { return nil }
    return steps[(index + 1)...].map(\.position)
  }
}

extension Board {
  /// What readers of the order compare; nil while the board is being built.
  package var settledArrangement: Arrangement? { timeline == nil ? nil : arrangement }

  /// Says that the column in which a sticky stands looks different now.
  mutating func touchColumn(ofSlot slot: Int) {
    guard timeline != nil, let spot = spot(of: slots[slot]) else { return }
    arrangement.touch(spot.at)
  }

  /// Visits the stickies on the timeline in reading order, each with its slot, without copies.
  package func forEachPlaced(_ body: (Int32, Sticky) -> Void) {
    slots.withUnsafeBufferPointer { stickies in
      order.forEachSlot { body($0, stickies[Int($0)]) }
    }
  }

  /// Visits the stickies at one position in reading order, each with its slot.
  package func forEachPlaced(at key: PositionKey, _ body: (Int32, Sticky) -> Void) {
    order.forEachSlot(
      while: { position(of: $0) == key }, from: { position(of: $0) < key },
      { body($0, slots[Int($0)]) })
  }

  /// The sticky in a slot that ``forEachPlaced(_:)`` told; valid while the arrangement is.
  package func sticky(inSlot slot: Int32) -> Sticky { slots[Int(slot)] }

  /// The slot of a sticky; valid while the arrangement is.
  package func slotNumber(of id: ID) -> Int32? { slotOf[id] }

  /// Whether any sticky is attached to another one.
  package var hasAttachments: Bool { !attachments.isEmpty }
}
