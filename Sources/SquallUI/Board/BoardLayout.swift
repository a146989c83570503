public import SquallModel

/// Where everything on a board stands: its columns, lanes and stacks, at every zoom.
///
/// Read once from a board, then kept up to date: ``update(_:)`` costs nothing where nothing
/// moved and one block of columns where something did, however large the board is.
public struct BoardLayout: Sendable {
  /// The columns, in blocks.
  private(set) var blocks: [ColumnBlock] = []
  /// How many columns stand before each block.
  private var starts: [Int] = []
  /// How many columns the timeline has, empty ones included.
  public private(set) var columnCount = 0
  /// The lanes from top to bottom, as of the last update.
  public private(set) var lanes: [Lane] = []
  /// Their names, ready to be drawn.
  private(set) var laneNames: [SafeText] = []
  /// The rows that each lane takes: enough for its fullest column.
  private(set) var bands: [RowsByZoom] = [Metrics.emptyLane]
  /// The state that it was read from.
  private(set) var stamp: Arrangement.Stamp?

  /// The layout of a board without anything.
  public init() {}

  /// The layout of a board.
  public init(_ board: Board) { update(board) }

  /// Brings the layout up to date with a board.
  ///
  /// - Complexity: O(1) where nothing moved; about a block of columns for each that changed; a
  ///   pass over all stickies for another board.
  public mutating func update(_ board: Board) {
    if lanes != board.lanes {
      lanes = board.lanes
      laneNames = lanes.map { SafeText($0.name) }
    }
    let arrangement = board.settledArrangement
    if let stamp, let arrangement, let touched = arrangement.positions(since: stamp) {
      guard !touched.isEmpty else { return }
      for key in Set(touched) { refresh(key, on: board) }
    } else {
      build(board)
    }
    stamp = arrangement?.stamp
    summarise()
  }

  private mutating func build(_ board: Board) {
    var builder = LayoutBuilder(board, readsAll: true)
    board.forEachPlaced { builder.add($0) }
    blocks = builder.finish()
  }

  /// Reads one column again.
  private mutating func refresh(_ key: PositionKey, on board: Board) {
    var builder = LayoutBuilder(board, readsAll: false)
    let content = builder.content(at: key)
    if blocks.isEmpty { blocks = [ColumnBlock()] }
    let block = min(blockIndex(of: key), blocks.count - 1)
    let column = blocks[block].keys.partitioningIndex { $0 >= key }
    let isThere = column < blocks[block].count && blocks[block].keys[column] == key
    if content == nil, !isThere { return }
    blocks[block].splice(
      column, removing: isThere ? 1 : 0, inserting: content.map { (key, $0) })
    if blocks[block].count == 0 {
      blocks.remove(at: block)
    } else if blocks[block].count >= 2 * ColumnBlock.capacity {
      blocks.insert(blocks[block].split(), at: block + 1)
    }
  }

  /// What follows from the blocks: where each begins and how tall the lanes are.
  private mutating func summarise() {
    starts.removeAll(keepingCapacity: true)
    columnCount = 0
    bands = Array(repeating: Metrics.emptyLane, count: max(1, lanes.count))
    for block in blocks {
      starts.append(columnCount)
      columnCount += block.count
      for (lane, rows) in block.tallest {
        let band = bands[Int(lane)]
        bands[Int(lane)] = band.replacing(with: rows, where: rows .> band)
      }
    }
  }

  /// The first block whose last column is not before a position; the number of blocks at the end.
  private func blockIndex(of key: PositionKey) -> Int {
    blocks.partitioningIndex { block in block.keys.last.map { $0 >= key } ?? true }
  }
}

/// A column by its block and its place in there.
struct ColumnAddress {
  var block: Int
  var column: Int
}

extension BoardLayout {
  /// How many lanes are drawn: one without a name where the board has none.
  var laneCount: Int { bands.count }

  /// Where the column of a number is.
  func address(ofColumn index: Int) -> ColumnAddress? {
    guard index >= 0, index < columnCount else { return nil }
    let block = starts.partitioningIndex { $0 > index } - 1
    return ColumnAddress(block: block, column: index - starts[block])
  }

  /// The position that a column stands for.
  public func position(ofColumn index: Int) -> PositionKey? {
    address(ofColumn: index).map { blocks[$0.block].keys[$0.column] }
  }

  /// The number of the column of a position, counted from 0; nil where there is none.
  public func column(of key: PositionKey) -> Int? {
    let index = columnOrNext(of: key)
    return position(ofColumn: index) == key ? index : nil
  }

  /// The number of the column of a position, or of the first one behind it.
  public func columnOrNext(of key: PositionKey) -> Int {
    let block = blockIndex(of: key)
    guard block < blocks.count else { return columnCount }
    return starts[block] + blocks[block].keys.partitioningIndex { $0 >= key }
  }

  /// The number of a lane, counted from 0.
  public func laneIndex(of id: ID) -> Int? { lanes.firstIndex { $0.id == id } }

  /// The spots of a column, from the top lane down.
  func spots(ofColumn index: Int) -> ArraySlice<ColumnBlock.Spot> {
    guard let address = address(ofColumn: index) else { return [] }
    return blocks[address.block].spots[blocks[address.block].spotRange(address.column)]
  }

  /// The slots of a lane in a column, from the top row down.
  func slots(column index: Int, lane: Int) -> ArraySlice<Int32> {
    guard let address = address(ofColumn: index) else { return [] }
    let block = blocks[address.block]
    let range = block.spotRange(address.column)
    guard let spot = block.spots[range].first(where: { $0.lane == lane }) else { return [] }
    return block.slots[Int(spot.first)..<Int(spot.first + spot.count)]
  }

  /// How many stickies stand in a column, those attached not counted.
  func stickyCount(ofColumn index: Int) -> Int {
    guard let address = address(ofColumn: index) else { return 0 }
    return blocks[address.block].slotRange(address.column).count
  }

  /// Whether a pivotal event stands in a column.
  public func isPivotal(column index: Int) -> Bool {
    address(ofColumn: index).map { blocks[$0.block].pivotal[$0.column] } ?? false
  }

  /// Whether nothing stands in a column that is kept free.
  public func isEmpty(column index: Int) -> Bool { stickyCount(ofColumn: index) == 0 }

  /// The rows that a lane takes at a zoom.
  func bandRows(lane: Int, at zoom: Zoom) -> Int { Int(bands[lane][Metrics.index(of: zoom)]) }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element belongs to the second part; the elements are partitioned.
  func partitioningIndex(where isSecond: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
