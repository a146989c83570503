import SquallCollaboration
import SquallModel
import SquallSessions
import Testing

/// What a guest does with its own edits: G1 to G6.
@Suite struct EditRuleTests {
  @Test func `G1 my edits are on my board at once, on top of what others do`() throws {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("mine"), id: "e1"))
    #expect(bench.guest.board?.contains("mine") == true)
    #expect(bench.guest.confirmedWorkshop?.workshop.board.contains("mine") == false)

    try bench.accept(.add("theirs"), "b1")
    bench.tell()

    let order = bench.guest.board?.readingOrder.map(\.id)
    #expect(order == ["theirs", "mine"])
    #expect(bench.guest.waitingCount == 1)
  }

  @Test func `G1 what cannot be applied any more is not shown and still waits`() throws {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    bench.tell()
    bench.turn(.edit(.rewordSticky("s1", text: "mine", was: nil), id: "e1"))
    #expect(bench.guest.board?["s1"]?.text == "mine")

    try bench.accept(.removeSticky("s1"), "b2")
    bench.tell()

    #expect(bench.guest.board?.contains("s1") == false)
    #expect(bench.guest.waiting.map(\.id) == ["e1"])
    #expect(bench.guest.refused == [])
  }

  @Test func `G2 an entry that comes twice is applied once`() throws {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    bench.tell()
    let board = bench.guest.board

    bench.tell()

    #expect(bench.guest.board == board)
    #expect(bench.guest.link == .live)
    #expect(!bench.actions.contains { if case .confirm = $0 { true } else { false } })
  }

  @Test func `G2 a gap or a checksum that does not follow ends the stream`() throws {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    bench.hear(.entry(bench.lines[1]))
    #expect(bench.guest.confirmedWorkshop?.point.sequence == 0)
    guard case .offline = bench.guest.link else {
      Issue.record("still \(bench.guest.link)")
      return
    }

    bench = GuestBench()
    bench.greet()
    let forged = LogLine(
      Entry(sequence: 1, editID: "x", at: .earliest, by: nil, change: .titleSet("Forged")),
      after: LogPoint(sequence: 0, checksum: 7))
    bench.hear(.entry(forged))
    #expect(bench.guest.board?.title == "Workshop")
    #expect(bench.actions.contains(.fetchSnapshot(bench.attempt)))
  }

  @Test func `G3 an edit is kept before it is posted, and let go once it is confirmed`() throws {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    let kept = WaitingEdit(id: "e1", edit: .add("s1"), at: bench.moment.instant)
    #expect(bench.actions.first == .keep(kept))
    #expect(bench.posts.map(\.ids) == [["e1"]])
    #expect(WaitingEdit(reading: kept.bytes) == kept)
    #expect(WaitingEdit(reading: Array(kept.bytes.dropLast(3))) == nil)

    let receipt = try bench.accept(.add("s1"), "e1", by: GuestBench.me)
    bench.turn(.posted(1, [receipt]))
    #expect(bench.guest.waitingCount == 1)
    #expect(!bench.actions.contains(.settle(["e1"])))
    bench.tell()
    #expect(bench.actions.contains(.settle(["e1"])))
    #expect(bench.guest.waitingCount == 0)
    #expect(bench.guest.board == bench.host.board)
  }

  @Test func `G3 an edit that cannot be is refused at once, neither kept nor posted`() {
    var bench = GuestBench()
    bench.greet(role: .observer)
    bench.turn(.edit(.add("s1"), id: "e1"))
    let first = RefusedEdit(id: "e1", edit: .add("s1"), cause: .here(.observersOnlyRead))
    #expect(bench.actions == [.keepRefused(first), .tell(.refused(first))])

    bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.removeSticky("s1"), id: "e2"))
    let second = RefusedEdit(
      id: "e2", edit: .removeSticky("s1"), cause: .here(.refused(.noSuchSticky("s1"))))
    #expect(bench.actions == [.keepRefused(second), .tell(.refused(second))])
    #expect(bench.guest.waitingCount == 0)
  }

  @Test func `G6 what this guest cannot take is listed with its text too`() {
    func note(_ text: String) -> Edit { .addSticky(NewSticky(id: "s1", kind: .note, text: text)) }
    var bench = GuestBench()
    bench.greet()
    bench.hear(.lock(.board))
    bench.turn(.edit(note("late"), id: "e1"))
    bench.turn(.edit(.undo(of: "e1"), id: "e2"))
    #expect(bench.news == [])
    let late = RefusedEdit(id: "e1", edit: note("late"), cause: .here(.boardLocked))
    #expect(bench.guest.refused == [late])
    #expect(bench.guest.board?.contains("s1") == false)
    bench.turn(.dismissRefused(["e1"]))
    #expect(bench.guest.refused == [])

    bench = GuestBench(copy: false)
    bench.turn(.edit(note("early"), id: "e1"))
    #expect(
      bench.guest.refused == [RefusedEdit(id: "e1", edit: note("early"), cause: .noBoard)])

    let waiting = (1...GuestMachine.maximumWaiting).map { number in
      WaitingEdit(
        id: ID(checked: "w\(number)"), edit: .setTitle("\(number)", was: nil), at: .earliest)
    }
    bench = GuestBench(waiting: waiting)
    bench.turn(.edit(note("one more"), id: "e1"))
    #expect(
      bench.guest.refused == [
        RefusedEdit(id: "e1", edit: note("one more"), cause: .tooManyWaiting)
      ])
    #expect(bench.guest.waitingCount == GuestMachine.maximumWaiting)
  }

  @Test func `G3 edits that were kept wait again after a restart, and are posted`() {
    let kept = WaitingEdit(id: "e1", edit: .add("s1"), at: .earliest)
    var bench = GuestBench(waiting: [kept])
    #expect(bench.guest.board?.contains("s1") == true)
    bench.greet()
    #expect(bench.posts.map(\.ids) == [["e1"]])
  }

  @Test func `G4 one post is under way at a time, and the next takes all that waits`() throws {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    #expect(bench.posts.map(\.ids) == [["e1"]])
    bench.turn(.edit(.add("s2"), id: "e2"))
    bench.turn(.edit(.add("s3"), id: "e3"))
    #expect(bench.posts.isEmpty)

    bench.turn(.posted(1, [try bench.accept(.add("s1"), "e1", by: GuestBench.me)]))

    #expect(bench.posts.map(\.ids) == [["e2", "e3"]])
  }

  @Test func `G4 a post is no longer than the host takes`() {
    var bench = GuestBench(postBytes: 1_000)
    bench.greet()
    let long = String(repeating: "x", count: 300)
    for number in 1...4 {
      bench.turn(
        .edit(
          .addSticky(NewSticky(kind: .note, text: long)), id: ID(checked: "e\(number)")))
    }
    bench.turn(.postFailed(1, .unreachable("gone")))
    bench.wait(15_000)
    bench.turn()
    bench.wait(15_000)
    bench.turn()
    bench.greet()
    #expect(bench.posts.map(\.ids) == [["e1", "e2"]])
    bench.turn(.edit(.addSticky(NewSticky(kind: .note, text: long + long + long)), id: "e5"))
    guard case .refused(let long) = bench.news.first,
      long.cause == .here(.tooLong(maximum: 1_000))
    else {
      Issue.record("\(bench.news)")
      return
    }
  }

  @Test
  func `G4 a value that is too deep for the host is refused here, and stands in nobody's way`()
    throws
  {
    func nested(_ depth: Int) -> JSONValue {
      (0..<depth).reduce(JSONValue.bool(true)) { value, _ in .array([value]) }
    }
    func edit(_ depth: Int) -> Edit {
      .setField("s1", name: "n", value: nested(depth), was: nil)
    }
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    bench.turn(.posted(1, [try bench.accept(.add("s1"), "e1", by: GuestBench.me)]))
    let deepest = try #require(
      (1...70).last { depth in
        let bytes = EditFormat.bytes(of: edit(depth))
        if case .success = bytes.withUnsafeBytes({ EditFormat.read($0).edit }) { return true }
        return false
      })
    // What this guest takes the host reads, and the file of waiting edits too.
    bench.turn(.edit(edit(deepest), id: "e2"))
    #expect(bench.posts.map(\.ids) == [["e2"]])
    let kept = try #require(bench.guest.waiting.last)
    #expect(WaitingEdit(reading: kept.bytes) == kept)

    bench.turn(.edit(edit(deepest + 1), id: "e3"))
    #expect(bench.guest.refused.map(\.id) == ["e3"])
    #expect(bench.guest.waiting.map(\.id) == ["e1", "e2"])
  }

  @Test func `G5 a post that the host cannot read is taken apart, and what it is about refused`() {
    var bench = GuestBench()
    bench.greet()
    for number in 1...3 {
      bench.turn(.edit(.add("s\(number)"), id: ID(checked: "e\(number)")))
    }
    let report = Report(word: "unreadable", sentence: "what is that?")
    bench.turn(.postFailed(1, .unreachable("gone")))
    bench.wait(1_000)
    bench.hearComment("\(bench.point) 0")
    #expect(bench.posts.map(\.ids) == [["e1", "e2", "e3"]])
    bench.turn(.postFailed(2, .refused(report)))
    #expect(bench.posts.map(\.ids) == [["e1"]])
    bench.turn(.postFailed(3, .refused(report)))
    #expect(bench.guest.refused.map(\.id) == ["e1"])
    #expect(bench.posts.map(\.ids) == [["e2"]])
  }

  @Test func `G5 after a post that did not get through the next one is half as long`() {
    var bench = GuestBench(postBytes: 64 << 10)
    bench.greet()
    let long = String(repeating: "x", count: 3_000)
    for number in 1...16 {
      bench.turn(
        .edit(.addSticky(NewSticky(kind: .note, text: long)), id: ID(checked: "e\(number)")))
    }
    var sizes: [Int] = []
    for number in 1...5 {
      bench.turn(.postFailed(number, .unreachable("gone")))
      repeat {
        bench.wait(1_000)
        bench.hearComment("\(bench.point) 0")
      } while bench.posts.isEmpty
      sizes.append(bench.posts[0].ids.count)
    }
    #expect(sizes == [16, 7, 3, 1, 1])
  }

  @Test func `G4 an undo says which edit it means`() throws {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    bench.turn(.edit(.undo(of: nil), id: "e2"))
    #expect(bench.guest.waiting.last?.edit == .undo(of: "e1"))
    #expect(bench.guest.board?.contains("s1") == false)
    bench.turn(.edit(.redo(of: nil), id: "e3"))
    #expect(bench.guest.waiting.last?.edit == .redo(of: "e2"))
    #expect(bench.guest.board?.contains("s1") == true)

    // What was done before this guest came is known to the host alone.
    bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.undo(of: nil), id: "e1"))
    #expect(bench.guest.waiting.map(\.edit) == [.undo(of: nil)])
  }

  @Test func `G4 what an edit adds has the same id here and at the host`() {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.addSticky(NewSticky(kind: .note, text: "n")), id: "e1"))
    guard case .addSticky(let new) = bench.guest.waiting.first?.edit, let id = new.id else {
      Issue.record("no id")
      return
    }
    #expect(bench.guest.board?.contains(id) == true)
  }

  @Test func `G5 a post without an answer is posted again after 15 s`() {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    bench.wait(10_000)
    bench.hearComment("\(bench.point) 0")
    bench.wait(5_000)
    bench.turn()
    #expect(bench.posts.isEmpty)
    #expect((bench.guest.nextTurn ?? 0) <= bench.now + 1_000)
    bench.wait(1_000)
    bench.turn()
    #expect(bench.posts.map(\.ids) == [["e1"]])
    // The late answer to the first post says nothing new.
    bench.turn(.posted(1, []))
    #expect(bench.guest.waitingCount == 1)
  }

  @Test func `G5 a host that is busy is asked again when it said`() {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    let report = Report(word: "tooFast", sentence: "wait", retryAfter: 700)
    bench.turn(.postFailed(1, .refused(report)))
    bench.wait(699)
    bench.turn()
    #expect(bench.posts.isEmpty)
    bench.wait(1)
    bench.turn()
    #expect(bench.posts.map(\.ids) == [["e1"]])
  }

  @Test
  func `G13 a sticky whose neighbour has gone lands in the inbox, and what it was since with it`()
    throws
  {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    bench.tell()
    // While the link is lost, Me writes a sticky behind one that Bo takes away.
    let hotspot = Edit.add("hot", kind: .hotspot, to: .on("mine"))
    let edits: [(Edit, ID)] = [
      (.add("mine", to: .after("s1")), "e1"), (.rewordSticky("mine", text: "Mine", was: nil), "e2"),
      (hotspot, "e3"), (.add("next", to: .after("mine")), "e4"), (.undo(of: "e2"), "e5"),
    ]
    bench.turn(.streamEnded(bench.current, .unreachable("gone")))
    for (edit, id) in edits { bench.turn(.edit(edit, id: id)) }
    try bench.accept(.removeSticky("s1"), "b2")
    bench.wait(15_000)
    bench.turn()
    bench.greet()
    var news: [GuestNews] = []

    // The host answers as it does, until nothing waits any more.
    while let post = bench.posts.first {
      var receipts: [EditReceipt] = []
      for waiting in bench.guest.waiting where post.ids.contains(waiting.id) {
        do {
          receipts.append(try bench.accept(waiting.edit, waiting.id, by: GuestBench.me))
        } catch let refusal as Refusal {
          receipts.append(
            .refused(id: waiting.id, Report(word: refusal.word, sentence: "\(refusal)")))
        }
      }
      bench.turn(.posted(post.number, receipts))
      news += bench.news
    }
    bench.tell()

    #expect(bench.guest.waitingCount == 0)
    #expect(bench.guest.refused == [])
    #expect(bench.guest.board == bench.host.board)
    #expect(bench.host.board["mine"]?.place == .inbox)
    #expect(bench.host.board["mine"]?.text == "mine")
    #expect(bench.host.board["hot"]?.place == .on("mine"))
    #expect(bench.host.board["next"]?.place == .inbox)
    let anew = news.compactMap {
      if case .madeAnew(let id, let made) = $0 { (id, made) } else { nil }
    }
    #expect(anew.map(\.0) == ["e1", "e2", "e3", "e4", "e5"])
    #expect(anew.map(\.1.id) == ["e1.1", "e2.1", "e3.1", "e4.1", "e5.1"])
    #expect(anew.flatMap(\.1.edit.inboxedAdditions) == ["mine", "next"])
  }

  @Test func `G13 what takes the place of a refused edit is kept before that is let go`() throws {
    var bench = GuestBench()
    bench.greet()
    try bench.accept(.add("s1"), "b1")
    bench.tell()
    let paste = Edit.batch([
      .add("p1", to: .after("s1")), .add("hot", kind: .hotspot, to: .on("p1")),
      .add("p2", to: .after("p1")),
    ])
    bench.turn(.edit(paste, id: "e1"))
    let report = Report(word: "noSuchSticky", sentence: "the sticky has gone")
    bench.turn(.posted(1, [.refused(id: "e1", report)]))

    let inboxed = Edit.batch([
      .add("p1", to: .inbox), .add("hot", kind: .hotspot, to: .on("p1")), .add("p2", to: .inbox),
    ])
    let made = WaitingEdit(id: "e1.1", edit: inboxed, at: bench.moment.instant)
    let kept = bench.actions.firstIndex(of: .keep(made))
    let settled = bench.actions.firstIndex(of: .settle(["e1"]))
    #expect(try #require(kept) < #require(settled))
    #expect(bench.posts.map(\.ids) == [["e1.1"]])

    // Refused once more, it is listed with its text; and another refusal sends nothing anywhere.
    bench.turn(.posted(2, [.refused(id: "e1.1", report)]))
    #expect(bench.guest.refused.map(\.id) == ["e1.1"])
    bench.turn(.edit(.add("s2", to: .after("s1")), id: "e2"))
    let locked = Report(word: "boardLocked", sentence: "the board is locked")
    bench.turn(.posted(3, [.refused(id: "e2", locked)]))
    #expect(bench.guest.refused.map(\.id) == ["e1.1", "e2"])

    // A crash between the two brings both back: the first is let go, and the second made once.
    let first = WaitingEdit(id: "e1", edit: paste, at: .earliest)
    bench = GuestBench(waiting: [first, made])
    bench.greet()
    bench.turn(.posted(1, [.refused(id: "e1", report)]))
    #expect(bench.guest.waiting == [made])
    #expect(bench.actions.contains(.settle(["e1"])))
    #expect(bench.news == [])
  }

  @Test func `G13 what this guest knows to have gone sends a sticky to the inbox at once`() {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("mine", to: .after("s1")), id: "e1"))
    let made = WaitingEdit(id: "e1.1", edit: .add("mine", to: .inbox), at: bench.moment.instant)
    #expect(bench.news == [.madeAnew("e1", as: made)])
    #expect(bench.guest.board?["mine"]?.place == .inbox)
    #expect(bench.posts.map(\.ids) == [["e1.1"]])
  }

  @Test func `G6 a refused edit is taken off the board, told and listed until dismissed`() {
    var bench = GuestBench()
    bench.greet()
    bench.turn(.edit(.add("s1"), id: "e1"))
    bench.turn(.edit(.undo(of: nil), id: "e2"))
    let report = Report(word: "boardLocked", sentence: "the board is locked")
    bench.turn(.posted(1, [.refused(id: "e1", report)]))
    let refused = RefusedEdit(id: "e1", edit: .add("s1"), cause: .host(report))
    #expect(bench.news == [.refused(refused)])
    #expect(bench.guest.refused == [refused])
    #expect(bench.guest.board?.contains("s1") == false)

    // The undo of what never was is no news.
    let unknown = Report(word: "noSuchEdit", sentence: "there is no edit e1")
    bench.turn(.posted(2, [.refused(id: "e2", unknown)]))
    #expect(bench.news == [])
    #expect(bench.guest.waitingCount == 0)
    bench.turn(.dismissRefused(["e1"]))
    #expect(bench.guest.refused == [])
  }
}
