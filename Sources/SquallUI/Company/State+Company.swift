import SquallModel

/// What the program hears of a live workshop.
extension State {
  mutating func take(_ input: CompanyInput) {
    guard company != nil else { return }
    switch input {
    case .board(let board): take(board)
    case .people(let people): take(people)
    case .link(let link): take(link)
    case .myRole(let role): take(role, by: nil)
    case .lock(let lock, let by): take(lock, by: by)
    case .timer(let timer): take(timer)
    case .refused(let refused): take(refused)
    case .door(let door, let opens): take(door, opens: opens)
    case .come(let by, let to): takeCall(by: by, to: to)
    case .overtaken(let sticky, let by):
      say(Words.overtaken(Words.called(sticky, on: present), by: name(of: by)))
    case .joined(let id): note(Words.joined(name(of: id), count: presentCount))
    case .left(let id): note(Words.left(name(of: id), count: presentCount))
    case .inboxed(let stickies): say(Words.inboxed(stickies, on: present), .warning)
    case .leftovers(let leftovers):
      if let told = Words.leftovers(leftovers, on: present) { say(told, .warning) }
    case .hostEnded:
      company?.view.isEndedByHost = true
      say(Words.hostEnded, .warning, about: .link)
    case .hostHalted(let isHalted):
      company?.isHostHalted = isHalted
      if isHalted { say(Words.hostHalted, .problem) }
    case .hosting(let isHosting):
      company?.isHosting = isHosting
      if isHosting {
        company?.link = .live
        // No lost link is back: there is none to lose any more.
        company?.view.isCutOff = false
      }
      say(isHosting ? Words.nowHosting : Words.noLongerHosting)
    }
  }

  /// What somebody is called, as others see them.
  func name(of id: ID) -> String {
    company?[id]?.name ?? board.participant(id)?.name ?? Words.somebody
  }

  /// What whoever did something is called; nil where it was done here, or is not known.
  func doer(_ id: ID?) -> String? {
    guard let id, id != document.me.id else { return nil }
    return company?[id]?.name ?? board.participant(id)?.name
  }

  /// Who has sent out whoever sits here, where that is known.
  var sentOutBy: String? {
    guard let me = company?[document.me.id], me.presence == .removed else { return nil }
    return doer(me.seatBy)
  }

  /// How many have the board in view, oneself among them.
  var presentCount: Int { company?.people.filter(\.isPresent).count ?? 1 }

  /// Says something that is to be read later, without a line on the screen.
  mutating func note(_ text: String) { notices.keep(text, at: now) }

  private mutating func take(_ people: [Company.Person]) {
    let chosen = pane?.kind == .company ? chosenRow?.subject : nil
    let older = company?.people ?? []
    company?.people = people
    if let chosen, let index = companyRows.firstIndex(where: { $0.subject == chosen }) {
      pane?.index = index
    }
    if let me = people.first(where: { $0.id == document.me.id }), me.role != document.role {
      take(me.role, by: me.roleBy)
    }
    tellPeople(since: older)
    greet()
    guard let company, let capacity = company.capacity, !company.view.hasToldCrowd,
      document.role == .facilitator, presentCount * 100 >= capacity * Limit.warningPercent
    else { return }
    self.company?.view.hasToldCrowd = true
    say(Words.crowded(presentCount, of: capacity), .warning)
  }

  /// Tells a guest once who is here and how to follow; nobody follows without a word of their own.
  private mutating func greet() {
    guard let company, !company.isHosting, !company.view.isGreeted, presentCount > 1 else { return }
    self.company?.view.isGreeted = true
    say(Words.greeting(presentCount), .hint)
  }

