import SquallModel

/// Reads a board into blocks of columns.
struct LayoutBuilder {
  private let board: Board
  private let laneNumbers: [ID: Int32]
  private let lastLane: Int32
  private var latestLane: (id: ID, number: Int32)?
  private var emptyColumns: ArraySlice<PositionKey>
  private var blocks: [ColumnBlock] = []
  private var current = ColumnBlock()

  init(_ board: Board) {
    self.board = board
    laneNumbers = Dictionary(
      board.lanes.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    lastLane = Int32(max(0, board.lanes.count - 1))
    emptyColumns = board.emptyColumns[...]
  }

  /// Takes the next sticky in reading order.
  mutating func add(_ slot: Int32, _ sticky: Sticky) {
    guard case .spot(let lane, let at, _) = sticky.place else { return }
    if current.keys.last != at {
      while let free = emptyColumns.first, free <= at {
        emptyColumns.removeFirst()
        if free != at { begin(free) }
      }
      begin(at)
    }
    current.add(
      slot: slot, lane: number(of: lane), rows: rows(of: sticky),
      isPivotal: sticky.isPivotalEvent)
  }

  /// The blocks of all that was taken, and of the empty columns behind.
  mutating func finish() -> [ColumnBlock] {
    for free in emptyColumns { begin(free) }
    emptyColumns = []
    endBlock()
    return blocks
  }

  /// What stands at one position; nil where there is no column.
  mutating func content(at key: PositionKey) -> ColumnBlock.Content? {
    emptyColumns = []
    let board = self.board
    board.forEachPlaced(at: key) { slot, sticky in add(slot, sticky) }
    if current.count == 0 {
      let index = board.emptyColumns.partitioningIndex { $0 >= key }
      let isFree = index < board.emptyColumns.count && board.emptyColumns[index] == key
      return isFree ? ColumnBlock.Content() : nil
    }
    return ColumnBlock.Content(
      spots: current.spots, slots: current.slots, isPivotal: current.pivotal[0])
  }

  private mutating func begin(_ key: PositionKey) {
    if current.count == ColumnBlock.capacity { endBlock() }
    current.beginColumn(key)
  }

  private mutating func endBlock() {
    guard current.count > 0 else { return }
    current.measure()
    blocks.append(current)
    current = ColumnBlock()
  }

  private mutating func number(of lane: ID) -> Int32 {
    if let latestLane, latestLane.id == lane { return latestLane.number }
    let number = laneNumbers[lane] ?? lastLane
    latestLane = (lane, number)
    return number
  }

  /// The rows of a sticky with everything that is attached to it.
  private func rows(of sticky: Sticky) -> RowsByZoom {
    var rows = Metrics.rows(of: sticky)
    guard board.hasAttachments else { return rows }
    for id in board.attached(to: sticky.id) {
      if let attached = board[id] { rows &+= Metrics.rows(ofAttached: attached) }
    }
    return rows
  }
}

extension Sticky {
  /// Whether it closes a part of the timeline.
  var isPivotalEvent: Bool { isPivotal && kind == .domainEvent }
}
