import SquallModel
import Testing

@testable import SquallUI

/// Who is here, where they are, who follows whom.
@Suite struct PeopleTests {
  private func id(_ text: String) -> ID { ID(checked: text) }

  @Test func `M1 everybody has initials and a colour that are the same on every screen`() {
    var table = CompanyDesk()
    table.change(id("bo")) { $0.at = ID(checked: "s2") }

    let tags = table.desk.state.presenceTags[id("s2")]

    #expect(tags == [PresenceTag("@Bo*", role: Role(of: id("bo")))])
    #expect(Role(of: id("bo")) == .person3)
    #expect(table.screen().contains("@Bo*"))
  }

  @Test func `M1 letters tell people apart where there is no colour, in every theme`() {
    for theme in Theme.all {
      for role in Role.people {
        #expect(theme.face(of: role, at: .none).attributes.contains(.reverse))
      }
    }
  }

  @Test func `V5 the overview shows where others are`() {
    var table = CompanyDesk(SampleBoards.process)
    table.change(id("bo")) { $0.at = ID(checked: "e2") }

    let line = table.screen().split(separator: "\n").first { $0.hasPrefix(" overview") }

    #expect(line?.contains("B") == true)
  }

  @Test func `M2 idle ones are dim, whoever is gone has no tag`() {
    var table = CompanyDesk()
    table.change(id("bo")) {
      $0.at = ID(checked: "s2")
      $0.presence = .idle
    }
    #expect(table.desk.state.presenceTags[id("s2")]?.first?.isIdle == true)

    table.change(id("bo")) { $0.presence = .away }

    #expect(table.desk.state.presenceTags.isEmpty)
  }

  @Test func `M3 tags can be turned off, and one sticky carries few`() {
    var table = CompanyDesk()
    var people = CompanyDesk.people()
    for number in 0..<6 {
      people.append(
        Company.Person(id: id("p\(number)"), name: "P\(number)", role: .participant, at: id("s1")))
    }
    table.hear(.people(people))
    #expect(table.desk.state.presenceTags[id("s1")]?.map(\.text) == ["@P0", "@P1", "@P2", "+3"])

    table.desk.press(": t a g s Space o f f Enter")

    #expect(table.desk.state.presenceTags.isEmpty)
  }

  @Test func `M24 who writes is seen writing, and whoever writes on the same is told at once`() {
    var table = CompanyDesk()

    table.desk.press("w Enter")
    #expect(table.asked.last == .presence(.init(at: id("s2"), isWriting: true)))
    table.change(id("bo")) {
      $0.at = ID(checked: "s2")
      $0.isWriting = true
    }

    #expect(table.desk.state.presenceTags[id("s2")]?.map(\.text) == ["@Bo*…"])
    #expect(table.screen().contains("Bo is writing on “Paid” too"))
    table.desk.press("Esc")
    #expect(table.asked.last == .presence(.init(at: id("s2"))))
    table.desk.press("g p")
    #expect(table.screen().contains("writing on “Paid”"))
  }

  @Test func `M4 where I am is told to the others, and is not where I hide it`() {
    var table = CompanyDesk()
    #expect(table.asked == [.presence(.init(at: id("s1")))])

    table.desk.press("w")
    #expect(table.asked.last == .presence(.init(at: id("s2"))))
    table.desk.press(": c u r s o r s Space o f f Enter w")

    #expect(table.asked.last == .presence(.init()))
    #expect(table.asked.count == 3)
  }

  @Test func `M2 whoever writes at one place is not idle for the others`() {
    var table = CompanyDesk()
    table.desk.press("a n")
    let told = table.asked.count

    table.desk.wait(19_000)
    table.desk.type("a")
    #expect(table.asked.count == told)
    table.desk.wait(2_000)
    table.desk.type("b")
    #expect(table.asked.count == told + 1)
    table.desk.wait(20_000)
    #expect(table.asked.count == told + 2)
    // Time alone tells nothing.
    table.desk.wait(120_000)

    #expect(table.asked.count == told + 2)
  }

  @Test(arguments: [(24, 80), (12, 40), (50, 200)])
  func `M5 who is here, with role, link and place`(rows: Int, columns: Int) {
    var table = CompanyDesk(SampleBoards.process, role: .facilitator, rows: rows, columns: columns)
    table.change(id("bo")) {
      $0.at = ID(checked: "e1")
      $0.follows = ID(checked: "ana")
    }
    table.change(id("cy")) { $0.presence = .idle }
    var people = table.company?.people ?? []
    people.append(Company.Person(id: id("di"), name: "Di", role: .participant, presence: .removed))
    people.append(Company.Person(id: id("ed"), name: "Ed", role: .participant, presence: .away))
    table.hear(.people(people))
    table.hear(.timer(.running(ends: Instant(clamping: Desk.start.milliseconds + 432_000))))

    Golden.check(table.desk.draw(), "company-board-\(columns)x\(rows)")
    table.desk.press("g p j")

    Golden.check(table.desk.draw(), "company-people-\(columns)x\(rows)")
  }

