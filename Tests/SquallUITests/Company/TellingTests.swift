import SquallModel
import Testing

@testable import SquallUI

/// What facilitators do is told to those concerned, and what cannot be done says why.
@Suite struct TellingTests {
  private func id(_ text: String) -> ID { ID(checked: text) }

  @Test func `G8 a new phase is told with who began it and what it is for`() throws {
    var board = Desk.board("E Placed")
    board.level = .bigPicture
    board.phase = .kickOff
    var table = CompanyDesk(board)

    try table.other(.setPhase(.chaoticExploration))

    let told = Words.newPhase(.chaoticExploration, of: nil, by: "Bo")
    #expect(told.contains("Bo") && told.contains("2/10 chaotic exploration: everybody writes"))
    #expect(table.desk.said == [told])
    try table.other(.setLevel(.process))
    #expect(table.desk.said == [Words.newPhase(.frame, of: .process, by: "Bo")])
    #expect(table.desk.state.notices.all.map(\.text).contains(told))

    var facilitator = Desk(board)
    facilitator.press("F n")
    #expect(facilitator.said == [Words.phase(.chaoticExploration)])
    facilitator.press("F p F p")
    #expect(facilitator.said.last == "this is the first phase")
  }

  @Test func `G8 every phase has a goal of its own that fits into a line`() {
    #expect(Set(Phase.allCases.map(Words.goal)).count == Phase.allCases.count)
    #expect(Phase.allCases.allSatisfy { Words.goal($0).count <= 72 })
  }

  @Test func `D9 roles, sending out and letting in are told to those concerned`() {
    for role in [SquallModel.Role.facilitator, .participant] {
      var table = CompanyDesk(role: role)
      let news = [
        Words.nowRole(.participant, of: "Cy Twombly"), Words.sentOut("Cy Twombly"),
        Words.letIn("Cy Twombly"),
      ]
      table.change(id("cy")) { $0.role = .participant }
      table.change(id("cy")) { $0.presence = .removed }
      table.change(id("cy")) { $0.presence = .gone }

      #expect(table.desk.said == (role == .facilitator ? [news[2]] : []))
      #expect(table.desk.state.notices.all.map(\.text) == news)
    }
    var table = CompanyDesk()
    table.hear(.link(.ended(.removed, mayRetry: true)))
    table.hear(.link(.live))
    #expect(table.desk.said == [Words.letBackIn(by: nil)])
  }

  @Test func `D9 what a facilitator did is told with their name, and one's own without`() {
    var table = CompanyDesk()
    table.change(id("ana")) { ($0.role, $0.roleBy) = (.observer, id("bo")) }
    #expect(table.desk.said == ["Bo made you an observer: you see everything and change nothing"])
    table.hear(.lock(.board, by: id("bo")))
    #expect(table.desk.said.last == "Bo locked the board")
    table.hear(.lock(.phaseKinds, by: id("bo")))
    table.hear(.lock(.open, by: id("bo")))
    #expect(table.desk.said.last == "Bo opened the board for everybody")
    table.desk.wait(5_000)
    table.change(id("cy")) { ($0.role, $0.roleBy) = (.participant, id("bo")) }
    table.change(id("cy")) { ($0.presence, $0.seatBy) = (.removed, id("bo")) }
    table.change(id("cy")) { $0.presence = .gone }
    let kept = table.desk.state.notices.all.map(\.text)
    #expect(
      kept.suffix(3) == [
        "Bo made Cy Twombly a participant",
        "Bo sent Cy Twombly out — gp, then F a lets them back in", "Bo let Cy Twombly back in",
      ])

    table.change(id("ana")) { ($0.presence, $0.seatBy) = (.removed, id("bo")) }
    table.hear(.link(.ended(.removed, mayRetry: true)))
    #expect(table.screen().contains("Bo has sent you out"))
    table.change(id("ana")) { $0.presence = .here }
    table.hear(.link(.live))
    #expect(table.desk.said.contains("Bo has let you back in"))

    var own = CompanyDesk(role: .facilitator)
    own.hear(.lock(.board, by: id("ana")))
    #expect(own.desk.said == [Words.nowLocked(.board, for: .facilitator)])
  }

  @Test func `M21 a sticky that went to the inbox is told by its text`() {
    var table = CompanyDesk()
    table.hear(.inboxed([id("s1")]))
    table.hear(.inboxed([id("s1"), id("s2")]))
    #expect(
      table.desk.said == [
        "“Placed” is in the inbox: what it stood by has gone — i shows it",
        "2 stickies of yours are in the inbox: what they stood by has gone — i shows them",
      ])
  }

  @Test func `M17 only those are offered whom it can concern, and for others it is said why not`() {
    var table = CompanyDesk(role: .facilitator)
    func offered(_ line: String) -> [String] {
      table.desk.state.suggestions(
        for: Prompt(purpose: .command, field: TextField(line))
      ).map(\.text)
    }
    table.desk.press("F a")
    #expect(table.desk.said == ["nobody was sent out"])
    table.change(id("cy")) { $0.presence = .gone }
    #expect(offered("remove ") == ["remove Bo"])
    table.change(id("bo")) { $0.presence = .removed }
    #expect(offered("let-in ") == ["let-in Bo"])
    #expect(offered("follow ") == [])
    table.change(id("cy")) { $0.presence = .here }
    #expect(offered("make-observer ") == ["make-observer Bo"])

    let answers = [
      ("let-in cy", "Cy Twombly is here already"), ("remove bo", "Bo is sent out already"),
      ("make-observer cy", "Cy Twombly is an observer already"), ("follow bo", "Bo is not here"),
      ("follow ana", "that is you"), ("make-participant an", "that is you"),
    ]
    for (line, answer) in answers {
      table.desk.press(":")
      table.desk.type(line)
      table.desk.press("Enter")
      #expect(table.desk.said.last == answer, "\(line)")
    }
    #expect(table.controls.isEmpty)
    table.desk.press("g p F k")
    #expect(table.desk.said.last == "that is you")
    #expect(table.controls.isEmpty)
  }

  @Test func `D7 under the lock, the list of lanes says so and offers nothing`() {
    var table = CompanyDesk()
    table.hear(.lock(.board))
    table.desk.press("g l")
    table.desk.wait(5_000)

    #expect(table.screen().contains("the facilitator has"))
    let hints = table.desk.state.hints.map(\.words)
    #expect(!hints.contains("rename") && !hints.contains("add"))
    table.desk.press("Enter")
    #expect(table.desk.state.mode == .normal)
    #expect(table.desk.said == ["the facilitator has locked the board"])
    table.desk.press("a")
    #expect(table.desk.state.mode == .normal)
    table.hear(.lock(.open))
    #expect(table.desk.state.hints.map(\.words).contains("rename"))
  }

  @Test func `D7 a low pop-up says why all of it is dim`() {
    var table = CompanyDesk(rows: 12, columns: 40)
    table.hear(.lock(.board))
    table.desk.wait(5_000)
    table.desk.press("a")
    table.desk.wait(400)

    #expect(table.screen().contains("─ the facilitator has locked"))
  }
}
