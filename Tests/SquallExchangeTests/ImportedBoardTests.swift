import SquallModel
import Testing

@testable import SquallExchange

/// What imports make of stickies that they found.
struct ImportedBoardTests {
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
