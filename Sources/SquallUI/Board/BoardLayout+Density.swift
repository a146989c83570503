extension BoardLayout {
  /// How many stickies stand in each of as many equal parts of the timeline.
  func density(cells: Int) -> [Int] {
    var counts = Array(repeating: 0, count: cells)
    guard columnCount > 0, cells > 0 else { return counts }
    var column = 0
    for block in blocks {
      for index in 0..<block.count {
        counts[column * cells / columnCount] += block.slotRange(index).count
        column += 1
      }
    }
    return counts
  }

  /// The slots of each lane in several columns, in reading order.
  func slotsByLane(columns: Range<Int>) -> [[Int32]] {
    var slots = Array(repeating: [Int32](), count: laneCount)
    var column = columns.lowerBound
    while column < columns.upperBound, let address = address(ofColumn: column) {
      let block = blocks[address.block]
      let last = min(block.count, address.column + columns.upperBound - column) - 1
      let spots = block.spotRange(address.column).lowerBound..<block.spotRange(last).upperBound
      for spot in block.spots[spots] {
        slots[Int(spot.lane)] += block.slots[Int(spot.first)..<Int(spot.first + spot.count)]
      }
      column += last - address.column + 1
    }
    return slots
  }
}
