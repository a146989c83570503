import SquallModel

/// The stickies of the timeline in reading order, what is attached behind its host.
struct Walk: Sendable {
  private(set) var ids: [ID] = []
  private var numbers: [ID: Int] = [:]

  init(_ board: Board) {
    ids.reserveCapacity(board.stickyCount)
    for sticky in board.readingOrder {
      ids.append(sticky.id)
      ids += board.attached(to: sticky.id)
    }
    for (number, id) in ids.enumerated() { numbers[id] = number }
  }

  /// The number of a sticky, counted from 0; nil where it is not on the timeline.
  func number(of id: ID) -> Int? { numbers[id] }
}

extension State {
  /// The stickies of the timeline in reading order.
  var walk: Walk { Walk(board) }
}
