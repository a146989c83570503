/// The stickies that have a place on the timeline, in reading order: position, lane, row, id.
///
/// Holds slots of the board's store, in blocks, so that an insert among 100,000 moves one block
/// and not the whole order. What a slot's place is, the board knows and passes in.
struct Timeline: Sendable {
  /// The most slots that one block holds before it is split in two.
  private static let blockCapacity = 512

  private(set) var blocks: [[Int32]] = []

  /// How many stickies stand on the timeline.
  private(set) var count = 0

  init() {}

  /// The order of slots that are sorted already.
  init(sorted slots: [Int32]) {
    count = slots.count
    let size = Timeline.blockCapacity / 2
    var start = 0
    while start < slots.count {
      let end = min(start + size, slots.count)
      blocks.append(Array(slots[start..<end]))
      start = end
    }
  }

  var slots: some Sequence<Int32> { blocks.lazy.joined() }

  /// Visits every slot in order.
  func forEachSlot(_ body: (Int32) -> Void) {
    for block in blocks {
      for slot in block { body(slot) }
    }
  }

  /// Visits the slots from the first that does not precede on, as long as a condition holds.
  func forEachSlot(
    while isWanted: (Int32) -> Bool, from precedes: (Int32) -> Bool, _ body: (Int32) -> Void
  ) {
    var index = blockIndex(where: precedes)
    guard index < blocks.count else { return }
    var offset = Timeline.partition(blocks[index], precedes)
    while index < blocks.count {
      while offset < blocks[index].count {
        guard isWanted(blocks[index][offset]) else { return }
        body(blocks[index][offset])
        offset += 1
      }
      index += 1
      offset = 0
    }
  }

  var first: Int32? { blocks.first?.first }
  var last: Int32? { blocks.last?.last }

  /// Puts a slot where `precedes` holds for all before it and for none behind it.
  mutating func insert(_ slot: Int32, precedes: (Int32) -> Bool) {
    count += 1
    guard !blocks.isEmpty else {
      blocks = [[slot]]
      return
    }
    let index = min(blockIndex(where: precedes), blocks.count - 1)
    let offset = Timeline.partition(blocks[index], precedes)
    blocks[index].insert(slot, at: offset)
    if blocks[index].count > Timeline.blockCapacity { split(index) }
  }

  /// Takes a slot out; `precedes` is the order at the place where it was put.
  mutating func remove(_ slot: Int32, precedes: (Int32) -> Bool) {
    var index = blockIndex(where: precedes)
    while index < blocks.count {
      if let offset = blocks[index].firstIndex(of: slot) {
        blocks[index].remove(at: offset)
        if blocks[index].isEmpty { blocks.remove(at: index) }
        count -= 1
        return
      }
      index += 1
    }
  }

  /// The first slot for which `precedes` does not hold.
  func firstSlot(notPreceding precedes: (Int32) -> Bool) -> Int32? {
    let index = blockIndex(where: precedes)
    guard index < blocks.count else { return nil }
    let offset = Timeline.partition(blocks[index], precedes)
    return blocks[index][offset]
  }

  /// The last slot for which `precedes` holds.
  func lastSlot(preceding precedes: (Int32) -> Bool) -> Int32? {
    let index = blockIndex(where: precedes)
    if index < blocks.count {
      let offset = Timeline.partition(blocks[index], precedes)
      if offset > 0 { return blocks[index][offset - 1] }
    }
    return index > 0 ? blocks[index - 1].last : nil
  }

  /// The first block whose last slot does not precede; the number of blocks where all do.
  private func blockIndex(where precedes: (Int32) -> Bool) -> Int {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if let last = blocks[middle].last, precedes(last) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func partition(_ block: [Int32], _ precedes: (Int32) -> Bool) -> Int {
    var low = 0
    var high = block.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(block[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func split(_ index: Int) {
    let half = blocks[index].count / 2
    let tail = Array(blocks[index][half...])
    blocks[index].removeSubrange(half...)
    blocks.insert(tail, at: index + 1)
  }
}
