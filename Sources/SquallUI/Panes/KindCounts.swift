import SquallModel

/// Which of how many of its kind each sticky of the timeline is; kept until the board changes.
struct KindCounts: Sendable {
  private var version = -1
  private var session: ID?
  /// The number of the sticky in each slot of the board among its kind; 0 where none is placed.
  private var numbers: [Int32] = []
  private var totals = [Int32](repeating: 0, count: Kind.allCases.count)

  mutating func update(_ board: Board, version: Int) {
    guard self.version != version || session != board.id else { return }
    self.version = version
    session = board.id
    for index in numbers.indices { numbers[index] = 0 }
    for index in totals.indices { totals[index] = 0 }
    board.forEachPlacedSlot { slot, kind in
      let slot = Int(slot)
      if slot >= numbers.count {
        numbers += repeatElement(0, count: slot + 1 - numbers.count)
      }
      totals[Int(kind.rawValue)] += 1
      numbers[slot] = totals[Int(kind.rawValue)]
    }
  }

  /// The sticky's number among its kind: `E 34/212`; nil where it has no place on that board.
  func place(of id: ID, on board: Board) -> String? {
    guard let slot = board.slotNumber(of: id), Int(slot) < numbers.count, let sticky = board[id],
      numbers[Int(slot)] > 0
    else { return nil }
    let kind = sticky.kind
    return "\(kind.letter) \(numbers[Int(slot)])/\(totals[Int(kind.rawValue)])"
  }
}
