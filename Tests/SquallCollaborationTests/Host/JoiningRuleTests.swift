import CollaborationSimulation
import SquallCollaboration
import SquallModel
import SquallSessions
import Testing

/// What the host promises about who may come in, and as what: H11 to H14, H16.
@Suite struct JoiningRuleTests {
  @Test func `H11 only a name is asked, and it has to be one`() throws {
    var bench = HostBench()
    let foundInvitation = bench.host.doorSign[.participant]
    let invitation = try #require(foundInvitation).invitation
    func answer(_ name: String) -> HostAnswer? {
      let request = JoinRequest(ticket: .invitation(invitation), name: name)
      return bench.ask { .join($0, request, from: .loopback) }
    }
    #expect(answer(" \n\t")?.complaint == .blankName)
    #expect(answer(" \u{200B}\u{FEFF}\u{3164}")?.complaint == .blankName)
    #expect(answer(String(repeating: "é", count: 65))?.complaint == .nameTooLong)
    guard case .joined(let joined) = answer("  Ana B ") else {
      Issue.record("not let in")
      return
    }
    #expect(joined.participant.name == "Ana B")
    #expect(joined.role == .participant)
    #expect(joined.session == "w")
  }

  @Test func `H11 a name that somebody here has gets a number, else it is the same person again`()
    throws
  {
    var bench = HostBench()
    let foundFirst = bench.join("Ana")
    let first = try #require(foundFirst)
    bench.open(1, first.token)
    let foundSecond = bench.join("Ana")
    let second = try #require(foundSecond)
    #expect(second.participant.name == "Ana 2")
    #expect(second.participant.id != first.participant.id)

    bench.turn(.streamClosed(1))
    let foundThird = bench.join("Ana")
    let third = try #require(foundThird)
    #expect(third.participant == first.participant)
    let fourth = bench.join("Ana", as: .facilitator)
    #expect(fourth?.participant.name == "Ana 3")
  }

  @Test(arguments: ["Ana\u{200D}", "\u{FEFF}Ana", "A\u{AD}na"])
  func `H11 a name that looks like another is that name`(_ name: String) throws {
    var bench = HostBench()
    let foundFirst = bench.join("Ana")
    let first = try #require(foundFirst)
    bench.open(1, first.token)

    #expect(bench.join(name)?.participant.name == "\(name) 2")
  }

