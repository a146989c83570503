import SquallModel
import Testing

@testable import SquallUI

@Suite struct ActionTableTests {
  @Test func `every action has a name of its own, words and a hint`() {
    var names: Set<String> = []
    for action in Action.all {
      for name in [action.id] + action.aliases {
        #expect(names.insert(name).inserted, "\(name) is the name of two actions")
        #expect(!name.isEmpty && name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
      }
      #expect(action.words.count > 2, "\(action.id) has no words")
      #expect(!action.hint.isEmpty, "\(action.id) has no hint")
      #expect(Action.named(action.id)?.id == action.id)
    }
  }

  @Test func `every action is in the palette, in whole help, and on the command line`() {
    var desk = Desk()
    desk.press("? ?")
    let helped = desk.state.paneRows.compactMap { row -> String? in
      if case .action(let id) = row.subject { id } else { nil }
    }
    let offered = Fuzzy.actions(fitting: "", keymap: .standard).map(\.id)

    #expect(Set(helped) == Set(Action.all.map(\.id)))
    #expect(offered.sorted() == Action.all.map(\.id).sorted())
    for action in Action.all {
      let first = Fuzzy.actions(fitting: action.id, keymap: .standard).first
      #expect(first?.id == action.id)
    }
  }

  @Test func `no two actions want the same keys`() {
    var owner: [KeySequence: String] = [:]
    for action in Action.all {
      for keys in action.keys {
        #expect(owner[keys] == nil, "\(keys): \(action.id) and \(owner[keys] ?? "")")
        owner[keys] = action.id
      }
    }
  }

  @Test func `K15 no key that terminals merge with another has a meaning of its own`() {
    for action in Action.all {
      for key in action.keys.flatMap(\.keys) where key.modifiers.contains(.control) {
        for merged in ["i", "m", "[", "h", "j", "s", "q"] as [Unicode.Scalar] {
          #expect(key.code != .character(merged), "\(action.id) has \(key)")
        }
      }
    }
  }

  @Test func `K16 no single Ctrl key changes the board, but for doing again what was undone`() {
    for action in Action.all where action.edits {
      for keys in action.keys where keys.keys.contains(where: { $0.modifiers.contains(.control) }) {
        Issue.record("\(action.id) has \(keys)")
      }
    }
    for key in ["h", "j", "k", "l", "d", "u"] as [Unicode.Scalar] {
      var desk = Desk(Desk.board("E One", "E Two"))
      let before = desk.state.board

      desk.take(.terminal(.key(Key(key, .control))))

      #expect(desk.state.board == before)
    }
  }

  @Test func `K17 no default key needs AltGr, and none needs Alt`() {
    for action in Action.all {
      for key in action.keys.flatMap(\.keys) {
        #expect(!key.modifiers.contains(.alt), "\(action.id) has \(key)")
      }
      guard let first = action.keys.first else { continue }
      for key in first.keys {
        for scalar in ["[", "]", "{", "}", "@", "\\", "|"] as [Unicode.Scalar] {
          #expect(key.code != .character(scalar), "\(action.id) has \(key) first")
        }
      }
    }
  }

  @Test func `K18 a keymap gives an action other keys, several or none`() throws {
    let keys = try [#require(KeySequence("F2")), #require(KeySequence("z q"))]

    let keymap = Keymap.standard.binding("delete", to: keys)
    let unbound = Keymap.standard.binding("delete", to: [])

    #expect(keymap.action(of: keys[0].keys)?.id == "delete")
    #expect(keymap.action(of: keys[1].keys)?.id == "delete")
    #expect(keymap.action(of: [Key("d")]) == nil)
    #expect(unbound.action(of: [Key("d")]) == nil)
    #expect(unbound.shown("delete") == nil)
  }

  @Test func `D7 whatever is disabled says why, in every role and phase`() {
    for role in [SquallModel.Role.facilitator, .participant, .observer] {
      for phase in Phase.allCases {
        var board = Desk.board("E One", "! Why?")
        board.level = phase.level
        board.phase = phase
        let desk = Desk(board, role: role)
        for action in Action.all {
          guard let obstacle = action.whyNot(in: desk.state) else { continue }
          #expect(Words.sentence(obstacle).count > 5)
          if role == .observer, action.edits { #expect(obstacle == .observer) }
        }
      }
    }
  }

  @Test func `a disabled action says its reason when it is tried, and does nothing`() {
    var board = Desk.board("E One")
    board.level = .bigPicture
    board.phase = .kickOff
    var desk = Desk(board)

    desk.press("a c")

    #expect(desk.state.mode == .normal)
    #expect(desk.said == [Words.sentence(.notOpenYet(.command, .kickOff))])
  }

  @Test func `read only: no key sequence of the table changes the board`() {
    for action in Action.all where action.id != "cancel" {
      for keys in action.keys {
        var desk = Desk(Desk.board("E One", "! Why?"), isReadOnly: true)
        let before = desk.state.board

        for key in keys.keys { desk.take(.terminal(.key(key))) }
        desk.press("x Enter Enter")

        #expect(desk.state.board == before, "\(action.id)")
        #expect(desk.recorded.isEmpty, "\(action.id)")
      }
    }
  }
}
