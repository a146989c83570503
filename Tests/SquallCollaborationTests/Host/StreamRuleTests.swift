import SquallCollaboration
import SquallModel
import Testing

/// What the host promises about streams and company: H7 to H10, H15.
@Suite struct StreamRuleTests {
  @Test func `H7 a stream resumes with all entries since its point`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    for number in 1...5 { _ = bench.post(ana.token, .add("s\(number)")) }

    bench.open(1, ana.token, after: bench.journal[2].point)

    #expect(bench.sent(to: 1).hello?.latest == bench.journal[5].point)
    #expect(bench.sent(to: 1).entries == [4, 5, 6])
  }

  @Test(arguments: [
    LogPoint(sequence: 3, checksum: 7), LogPoint(sequence: 99, checksum: 7), nil,
  ])
  func `H7 a log that is not the host's is reset`(point: LogPoint?) throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    for number in 1...5 { _ = bench.post(ana.token, .add("s\(number)")) }

    bench.open(1, ana.token, after: point)

    #expect(bench.sent(to: 1).last == .bye(.reset))
    #expect(bench.sent(to: 1).entries == [])
    #expect(bench.actions.contains(.closeStream(1, .reset)))
  }

  @Test func `H7 a log too far behind is reset`() throws {
    var limits = HostLimits()
    limits.windowLines = 3
    var bench = HostBench(limits: limits)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    for number in 1...5 { _ = bench.post(ana.token, .add("s\(number)")) }

    bench.open(1, ana.token, after: bench.journal[1].point)
    #expect(bench.sent(to: 1).last == .bye(.reset))
    bench.open(2, ana.token, after: bench.journal[2].point)
    #expect(bench.sent(to: 2).entries == [4, 5, 6])
  }

  @Test func `H8 whoever does not read is dropped without another byte`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    bench.open(1, ana.token)

    bench.turn(.streamSlow(1))

    #expect(bench.actions.contains(.closeStream(1, .slow)))
    #expect(bench.sent(to: 1) == [])
    _ = bench.post(ana.token, .add("s1"))
    #expect(bench.sent(to: 1) == [])
  }

  @Test func `H8 the fifth stream of a person ends the oldest`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    for stream in 1...4 { bench.open(stream, ana.token) }

    bench.open(5, ana.token)

    #expect(bench.sent(to: 1).last == .bye(.replaced))
    #expect(bench.actions.contains(.closeStream(1, .replaced)))
    #expect(bench.sent(to: 5).hello != nil)
  }

  @Test func `H9 a quiet stream says after 5 s how far the host is`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    bench.open(1, ana.token)
    let foundTold = bench.sent(to: 1).hello
    let told = try #require(foundTold).told
    _ = bench.post(ana.token, .add("s1"))
    bench.wait(4_000)
    bench.turn()
    #expect(bench.comments(to: 1) == [])

    bench.wait(1_000)
    bench.turn()

    let foundPoint = bench.journal.last
    let point = try #require(foundPoint).point
    #expect(bench.comments(to: 1) == ["\(point) \(told)"])
    #expect(bench.host.nextTurn <= bench.now + 5_000)
  }

  @Test func `H10 presence is told together, at most every 200 ms, and with the next hello`() throws
  {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let foundBo = bench.join("Bo")
    let bo = try #require(foundBo)
    bench.open(1, ana.token)
    bench.wait(1_000)
    #expect(bench.ask { .presence($0, token: ana.token, Presence(at: "s1")) } == .done)
    #expect(
      bench.sent(to: 1) == [.presence([.init(id: ana.participant.id, presence: .init(at: "s1"))])])
    bench.wait(100)
    #expect(bench.ask { .presence($0, token: ana.token, Presence(at: "s2")) } == .done)
    #expect(bench.sent(to: 1) == [])
    #expect(bench.host.nextTurn == bench.now + 100)
    bench.wait(100)
    bench.turn()
    #expect(
      bench.sent(to: 1) == [.presence([.init(id: ana.participant.id, presence: .init(at: "s2"))])])

    bench.open(2, bo.token)
    let person = bench.sent(to: 2).hello?.people.first { $0.id == ana.participant.id }
    #expect(person?.presence.at == "s2")
  }

  @Test func `H15 people are idle after a minute, away without a link and gone after 10 s`() throws
  {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let foundBo = bench.join("Bo")
    let bo = try #require(foundBo)
    bench.open(1, ana.token)
    bench.open(2, bo.token)
    func links() -> [PersonLink] { bench.host.people.map(\.link) }
    #expect(links() == [.here, .here])
    bench.wait(60_000)
    bench.turn()
    #expect(links() == [.idle, .idle])
    #expect(bench.ask { .presence($0, token: bo.token, Presence(at: "s1")) } == .done)
    #expect(links() == [.idle, .here])

    bench.turn(.streamClosed(2))
    #expect(links() == [.idle, .away])
    bench.wait(10_000)
    bench.turn()
    #expect(links() == [.idle, .gone])
    #expect(
      bench.actions.contains {
        if case .tell(.left(let person)) = $0 { person.name == "Bo" } else { false }
      })
  }

  @Test(arguments: [true, false])
  func `H15 whoever says that they leave is gone with their last stream`(isSaidFirst: Bool) throws {
    var bench = HostBench()
    let ana = try bench.guest("Ana")
    let bo = try bench.guest("Bo")
    bench.open(1, ana.token)
    bench.open(2, bo.token)
    bench.open(3, bo.token)
    func link() -> PersonLink? { bench.host.people.first { $0.id == bo.participant.id }?.link }
    func leave() {
      #expect(bench.ask { .presence($0, token: bo.token, Presence(isLeaving: true)) } == .done)
    }
    bench.turn(.streamClosed(3))
    if isSaidFirst {
      leave()
      #expect(link() == .here)
    }
    bench.turn(.streamClosed(2))
    if !isSaidFirst {
      #expect(link() == .away)
      leave()
    }
    #expect(link() == .gone)
    #expect(bench.sent(to: 1).people?.map(\.link) == [.gone])
    let told = bench.actions.count {
      if case .tell(.left(let person)) = $0 { person.name == "Bo" } else { false }
    }
    #expect(told == 1)

    // Whoever is back, and loses the link, is away like everybody.
    bench.open(4, bo.token)
    #expect(link() == .here)
    bench.turn(.streamClosed(4))
    #expect(link() == .away)
  }
}
