import SquallModel

/// What others have done where one does not look.
extension State {
  /// How many stickies of one piece of news are looked at.
  private static let mostLookedAt = 200

  /// Tells what others have done out of view, in one line.
  mutating func tell(_ news: [Entry], since older: Board) {
    let me = document.me.id
    tellPhase(news, since: older)
    tellOvertaker(news)
    var touched: [(id: ID, by: ID, verb: NewsVerb)] = []
    for entry in news {
      guard let author = entry.by, author != me else { continue }
      entry.change.visitStickies { id, verb in
        if touched.count < State.mostLookedAt { touched.append((id, author, verb)) }
      }
    }
    guard !touched.isEmpty else { return }
    tellLoss(touched.filter { $0.verb == .removed }.map { ($0.id, $0.by) }, on: older)
    guard !isOutline, hasSession else { return }
    let frame = self.frame
    let hidden = touched.filter { sticky in
      sticky.verb != .removed && present.spot(of: sticky.id) != nil
        && (past != nil
          || !frame.shows(.sticky(sticky.id), layout: shownLayout, board: shownBoard))
    }
    guard let first = hidden.first else { return }
    remember(unseen: hidden.map(\.id))
    var news = company?.view.offScreen ?? Company.OffScreen()
    let older = news.text
    if !notices.shown(at: now).contains(where: { $0.text == older }) { news = Company.OffScreen() }
    news.stickies.formUnion(hidden.map(\.id))
    news.authors.formUnion(hidden.map(\.by))
    if news.stickies.count == 1 {
      news.text = Words.offScreen(
        first.verb, Words.called(first.id, on: present), by: name(of: first.by))
    } else if news.authors.count == 1 {
      news.text = Words.offScreen(news.stickies.count, by: name(of: first.by))
    } else {
      news.text = Words.offScreen(news.stickies.count, by: news.authors.count)
    }
    company?.view.offScreen = news
    notices.say(news.text, insteadOf: older, at: now)
  }

  /// Tells who has written on the very sticky that is being written on.
  private mutating func tellOvertaker(_ news: [Entry]) {
    guard case .writing(let writing) = mode, let id = writing.subject.sticky else { return }
    let entry = news.last { entry in
      entry.by != document.me.id && entry.change.isTextOf(writing.subject)
    }
    guard let author = entry?.by else { return }
    company?.view.overtaken = Company.Overtaken(sticky: id, by: author)
    say(Words.writtenMeanwhile(name(of: author)), .warning, about: .writing)
  }

  /// Who has written on what is being written on, where that was heard of.
  func overtaker(of subject: Writing.Subject) -> String? {
    guard let overtaken = company?.view.overtaken, overtaken.sticky == subject.sticky else {
      return nil
    }
    return name(of: overtaken.by)
  }

  /// Tells which phase begins, and what it is for.
  private mutating func tellPhase(_ news: [Entry], since older: Board) {
    let board = present
    guard older.phase != board.phase || older.level != board.level,
      let entry = news.last(where: { $0.change.setsPhase }), let author = entry.by,
      author != document.me.id
    else { return }
    say(
      Words.newPhase(
        board.phase, of: older.level == board.level ? nil : board.level, by: name(of: author)),
      about: .phase)
  }

  /// Tells whose role has changed and who was sent out or let back in: at once where a
  /// facilitator sits here, to others as something to be read.
  mutating func tellPeople(since older: [Company.Person]) {
    let before = Dictionary(older.map { ($0.id, $0) }) { first, _ in first }
    for person in company?.people ?? [] where person.id != document.me.id {
      guard let known = before[person.id] else { continue }
      if known.role != person.role {
        tell(Words.nowRole(person.role, of: person.name, by: doer(person.roleBy)), person.id)
      }
      if known.presence != .removed, person.presence == .removed {
        tell(Words.sentOut(person.name, by: doer(person.seatBy)), person.id)
      } else if known.presence == .removed, person.presence != .removed {
        tell(Words.letIn(person.name, by: doer(person.seatBy)), person.id)
      }
    }
  }

  private mutating func tell(_ text: String, _ id: ID) {
    if document.role != .facilitator {
      note(text)
    } else if !notices.shown(at: now).contains(where: { $0.text == text }) {
      say(text, about: .person(id))
    }
  }

  /// Tells that the sticky one stood on or wrote on was taken away.
  private mutating func tellLoss(_ removed: [(id: ID, by: ID)], on older: Board) {
    var mine: Set<ID> = []
    if let id = memory.place == nil ? nil : cursor.sticky { mine.insert(id) }
    switch mode {
    case .writing(let writing): if let id = writing.subject.sticky { mine.insert(id) }
    case .holding(let holding): mine.formUnion(holding.ids)
    case .normal, .prompt, .question: break
    }
    guard let loss = removed.first(where: { mine.contains($0.id) }) else { return }
    say(Words.removed(Words.called(loss.id, on: older), by: name(of: loss.by)), .warning)
  }

  private mutating func remember(unseen: [ID]) {
    guard var all = company?.view.unseen else { return }
    let known = Set(all)
    for id in unseen where !known.contains(id) { all.append(id) }
    company?.view.unseen = Array(all.suffix(State.mostLookedAt))
  }

  /// What shows by now is news no longer.
  mutating func forgetSeen() {
    guard let unseen = company?.view.unseen, !unseen.isEmpty, !isOutline, past == nil else {
      return
    }
    let frame = self.frame
    let still = unseen.filter { id in
      board.spot(of: id) != nil
        && !frame.shows(.sticky(id), layout: shownLayout, board: shownBoard)
    }
    company?.view.unseen = still
  }
}

/// What somebody did to a sticky.
enum NewsVerb: Equatable {
  case added, changed, moved, removed
}

extension Change {
  /// Whether it changes level or phase.
  fileprivate var setsPhase: Bool {
    switch self {
    case .levelSet: true
    case .batch(let changes), .undone(_, let changes): changes.contains(where: \.setsPhase)
    default: false
    }
  }

  /// Whether it changes the text or the note that is being written.
  fileprivate func isTextOf(_ subject: Writing.Subject) -> Bool {
    switch (self, subject) {
    case (.stickyReworded(let id, _), .text(let written, _)),
      (.noteSet(let id, _), .note(let written, _)):
      id == written
    case (.batch(let changes), _), (.undone(_, let changes), _):
      changes.contains { $0.isTextOf(subject) }
    default: false
    }
  }

  /// Visits the stickies that the change speaks of.
  func visitStickies(_ body: (ID, NewsVerb) -> Void) {
    switch self {
    case .stickyAdded(let sticky): body(sticky.id, .added)
    case .stickyMoved(let id, _): body(id, .moved)
    case .stickyRemoved(let id): body(id, .removed)
    case .stickyReworded(let id, _), .kindChanged(let id, _), .fieldSet(let id, _, _, _),
      .fieldRemoved(let id, _), .noteSet(let id, _), .pivotalSet(let id, _),
      .tentativeSet(let id, _), .hotspotAddressed(let id), .hotspotReopened(let id),
      .copyOfSet(let id, _):
      body(id, .changed)
    case .batch(let changes), .undone(_, let changes):
      for change in changes { change.visitStickies(body) }
    case .voteCast, .laneAdded, .laneRenamed, .laneMoved, .laneRemoved, .linkAdded, .linkRemoved,
      .contextAdded, .contextChanged, .contextRemoved, .termSet, .termRemoved, .titleSet,
      .levelSet, .roomMade, .gapClosed, .participantJoined, .adopted:
      break
    }
  }
}
