import SquallModel
import Testing

@testable import SquallUI

/// Looking at the board as it was (S10).
@Suite struct PastTests {
  private func past(_ desk: Desk, sequence: Int) -> Past {
    Past(
      board: Desk.board("E Placed"), sequence: sequence,
      at: Instant(clamping: desk.now.milliseconds - 600_000))
  }

  private func desk() -> Desk {
    var desk = Desk(Desk.board("E Placed", "E Paid"), columns: 120)
    desk.press("t t t t")
    desk.record()
    return desk
  }

  @Test func `S10 earlier goes back by entries and by time, and later on again`() {
    var desk = desk()
    desk.press(":")
    desk.type("earlier 2")
    #expect(desk.press("Enter") == [.showPast(.entry(3))])
    desk.take(.past(past(desk, sequence: 3)))
    #expect(desk.drawing == "[E Placed]")
    let screen = desk.draw().plainText()
    #expect(screen.contains("entry 3"))
    #expect(screen.contains("E 1/1"))

    desk.press(":")
    desk.type("earlier 10m")
    let start = desk.now.milliseconds - 600_000
    #expect(
      desk.press("Enter") == [.showPast(.instant(Instant(clamping: start - 600_000)))])
    desk.press(":")
    desk.type("later 1")
    #expect(desk.press("Enter") == [.showPast(.entry(4))])
    desk.press(":")
    desk.type("later")
    desk.press("Enter")

    #expect(desk.drawing == "[E Placed]  E Paid")
    #expect(desk.said.last == Words.present)
  }

  @Test func `S10 the past is only looked at, and Esc returns`() {
    var desk = desk()
    desk.take(.past(past(desk, sequence: 1)))

    #expect(desk.press("d") == [])
    #expect(desk.said.last == "this is how it was; Esc goes back to the present")
    desk.press("u")
    #expect(desk.drawing == "[E Placed]")
    desk.press("Esc")

    #expect(desk.drawing == "[E Placed]  E Paid")
    desk.press("l d")
    #expect(desk.drawing == "[E Placed]")
  }

  @Test func `S10 in company the past stands still while others go on`() throws {
    var table = CompanyDesk(columns: 120)
    try table.other(.setTentative(ID(checked: "s1"), true))
    try table.other(.setTentative(ID(checked: "s1"), false))
    table.desk.press(":")
    table.desk.type("earlier 1")
    let present = table.log.sequence
    #expect(table.desk.press("Enter") == [.showPast(.entry(present - 1))])
    table.desk.take(.past(past(table.desk, sequence: present - 1)))

    #expect(table.screen().contains("entry \(present - 1)"))
    #expect(table.desk.state.hints.first == Hint(keys: "Esc", words: Words.returns))
    try table.other(.setPhase(.commands))
    #expect(table.desk.drawing == "[E Placed]")
    #expect(table.desk.said.last == Words.newPhase(.commands, of: nil, by: "Bo"))
    try table.other(
      .addSticky(NewSticky(id: ID(checked: "new"), kind: .domainEvent, text: "Lost")))
    #expect(table.desk.said.last?.contains("Lost") == true)
    #expect(table.desk.state.company?.view.unseen == [ID(checked: "new")])
    table.desk.press("d")
    #expect(table.desk.said.last == "this is how it was; Esc goes back to the present")
    table.collect()
    #expect(table.waiting.isEmpty)
    table.desk.press("Esc")

    #expect(table.desk.state.board.phase == .commands)
    #expect(table.desk.drawing == "[E Placed]  E Paid  E Sent  E Lost")
  }

  @Test func `M10 a call leads back to the present, also to what was not there before`() throws {
    var table = CompanyDesk(columns: 120)
    try table.other(
      .addSticky(NewSticky(id: ID(checked: "new"), kind: .domainEvent, text: "Lost")))
    table.desk.take(.past(past(table.desk, sequence: 1)))
    table.hear(.come(by: CompanyDesk.bo.id, to: ID(checked: "new")))
    table.desk.wait(60_000)

    #expect(table.desk.drawing == "E Placed  E Paid  E Sent  [E Lost]")
  }

  @Test func `a span that is none is told, and so is a log without a past`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press(":")
    desk.type("earlier soon")
    desk.press("Enter")
    #expect(desk.said.last == Words.badSpan("soon"))
    desk.press(":")
    desk.type("earlier 5")
    #expect(desk.press("Enter") == [])

    #expect(desk.said.last == Words.nothingEarlier)
    #expect(Span("99999999999999999d") == .milliseconds(.max))
    #expect(Span("-3") == nil)
  }
}
