import SquallModel

@testable import SquallUI

/// Boards and changes that a seed repeats.
enum RandomBoards {
  private static let instant = Instant(clamping: 1_000)

  static func board(using random: inout SeededGenerator) -> Board {
    let lanes = (0..<Int.random(in: 1...5, using: &random)).map { index in
      Lane(id: ID(checked: "l\(index)"), name: random.hardText(upTo: 4))
    }
    let keys = PositionKey.series(30, after: nil, before: nil)
    var board = Board(
      id: ID(checked: "random"), title: random.hardText(upTo: 6),
      level: Level.allCases.randomElement(using: &random) ?? .process,
      participants: [
        Participant(id: ID(checked: "p1"), name: random.hardText(upTo: 3)),
        Participant(id: ID(checked: "p2"), name: "Bo"),
      ], lanes: lanes, emptyColumns: [keys[3], keys[29]])
    for index in 0..<Int.random(in: 0...60, using: &random) {
      board.insert(sticky("s\(index)", on: board, keys: keys, using: &random))
    }
    board.settle()
    return board
  }

  private static func sticky(
    _ id: String, on board: Board, keys: [PositionKey], using random: inout SeededGenerator
  ) -> Sticky {
    let kind = Kind.allCases.randomElement(using: &random) ?? .note
    var sticky = Sticky(
      id: ID(checked: id), kind: kind, text: random.hardText(upTo: 8),
      place: place(for: ID(checked: id), on: board, keys: keys, using: &random),
      isPivotal: Int.random(in: 0..<8, using: &random) == 0,
      isTentative: Int.random(in: 0..<8, using: &random) == 0, author: ID(checked: "p1"))
    if Int.random(in: 0..<4, using: &random) == 0 {
      sticky.fields = (0..<Int.random(in: 1...7, using: &random)).map {
        Field(name: "field\($0)", value: .string(random.hardText(upTo: 3)))
      }
      sticky.note = random.hardText(upTo: 9)
      sticky.votes = [Vote(participant: ID(checked: "p2"), count: 3)]
    }
    return sticky
  }

  private static func place(
    for id: ID, on board: Board, keys: [PositionKey], using random: inout SeededGenerator
  ) -> Place {
    let placed = board.readingOrder.map(\.id).filter { $0 != id }
    if let host = placed.randomElement(using: &random), Int.random(in: 0..<6, using: &random) == 0,
      board.attached(to: id).isEmpty
    {
      return .on(host)
    }
    guard let lane = board.lanes.randomElement(using: &random),
      let key = keys.randomElement(using: &random), Int.random(in: 0..<9, using: &random) > 0
    else { return .inbox }
    return .spot(
      lane: lane.id, at: key, row: keys.randomElement(using: &random) ?? .middle)
  }

  static func ids(of board: Board) -> [ID] {
    var ids: [ID] = []
    board.forEachInFileOrder { ids.append($0.id) }
    return ids
  }

  /// Makes one change of any sort that can move something on a screen.
  static func change(_ board: inout Board, step: Int, using random: inout SeededGenerator) {
    let keys = PositionKey.series(40, after: nil, before: nil)
    let id = ids(of: board).randomElement(using: &random) ?? ID(checked: "none")
    let change: Change
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2: change = .stickyAdded(sticky("n\(step)", on: board, keys: keys, using: &random))
    case 3...4: change = .stickyMoved(id, to: place(for: id, on: board, keys: keys, using: &random))
    case 5: change = .stickyRemoved(id)
    case 6: change = .fieldSet(id, name: "f\(step)", value: .string("x"), index: nil)
    case 7: change = .noteSet(id, note: Bool.random(using: &random) ? nil : "a note")
    case 8: change = .pivotalSet(id, Bool.random(using: &random))
    case 9: change = .kindChanged(id, to: Kind.allCases.randomElement(using: &random) ?? .note)
    case 10:
      let key = keys.randomElement(using: &random) ?? .middle
      change = Bool.random(using: &random) ? .roomMade([key]) : .gapClosed([key])
    default:
      let lane = Lane(id: ID(checked: "m\(step)"), name: "Lane \(step)")
      change =
        Bool.random(using: &random)
        ? .laneAdded(lane, index: 0) : .laneRenamed(board.lanes[0].id, name: "Name \(step)")
    }
    board.apply(change, by: ID(checked: "p1"), at: instant)
  }

  /// Everything that a layout knows, as text.
  static func picture(of layout: BoardLayout) -> [String] {
    var picture = layout.lanes.map(\.name) + layout.bands.map { "\($0)" }
    for column in 0..<layout.columnCount {
      var line = layout.position(ofColumn: column)?.text ?? "?"
      for spot in layout.spots(ofColumn: column) {
        let slots = layout.slots(column: column, lane: Int(spot.lane))
        line += " \(spot.lane):\(Array(slots)):\(spot.rows)"
      }
      picture.append(line + (layout.isPivotal(column: column) ? " pivotal" : ""))
    }
    return picture
  }
}
