internal import SquallCollaboration
internal import SquallModel

// What people do: edits, and what facilitators do beside the board.

extension Simulation {
  mutating func makeEdit(_ guest: Int) {
    guard guests[guest].machine != nil, guests[guest].machine?.board != nil else {
      // Not here yet: comes back to it.
      events.add(.edit(guest: guest), at: now + 500)
      return
    }
    editsLeft -= 1
    guard let board = guests[guest].machine?.board else { return }
    let edit = guests[guest].maker.next(
      on: board, isFacilitator: guests[guest].machine?.role == .facilitator, using: &random)
    ledger.made += 1
    let id = ID(checked: "e\(ledger.made)")
    let keptBefore = guests[guest].kept.count
    let life = guests[guest].life
    turnGuest(guest, [.edit(edit, id: id)])
    // Where the program crashed before it had taken the edit, or refused it, it is no edit.
    guard guests[guest].life == life, guests[guest].kept.count > keptBefore,
      let kept = guests[guest].kept.last, kept.id == id
    else { return }
    ledger.edits.append(Ledger.Made(id: id, guest: guest, edit: kept.edit))
    guests[guest].machine.map { ledger.author[id] = $0.me.id }
    if Int.random(in: 0..<8, using: &random) == 0 {
      turnGuest(guest, [.presence(Presence(at: board.readingOrder.first { _ in true }?.id))])
    }
  }

  /// A facilitator changes roles, locks the board, sends somebody out and lets them back in.
  mutating func govern() {
    guard let host, let token = guests[0].token else {
      events.add(.govern, at: now + 500)
      return
    }
    if !isRough { return letEverybodyIn(token) }
    events.add(.govern, at: now + Int64.random(in: 200...3_000, using: &random))
    let others = host.people.filter { $0.role != .facilitator }
    guard let person = others.randomElement(using: &random) else { return }
    let control: Control =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: .setRole(person.id, .observer)
      case 1, 2: .setRole(person.id, .participant)
      case 3: .remove(person.id)
      case 4: .readmit(person.id)
      case 5: .setLock(BoardLock.allCases.randomElement(using: &random) ?? .open)
      case 6: .startTimer(milliseconds: 60_000)
      default: .setLock(.open)
      }
    send(control, token)
  }

  private mutating func send(_ control: Control, _ token: Secret) {
    do {
      let read = try Control(reading: control.bytes)
      if read != control { fail("a control does not read as it was written: \(control)") }
      ask(0, .other) { .control($0, token: token, read) }
    } catch {
      fail("\(error)")
    }
  }

  private mutating func letEverybodyIn(_ token: Secret) {
    guard let host else { return }
    let removed = host.people.filter { $0.link == .removed }
    for person in removed.prefix(10) { send(.readmit(person.id), token) }
    if !removed.isEmpty { events.add(.govern, at: now + 5_000) }
  }
}
