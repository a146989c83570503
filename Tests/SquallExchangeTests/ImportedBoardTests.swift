import SquallModel
import Testing

@testable import SquallExchange

/// What imports make of stickies that they found.
struct ImportedBoardTests {
  @Test func `contexts with many stickies are named as well, each behind all of them`() throws {
    let stickies = (1...12_000).map { number in
      var sticky = ImportedSticky(
        kind: .domainEvent, text: "Event \(number)", place: .next(lane: nil))
      sticky.context = number.isMultiple(of: 3) ? "Billing" : "Ordering"
      return sticky
    }

    let board = try board(ImportedBoard(stickies: stickies))

    #expect(board.contexts.map(\.name) == ["Ordering", "Billing"])
    #expect(board.contexts.map(\.stickies.count) == [8_000, 4_000])
    #expect(board.checkInvariants() == [])
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
