import SquallModel

/// The stickies of one lane in one column, from top to bottom, each with what is attached to it.
struct BoardStack {
  /// One sticky in the stack.
  struct Item {
    var sticky: Sticky
    /// The row of its first line, counted from the top of the lane.
    var top: Int
    var rows: Int
    var isAttached: Bool
  }

  private(set) var items: [Item] = []
  /// The rows of all of them.
  private(set) var rows = 0

  init(_ slots: ArraySlice<Int32>, of board: Board, at zoom: Zoom) {
    let index = Metrics.index(of: zoom)
    for slot in slots {
      let sticky = board.sticky(inSlot: slot)
      let rows = Metrics.rows(fields: sticky.fields.count, hasNote: sticky.note != nil)
      append(sticky, rows: rows[index], isAttached: false)
      guard board.hasAttachments else { continue }
      for id in board.attached(to: sticky.id) {
        guard let attached = board[id] else { continue }
        append(attached, rows: Metrics.rows(ofAttached: attached.kind)[index], isAttached: true)
      }
    }
  }

  private mutating func append(_ sticky: Sticky, rows: Int32, isAttached: Bool) {
    items.append(Item(sticky: sticky, top: self.rows, rows: Int(rows), isAttached: isAttached))
    self.rows += Int(rows)
  }
}

extension BoardLayout {
  /// The stickies of a lane in a column.
  func stack(column: Int, lane: Int, on board: Board, at zoom: Zoom) -> BoardStack {
    BoardStack(slots(column: column, lane: lane), of: board, at: zoom)
  }

  /// Where a sticky or spot is, as numbers.
  struct Location: Equatable {
    var column: Int
    var lane: Int
    /// The place in the stack; nil for an empty spot.
    var item: Int?
  }

  /// Where a person stands; nil in the inbox and where there is nothing.
  func location(of cursor: BoardCursor, on board: Board) -> Location? {
    switch cursor {
    case .nowhere: return nil
    case .spot(let lane, let at):
      guard let column = column(of: at) else { return nil }
      return Location(column: column, lane: laneIndex(of: lane) ?? 0, item: nil)
    case .sticky(let id):
      guard let spot = board.spot(of: id), let column = column(of: spot.at) else { return nil }
      let lane = laneIndex(of: spot.lane) ?? 0
      let stack = stack(column: column, lane: lane, on: board, at: .titles)
      guard let item = stack.items.firstIndex(where: { $0.sticky.id == id }) else { return nil }
      return Location(column: column, lane: lane, item: item)
    }
  }

  /// The cursor at a location: its sticky, or the empty spot.
  func cursor(at location: Location, on board: Board) -> BoardCursor? {
    if let item = location.item {
      let stack = stack(column: location.column, lane: location.lane, on: board, at: .titles)
      guard !stack.items.isEmpty else { return nil }
      return .sticky(stack.items[min(max(0, item), stack.items.count - 1)].sticky.id)
    }
    guard lanes.indices.contains(location.lane), let key = position(ofColumn: location.column)
    else { return nil }
    return .spot(lane: lanes[location.lane].id, at: key)
  }
}

extension Sticky {
  /// Whether it closes a part of the timeline.
  var isPivotalEvent: Bool { isPivotal && kind == .domainEvent }
}