  @Test func `M6 coming and going is in the messages, without a line on the screen`() {
    var table = CompanyDesk()

    table.hear(.joined(id("bo")))
    table.hear(.left(id("cy")))

    #expect(table.desk.said.isEmpty)
    table.desk.press("g m")
    #expect(table.screen().contains("Bo is here — 3 people"))
    #expect(table.screen().contains("Cy Twombly has left"))
  }

  @Test func `M7 f and a name follows; both see it`() {
    var table = CompanyDesk(columns: 120)
    table.change(id("bo")) { $0.at = ID(checked: "s3") }

    table.desk.press("f b Enter")

    #expect(table.desk.drawing == "E Placed  E Paid  [E Sent]")
    #expect(table.asked.last == .presence(.init(at: id("s3"), follows: id("bo"))))
    #expect(table.screen().contains("following Bo"))
    table.change(id("cy")) { $0.follows = ID(checked: "ana") }
    #expect(table.screen().contains("1 follows you"))
    table.change(id("bo")) { $0.follows = ID(checked: "ana") }
    #expect(table.screen().contains("2 follow you"))
  }

  @Test func `M7 a name that nobody has is told with the one that was meant`() {
    var table = CompanyDesk()

    table.desk.press(": f o l l o w Space C y Space T w o m b l e y Enter")

    #expect(table.desk.said == ["nobody here is called “Cy Twombley” — Cy Twombly?"])
    #expect(table.company?.view.following == nil)
  }

  @Test func `M8 one's own movement ends it with a word, editing and selecting do not`() {
    var table = CompanyDesk()
    table.change(id("bo")) { $0.at = ID(checked: "s2") }
    table.desk.press("f b Enter t Space v Esc + -")
    #expect(table.company?.view.following == id("bo"))
    table.desk.press("a e")
    table.desk.type("Packed")
    table.desk.press("Esc")
    #expect(table.company?.view.following == id("bo"))

    table.desk.press("h")
    #expect(table.company?.view.following == nil)
    #expect(table.desk.said.contains("you moved: no longer following Bo — f f goes on"))
    table.desk.press("f f")

    #expect(table.company?.view.following == id("bo"))
    #expect(table.desk.state.cursor == .sticky(id("s2")))
  }

  @Test func `M8 following waits while one writes`() {
    var table = CompanyDesk()
    table.change(id("bo")) { $0.at = ID(checked: "s2") }
    table.desk.press("f b Enter Enter")

    table.change(id("bo")) { $0.at = ID(checked: "s3") }
    #expect(table.desk.state.cursor == .sticky(id("s2")))
    table.desk.press("Esc")

    #expect(table.desk.state.cursor == .sticky(id("s3")))
  }

  @Test func `following ends when the followed one leaves, and nobody follows in a circle`() {
    var table = CompanyDesk()
    table.change(id("bo")) { $0.follows = ID(checked: "ana") }
    table.desk.press("f b Enter")
    #expect(table.company?.view.following == nil)
    #expect(table.desk.said == ["Bo follows you; one of you has to lead"])
    table.desk.press("f c Enter")
    #expect(table.company?.view.following == id("cy"))

    table.change(id("cy")) { $0.presence = .gone }

    #expect(table.company?.view.following == nil)
    #expect(table.desk.said.contains("Cy Twombly has left; you follow nobody"))
  }

