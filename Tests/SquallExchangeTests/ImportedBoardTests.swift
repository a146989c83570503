import SquallModel
import Testing

@testable import SquallExchange

/// What imports make of stickies that they found.
struct ImportedBoardTests {
  @Test func `a context takes one more sticky in, however many it has`() throws {
    let count = Limit.partsOfOneBatch.maximum
    let ids = (1...count).map { ID(checked: "s\($0)") }
    var before = Board(
      id: "shop", title: "Shop", contexts: [Context(id: "c", name: "Ordering", stickies: ids)])
    for id in ids { before.insert(Sticky(id: id, kind: .domainEvent, text: "Event")) }
    var sticky = ImportedSticky(kind: .domainEvent, text: "One more", place: .next(lane: nil))
    sticky.context = "Ordering"

    let after = try board(ImportedBoard(stickies: [sticky]), into: before)

    #expect(after.contexts.map(\.stickies.count) == [count + 1])
  }

  @Test func `an addressed hotspot that repeats an earlier one keeps what is its own`() throws {
    var first = ImportedSticky(kind: .hotspot, text: "Who pays?", place: .next(lane: nil))
    first.isAddressed = true
    var second = first
    second.isCopy = true
    second.note = "the bank"

    let board = try board(ImportedBoard(stickies: [first, second]))

    var seen: [Sticky] = []
    board.forEachInFileOrder { seen.append($0) }
    #expect(seen.map(\.isAddressed) == [true, true])
    #expect(seen.map(\.note) == [nil, "the bank"])
    #expect(seen[1].copyOf == seen[0].id)
  }
}
