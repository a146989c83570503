import SquallModel
import Testing

@testable import SquallUI

/// What holds whatever a person and the others do at the same time.
@Suite struct CompanyPropertyTests {
  private static let keys = [
    "h", "j", "k", "l", "w", "b", "gg", "G", "a e", "a !", "=", "Enter", "Esc", "Tab", "m", "d",
    "y", "p", "u", "U", ".", "v", "Space", "*", "t", "x", "g p", "g r", "g c", "f f", "f b", "f x",
    "F o", "F b", "F l b", "F l o", "F t t", "F t +", "F k", "F a", "F c o", "F ?", "R", "r", "q",
    "g o", "+", "-", "/", ":", "g l", "i", "o",
  ]

  private func play(seed: UInt64, each: (inout CompanyDesk) -> Void) throws -> CompanyDesk {
    var random = SeededGenerator(seed: seed)
    var table = CompanyDesk(
      SampleBoards.process, role: seed % 2 == 0 ? .facilitator : .participant)
    for _ in 0..<200 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: table.desk.type(random.hardText(upTo: 3).filter { !$0.isNewline })
      case 1: table.accept()
      case 2: try? table.other(edit(on: table.log.board, &random))
      case 3: table.hear(news(table, &random))
      default: table.desk.press(CompanyPropertyTests.keys.randomElement(using: &random) ?? "l")
      }
      if Int.random(in: 0..<6, using: &random) == 0 { table.desk.wait(900) }
      each(&table)
    }
    return table
  }

  private func edit(on board: Board, _ random: inout SeededGenerator) -> Edit {
    let ids = board.readingOrder.map(\.id) + board.inbox
    let id = ids.randomElement(using: &random) ?? ID(checked: "none")
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .removeSticky(id)
    case 1: return .rewordSticky(id, text: random.hardText(upTo: 20), was: nil)
    case 2: return .moveSticky(id, lane: nil, to: .end)
    case 3: return .setTentative(id, Bool.random(using: &random))
    default:
      return .addSticky(NewSticky(kind: .note, text: "More", lane: "Sales", target: .start))
    }
  }

  private func news(
    _ table: CompanyDesk, _ random: inout SeededGenerator
  ) -> CompanyInput {
    let later = Instant(clamping: table.desk.now.milliseconds + 3_000)
    let at = table.desk.state.walk.ids.randomElement(using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return .link(.offline(retryAt: later))
    case 1: return .link(.live)
    case 2: return .link(.connecting)
    case 3: return .lock(Company.Lock.allCases.randomElement(using: &random) ?? .open)
    case 4: return .timer(.running(ends: later))
    case 5: return .timer(nil)
    case 6: return .come(by: ID(checked: "bo"), to: at ?? ID(checked: "e1"))
    case 7: return .door(FacilitatingTests.door(), opens: Bool.random(using: &random))
    case 8:
      return .refused([
        Company.RefusedEdit(
          id: ID(checked: "r\(Int.random(in: 0..<9, using: &random))"),
          edit: edit(on: table.log.board, &random), reason: random.hardText(upTo: 30))
      ])
    case 9: return .joined(ID(checked: "cy"))
    default:
      var people = CompanyDesk.people(ana: table.desk.state.document.role)
      for index in people.indices.dropFirst() {
        people[index].at = at
        people[index].presence =
          Company.Presence.allCases.randomElement(using: &random) ?? .here
        people[index].name = random.hardText(upTo: 12) + "x"
        if Bool.random(using: &random) { people[index].follows = ID(checked: "ana") }
      }
      return .people(people)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func `whatever all do, the board ends as the host's, and every screen can be drawn`(
    seed: UInt64
  ) throws {
    var table = try play(seed: seed) { table in
      let grid = table.desk.draw()
      if let id = table.desk.state.cursor.sticky {
        #expect(table.desk.state.board.contains(id), "seed \(seed)")
      }
      if let caret = grid.caret {
        #expect(grid.bounds.contains(row: caret.row, column: caret.column), "seed \(seed)")
      }
    }

    table.accept()

    #expect(table.desk.state.board == table.log.board, "seed \(seed)")
    #expect(table.log.board.checkInvariants().isEmpty, "seed \(seed)")
    #expect(table.desk.recorded.isEmpty, "seed \(seed)")
  }

  @Test func `every size of the screen has room for what company shows`() throws {
    for seed in 21...26 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      _ = try play(seed: seed) { table in
        guard Int.random(in: 0..<4, using: &random) == 0 else { return }
        table.desk.take(
          .resize(
            rows: Int.random(in: 0...40, using: &random),
            columns: Int.random(in: 0...140, using: &random)))
        let grid = table.desk.draw()
        #expect(grid.rows == table.desk.state.rows, "seed \(seed)")
      }
    }
  }
}