  @Test func `H11 nobody loses a token because somebody comes under their name`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)

    for _ in 0..<20 { _ = bench.join("Ana") }

    #expect(bench.host.person(with: ana.token)?.id == ana.participant.id)
    #expect(bench.join("Ana")?.participant.id != ana.participant.id)
  }

  @Test func `H12 tokens are kept as digests only, on disk before they are given away`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let kinds = bench.actions.map { action in
      switch action {
      case .persist: "persist"
      case .answer: "answer"
      default: "other"
      }
    }
    #expect(kinds == ["persist", "answer"])
    let foundRecord = bench.access
    let record = try #require(foundRecord)
    #expect(record.guests.map(\.participant.name) == ["Ana"])
    #expect(!String(decoding: record.bytes, as: UTF8.self).contains(ana.token.text + "\""))
    #expect(record.guests[0].tokens[0].count == 32)
    #expect("\(ana.token) \(ana)".contains(ana.token.text) == false)
  }

  @Test func `H11 whoever shows a token from before is that person, with the role they were given`()
    throws
  {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundBen = bench.join("Ben")
    let ben = try #require(foundBen)
    bench.open(1, ben.token)
    #expect(bench.control(boss.token, .setRole(ben.participant.id, .facilitator)) == .done)

    func back(as role: Role) throws -> JoinAnswer {
      let found = bench.join("Ben", as: role, known: ben.token)
      return try #require(found)
    }
    // Also while they are here at another terminal.
    let again = try back(as: .participant)
    #expect(again.participant == ben.participant)
    #expect(again.role == .facilitator)
    #expect(again.token == ben.token)
    for _ in 0..<20 { #expect(try back(as: .participant).participant == ben.participant) }
    #expect(bench.host.person(with: ben.token)?.id == ben.participant.id)
    // Without the token nobody is a facilitator by the name alone.
    let foundOther = bench.join("Ben")
    #expect(try #require(foundOther).participant.name == "Ben 2")
    #expect(try #require(foundOther).role == .participant)

    #expect(bench.control(boss.token, .setRole(ben.participant.id, .observer)) == .done)
    #expect(try back(as: .participant).role == .observer)
    #expect(try back(as: .facilitator).role == .facilitator)
    #expect(bench.control(boss.token, .remove(ben.participant.id)) == .done)
    #expect(try back(as: .participant).participant.id != ben.participant.id)

    let foundEye = bench.join("Eye", as: .observer)
    let eye = try #require(foundEye)
    let foundRaised = bench.join("Eye", known: eye.token)
    #expect(try #require(foundRaised).participant == eye.participant)
    #expect(try #require(foundRaised).role == .participant)
  }

  @Test func `H12 everybody comes back by themselves to a host that was started anew`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    #expect(bench.control(boss.token, .setRole(ana.participant.id, .observer)) == .done)
    #expect(bench.control(boss.token, .remove(ana.participant.id)) == .done)
    #expect(bench.control(boss.token, .readmit(ana.participant.id)) == .done)
    #expect(bench.control(boss.token, .setLock(.board)) == .done)
    bench.turn(.listening(port: 4711))
    let record = try AccessRecord(reading: try #require(bench.access).bytes)
    #expect(record.port == 4711)

    var again = HostBench(access: record, seed: 2)

    #expect(again.host.person(with: ana.token)?.role == .observer)
    #expect(again.host.person(with: ana.token)?.roleBy == boss.participant.id)
    #expect(again.host.person(with: ana.token)?.seatBy == boss.participant.id)
    #expect(again.host.lock == .board)
    again.open(1, ana.token)
    #expect(again.sent(to: 1).hello?.you == ana.participant.id)
    #expect(again.sent(to: 1).hello?.lockedBy == boss.participant.id)
    let other = HostBench(
      board: Board(id: "other", title: "Other"), access: record, seed: 2)
    #expect(other.host.person(with: ana.token) == nil)
  }

  @Test func `H12 a timer that is not over outlives the host, by the clock on the wall`() throws {
    func started(_ controls: [Control]) throws -> AccessRecord {
      var bench = HostBench()
      bench.now = 1_000_000
      let found = bench.join("Fay", as: .facilitator)
      let boss = try #require(found)
      for control in controls {
        #expect(bench.control(boss.token, control) == .done)
        bench.wait(20_000)
      }
      return try AccessRecord(reading: try #require(bench.access).bytes)
    }
    /// What the timer of a host says that was started at an instant, its own clock at 5 s.
    func timer(of record: AccessRecord, at instant: Int64) throws -> TimerState? {
      var again = HostBench(
        access: record, now: Moment(instant: Instant(clamping: instant), uptime: 5_000))
      again.now = 5_000
      let found = again.join("Gil", as: .facilitator)
      again.open(1, try #require(found).token)
      return again.sent(to: 1).hello?.timer
    }

    let running = try started([.startTimer(milliseconds: 60_000)])
    #expect(
      try timer(of: running, at: 1_045_000)
        == TimerState(length: 60_000, remaining: 15_000, isRunning: true))
    #expect(try timer(of: running, at: 1_060_000) == nil)
    // A clock that was set back makes it no longer than it was.
    #expect(try timer(of: running, at: 0)?.remaining == 60_000)
    let paused = try started([.startTimer(milliseconds: 60_000), .pauseTimer])
    #expect(
      try timer(of: paused, at: 9_000_000)
        == TimerState(length: 60_000, remaining: 40_000, isRunning: false))
    #expect(try timer(of: started([.startTimer(milliseconds: 9_000), .stopTimer]), at: 0) == nil)
  }

  @Test func `H12 the person at the host itself has a token that ends with it`() throws {
    var bench = HostBench()
    let foundLocal = bench.host.admitLocally(named: "Fay", at: bench.moment)
    let local = try #require(foundLocal)
    #expect(bench.host.person(with: local.token)?.role == .facilitator)
    _ = bench.join("Ana")
    #expect(bench.access?.guests.map(\.participant.name) == ["Ana"])
  }

  @Test func `H13 a code opens ten minutes more after the next one is shown`() throws {
    var bench = HostBench()
    let foundCode = bench.host.doorSign[.participant]
    let code = try #require(foundCode).code
    bench.wait(600_000)
    bench.turn()
    let foundNext = bench.host.doorSign[.participant]
    let next = try #require(foundNext).code
    #expect(next != code)

    for fresh in [code, next] {
      guard case .joined(let joined) = bench.tryCode(fresh, from: .loopback) else {
        Issue.record("\(fresh) does not open")
        continue
      }
      #expect(joined.role == .participant)
    }
    bench.wait(599_999)
    #expect(bench.tryCode(code, from: .loopback)?.complaint == nil)
    bench.wait(1)
    #expect(bench.tryCode(code, from: .loopback)?.complaint == .wrongCode)
  }

  @Test func `H13 renewed codes open at once and the old ones no more`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let foundCode = bench.host.doorSign[.observer]
    let code = try #require(foundCode).code
    let invitation = bench.host.doorSign[.facilitator]?.invitation
    #expect(bench.control(ana.token, .renewCodes)?.complaint == .facilitatorsOnly)

    guard case .door(let sign) = bench.control(boss.token, .renewCodes) else {
      Issue.record("no door")
      return
    }

    #expect(bench.tryCode(code, from: .loopback)?.complaint == .wrongCode)
    // A picture of the door is worth nothing any more; who has joined stays.
    #expect(sign[.facilitator]?.invitation != invitation)
    #expect(bench.host.doorSign[.facilitator] == sign[.facilitator])
    #expect(bench.ask { .edits($0, token: ana.token, []) }?.complaint == nil)
    #expect(bench.tryCode(try #require(sign[.observer]).code, from: .loopback)?.complaint == nil)
    #expect(try DoorSign(reading: sign.bytes) == sign)
  }

  @Test func `H14 wrong codes of one address are limited, and nobody else is kept out`() throws {
    var bench = HostBench()
    let foundCode = bench.host.doorSign[.participant]
    let code = try #require(foundCode).code
    let wrong = bench.wrongCode()
    var limited = 0
    for _ in 0..<200 {
      if case .tooManyAttempts = bench.tryCode(wrong, from: .address("10.6.6.6"))?.complaint {
        limited += 1
      }
    }
    #expect(limited > 180)
    // The right code from there is not looked at either, but from anywhere else it is.
    guard
      case .tooManyAttempts(let wait) = bench.tryCode(code, from: .address("10.6.6.6"))?
        .complaint
    else {
      Issue.record("looked at")
      return
    }
    #expect(bench.tryCode(code, from: .address("10.0.0.7"))?.complaint == nil)
    #expect(bench.join("Zoe", from: .address("10.6.6.6")) != nil)

    bench.wait(Int64(wait))
    #expect(bench.tryCode(code, from: .address("10.6.6.6"))?.complaint == nil)
  }

  @Test func `H14 guesses in all stay few, from however many addresses and this machine too`()
    throws
  {
    var bench = HostBench()
    let wrong = bench.wrongCode()
    var looked = 0
    for second in 0..<60 {
      for number in 0..<50 {
        let origin = Origin.address("10.\(second).\(number).1")
        if bench.tryCode(wrong, from: origin)?.complaint == .wrongCode { looked += 1 }
        if bench.tryCode(wrong, from: .loopback)?.complaint == .wrongCode { looked += 1 }
      }
      bench.wait(1_000)
    }
    #expect(looked >= 100 && looked < 250)
    #expect(bench.join("Zoe", from: .loopback) != nil)
  }

  @Test func `H19 a whole room behind one address comes in, and one invitation fills no workshop`()
    throws
  {
    var bench = HostBench()
    for number in 0..<200 { #expect(bench.join("Guest \(number)") != nil) }
    var seats = 200
    while bench.join("Name \(seats)") != nil { seats += 1 }
    #expect(seats == HostLimits().joinsAtOnce)
    let foundInvitation = bench.host.doorSign[.participant]
    let request = JoinRequest(
      ticket: .invitation(try #require(foundInvitation).invitation), name: "More")
    let refused = bench.ask { .join($0, request, from: .address("10.0.0.1")) }
    guard case .tooManyJoins(let wait)? = refused?.complaint else {
      Issue.record("\(String(describing: refused))")
      return
    }
    // Nobody else is kept out, and after a while nobody is.
    #expect(bench.join("Elsewhere", from: .address("10.0.0.2")) != nil)
    #expect(bench.join("Here", from: .loopback) != nil)
    bench.wait(Int64(wait))
    #expect(bench.join("More") != nil)
    #expect(bench.join("And more") == nil)
  }

  @Test func `H19 who has gone and left nothing makes room where there is none`() throws {
    var limits = HostLimits()
    limits.people = 5
    var bench = HostBench(limits: limits)
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    #expect(bench.post(ana.token, .add("s1"))[0].accepted != nil)
    let foundMallory = bench.join("Mallory")
    let mallory = try #require(foundMallory)
    #expect(bench.control(boss.token, .remove(mallory.participant.id)) == .done)
    let foundFirst = bench.join("First")
    let first = try #require(foundFirst)
    bench.wait(1_000)
    let foundSecond = bench.join("Second")
    let second = try #require(foundSecond)

    let foundThird = bench.join("Third")
    let third = try #require(foundThird)
    #expect(bench.access?.guests.contains { $0.participant.name == "First" } == false)
    #expect(bench.ask { .edits($0, token: first.token, []) }?.complaint == .unknownToken)
    #expect(bench.ask { .edits($0, token: second.token, []) }?.complaint == nil)

    // Facilitators, authors, whoever was sent out and whoever is here keep their seats.
    bench.open(1, second.token)
    bench.open(2, third.token)
    #expect(bench.join("Fourth") == nil)
    #expect(bench.ask { .edits($0, token: boss.token, []) }?.complaint == nil)
    #expect(bench.ask { .edits($0, token: ana.token, []) }?.complaint == nil)
    #expect(bench.ask { .edits($0, token: mallory.token, []) }?.complaint == .removed)
    bench.turn(.streamClosed(1))
    #expect(bench.join("Fourth") == nil)
    bench.wait(Timing.gone)
    #expect(bench.join("Fourth") != nil)
  }

  @Test func `H16 who is sent out hears it, comes in no more, and can be let back in`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    bench.open(1, boss.token)
    bench.open(2, ana.token)
    let id = ana.participant.id
    #expect(bench.control(ana.token, .remove(boss.participant.id))?.complaint == .facilitatorsOnly)

    #expect(bench.control(boss.token, .remove(id)) == .done)

    #expect(bench.sent(to: 2).last == .bye(.removed))
    #expect(bench.actions.contains(.closeStream(2, .removed)))
    #expect(bench.actions.contains(.letGo(id)))
    #expect(bench.ask { .edits($0, token: ana.token, []) }?.complaint == .removed)
    bench.open(3, ana.token)
    #expect(bench.actions.contains(.refuseStream(3, .removed)))
    #expect(bench.access?.guests.first { $0.participant.id == id }?.isRemoved == true)

    #expect(bench.control(boss.token, .readmit(id)) == .done)
    bench.open(4, ana.token)
    #expect(bench.sent(to: 4).hello != nil)
  }

  @Test func `H16 the last facilitator stays one`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let id = boss.participant.id
    #expect(bench.control(boss.token, .setRole(id, .observer))?.complaint == .lastFacilitator)
    #expect(bench.control(boss.token, .remove(id))?.complaint == .lastFacilitator)
    #expect(bench.control(boss.token, .setRole(ana.participant.id, .facilitator)) == .done)
    #expect(bench.control(ana.token, .setRole(id, .observer)) == .done)
    #expect(bench.control(boss.token, .setLock(.board))?.complaint == .facilitatorsOnly)
  }

  @Test func `H16 nobody sends out or demotes the person at the host`() throws {
    var bench = HostBench()
    let found = bench.host.admitLocally(named: "Fay", at: bench.moment)
    let owner = try #require(found)
    let foundAna = bench.join("Ana", as: .facilitator)
    let ana = try #require(foundAna)
    let id = owner.participant.id

    #expect(bench.control(ana.token, .remove(id))?.complaint == .atTheHost)
    #expect(bench.control(ana.token, .setRole(id, .observer))?.complaint == .atTheHost)

    #expect(bench.host.people.first { $0.id == id }?.role == .facilitator)
    #expect(bench.control(owner.token, .remove(ana.participant.id)) == .done)
  }

  @Test func `H16 roles, lock, timer and calls are told to all`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    bench.open(1, ana.token)
    #expect(bench.control(boss.token, .setRole(ana.participant.id, .observer)) == .done)
    guard case .people(let people) = bench.sent(to: 1).first else {
      Issue.record("nobody was told")
      return
    }
    #expect(people.map(\.role) == [.observer])
    #expect(bench.control(boss.token, .setLock(.phaseKinds)) == .done)
    #expect(bench.sent(to: 1) == [.lock(.phaseKinds, by: boss.participant.id)])
    #expect(bench.control(boss.token, .bring(to: "s1")) == .done)
    #expect(bench.sent(to: 1) == [.come(by: boss.participant.id, to: "s1")])
    #expect(bench.control(boss.token, .startTimer(milliseconds: 60_000)) == .done)
    bench.wait(20_000)
    #expect(bench.control(boss.token, .pauseTimer) == .done)
    let paused = TimerState(length: 60_000, remaining: 40_000, isRunning: false)
    #expect(bench.sent(to: 1).last == .timer(paused))
    bench.wait(5_000)
    #expect(bench.control(boss.token, .resumeTimer) == .done)
    #expect(bench.control(boss.token, .extendTimer(milliseconds: 60_000)) == .done)
    let running = TimerState(length: 120_000, remaining: 100_000, isRunning: true)
    #expect(bench.sent(to: 1).last == .timer(running))
    bench.open(2, ana.token)
    #expect(bench.sent(to: 2).hello?.timer == running)
    #expect(bench.control(boss.token, .stopTimer) == .done)
    #expect(bench.sent(to: 1).last == .timer(nil))
  }

  @Test func `H16 whoever hears of a role, a lock or a seat hears who did it`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let (by, id) = (boss.participant.id, ana.participant.id)
    func told(_ stream: StreamID) -> Person? {
      for case .people(let people) in bench.sent(to: stream) { return people.first { $0.id == id } }
      return nil
    }
    bench.open(1, boss.token)
    bench.open(2, ana.token)
    #expect(told(1)?.roleBy == nil)

    _ = bench.control(boss.token, .setRole(id, .observer))
    #expect([told(1)?.roleBy, told(2)?.roleBy] == [by, by])
    _ = bench.control(boss.token, .setLock(.board))
    bench.open(3, ana.token)
    #expect(bench.sent(to: 3).hello?.lockedBy == by)
    _ = bench.control(boss.token, .remove(id))
    #expect([told(1)?.seatBy, told(2)?.seatBy] == [by, by])
    #expect(told(2)?.link == .removed)
    #expect(bench.sent(to: 2).last == .bye(.removed))
    _ = bench.control(boss.token, .readmit(id))
    #expect(told(1)?.seatBy == by)
    bench.open(4, ana.token)
    let me = bench.sent(to: 4).hello?.people.first { $0.id == id }
    #expect([me?.roleBy, me?.seatBy] == [by, by])
  }

  @Test func `a host that ends tells its streams and takes nothing more`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    bench.open(1, ana.token)

    bench.turn(.end)

    #expect(bench.sent(to: 1).last == .bye(.ended))
    #expect(bench.actions.contains(.closeStream(1, .ended)))
    #expect(bench.ask { .edits($0, token: ana.token, []) }?.complaint == .ended)
    #expect(bench.join("Bo") == nil)
  }
}

extension HostBench {
  /// A code that opens nothing.
  func wrongCode() -> JoinCode {
    var random = SeededGenerator(seed: 99)
    while true {
      let code = JoinCode(using: &random)
      if !host.doorSign.entrances.contains(where: { $0.code == code }) { return code }
    }
  }
}
