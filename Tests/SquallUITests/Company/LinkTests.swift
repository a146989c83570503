import SquallModel
import Testing

@testable import SquallUI

/// The link lost, edits that wait, edits that no longer apply.
@Suite struct LinkTests {
  private func id(_ text: String) -> ID { ID(checked: text) }

  private func offline(_ table: CompanyDesk, in milliseconds: Int64) -> CompanyInput {
    .link(.offline(retryAt: Instant(clamping: table.desk.now.milliseconds + milliseconds)))
  }

  @Test(arguments: [(24, 80), (12, 40), (50, 200)])
  func `M18 offline is said at once, edits go on and are counted`(rows: Int, columns: Int) {
    var table = CompanyDesk(SampleBoards.process, rows: rows, columns: columns)

    table.hear(offline(table, in: 4_000))
    table.desk.press("t w t w t")

    let wanted = columns > 40 ? "offline — 3 edits waiting — retry in 4 s (r now)" : "3 waiting"
    #expect(table.screen().contains(wanted))
    #expect(table.desk.said.contains(Words.linkLost))
    Golden.check(table.desk.draw(), "company-offline-\(columns)x\(rows)")
  }

  @Test func `M18 the seconds until the next try are counted down`() {
    var table = CompanyDesk()
    table.hear(offline(table, in: 4_000))

    table.desk.wait(1_500)
    #expect(table.screen().contains("retry in 3 s (r now)"))
    table.desk.wait(3_000)
    #expect(table.screen().contains("trying…"))
    table.hear(.link(.live))

    #expect(!table.screen().contains("offline"))
    #expect(table.desk.said.contains(Words.linkBack))
  }

  @Test func `M18 tries that fail are no news, and the banner stays through them`() {
    var table = CompanyDesk()
    table.desk.press("t")
    table.hear(offline(table, in: 500))
    table.hear(.link(.connecting))
    #expect(table.screen().contains("offline — 1 edit waiting — trying…"))
    table.hear(offline(table, in: 1_000))
    table.hear(.link(.connecting))
    table.hear(.link(.live))

    let all = table.desk.state.notices.all
    #expect(all.filter { $0.text == Words.linkLost }.map(\.count) == [1])
    #expect(all.filter { $0.text == Words.linkBack }.map(\.count) == [1])
  }

  @Test func `M17 whoever was sent out may ask to come back, in words and by r`() {
    var table = CompanyDesk(columns: 120)
    table.hear(.link(.ended(.removed, mayRetry: true)))

    table.desk.press("r")

    #expect(table.asked.last == .retryNow)
    #expect(table.screen().contains("r retry"))
    #expect(table.screen().contains("a facilitator has sent you out; the board stays here — r"))
  }

  @Test func `M20 r tries now, and only while the link is lost`() {
    var table = CompanyDesk()
    table.desk.press("r")
    #expect(table.desk.said == [Words.sentence(.notOffline)])

    table.hear(offline(table, in: 15_000))
    table.desk.press("r")

    #expect(table.asked.last == .retryNow)
  }

  private func refused() -> [Company.RefusedEdit] {
    [
      Company.RefusedEdit(
        id: id("r1"),
        edit: .addSticky(NewSticky(kind: .domainEvent, text: "Order packed", target: .end)),
        reason: "the facilitator has locked the board"),
      Company.RefusedEdit(
        id: id("r2"), edit: .rewordSticky(id("s1"), text: "Order placed twice", was: "Placed"),
        reason: "somebody has changed it meanwhile"),
    ]
  }

  @Test(arguments: [(24, 80), (12, 40), (50, 200)])
  func `M21 edits that no longer apply are listed with their text`(rows: Int, columns: Int) {
    var table = CompanyDesk(rows: rows, columns: columns)
    table.hear(.refused(refused()))
    #expect(table.desk.said == ["2 edits no longer apply — g r shows your text"])

    table.desk.press("g r")

    Golden.check(table.desk.draw(), "company-refused-\(columns)x\(rows)")
  }

  @Test func `M21 they are let go of also where nothing on the board can be changed`() {
    var table = CompanyDesk()
    table.hear(.refused(refused()))
    table.hear(.lock(.board, by: id("bo")))
    table.desk.press("g r")
    #expect(table.screen().contains("d dismiss"))
    table.desk.press("d")
    #expect(table.asked.last == .dismissRefused([id("r2")]))

    // On the board the key deletes, and is told why it does not.
    table.desk.press("q d")
    #expect(table.desk.said.last?.contains("locked the board") == true)
    #expect(table.desk.state.board.stickyCount == 3)
    table.desk.press(": d i s m i s s Enter")
    #expect(table.desk.said.last == Words.sentence(.onlyAmongRefused))
  }

