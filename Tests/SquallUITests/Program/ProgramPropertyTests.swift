import SquallModel
import Testing

@testable import SquallUI

/// What holds whatever a person does.
@Suite struct ProgramPropertyTests {
  private static let keys = [
    "h", "j", "k", "l", "w", "b", "gg", "G", "a e", "a c", "a !", "A e", "!", "=", "Enter", "Esc",
    "Tab", "Shift-Tab", "Backspace", "m", "d", "y", "p", "u", "U", ".", "v", "Space", "*", "t", "x",
    "e", "g n", "o", "i", "g h", "g l", "g v", "g o", "c c", "c !", "s", "S", "+", "-", "z z", "/",
    "&", "n", "?", ":", "Ctrl-P", "Up", "Down", "Left", "Right", "Ctrl-W", "V v", "3", "F n", "a",
  ]

  /// A desk on which keys were pressed by chance, with texts and pastes among them.
  private func play(
    _ board: Board, seed: UInt64, presses: Int, each: (inout Desk) -> Void = { _ in }
  ) -> Desk {
    var random = SeededGenerator(seed: seed)
    var desk = Desk(board)
    for _ in 0..<presses {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: desk.type(random.hardText(upTo: 3).filter { !$0.isNewline })
      case 1 where Bool.random(using: &random): desk.paste("One", "Two", "q")
      default: desk.press(ProgramPropertyTests.keys.randomElement(using: &random) ?? "l")
      }
      if Int.random(in: 0..<8, using: &random) == 0 { desk.wait(400) }
      each(&desk)
    }
    return desk
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func `whatever is pressed, the board holds together and the log adds up to it`(seed: UInt64) {
    let board = seed % 2 == 0 ? SampleBoards.process : Desk.emptyBoard(lanes: ["A", "B"])

    let desk = play(board, seed: seed, presses: 500) { desk in
      if let id = desk.state.cursor.sticky {
        #expect(desk.state.board.contains(id), "seed \(seed)")
      }
    }

    var replayed = Workshop(board: board)
    for entry in desk.recorded { replayed.apply(entry) }
    replayed.settle()
    #expect(desk.state.board.checkInvariants().isEmpty, "seed \(seed)")
    #expect(replayed.board == desk.state.board, "seed \(seed)")
    #expect(desk.recorded.map(\.sequence) == Array(1..<desk.recorded.count + 1), "seed \(seed)")
  }

  @Test(arguments: [11, 12, 13])
  func `whatever is pressed can be drawn, and the caret stands where one writes`(seed: UInt64) {
    _ = play(SampleBoards.process, seed: seed, presses: 150) { desk in
      let grid = desk.draw()
      switch desk.state.mode {
      case .writing, .prompt: #expect(grid.caret != nil, "seed \(seed)")
      case .normal, .holding, .question: #expect(grid.caret == nil, "seed \(seed)")
      }
    }
  }

  @Test func `the same keys at the same instants give the same program`() {
    let first = play(SampleBoards.process, seed: 31, presses: 200)
    let second = play(SampleBoards.process, seed: 31, presses: 200)

    #expect(first.effects == second.effects)
    #expect(first.drawing == second.drawing)
  }

  @Test func `Esc pressed often enough leads back to the board from anywhere`() {
    for seed in 41...48 as ClosedRange<UInt64> {
      var desk = play(SampleBoards.process, seed: seed, presses: 60)
      let leaving = desk.effects.filter { $0 == .quit }.count

      for _ in 0..<12 { desk.press("Esc") }

      #expect(desk.state.mode == .normal, "seed \(seed)")
      #expect(desk.state.pane == nil, "seed \(seed)")
      #expect(desk.state.selection.isEmpty, "seed \(seed)")
      #expect(desk.effects.filter { $0 == .quit }.count == leaving, "seed \(seed)")
    }
  }
}
