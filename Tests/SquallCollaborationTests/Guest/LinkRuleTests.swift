import CollaborationSimulation
import SquallCollaboration
import SquallModel
import SquallSessions
import Testing

/// What a guest does about its link: G7 to G12, and M18 to M25 of the user's rows.
@Suite struct LinkRuleTests {
  @Test func `G7 a lost link is told at once, and edits go on and wait`() {
    var bench = GuestBench()
    bench.greet()
    let fault = LinkFault.unreachable("connection reset")
    bench.turn(.streamEnded(bench.current, fault))
    #expect(bench.news == [.linkLost(fault)])
    bench.turn(.edit(.add("s1"), id: "e1"))
    bench.turn(.edit(.add("s2"), id: "e2"))
    #expect(bench.guest.waitingCount == 2)
    #expect(bench.guest.board?.stickyCount == 2)
    #expect(bench.posts.isEmpty)

    bench.wait(1_000)
    bench.turn()
    #expect(bench.actions == [.openStream(bench.attempt, after: bench.point)])
    bench.greet()
    #expect(bench.news == [.linkBack])
    #expect(bench.posts.map(\.ids) == [["e1", "e2"]])
  }

  @Test func `G8 a link is dead after 15 s of silence, whatever its socket says`() {
    var bench = GuestBench()
    bench.greet()
    bench.wait(14_000)
    bench.hearComment("\(bench.point) 0")
    bench.wait(14_999)
    bench.turn()
    #expect(bench.guest.link == .live)
    #expect(bench.guest.nextTurn == bench.now + 1)
    bench.wait(1)
    bench.turn()
    #expect(bench.news == [.linkLost(nil)])
    #expect(bench.actions.contains(.closeStream(bench.current)))
    // What the dead stream still brings is let be.
    bench.hear(.lock(.board))
    #expect(bench.guest.lock == .open)
  }

  @Test func `G8 a snapshot that was given up counts when it comes after all`() throws {
    var bench = GuestBench(copy: false)
    let first = bench.attempt
    bench.wait(15_000)
    bench.turn()
    #expect(bench.news == [.linkLost(nil)])
    let snapshot = SessionSnapshot(
      board: Board(id: "w", title: "Workshop", level: .process), revision: 0, checksum: 42)

    bench.turn(.snapshot(first, snapshot))
    #expect(bench.actions.contains(.openStream(bench.attempt, after: bench.point)))
    bench.greet()
    #expect(bench.guest.link == .live)
    // A second one is of no use any more, and whoever has left has no board put before them.
    bench.turn(.snapshot(first, snapshot))
    #expect(bench.guest.link == .live)

    bench = GuestBench(copy: false)
    bench.turn(.leave)
    bench.turn(.snapshot(first, snapshot))
    #expect(bench.guest.link == .ended(.left))
  }

  @Test func `H10 where one is, is told anew where the host has it otherwise`() {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.presence(Presence(at: "s1", isWriting: true)))
    bench.turn(.streamEnded(bench.current, .unreadable))
    bench.turn(.presence(Presence()), .retryNow)
    bench.greet(here: Presence(at: "s1", isWriting: true))
    #expect(bench.actions.contains(.postPresence(Presence())))

