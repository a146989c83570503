import SquallModel

@testable import SquallUI

/// A desk in a live workshop, and a host that accepts what is proposed when it is told to.
struct CompanyDesk {
  var desk: Desk
  /// The log as its owner has it.
  var log: Workshop
  /// What was proposed and is not in the log.
  var waiting: [(id: ID, edit: Edit)] = []
  private var taken = 0
  private var told: Int
  private var ids = RandomIDs(SeededGenerator(seed: 99))

  static let ana = ID(checked: "ana")
  static let bo = Participant(id: ID(checked: "bo"), name: "Bo")
  static let cy = Participant(id: ID(checked: "cy"), name: "Cy Twombly")

  /// Ana, Bo and Cy; the role is that of Ana, who sits here.
  init(
    _ board: Board = Desk.board("E Placed", "E Paid", "E Sent"),
    role: SquallModel.Role = .participant, rows: Int = 24, columns: Int = 80,
    isHosting: Bool = false
  ) {
    desk = Desk(board, rows: rows, columns: columns, role: role)
    log = Workshop(board: desk.state.board)
    told = log.sequence
    desk.state.company = Company(
      isHosting: isHosting, people: CompanyDesk.people(ana: role), link: .live)
    desk.state.company?.view.isGreeted = true
    desk.take(.tick)
  }

  static func people(ana role: SquallModel.Role = .participant) -> [Company.Person] {
    [
      Company.Person(id: ana, name: "Ana", role: role),
      Company.Person(
        id: bo.id, name: bo.name, role: role == .facilitator ? .participant : .facilitator),
      Company.Person(id: cy.id, name: cy.name, role: .observer),
    ]
  }

  /// Everything that was asked for in company so far.
  var asked: [CompanyEffect] {
    desk.effects.compactMap { if case .company(let effect) = $0 { effect } else { nil } }
  }

  var controls: [CompanyControl] {
    asked.compactMap { if case .control(let control) = $0 { control } else { nil } }
  }

  var company: Company? { desk.state.company }

  mutating func hear(_ input: CompanyInput) { desk.take(.company(input)) }

  /// Changes one of the people and tells all of them.
  mutating func change(_ id: ID, _ body: (inout Company.Person) -> Void) {
    var people = desk.state.company?.people ?? []
    for index in people.indices where people[index].id == id { body(&people[index]) }
    hear(.people(people))
  }

  /// Takes up what was proposed since.
  mutating func collect() {
    for effect in desk.effects[taken...] {
      if case .propose(let id, let edit) = effect { waiting.append((id, edit)) }
    }
    taken = desk.effects.count
  }

  /// The host accepts all that was proposed, and tells.
  mutating func accept() {
    collect()
    var news: [Entry] = []
    for (id, edit) in waiting {
      var derived = DerivedIDs(id)
      // What cannot be any more is refused, and told elsewhere.
      let done = try? log.submit(
        edit, editID: id, by: desk.state.document.me, at: desk.now, ids: &derived)
      news += done?.entries ?? []
    }
    waiting = []
    tell(news)
  }

  /// Somebody else does something; the board comes with what still waits on top.
  mutating func other(_ edit: Edit, by author: Participant = bo) throws(Refusal) {
    collect()
    let done = try log.submit(edit, editID: ids.next(), by: author, at: desk.now, ids: &ids)
    tell(done.entries)
  }

  private mutating func tell(_ news: [Entry]) {
    var shown = log
    for (id, edit) in waiting {
      var derived = DerivedIDs(id)
      _ = try? shown.submit(
        edit, editID: id, by: desk.state.document.me, at: desk.now, ids: &derived)
    }
    hear(
      .board(
        CompanyBoard(
          workshop: shown, confirmed: log.sequence, waiting: waiting.count, news: news)))
  }

  mutating func screen() -> String { desk.draw().plainText() }
}