  @Test func `M9 nobody follows on joining`() {
    let table = CompanyDesk()

    #expect(table.company?.view.following == nil)
    #expect(
      !table.asked.contains {
        if case .presence(let here) = $0 { here.follows != nil } else { false }
      })
  }

  @Test func `M9 who joins is told once who is here, and how to follow`() {
    var table = CompanyDesk()
    table.desk.state.company?.view.isGreeted = false

    table.hear(.people(CompanyDesk.people()))
    table.desk.wait(5_000)
    table.hear(.people(CompanyDesk.people()))

    #expect(table.desk.said.isEmpty)
    let told = table.desk.state.notices.all.filter { $0.text == Words.greeting(3) }
    #expect(told.map(\.count) == [1])
  }

  @Test func `the outline shows who is at which line`() {
    var table = CompanyDesk(SampleBoards.process)
    table.change(id("bo")) { $0.at = ID(checked: "c1") }

    table.desk.press("g o")

    let line = table.screen().split(separator: "\n").first { $0.contains("Place order") }
    #expect(line?.hasSuffix("  @Bo*") == true)
  }

  @Test func `M10 a call waits five seconds, and Esc stays`() {
    var table = CompanyDesk(columns: 100)
    table.hear(.come(by: id("bo"), to: id("s3")))
    #expect(
      table.screen().contains(
        "Bo calls everybody to “Sent”: you go there in 5 s — g c now, Esc stays"))
    table.desk.wait(2_000)
    #expect(table.screen().contains("in 3 s"))

    table.desk.press("Esc")
    table.desk.wait(5_000)
    #expect(table.desk.state.cursor == .sticky(id("s1")))
    table.desk.press("g c")
    #expect(table.desk.state.cursor == .sticky(id("s3")))
  }

  @Test func `M10 unanswered, the call moves the view, but never the hands of one who writes`() {
    var table = CompanyDesk()
    table.hear(.come(by: id("bo"), to: id("s3")))
    table.desk.wait(5_001)
    #expect(table.desk.state.cursor == .sticky(id("s3")))

    table.desk.press("g g Enter")
    table.hear(.come(by: id("bo"), to: id("s2")))
    table.desk.wait(6_000)
    #expect(table.desk.state.cursor == .sticky(id("s1")))
    table.desk.press("Enter")

    #expect(table.desk.state.cursor == .sticky(id("s2")))
  }

  @Test func `M10 whoever goes on working has answered the call`() {
    var table = CompanyDesk()
    table.hear(.come(by: id("bo"), to: id("s3")))
    table.desk.press("w")
    #expect(table.desk.said.last == "Bo calls everybody to “Sent” — g c goes there")
    table.desk.wait(6_000)
    #expect(table.desk.state.cursor == .sticky(id("s2")))
    table.desk.press("g c")
    #expect(table.desk.state.cursor == .sticky(id("s3")))
  }

  @Test func `M10 Esc stays also where it ends what the hands are at`() {
    var table = CompanyDesk(columns: 120)
    for keys in ["Enter", "m"] {
      table.desk.press(keys)
      table.hear(.come(by: id("bo"), to: id("s3")))
      #expect(table.screen().contains("you go there as soon as you are done — Esc stays"))
      table.desk.press("Esc")
      table.desk.wait(6_000)
      #expect(table.desk.state.cursor == .sticky(id("s1")))
      #expect(table.desk.state.mode == .normal)
    }
    table.desk.press("g c")
    #expect(table.desk.state.cursor == .sticky(id("s3")))
  }

  @Test func `M10 calls can be opted out of for good`() {
    var table = CompanyDesk()
    table.desk.press(": c a l l s Space o f f Enter")

    table.hear(.come(by: id("bo"), to: id("s3")))
    table.desk.wait(6_000)

    #expect(table.desk.state.cursor == .sticky(id("s1")))
    #expect(table.desk.state.notices.all.contains { $0.text.hasPrefix("Bo calls everybody") })
  }

  @Test(arguments: [SquallModel.Role.facilitator, .participant, .observer])
  func `A6 timer, lock and following show on the smallest screen`(role: SquallModel.Role) {
    var table = CompanyDesk(role: role, rows: 12, columns: 40)
    table.desk.press("f b o Enter")
    table.change(id("cy")) { $0.follows = ID(checked: "ana") }
    table.hear(.lock(.board))
    table.hear(.timer(.running(ends: Instant(clamping: table.desk.now.milliseconds + 432_000))))
    table.desk.wait(5_000)

    let title = table.screen().split(separator: "\n").first.map(String.init) ?? ""
    for part in ["#", "→Bo", "1←", "07:0", Words.narrow(role) + "●3"] {
      #expect(title.contains(part), "\(part) in \(title)")
    }
  }

  @Test func `A6 the title gives way to what is going on, and keeps its beginning`() {
    var table = CompanyDesk(rows: 12, columns: 40)
    table.hear(.lock(.board))
    table.hear(.timer(.paused(remaining: 61_000)))
    table.desk.wait(5_000)

    let title = table.screen().split(separator: "\n").first.map(String.init) ?? ""
    #expect(title.hasPrefix(" Ord"), "\(title)")
    #expect(title.contains("01:01 paused") && title.contains("#"), "\(title)")
  }

  @Test func `M5 the list has the role and the place of everybody, also on the smallest screen`() {
    var table = CompanyDesk(role: .facilitator, rows: 12, columns: 40)
    table.change(id("bo")) { $0.at = ID(checked: "s2") }
    table.change(id("cy")) { $0.presence = .away }
    table.desk.press("g p")

    let screen = table.screen()
    #expect(screen.contains("facil."))
    #expect(screen.contains("partic. · at “Paid”"))
    #expect(screen.contains("observer · link lost"))
  }

  @Test func `M1 two of one first name are told apart, and one finds oneself`() {
    var table = CompanyDesk(role: .facilitator, columns: 140)
    var people = CompanyDesk.people(ana: .facilitator)
    for (number, name) in ["Ben", "Ben 2", "Dan", "Eve"].enumerated() {
      people.insert(
        Company.Person(id: id("x\(number)"), name: name, role: .participant), at: number)
    }
    table.hear(.people(people))
    let title = table.screen().split(separator: "\n").first.map(String.init) ?? ""

    #expect(title.contains("Ana* (you)  Ben  Ben 2  +4"), "\(title)")
  }

  @Test func `C5 who is at a sticky and who wrote it differ without colour`() {
    let bo = Company.Person(id: id("bo"), name: "Bo", role: .participant)
    #expect(Words.tag(bo) == "@" + Initials.of("Bo"))
  }
}