  private mutating func take(_ link: Company.Link) {
    guard let before = company, before.link != link || before.view.isTryingAgain else { return }
    company?.link = link
    if link != .connecting { company?.view.isTryingAgain = false }
    switch link {
    case .connecting: break
    case .offline:
      company?.view.isCutOff = true
      if !before.view.isCutOff, !before.view.isEndedByHost {
        say(Words.linkLost, .warning, about: .link)
      }
    case .live:
      company?.view.isCutOff = false
      company?.view.ending = nil
      company?.view.isEndedByHost = false
      if before.view.ending == .removed {
        say(Words.letBackIn(by: doer(company?[document.me.id]?.seatBy)), about: .link)
      } else if before.view.isCutOff {
        say(Words.linkBack, about: .link)
      }
    case .ended(let ending, _):
      company?.view.isCutOff = true
      let isTriedAgain = before.view.isTryingAgain && before.view.ending == ending
      company?.view.ending = ending
      let words =
        isTriedAgain
        ? Words.stillSo(ending, by: sentOutBy) : Words.sentence(ending, by: sentOutBy)
      say(words, .problem, about: .link)
    }
  }

  private mutating func take(_ role: SquallModel.Role, by author: ID?) {
    guard role != document.role else { return }
    document.role = role
    say(Words.nowRole(role, by: doer(author)), .warning, about: .person(document.me.id))
    if role == .observer, case .writing(let writing) = mode { keepAside(writing) }
  }

  private mutating func take(_ lock: Company.Lock, by author: ID?) {
    company?.lockedBy = author
    guard company?.lock != lock else { return }
    company?.lock = lock
    say(Words.nowLocked(lock, for: document.role, by: doer(author)), about: .lock)
  }

  private mutating func take(_ refused: [Company.RefusedEdit]) {
    let known = Set(company?.refused.map(\.id) ?? [])
    let new = refused.filter { !known.contains($0.id) }
    company?.refused = refused
    if !new.isEmpty { say(Words.refusedNews(refused.count), .warning) }
  }
}

/// The board of others, under the hands of the one who works here.
extension State {
  private mutating func take(_ new: CompanyBoard) {
    let older = present
    document.replace(by: new.workshop, confirmed: new.confirmed)
    company?.waiting = new.waiting
    if !older.isNear(.stickies), present.isNear(.stickies) {
      say(Words.near(.stickies, present.stickyCount), .warning)
    }
    refreshLayout()
    keepAddition()
    keepHolding()
    tell(new.news, since: older)
  }

  /// A sticky that is being added stays in its place; where that has gone, it goes to the end.
  mutating func keepAddition() {
    guard case .writing(var writing) = mode, case .addition(var addition) = writing.subject else {
      return
    }
    if let preview = self.preview(of: addition) {
      self.preview = preview
      return
    }
    addition.target = .end
    addition.predecessor = nil
    if let lane = addition.lane, board.lane(lane) == nil { addition.lane = nil }
    guard let preview = self.preview(of: addition) else { return }
    self.preview = preview
    writing.subject = .addition(addition)
    mode = .writing(writing)
  }

  /// What is held and has gone is let go.
  mutating func keepHolding() {
    guard case .holding(var holding) = mode else { return }
    holding.ids = holding.ids.filter { board.contains($0) }
    if case .on(let host) = holding.drop, !board.contains(host) { holding.drop = .inbox }
    if holding.ids.isEmpty {
      mode = .normal
      say(Words.heldHasGone, .warning)
    } else {
      mode = .holding(holding)
    }
  }

  /// A text that cannot be put anywhere any more waits to be pasted.
  mutating func keepAside(_ writing: Writing) {
    preview = nil
    mode = .normal
    guard !writing.field.isBlank else { return }
    let kind: Kind
    if case .addition(let addition) = writing.subject { kind = addition.kind } else { kind = .note }
    memory.register = [
      Copied(
        kind: kind, text: writing.field.text, fields: [], note: nil, isPivotal: false,
        isTentative: false, lane: nil, isWithPrevious: false, host: nil)
    ]
    memory.copiedID = nil
    outbox.append(.copy(writing.field.text))
    say(Words.keptAside, .warning)
  }
}

extension Board {
  fileprivate func isNear(_ limit: Limit) -> Bool { limit.isNear(stickyCount) }
}
