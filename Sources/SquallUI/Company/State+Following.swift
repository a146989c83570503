import SquallModel

/// Following somebody's view, and coming where a facilitator calls.
extension State {
  /// How long a call waits before it moves the view, in milliseconds.
  static let callPatience: Int64 = 5_000

  mutating func follow(_ person: Company.Person) {
    guard person.id != document.me.id else {
      say(Words.followingOneself, .hint)
      return
    }
    guard person.isPresent else {
      say(Words.notHere(person.name), .hint)
      return
    }
    guard !leads(person.id, to: document.me.id) else {
      say(Words.followsYou(person.name), .hint)
      return
    }
    company?.view.following = person.id
    company?.view.followed = person.id
    company?.view.followedTo = nil
    if pane?.kind == .company { closePane() }
    let words =
      person.at == nil
      ? Words.nowFollowingUnseen(person.name) : Words.nowFollowing(person.name)
    say(words, about: .following)
  }

  /// `f` and the beginning of a name: the name is written on the `:` line.
  mutating func beginFollowing(with keys: [Key]) -> Bool {
    guard keys.count == 2, needsOthers == nil, let letter = keys[1].typed,
      letter.properties.isAlphabetic,
      settings.keymap.keys["follow"]?.contains(where: { $0.continues([keys[0]]) }) == true
    else { return false }
    open(.command, text: "follow " + String(letter))
    return true
  }

  mutating func stopFollowing() {
    guard let id = company?.view.following else { return }
    company?.view.following = nil
    say(Words.noLongerFollowing(name(of: id)), about: .following)
  }

  /// Whether somebody follows another one, perhaps by way of others.
  private func leads(_ from: ID, to goal: ID) -> Bool {
    var seen: Set<ID> = []
    var next: ID? = from
    while let id = next, seen.insert(id).inserted {
      guard let person = company?[id] else { return false }
      if person.follows == goal { return true }
      next = person.follows
    }
    return false
  }

  /// Those who follow this view.
  var followers: Int {
    guard knowsOthers else { return 0 }
    return company?.people.filter { $0.follows == document.me.id && $0.isPresent }.count ?? 0
  }

  /// Goes to where the followed one has gone, unless hands are busy.
  mutating func goAlong() {
    guard mode == .normal, let view = company?.view, let id = view.following else { return }
    guard let person = company?[id], person.presence != .gone, person.presence != .removed else {
      company?.view.following = nil
      say(Words.followedHasLeft(name(of: id)), about: .following)
      return
    }
    // Where two follow each other at the same time, one of them lets go.
    if leads(id, to: document.me.id), document.me.id > id {
      stopFollowing()
      return
    }
    guard let at = person.at, at != view.followedTo, board.contains(at) else { return }
    company?.view.followedTo = at
    cursor = .sticky(at)
  }

  /// A movement of one's own ends following, with a word; small acts do not.
  mutating func endFollowing(movedFrom before: (cursor: BoardCursor, camera: Camera)) {
    guard let id = company?.view.following, cursor != before.cursor || camera != before.camera
    else { return }
    switch mode {
    case .normal, .prompt: break
    case .writing, .holding, .question: return
    }
    guard !hasProposed else { return }
    company?.view.following = nil
    say(Words.wentAway(from: name(of: id)), about: .following)
  }

  /// Whether this input has changed the board, which moves the cursor too.
  private var hasProposed: Bool {
    outbox.contains { if case .propose = $0 { true } else { false } }
  }

  // MARK: - Calls

  mutating func takeCall(by: ID, to: ID) {
    guard by != document.me.id, present.contains(to) else { return }
    company?.view.calledTo = to
    guard company?.view.heedsCalls == true else {
      say(Words.callLetBe(Words.called(to, on: present), by: name(of: by)))
      return
    }
    let goesAt = Instant(clamping: now.milliseconds + State.callPatience)
    company?.view.call = Company.Call(by: by, to: to, goesAt: goesAt)
  }

  /// Goes where a call leads once it has waited, unless hands are busy.
  mutating func heedCall() {
    guard mode == .normal, let call = company?.view.call, now >= call.goesAt else { return }
    goToCall()
  }

  /// Stays where one is; the call can be gone to later.
  mutating func stayAtCall() {
    guard let call = company?.view.call else { return }
    company?.view.call = nil
    say(Words.callLetBe(Words.called(call.to, on: present), by: name(of: call.by)))
  }

  /// Whoever goes on working has answered a call.
  mutating func stayAtCall(movedFrom before: BoardCursor) {
    guard mode == .normal, company?.view.call != nil, cursor != before, !hasProposed else { return }
    stayAtCall()
  }

  mutating func goToCall() {
    company?.view.call = nil
    guard let id = company?.view.calledTo else { return }
    if past != nil { returnToPresent() }
    guard board.contains(id) else {
      say(Words.sentence(.noSuchSticky(id), naming: .texts(on: board)), .hint)
      return
    }
    if pane?.coversBoard == true { closePane() }
    cursor = .sticky(id)
  }
}