  @Test func `D3 the help of a list begins with what the list is for`() {
    var table = CompanyDesk(rows: 50, columns: 120)
    table.hear(.refused(refused()))
    table.desk.press("g r ?")
    let rows = table.desk.state.paneRows
    #expect(rows[0].text == "Edits that no longer apply")
    #expect(rows[1...].prefix(3).map(\.mark) == ["y", "d", "q"])
    #expect(rows.filter { $0.subject == .action("copy") }.count == 1)
  }

  @Test func `M21 their text is copied, and each is let go when it was seen`() {
    var table = CompanyDesk()
    table.hear(.refused(refused()))
    table.desk.press("g r")

    table.desk.press("y")
    #expect(table.desk.effects.contains(.copy("Order placed twice")))
    table.desk.press("d")
    #expect(table.asked.last == .dismissRefused([id("r2")]))
    table.hear(.refused([refused()[0]]))
    #expect(table.screen().contains("Order packed"))
    table.desk.press("y d")
    table.hear(.refused([]))
    table.desk.press("q p")

    #expect(table.desk.state.pane == nil)
    #expect(table.desk.drawing.contains("Order packed"))
  }

  @Test func `M22 a version mismatch names the older side`() {
    #expect(
      Words.sentence(.version(host: 1, guest: 2))
        == "the host's squall is too old: protocol 1, yours is 2")
    #expect(
      Words.sentence(.version(host: 3, guest: 2))
        == "your squall is too old: protocol 2, the host's is 3")
  }

  @Test func `M23 where the host is gone the board stays, and can be gone on with`() {
    var table = CompanyDesk(columns: 120)
    table.desk.press(": h o s t Enter")
    #expect(table.desk.said == [Words.sentence(.hostIsThere)])

    table.hear(.link(.ended(.unknown, mayRetry: true)))
    table.desk.press("d")
    #expect(table.desk.said.contains(Words.sentence(.linkEnded)))
    table.desk.press("r")
    #expect(table.asked.last == .retryNow)
    table.hear(.link(.ended(.unknown, mayRetry: true)))
    #expect(table.desk.said.contains(Words.stillSo(.unknown)))
    #expect(table.desk.state.board.stickyCount == 3)
    #expect(table.screen().contains(":host goes on from your copy"))
    table.desk.press(": h o s t Enter")
    #expect(table.asked.last == .hostHere)
    table.hear(.hosting(true))
    table.desk.press("d")

    #expect(table.desk.state.board.stickyCount == 2)
    #expect(table.screen().contains("host ●3"))
  }

  @Test func `a host that cannot write is told for as long as it is so`() {
    var table = CompanyDesk(columns: 100)

    table.hear(.hostHalted(true))
    table.desk.wait(10_000)
    #expect(table.screen().contains(Words.hostHalted))
    table.hear(.hostHalted(false))

    #expect(!table.screen().contains(Words.hostHalted))
  }

  @Test func `saved is what the host has on disk, the rest is being sent`() throws {
    var table = CompanyDesk()
    table.desk.press("t w t")
    #expect(table.screen().contains("sending 2…"))

    table.accept()

    #expect(table.screen().contains("saved \(table.log.sequence)"))
  }

  @Test func `S4 leaving asks a host with people, and a guest whose edits cannot go`() {
    var host = CompanyDesk(role: .facilitator, isHosting: true)
    #expect(host.desk.press("Q") == [])
    #expect(host.screen().contains("2 other people are here"))
    #expect(host.desk.press("Enter") == [])
    #expect(host.desk.press("Q y") == [.quit])

    var guest = CompanyDesk()
    #expect(guest.desk.press("Q") == [.quit])
    guest.desk.press("t")
    // With a link they go before the program ends.
    #expect(guest.desk.press("Q").contains(.quit))
    guest.hear(offline(guest, in: 15_000))
    #expect(guest.desk.press("Q") == [])
    #expect(guest.screen().contains("1 edit has not reached the host"))
    #expect(guest.desk.press("Esc Q y") == [.quit])
  }

  @Test func `the list of refused edits stays when it is empty, so that q closes only it`() {
    var table = CompanyDesk()
    table.hear(
      .refused([
        Company.RefusedEdit(
          id: ID(checked: "r"), edit: .removeSticky(ID(checked: "s1")), reason: "no")
      ]))
    table.desk.press("g r")
    table.hear(.refused([]))
    #expect(table.screen().contains("Everything that you did applies."))

    table.desk.press("q")

    #expect(table.desk.state.pane == nil)
    #expect(!table.desk.effects.contains(.quit))
  }

  @Test func `one edit that waits is told of as one`() {
    #expect(Words.leavesWaiting(1).contains("It is kept here"))
    #expect(Words.leavesWaiting(2).contains("They are kept here"))
  }
}
