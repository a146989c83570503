import SquallModel
import Testing

@testable import SquallUI

/// A text that is being written outlives the program (S1).
@Suite struct DraftTests {
  private let s1 = ID(checked: "s1")

  private func drafts(_ effects: [Effect]) -> [Draft?] {
    effects.compactMap { effect -> Draft?? in
      if case .keepDraft(let draft) = effect { .some(draft) } else { nil }
    }
  }

  @Test func `S1 what is written is kept every two seconds, and let go when it is done`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("a e")
    desk.type("Pai")
    #expect(drafts(desk.effects) == [])

    desk.wait(2_001)
    #expect(drafts(desk.effects) == [Draft(.addition(.domainEvent), "Pai")])
    desk.type("d")
    desk.wait(1_000)
    #expect(drafts(desk.effects).count == 1)
    desk.wait(1_001)
    #expect(drafts(desk.effects).last == Draft(.addition(.domainEvent), "Paid"))

    desk.press("Enter")
    #expect(drafts(desk.effects).last == .some(nil))
    desk.wait(10_000)
    #expect(drafts(desk.effects).count == 3)
  }

  @Test(arguments: ["Esc", "Ctrl-C", "Enter"])
  func `S1 nothing is kept of a text that is done`(key: String) {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("Enter")
    desk.type("!")
    desk.wait(2_001)

    desk.press(key)

    #expect(drafts(desk.effects) == [Draft(.text(s1), "Placed!"), nil])
    #expect(desk.state.nextWake.map { $0 > desk.now } ?? true)
  }

  @Test func `S1 a hang-up keeps what was written up to it`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("g n")
    desk.type("why?")

    #expect(desk.take(.end) == [.keepDraft(Draft(.note(s1), "why?")), .quit])
  }

  @Test func `a text that was not changed is not kept`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("Enter")
    desk.wait(5_000)

    #expect(drafts(desk.effects) == [])
  }

  @Test func `S1 a kept text is offered, and written on`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.take(.draft(Draft(.addition(.command), "Pay the ord")))
    #expect(desk.draw().plainText().contains("Pay the ord"))
    desk.press("Enter")
    desk.type("er")
    desk.press("Enter Esc")

    #expect(desk.drawing == "E Placed  [C Pay the order]")
    #expect(drafts(desk.effects).last == .some(nil))
  }

  @Test func `a kept text whose sticky has gone becomes a note`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.take(.draft(Draft(.text(ID(checked: "gone")), "Paid")))
    desk.press("Enter Enter Esc")

    #expect(desk.drawing == "E Placed  [N Paid]")
  }

  @Test func `a kept text is dropped by d and stays by Esc`() {
    var desk = Desk(Desk.board("E Placed"))
    let draft = Draft(.text(s1), "Paid")
    desk.take(.draft(draft))
    #expect(desk.press("Esc") == [])

    desk.take(.draft(draft))

    #expect(desk.press("d") == [.keepDraft(nil)])
    #expect(desk.drawing == "[E Placed]")
  }
}
