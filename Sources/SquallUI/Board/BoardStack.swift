import SquallModel

/// The stickies of one lane in one column, from top to bottom, each with what is attached to it.
///
/// Walks them without copying one: a hundred thousand may stand in one spot.
struct BoardStack {
  /// One sticky in the stack.
  struct Item {
    var slot: Int32
    /// Its place in the stack, counted from 0.
    var number: Int
    /// The row of its first line, counted from the top of the lane.
    var top: Int
    var rows: Int
    var isAttached: Bool
  }

  private let slots: ArraySlice<Int32>
  private let board: Board
  private let zoom: Int
  /// The rows of every sticky, where all have the same and nothing is attached.
  private let uniformRows: Int?

  init(_ slots: ArraySlice<Int32>, of board: Board, at zoom: Zoom) {
    self.slots = slots
    self.board = board
    self.zoom = Metrics.index(of: zoom)
    uniformRows =
      zoom == .details || board.hasAttachments
      ? nil : Int(Metrics.rows(fields: 0, hasNote: false)[self.zoom])
  }

  var isEmpty: Bool { slots.isEmpty }

  /// Visits the stickies until told to stop.
  ///
  /// - Parameter row: those before it may be left out.
  func visit(fromRow row: Int = 0, _ body: (Item) -> Bool) {
    if let uniformRows {
      for number in min(max(0, row / uniformRows), slots.count)..<slots.count {
        let item = Item(
          slot: slots[slots.startIndex + number], number: number, top: number * uniformRows,
          rows: uniformRows, isAttached: false)
        guard body(item) else { return }
      }
      return
    }
    var (number, top) = (0, 0)
    func step(_ slot: Int32, _ rows: RowsByZoom, isAttached: Bool) -> Bool {
      let rows = Int(rows[zoom])
      defer { (number, top) = (number + 1, top + rows) }
      return body(
        Item(slot: slot, number: number, top: top, rows: rows, isAttached: isAttached))
    }
    for slot in slots {
      let face = board.face(inSlot: slot)
      let rows = Metrics.rows(fields: face.fieldCount, hasNote: face.hasNote)
      guard step(slot, rows, isAttached: false) else { return }
      guard board.hasAttachments else { continue }
      for id in board.attached(to: board.sticky(inSlot: slot).id) {
        guard let attached = board.slotNumber(of: id) else { continue }
        let rows = Metrics.rows(ofAttached: board.face(inSlot: attached).kind)
        guard step(attached, rows, isAttached: true) else { return }
      }
    }
  }

  /// The first sticky for which a condition holds.
  func first(where isWanted: (Item) -> Bool) -> Item? {
    var found: Item?
    visit { item in
      if isWanted(item) { found = item }
      return found == nil
    }
    return found
  }

  /// The sticky of a number.
  func item(_ number: Int) -> Item? {
    guard number >= 0 else { return nil }
    var found: Item?
    visit(fromRow: number * (uniformRows ?? 0)) { item in
      if item.number == number { found = item }
      return item.number < number
    }
    return found
  }

  /// The last sticky; what is attached to the last on the timeline counts.
  var last: Item? {
    if let uniformRows {
      var found: Item?
      visit(fromRow: (slots.count - 1) * uniformRows) { item in
        found = item
        return true
      }
      return found
    }
    var found: Item?
    visit { item in
      found = item
      return true
    }
    return found
  }

  /// The id of a sticky in the stack.
  func id(of item: Item) -> ID { board.sticky(inSlot: item.slot).id }
}

extension BoardLayout {
  /// The stickies of a lane in a column.
  func stack(column: Int, lane: Int, on board: Board, at zoom: Zoom) -> BoardStack {
    BoardStack(slots(column: column, lane: lane), of: board, at: zoom)
  }

  /// The rows of the stickies of a lane in a column.
  func rows(column: Int, lane: Int, at zoom: Zoom) -> Int {
    let spot = spots(ofColumn: column).first { Int($0.lane) == lane }
    return spot.map { Int($0.rows[Metrics.index(of: zoom)]) } ?? 0
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
      let index = laneIndex(of: lane)
      // A timeline without a column has room for the first one.
      if columnCount == 0 { return index.map { Location(column: 0, lane: $0, item: nil) } }
      guard let column = column(of: at) else { return nil }
      return Location(column: column, lane: index ?? 0, item: nil)
    case .sticky(let id):
      guard let spot = board.spot(of: id), let column = column(of: spot.at) else { return nil }
      let lane = laneIndex(of: spot.lane) ?? 0
      let slot = board.slotNumber(of: id)
      let stack = stack(column: column, lane: lane, on: board, at: .titles)
      guard let item = stack.first(where: { $0.slot == slot }) else { return nil }
      return Location(column: column, lane: lane, item: item.number)
    }
  }

  /// The cursor at a location: its sticky, or the empty spot.
  func cursor(at location: Location, on board: Board) -> BoardCursor? {
    if let item = location.item {
      let stack = stack(column: location.column, lane: location.lane, on: board, at: .titles)
      let found = item == Int.max ? stack.last : stack.item(max(0, item)) ?? stack.last
      return found.map { .sticky(stack.id(of: $0)) }
    }
    guard lanes.indices.contains(location.lane) else { return nil }
    let first = columnCount == 0 ? PositionKey.middle : nil
    guard let key = position(ofColumn: location.column) ?? first else { return nil }
    return .spot(lane: lanes[location.lane].id, at: key)
  }
}

extension Sticky {
  /// Whether it closes a part of the timeline.
  var isPivotalEvent: Bool { isPivotal && kind == .domainEvent }
}
