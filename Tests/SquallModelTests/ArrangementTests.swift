import Testing

@testable import SquallModel

struct ArrangementTests {
  private let instant = Instant(clamping: 0)

  private func board() -> Board {
    var board = Board(
      id: ID(checked: "b"), title: "", lanes: [Lane(id: ID(checked: "l"), name: "Lane")])
    for index in 1...3 {
      board.insert(
        Sticky(id: ID(checked: "s\(index)"), kind: .domainEvent, place: spot("a\(index)")))
    }
    board.settle()
    return board
  }

  private func spot(_ at: String) -> Place {
    .spot(lane: ID(checked: "l"), at: PositionKey(checked: at), row: .middle)
  }

  /// The positions that a change touches.
  private func touched(_ changes: Change...) -> Set<String>? {
    var board = board()
    guard let stamp = board.settledArrangement?.stamp else { return nil }
    for change in changes { board.apply(change, by: nil, at: instant) }
    return board.settledArrangement?.positions(since: stamp).map { Set($0.map(\.text)) }
  }

  @Test func `a move touches where it came from and where it went`() {
    #expect(touched(.stickyMoved(ID(checked: "s1"), to: spot("a9"))) == ["a1", "a9"])
    #expect(touched(.stickyRemoved(ID(checked: "s2"))) == ["a2"])
    #expect(touched(.stickyMoved(ID(checked: "s1"), to: .on(ID(checked: "s3")))) == ["a1", "a3"])
    #expect(touched(.roomMade([PositionKey(checked: "a5")])) == ["a5"])
  }

  @Test func `what changes the looks of a column touches it, a text does not`() {
    #expect(touched(.noteSet(ID(checked: "s1"), note: "n")) == ["a1"])
    #expect(touched(.pivotalSet(ID(checked: "s1"), true)) == ["a1"])
    #expect(touched(.stickyReworded(ID(checked: "s1"), text: "other")) == [])
  }

  @Test func `after too many steps, or lanes that moved, everything is read again`() {
    let many = (0..<200).map { Change.pivotalSet(ID(checked: "s1"), $0 % 2 == 0) }
    #expect(touched(.batch(many)) == nil)
    #expect(touched(.laneAdded(Lane(id: ID(checked: "l2"), name: ""), index: 0)) == nil)
  }

  @Test func `a board that went another way has another stamp`() {
    var left = board()
    var right = left
    left.apply(.stickyRemoved(ID(checked: "s1")), by: nil, at: instant)
    right.apply(.stickyRemoved(ID(checked: "s1")), by: nil, at: instant)
    guard let stamp = left.settledArrangement?.stamp else {
      Issue.record("the board is not settled")
      return
    }
    #expect(right.settledArrangement?.positions(since: stamp) == nil)
  }
}
