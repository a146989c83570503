import SquallModel

/// Reads a board into blocks of columns.
struct LayoutBuilder {
  /// Up to how many lanes are found one by one.
  private static let fewLanes = 12

  private let board: Board
  private let lanes: [ID]
  /// For boards of many lanes; a few are found faster one by one.
  private let laneNumbers: [ID: Int32]?
  private let lastLane: Int32
  private var latestLane: (id: ID, number: Int32)?
  /// The rows of what is attached to each slot, where all of the board is read.
  private var attachedRows: [RowsByZoom] = []
  private let readsAll: Bool
  private var emptyColumns: ArraySlice<PositionKey>
  private var latestKey: PositionKey?
  private var blocks: [ColumnBlock] = []
  private var current = ColumnBlock()

  /// - Parameter readsAll: whether the whole board will be read, and not one column of it.
  init(_ board: Board, readsAll: Bool) {
    self.board = board
    self.readsAll = readsAll
    lanes = board.lanes.map(\.id)
    laneNumbers =
      lanes.count > LayoutBuilder.fewLanes
      ? Dictionary(
        lanes.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      : nil
    lastLane = Int32(max(0, board.lanes.count - 1))
    emptyColumns = board.emptyColumns[...]
    if readsAll, board.hasAttachments {
      var rows = Array(repeating: RowsByZoom(), count: board.slotCount)
      board.forEachAttached { rows[Int($0)] &+= Metrics.rows(ofAttached: $1) }
      attachedRows = rows
    }
  }

  /// Takes the next sticky in reading order.
  mutating func add(_ placing: Placing) {
    if latestKey != placing.at {
      while let free = emptyColumns.first, free <= placing.at {
        emptyColumns.removeFirst()
        if free != placing.at { begin(free) }
      }
      begin(placing.at)
    }
    current.add(
      slot: placing.slot, lane: number(of: placing.lane), rows: rows(of: placing),
      isPivotal: placing.isPivotalEvent)
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
    board.forEachPlaced(at: key) { add($0) }
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
    latestKey = key
  }

  private mutating func endBlock() {
    guard current.count > 0 else { return }
    current.measure()
    blocks.append(current)
    current = ColumnBlock()
  }

  private mutating func number(of lane: ID) -> Int32 {
    if let latestLane, latestLane.id == lane { return latestLane.number }
    let number =
      laneNumbers?[lane] ?? lanes.firstIndex(of: lane).map { Int32($0) } ?? lastLane
    latestLane = (lane, number)
    return number
  }

  /// The rows of a sticky with everything that is attached to it.
  private func rows(of placing: Placing) -> RowsByZoom {
    var rows = Metrics.rows(fields: placing.fieldCount, hasNote: placing.hasNote)
    let slot = placing.slot
    if readsAll { return attachedRows.isEmpty ? rows : rows &+ attachedRows[Int(slot)] }
    for id in board.attached(to: board.sticky(inSlot: slot).id) {
      if let attached = board[id] { rows &+= Metrics.rows(ofAttached: attached.kind) }
    }
    return rows
  }
}