    bench.turn(.streamEnded(bench.current, .unreadable), .retryNow)
    bench.turn(.retryNow)
    bench.greet()
    #expect(!bench.actions.contains(.postPresence(Presence())))
  }

  @Test func `G10 whoever leaves says so, where there is a link`() {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.leave)
    #expect(bench.actions.first == .postPresence(Presence(isLeaving: true)))
    #expect(bench.actions.contains(.closeStream(bench.current)))

    bench = GuestBench()
    bench.greet()
    bench.turn(.streamEnded(bench.current, .unreadable))
    bench.turn(.leave)
    #expect(!bench.actions.contains(.postPresence(Presence(isLeaving: true))))
  }

  @Test func `G8 a comment that says more than has come ends the stream`() throws {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    bench.hearComment("\(bench.point) 0")
    guard case .offline = bench.guest.link else {
      Issue.record("an entry was lost unnoticed")
      return
    }

    bench = GuestBench()
    bench.greet(told: 5)
    bench.hear(.lock(.board))
    bench.hearComment("\(bench.point) 6")
    #expect(bench.guest.link == .live)
    bench.hearComment("\(bench.point) 7")
    guard case .offline = bench.guest.link else {
      Issue.record("a message was lost unnoticed")
      return
    }
  }

  @Test func `W3 what a later version tells is counted, and ends no stream`() {
    var bench = GuestBench()
    bench.greet(told: 5)
    bench.turn(.streamBytes(bench.current, Array("event: weather\ndata: {}\n\n".utf8)))
    bench.hearComment("\(bench.point) 6")
    #expect(bench.guest.link == .live)
    bench.hear(.lock(.board))
    bench.hearComment("\(bench.point) 7")
    #expect(bench.guest.link == .live)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `W5 a stream that was spoiled on the way costs nothing but the link`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bench = GuestBench()
    bench.turn(.edit(.add("mine"), id: "e1"))
    for number in 0..<4 { try bench.accept(.add("s\(number)"), ID(checked: "b\(number)")) }
    let bo = Person(id: "bo", name: "Bo", role: .participant, link: .here)
    var writer = EventStreamWriter()
    writer.write(
      .hello(Hello(session: "w", you: "me", latest: LogPoint(sequence: 0, checksum: 42))))
    for line in bench.lines { writer.entry(line) }
    for message: StreamMessage in [
      .people([bo]), .presence([.init(id: "bo", presence: Presence(at: "s1"))]), .lock(.open),
      .timer(TimerState(length: 60_000, remaining: 5, isRunning: true)), .come(by: "bo", to: "s1"),
    ] {
      writer.write(message)
    }
    writer.comment("\(bench.point) 5")
    var bytes = writer.bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = bytes.indices.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
      case 2: bytes.insert(contentsOf: Array("999999999999".utf8), at: place)
      case 3: bytes.insert(UInt8(ascii: "\n"), at: place)
      default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
      }
    }
    while !bytes.isEmpty {
      let count = min(bytes.count, Int.random(in: 1...400, using: &random))
      bench.turn(.streamBytes(bench.current, Array(bytes[..<count])))
      bytes.removeFirst(count)
    }
    bench.wait(20_000)
    bench.turn()

    // Of the host's log the guest has a beginning, or more; of its own edits it lost none.
    let held = try #require(bench.guest.confirmedWorkshop)
    #expect((0...bench.lines.count).contains(held.point.sequence))
    if held.point.sequence > 0 { #expect(held.point == bench.lines[held.point.sequence - 1].point) }
    #expect(bench.guest.waiting.map(\.id) == ["e1"])
    #expect(bench.guest.board?.contains("mine") == true)
    #expect(bench.guest.link != .live)
  }

  @Test func `G9 delays grow from half a second to 15 s, and r tries at once`() {
    var bench = GuestBench()
    bench.greet()
    var delays: [Int64] = []
    bench.turn(.streamEnded(bench.current, .unreachable("x")))
    for _ in 0..<40 {
      guard case .offline(let at) = bench.guest.link else {
        Issue.record("\(bench.guest.link)")
        return
      }
      delays.append(at - bench.now)
      bench.now = at
      bench.turn()
      #expect(bench.guest.link == .connecting)
      bench.turn(.streamEnded(bench.attempt, .unreachable("x")))
    }
    #expect(delays.allSatisfy { (500...15_000).contains($0) })
    #expect(delays[0] <= 1_000)
    #expect((delays.max() ?? 0) > 10_000)
    #expect(Set(delays).count > 20)
    bench.turn(.retryNow)
    #expect(bench.guest.link == .connecting)
    bench.turn(.streamEnded(bench.attempt, .unreachable("x")))
    guard case .offline(let at) = bench.guest.link else { return }
    #expect(at - bench.now <= 1_000)
  }

  @Test func `G10 who is unknown, sent out or of another version stops trying`() {
    let cases: [(Report, LinkEnd)] = [
      (Report(word: "unknownToken", sentence: ""), .unknownToken),
      (Report(word: "removed", sentence: ""), .removed),
      (
        Report(word: "version", sentence: "", hostVersion: 2),
        .version(VersionMismatch(host: 2, guest: 1))
      ),
    ]
    for (report, end) in cases {
      var bench = GuestBench()
      bench.turn(.edit(.add("s1"), id: "e1"))
      bench.turn(.streamEnded(1, .refused(report)))
      #expect(bench.guest.link == .ended(end))
      #expect(bench.news == [.ended(end)])
      #expect(bench.guest.nextTurn == nil)
      #expect(bench.guest.waitingCount == 1)
    }
    var bench = GuestBench()
    bench.greet()
    bench.hear(.bye(.removed))
    #expect(bench.guest.link == .ended(.removed))
    bench.turn(.retryNow)
    #expect(bench.guest.link == .connecting)
    bench.turn(.streamEnded(bench.attempt, .refused(Report(word: "unknownToken", sentence: ""))))
    #expect(bench.guest.link == .ended(.unknownToken))
    // Another host may have been at the address.
    bench.turn(.retryNow)
    #expect(bench.guest.link == .connecting)
    #expect(LinkEnd.removed.mayRetry)
    #expect(!LinkEnd.otherSession("s").mayRetry)
  }

  @Test func `G10 another session is not taken for one's own`() {
    var bench = GuestBench()
    bench.hear(.hello(Hello(session: "other", you: "me", latest: bench.point)))
    #expect(bench.guest.link == .ended(.otherSession("other")))
    #expect(bench.guest.board?.id == "w")
  }

  @Test func `G11 a reset brings a snapshot, and everything of mine waits again`() throws {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    bench.turn(.posted(1, [try bench.accept(.add("s1"), "e1", by: GuestBench.me)]))
    bench.turn(.edit(.add("s2"), id: "e2"))
    bench.hear(.bye(.reset))
    #expect(bench.actions.contains(.fetchSnapshot(bench.attempt)))

    // A host that went on from an older copy: e1 is not in its log.
    let other = SessionSnapshot(
      board: Board(id: "w", title: "Older copy", level: .process), revision: 1, checksum: 7)
    bench.turn(.snapshot(bench.attempt, other))

    #expect(bench.actions.contains(.replaceCopy(other)))
    #expect(bench.news.contains(.replaced))
    bench.point = LogPoint(sequence: 1, checksum: 7)
    #expect(bench.actions.contains(.openStream(bench.attempt, after: bench.point)))
    #expect(bench.guest.board?.title == "Older copy")
    #expect(bench.guest.board?.stickyCount == 2)
    bench.greet()
    #expect(bench.posts.map(\.ids) == [["e1", "e2"]])
  }

  @Test func `G11 a host whose every snapshot is of no use is not asked without end`() {
    var bench = GuestBench()
    var asked = 0
    for _ in 0..<50 {
      bench.greet()
      bench.hear(.bye(.reset))
      guard bench.actions.contains(.fetchSnapshot(bench.attempt)) else { break }
      asked += 1
      let snapshot = SessionSnapshot(
        board: Board(id: "w", title: "W"), revision: 0, checksum: 42)
      bench.turn(.snapshot(bench.attempt, snapshot))
    }
    #expect(asked == 1)
    guard case .offline = bench.guest.link else {
      Issue.record("\(bench.guest.link)")
      return
    }
  }

  @Test
  func `G12 whoever hosts from their copy has what waits done on it, and what was refused listed`()
    throws
  {
    // A guest of the host that is gone: one edit waits, another was refused.
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.removeSticky("s9"), id: "e1"))
    bench.turn(.streamEnded(bench.current, .unreachable("gone")))
    bench.turn(.edit(.add("mine"), id: "e2"))
    let before = bench.guest
    let (workshop, point) = try #require(before.confirmedWorkshop)

    bench.guest = GuestMachine(
      GuestBench.me, role: .facilitator, waiting: before.waiting, ids: CountedIDs("g"),
      random: SeededGenerator(seed: 3), now: bench.moment)
    bench.guest.begin(from: workshop, at: point, refused: before.refused)
    bench.actions = bench.guest.start(at: bench.moment)
    bench.greet(role: .facilitator)

    #expect(bench.posts.map(\.ids) == [["e2"]])
    #expect(bench.guest.refused.map(\.id) == ["e1"])
    #expect(bench.guest.board?.contains("mine") == true)
  }

  @Test func `G12 a host goes on from what a guest holds, and others resume there`() throws {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    bench.tell()
    let foundHeld = bench.guest.confirmedWorkshop
    let held = try #require(foundHeld)
    var host = HostMachine(
      workshop: held.workshop, at: held.point, digest: { $0 + $0 }, ids: CountedIDs("n"),
      random: SeededGenerator(seed: 4), now: bench.moment)
    let foundJoined = host.admitLocally(named: "Me", at: bench.moment)
    let joined = try #require(foundJoined)

    let actions = host.turn(
      [.openStream(1, token: joined.token, version: 1, after: bench.point)], at: bench.moment)

    #expect(host.workshop.board == bench.host.board)
    #expect(actions.contains(.acceptStream(1)))
    #expect(!actions.contains(.closeStream(1, .reset)))
  }

  @Test func `M16 my role is the host's, and told when it changes`() {
    var bench = GuestBench()
    bench.greet()
    bench.hear(.people([Person(id: "me", name: "Me", role: .observer, link: .here)]))
    #expect(bench.guest.role == .observer)
    #expect(bench.news == [.myRole(.observer)])
    bench.hear(.lock(.board, by: "bo"))
    #expect(bench.guest.lockedBy == "bo")
    // A host of before does not say who did it.
    bench.hear(.lock(.open))
    #expect(bench.guest.lockedBy == nil)
  }

  @Test func `M6 who comes and goes is told, but not oneself`() {
    var bench = GuestBench()
    bench.greet()
    let bo = Person(id: "bo", name: "Bo", role: .participant, link: .here)
    bench.hear(.people([bo]))
    #expect(bench.news == [.joined(bo)])
    var gone = bo
    gone.link = .away
    bench.hear(.people([gone]))
    #expect(bench.news == [])
    gone.link = .gone
    bench.hear(.people([gone]))
    #expect(bench.news == [.leftUs(gone)])
  }

  @Test func `a host that never ends to tell of people fills no guest`() {
    var bench = GuestBench()
    bench.greet()
    for hundred in 0..<30 {
      bench.hear(
        .people(
          (0..<100).map {
            Person(
              id: ID(checked: "p\(hundred * 100 + $0)"), name: "P", role: .observer, link: .here)
          }))
    }
    #expect(bench.guest.people.count == 2_000)
  }

  @Test func `M25 who is overtaken within a moment hears of it`() throws {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    try bench.accept(.add("s2"), "b2")
    bench.tell()
    let move = Edit.moveSticky("s1", lane: nil, to: .after("s2"))
    bench.turn(.edit(move, id: "e1"))
    try bench.accept(move, "e1", by: GuestBench.me)
    bench.tell()
    try bench.accept(.moveSticky("s1", lane: nil, to: .start), "b3")
    bench.tell()
    #expect(bench.news == [.overtaken("s1", by: "bo")])
    try bench.accept(.moveSticky("s1", lane: nil, to: .end), "b4")
    bench.tell()
    #expect(bench.news == [])
  }
}
