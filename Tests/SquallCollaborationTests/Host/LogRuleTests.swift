import CollaborationSimulation
import SquallCollaboration
import SquallModel
import Testing

/// What the host promises about the log: H1 to H6.
@Suite struct LogRuleTests {
  @Test func `H1 edits that came in at once leave as one record and one write to all`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let foundBo = bench.join("Bo")
    let bo = try #require(foundBo)
    bench.open(1, ana.token)
    bench.open(2, bo.token)
    bench.turn(
      .edits(101, token: ana.token, [PostedEdit(id: "a", edit: .success(.add("s1")))]),
      .edits(102, token: bo.token, [PostedEdit(id: "b", edit: .success(.add("s2")))]))
    #expect(bench.recordCount == 1)
    #expect(bench.unwritten.count == 4)

    bench.write()

    let sends = bench.actions.compactMap { action -> [StreamID]? in
      if case .send(let streams, _) = action { streams } else { nil }
    }
    #expect(sends == [[1, 2]])
    #expect(bench.sent(to: 1).entries == [1, 2, 3, 4])
  }

  @Test func `H3 observers change nothing and participants only what is theirs to change`() throws {
    var bench = HostBench()
    let foundWatcher = bench.join("Wu", as: .observer)
    let watcher = try #require(foundWatcher)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)

    #expect(bench.post(watcher.token, .add("s1"))[0].complaint == .observersOnlyRead)
    #expect(bench.post(ana.token, .add("s1"))[0].accepted != nil)
    #expect(bench.post(ana.token, .setTitle("Mine", was: nil))[0].complaint == .facilitatorsOnly)
    let batch = Edit.batch([.add("s2"), .removeLane("l1")])
    #expect(bench.post(ana.token, batch)[0].complaint == .facilitatorsOnly)
    #expect(bench.host.workshop.board.stickyCount == 1)
  }

  @Test func `H3 an undo is judged by what it would change`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundGil = bench.join("Gil", as: .facilitator)
    let gil = try #require(foundGil)
    let title = bench.post(gil.token, .setTitle("Gil's", was: nil))[0].accepted
    let added = bench.post(gil.token, .add("s1"))[0].accepted
    let named = try #require(title).id
    #expect(bench.control(boss.token, .setRole(gil.participant.id, .participant)) == .done)

    #expect(bench.post(gil.token, .undo(of: named))[0].complaint == .facilitatorsOnly)
    #expect(bench.post(gil.token, .undo(of: try #require(added).id))[0].accepted != nil)
    #expect(bench.post(gil.token, .undo(of: nil))[0].complaint == .facilitatorsOnly)

    #expect(bench.host.workshop.board.title == "Gil's")
    #expect(bench.host.workshop.board.stickyCount == 0)
    #expect(bench.control(boss.token, .setRole(gil.participant.id, .facilitator)) == .done)
    #expect(bench.post(gil.token, .undo(of: named))[0].accepted != nil)
  }

  @Test func `H17 an edit that writes thousands of parts is paid off like thousands of edits`()
    throws
  {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    #expect(bench.post(ana.token, .makeRoom(after: nil, columns: 10_000))[0].accepted != nil)

    let undo = PostedEdit(id: "u", edit: .success(.undo(of: nil)))
    guard case .complaint(.tooFast(let wait)) = bench.ask({ .edits($0, token: ana.token, [undo]) })
    else {
      Issue.record("an undo is taken at once")
      return
    }

    #expect(wait > 20_000)
    bench.wait(Int64(wait))
    #expect(bench.post(ana.token, .undo(of: nil))[0].accepted != nil)
    #expect(bench.host.workshop.board.emptyColumns == [])
  }

  @Test func `H3 a locked board is changed by facilitators only`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    #expect(bench.control(boss.token, .setLock(.board)) == .done)

    #expect(bench.post(ana.token, .add("s1"))[0].complaint == .boardLocked)
    #expect(bench.post(boss.token, .add("s2"))[0].accepted != nil)

    #expect(bench.control(boss.token, .setLock(.phaseKinds)) == .done)
    #expect(bench.post(ana.token, .add("s3"))[0].complaint == nil)
    #expect(
      bench.post(ana.token, .add("s4", kind: .aggregate))[0].complaint
        == .kindNotOpen(.aggregate, .frame))
    #expect(
      bench.post(ana.token, .batch([.changeKind("s3", to: .aggregate)]))[0].complaint
        == .kindNotOpen(.aggregate, .frame))
  }

  @Test func `H3 while kinds are locked, an undo brings back none that the phase has not opened`()
    throws
  {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    _ = bench.post(
      ana.token, .add("s1", kind: .aggregate), .add("s2", kind: .aggregate), .add("s3"),
      .add("s4", kind: .aggregate))
    let gone = bench.post(ana.token, .removeSticky("s1"), ids: ["gone"])[0].accepted
    #expect(gone != nil)
    _ = bench.post(ana.token, .changeKind("s2", to: .domainEvent), ids: ["made"])
    _ = bench.post(ana.token, .removeSticky("s3"), ids: ["open"])
    _ = bench.post(ana.token, .rewordSticky("s4", text: "Order", was: nil), ids: ["worded"])
    #expect(bench.control(boss.token, .setLock(.phaseKinds)) == .done)

    for target in ["gone", "made"] {
      #expect(
        bench.post(ana.token, .undo(of: ID(checked: target)))[0].complaint
          == .kindNotOpen(.aggregate, .frame), "\(target)")
    }
    // New words for what is there bring no kind, nor does what the phase has opened.
    for target in ["open", "worded"] {
      #expect(bench.post(ana.token, .undo(of: ID(checked: target)))[0].accepted != nil)
    }
    #expect(bench.control(boss.token, .setLock(.open)) == .done)
    _ = bench.post(ana.token, .undo(of: "gone"), ids: ["back"])
    _ = bench.post(ana.token, .undo(of: "back"), ids: ["away"])
    #expect(bench.control(boss.token, .setLock(.phaseKinds)) == .done)
    #expect(
      bench.post(ana.token, .redo(of: "away"))[0].complaint == .kindNotOpen(.aggregate, .frame))
  }

  @Test func `H4 nothing is answered, told or shown before it is recorded`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let foundBo = bench.join("Bo")
    let bo = try #require(foundBo)
    bench.open(1, bo.token)
    bench.turn(.edits(101, token: ana.token, [PostedEdit(id: "a", edit: .success(.add("s1")))]))
    #expect(bench.answer(to: 101) == nil)
    #expect(bench.sent(to: 1).entries == [])

    // A refusal that rests on the edit waits as well, and so does a snapshot.
    bench.turn(
      .edits(102, token: bo.token, [PostedEdit(id: "b", edit: .success(.add("s1")))]),
      .snapshot(103, token: bo.token))
    #expect(bench.answer(to: 102) == nil)
    #expect(bench.answer(to: 103) == nil)
    bench.open(2, bo.token)
    #expect(bench.sent(to: 2).hello?.latest == HostBench.start)
    #expect(bench.sent(to: 2).entries == [])

    bench.write()

    #expect(bench.answer(to: 101) != nil)
    #expect(bench.answer(to: 102) != nil)
    guard case .snapshot(let point, let board) = bench.answer(to: 103) else {
      Issue.record("no snapshot")
      return
    }
    #expect(point == bench.journal.last?.point)
    #expect(board.contains("s1"))
    #expect(bench.sent(to: 1).entries == [1, 2])
    #expect(bench.sent(to: 2).entries == [1, 2])
  }

  @Test func `H4 what is accepted while a record is under way waits together`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    for number in 1...3 {
      let edit = PostedEdit(id: ID(checked: "e\(number)"), edit: .success(.add("s\(number)")))
      bench.turn(.edits(100 + number, token: ana.token, [edit]))
      #expect(bench.recordCount == (number == 1 ? 1 : 0))
    }

    bench.write()

    #expect(bench.recordCount == 1)
    #expect(bench.unwritten.map(\.entry.editID) == ["e2", "e3"])
  }

  @Test func `H5 after a failed record nothing is acknowledged any more`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    bench.open(1, ana.token)
    bench.turn(.edits(101, token: ana.token, [PostedEdit(id: "a", edit: .success(.add("s1")))]))

    bench.turn(.recordFailed)

    #expect(bench.answer(to: 101) == .complaint(.cannotRecord))
    #expect(bench.sent(to: 1) == [.halted])
    #expect(bench.ask { .edits($0, token: ana.token, []) }?.complaint == .cannotRecord)
    #expect(bench.ask { .snapshot($0, token: ana.token) }?.complaint == .cannotRecord)
    #expect(bench.turn(.recorded(through: 2)) == [])
    bench.open(2, ana.token)
    #expect(bench.sent(to: 2).hello?.isHalted == true)
    #expect(bench.sent(to: 2).entries == [])
  }

  @Test func `H6 a repeated edit gets its first answer, whatever it contains`() throws {
    var bench = HostBench()
    let foundBoss = bench.join("Fay", as: .facilitator)
    let boss = try #require(foundBoss)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let first = bench.post(ana.token, .add("s1"), ids: ["a"])[0].accepted
    #expect(bench.control(boss.token, .setRole(ana.participant.id, .observer)) == .done)

    let again = bench.post(ana.token, .removeSticky("s1"), ids: ["a"])[0].accepted

    #expect(again?.sequence == first?.sequence)
    #expect(again?.createdID == "s1")
    #expect(again?.isRepeated == true)
    #expect(bench.host.workshop.board.contains("s1"))
  }

  @Test func `H6 a refused edit stays refused when it is repeated`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let reword = Edit.rewordSticky("s1", text: "x", was: nil)
    #expect(bench.post(ana.token, reword, ids: ["a"])[0].complaint == .refused(.noSuchSticky("s1")))
    #expect(bench.post(ana.token, .add("s1"))[0].accepted != nil)

    #expect(bench.post(ana.token, reword, ids: ["a"])[0].complaint == .refused(.noSuchSticky("s1")))
    #expect(bench.host.workshop.board["s1"]?.text == "s1")
  }

  @Test func `H18 the log is told as far as it is recorded, to whoever takes part`() throws {
    var bench = HostBench()
    let foundBo = bench.join("Bo", as: .observer)
    let bo = try #require(foundBo)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)

    bench.turn(
      .edits(101, token: ana.token, [PostedEdit(id: "a", edit: .success(.add("s1")))]),
      .log(102, token: bo.token))
    #expect(bench.answer(to: 102) == .log(through: HostBench.start))

    bench.write()
    let end = try #require(bench.journal.last?.point)
    bench.turn(.log(103, token: bo.token))
    #expect(bench.answer(to: 103) == .log(through: end))

    var random = SystemRandomNumberGenerator()
    bench.turn(.log(104, token: Secret(using: &random)))
    #expect(bench.answer(to: 104) == .complaint(.unknownToken))
  }

  @Test func `H17 what an undo looks at counts where it is refused too`() throws {
    var workshop = Workshop(board: Board(id: "w", title: "Workshop", level: .process))
    let ana = Participant(id: "ana", name: "Ana")
    var ids = CountedIDs("i")
    let stickies = (0..<50).map { Edit.add("s\($0)", kind: .aggregate) }
    _ = try workshop.submit(.batch(stickies), editID: "e1", by: ana, at: .earliest, ids: &ids)
    let removal = Edit.batch((0..<50).map { .removeSticky(ID(checked: "s\($0)")) })
    _ = try workshop.submit(removal, editID: "e2", by: ana, at: .earliest, ids: &ids)
    let before = workshop.effort
    #expect(workshop.objection(to: .undo(of: "e2"), by: "ana", as: .participant) == nil)
    #expect(workshop.effort == before)
    #expect(workshop.kindNotOpened(by: .undo(of: "e2"), of: "ana") == .aggregate)
    #expect(workshop.effort >= before + 50)
  }

  @Test func `H17 nothing is searched for an undo that the lock forbids`() throws {
    var bench = HostBench()
    let boss = try bench.guest("Fay", as: .facilitator)
    let ana = try bench.guest("Ana")
    #expect(bench.control(boss.token, .setRole(ana.participant.id, .facilitator)) == .done)
    let titled = Edit.setTitle("Orders", was: nil)
    #expect(bench.post(ana.token, titled, ids: ["titled"])[0].accepted != nil)
    #expect(bench.control(boss.token, .setRole(ana.participant.id, .participant)) == .done)
    // Only whoever looks at what the undo would do finds that.
    #expect(bench.post(ana.token, .undo(of: "titled"))[0].complaint == .facilitatorsOnly)
    #expect(bench.control(boss.token, .setLock(.board)) == .done)
    #expect(bench.post(ana.token, .undo(of: "titled"))[0].complaint == .boardLocked)
  }

  @Test func `H17 snapshots and logs are so many a minute for one person`() throws {
    var bench = HostBench()
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let foundBo = bench.join("Bo")
    let bo = try #require(foundBo)
    for _ in 0..<HostLimits().readingsAtOnce / 2 {
      #expect(bench.ask { .log($0, token: ana.token) }?.complaint == nil)
      #expect(bench.ask { .snapshot($0, token: ana.token) }?.complaint == nil)
    }
    guard case .tooFast(let wait)? = bench.ask({ .log($0, token: ana.token) })?.complaint else {
      Issue.record("no end")
      return
    }
    #expect(bench.ask { .snapshot($0, token: ana.token) }?.complaint == .tooFast(retryAfter: wait))
    #expect(bench.ask { .snapshot($0, token: bo.token) }?.complaint == nil)
    bench.wait(Int64(wait))
    #expect(bench.ask { .snapshot($0, token: ana.token) }?.complaint == nil)
  }

  @Test func `H17 more than one person may do is refused as a whole, and only for a while`() throws
  {
    var limits = HostLimits()
    limits.editsPerSecond = 10
    limits.editsAtOnce = 20
    var bench = HostBench(limits: limits)
    let foundAna = bench.join("Ana")
    let ana = try #require(foundAna)
    let paste = Edit.batch((0..<30).map { .add("p\($0)") })
    #expect(bench.post(ana.token, paste)[0].accepted != nil)

    let answer = bench.ask { .edits($0, token: ana.token, []) }
    guard case .complaint(.tooFast(let wait)) = answer else {
      Issue.record("not too fast: \(String(describing: answer))")
      return
    }
    #expect(wait > 500 && wait < 2_000)
    bench.wait(Int64(wait))
    #expect(bench.post(ana.token, .add("s1"))[0].accepted != nil)
  }
}
