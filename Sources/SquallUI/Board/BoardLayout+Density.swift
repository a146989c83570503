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

  /// The slots of a lane in several columns, in reading order.
  func slots(columns: Range<Int>, lane: Int) -> [Int32] {
    var slots: [Int32] = []
    for column in columns { slots += self.slots(column: column, lane: lane) }
    return slots
  }
}
