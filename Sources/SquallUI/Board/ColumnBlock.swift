import SquallModel

/// Some neighbouring columns of the timeline and what stands in them.
///
/// A layout is a list of blocks, so that a change among 100,000 stickies rewrites one of them.
struct ColumnBlock: Sendable {
  /// How many columns a block gets when a layout is built; at twice that many it is split.
  static let capacity = 256

  /// The stickies of one lane in one column.
  struct Spot: Sendable {
    var lane: Int32
    /// Where their slots begin among the block's.
    var first: Int32
    var count: Int32
    /// The rows of all of them, one under the other.
    var rows: RowsByZoom
  }

  /// What stands in one column.
  struct Content {
    var spots: [Spot] = []
    var slots: [Int32] = []
    var isPivotal = false
  }

  private(set) var keys: [PositionKey] = []
  private(set) var spots: [Spot] = []
  private(set) var slots: [Int32] = []
  /// Where the spots of each column end among the block's.
  private var spotEnds: [Int32] = []
  private(set) var pivotal: [Bool] = []
  /// The tallest stack of each lane that the block has anything of.
  private(set) var tallest: [(lane: Int32, rows: RowsByZoom)] = []

  var count: Int { keys.count }

  /// The spots of a column, as a range among the block's.
  func spotRange(_ column: Int) -> Range<Int> {
    (column == 0 ? 0 : Int(spotEnds[column - 1]))..<Int(spotEnds[column])
  }

  /// The slots of a column, as a range among the block's.
  func slotRange(_ column: Int) -> Range<Int> {
    let range = spotRange(column)
    let start = range.lowerBound == 0 ? 0 : end(ofSpot: range.lowerBound - 1)
    return start..<(range.isEmpty ? start : end(ofSpot: range.upperBound - 1))
  }

  private func end(ofSpot index: Int) -> Int { Int(spots[index].first + spots[index].count) }

  /// Begins a column behind all others.
  mutating func beginColumn(_ key: PositionKey) {
    keys.append(key)
    spotEnds.append(Int32(spots.count))
    pivotal.append(false)
  }

  /// Puts a sticky at the end of the last column; lanes come in their order.
  mutating func add(slot: Int32, lane: Int32, rows: RowsByZoom, isPivotal: Bool) {
    let last = keys.count - 1
    let range = spotRange(last)
    if !range.isEmpty, spots[range.upperBound - 1].lane == lane {
      spots[range.upperBound - 1].count += 1
      spots[range.upperBound - 1].rows &+= rows
    } else {
      spots.append(Spot(lane: lane, first: Int32(slots.count), count: 1, rows: rows))
      spotEnds[last] += 1
    }
    slots.append(slot)
    if isPivotal { pivotal[last] = true }
  }

  /// Finds the tallest stacks after columns were added.
  mutating func measure() {
    var tallest: [(lane: Int32, rows: RowsByZoom)] = []
    for spot in spots {
      if let index = tallest.firstIndex(where: { $0.lane == spot.lane }) {
        let rows = tallest[index].rows
        tallest[index].rows = rows.replacing(with: spot.rows, where: spot.rows .> rows)
      } else {
        tallest.append((spot.lane, spot.rows))
      }
    }
    self.tallest = tallest
  }

  /// Takes a column out (`removing` 1) or leaves a place between columns (0), and puts a column
  /// of that key there where there is content.
  mutating func splice(_ column: Int, removing: Int, inserting: (PositionKey, Content)?) {
    var spotRange = column < count ? spotRange(column) : spots.count..<spots.count
    var slotRange = column < count ? slotRange(column) : slots.count..<slots.count
    if removing == 0 {
      spotRange = spotRange.lowerBound..<spotRange.lowerBound
      slotRange = slotRange.lowerBound..<slotRange.lowerBound
    }
    let content = inserting?.1 ?? Content()
    let moved = content.spots.map { spot in
      var spot = spot
      spot.first += Int32(slotRange.lowerBound)
      return spot
    }
    let spotShift = Int32(moved.count - spotRange.count)
    let slotShift = Int32(content.slots.count - slotRange.count)
    spots.replaceSubrange(spotRange, with: moved)
    slots.replaceSubrange(slotRange, with: content.slots)
    for index in (spotRange.lowerBound + moved.count)..<spots.count {
      spots[index].first += slotShift
    }
    let columns = column..<(column + removing)
    keys.replaceSubrange(columns, with: inserting.map { [$0.0] } ?? [])
    pivotal.replaceSubrange(columns, with: inserting.map { [$0.1.isPivotal] } ?? [])
    let ends = inserting == nil ? [] : [Int32(spotRange.lowerBound + moved.count)]
    spotEnds.replaceSubrange(columns, with: ends)
    for index in (column + ends.count)..<spotEnds.count { spotEnds[index] += spotShift }
    measure()
  }

  /// Gives away the columns from the middle on.
  mutating func split() -> ColumnBlock {
    var tail = ColumnBlock()
    let half = count / 2
    let firstSpot = spotRange(half).lowerBound
    let firstSlot = slotRange(half).lowerBound
    tail.keys = Array(keys[half...])
    tail.pivotal = Array(pivotal[half...])
    tail.slots = Array(slots[firstSlot...])
    tail.spotEnds = spotEnds[half...].map { $0 - Int32(firstSpot) }
    tail.spots = spots[firstSpot...].map { spot in
      var spot = spot
      spot.first -= Int32(firstSlot)
      return spot
    }
    keys.removeSubrange(half...)
    pivotal.removeSubrange(half...)
    slots.removeSubrange(firstSlot...)
    spots.removeSubrange(firstSpot...)
    spotEnds.removeSubrange(half...)
    measure()
    tail.measure()
    return tail
  }
}
