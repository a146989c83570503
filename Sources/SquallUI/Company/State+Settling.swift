import SquallModel

/// What is due in company after every input, and when.
extension State {
  /// Before the view is settled: where the cursor goes by itself.
  mutating func settleBeforeScrolling() {
    guard company != nil else { return }
    heedCall()
    goAlong()
  }

  /// After it: what others are told, and what the person is.
  mutating func settleAfterScrolling() {
    guard let company else { return }
    forgetSeen()
    if case .running(let ends) = company.timer, now >= ends, !company.view.hasToldTime {
      self.company?.view.hasToldTime = true
      say(Words.timeIsUp, .warning)
    }
    if pane?.kind == .door { refreshDoor() }
    tellPresence()
    tellWhoWritesToo()
  }

  /// The sticky of the board whose text, note or data is being written.
  private var writtenSticky: ID? {
    if case .writing(let writing) = mode { writing.subject.sticky } else { nil }
  }

  /// Tells, once for each, who else is writing on the sticky that is being written on: two texts
  /// are in the making of which one will have to be chosen.
  private mutating func tellWhoWritesToo() {
    let id = writtenSticky
    let others = (company?.people ?? []).filter { person in
      id != nil && person.at == id && person.isWriting && person.isPresent
        && person.id != document.me.id
    }
    let known = company?.view.writeToo ?? []
    company?.view.writeToo = Set(others.map(\.id))
    guard let id, let new = others.first(where: { !known.contains($0.id) }) else { return }
    say(Words.writesToo(new.name, on: Words.called(id, on: board)), .hint, about: .writing)
  }

  private mutating func tellPresence() {
    guard let view = company?.view else { return }
    let written = view.showsCursor ? writtenSticky : nil
    let here = Company.Whereabouts(
      at: written ?? (view.showsCursor ? cursor.sticky : nil), isWriting: written != nil,
      follows: view.following)
    // Who writes, or reads with the keys, is not idle although the cursor stays where it is.
    let isDue = view.isActive && now.milliseconds - toldBefore(view) >= State.presenceInterval
    guard here != view.told || isDue else { return }
    company?.view.isActive = false
    company?.view.toldAtInstant = now
    company?.view.told = here
    outbox.append(.company(.presence(here)))
  }

  /// How often others are told that somebody is there who does not move, in milliseconds.
  private static let presenceInterval: Int64 = 20_000

  private func toldBefore(_ view: Company.View) -> Int64 {
    view.toldAtInstant?.milliseconds ?? .min / 2
  }

  // MARK: - The door

  mutating func openDoor() {
    if pane?.kind != .door { toggle(.door) }
    outbox.append(.company(.showDoor))
  }

  /// Asks for the codes that took the place of those shown.
  private mutating func refreshDoor() {
    guard let door = company?.door, now >= door.renewsAt,
      company?.view.doorAskedFor != door.renewsAt
    else { return }
    company?.view.doorAskedFor = door.renewsAt
    outbox.append(.company(.showDoor))
  }

  mutating func take(_ door: Company.Door, opens: Bool) {
    company?.door = door
    if opens, pane == nil {
      pane = Pane(.door)
      isPaneFocused = true
    }
  }

  /// Left and right at the door: another role.
  mutating func changeDoorRole(by step: Int) {
    guard let company, let door = company.door else { return }
    let roles = door.codes.map(\.role)
    guard !roles.isEmpty else { return }
    let index = roles.firstIndex(of: company.view.doorRole) ?? 0
    // A count may go round more than once, either way.
    let next = (index + step % roles.count + roles.count) % roles.count
    self.company?.view.doorRole = roles[next]
  }

  // MARK: - Time

  mutating func take(_ timer: Company.Timer?) {
    company?.timer = timer
    company?.view.hasToldTime = false
  }

  /// When something that company shows changes by itself.
  var nextWakeInCompany: Instant? {
    guard let company else { return nil }
    var wakes: [Instant?] = []
    if case .running(let ends) = company.timer { wakes.append(Countdown(to: ends, now).next) }
    if case .offline(let retryAt) = company.link { wakes.append(Countdown(to: retryAt, now).next) }
    if let call = company.view.call { wakes.append(Countdown(to: call.goesAt, now).next) }
    if pane?.kind == .door, let door = company.door {
      wakes.append(Countdown(to: door.renewsAt, now, unit: 60_000).next)
    }
    return wakes.compactMap { $0 }.min()
  }
}

/// How long it is to an instant, in whole units, and when that changes.
struct Countdown {
  /// The units that are left, the begun one counted; 0 from the instant on.
  let left: Int
  /// When one less is left; nil where none is.
  let next: Instant?

  /// - Parameter unit: in milliseconds.
  init(to end: Instant, _ now: Instant, unit: Int64 = 1_000) {
    let rest = end.milliseconds - now.milliseconds
    guard rest > 0 else {
      (left, next) = (0, nil)
      return
    }
    let begun = (rest - 1) / unit
    left = Int(begun) + 1
    next = Instant(clamping: end.milliseconds - begun * unit)
  }
}
