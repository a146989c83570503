import Foundation
import SquallCollaboration
public import SquallModel
import SquallNetwork
import SquallSessions
import Testing

/// A guest that drives its machine over a connection to a real host.
struct GuestEdgeTests {
  @Test func `an edit of one guest reaches the other, recorded, and is told as their own`() throws {
    let workshop = try HostedBench()
    let ana = try workshop.guest("Ana")
    let bo = try workshop.guest("Bo")

    ana.edge.take(.edit(.add("s1"), id: "a1"))
    #expect(bo.wait { $0.board?.contains("s1") == true && $0.status?.waiting == 0 })
    #expect(ana.wait { $0.board?.contains("s1") == true && $0.status?.waiting == 0 })
    #expect(bo.board?["s1"]?.author == ana.me.id)

    bo.edge.take(.edit(.removeSticky("s1"), id: "b1"))
    #expect(ana.wait { $0.board?.contains("s1") == false })
    #expect(ana.entries.map(\.editID).suffix(1) == ["b1"])
    _ = try ana.edge.close()
    _ = try bo.edge.close()
    try workshop.end()
    let onDisk = try SessionReading(HostedBench.path, on: workshop.disk)
    #expect(onDisk.workshop.board == bo.board)
  }

  @Test func `a guest is told how many edits it was handed, also where the last cannot be`() throws
  {
    let workshop = try HostedBench()
    let ana = try workshop.guest("Ana")

    ana.edge.take(.edit(.add("s1"), id: "a1"))
    ana.edge.take(.edit(.removeSticky("nothing"), id: "a2"))

    #expect(ana.wait { $0.taken == 2 && $0.board?.contains("s1") == true })
    #expect(ana.wait { $0.news.contains { if case .refused = $0 { true } else { false } } })
    _ = try ana.edge.close()
    try workshop.end()
  }

  @Test func `G3 what a guest could not post is posted by the next one of their name`() throws {
    let workshop = try HostedBench()
    let joined = try #require(workshop.edge.admitLocally(named: "Ana", as: .participant))
    let guests = MemoryFileSystem()
    let file = try WaitingFile(Path("/ana"), on: guests)
    try file.keep([
      WaitingEdit(id: "a1", edit: .add("s1"), at: Instant(clamping: 1_000_000))
    ])
    try file.close()

    let ana = try workshop.guest("Ana", joined: joined, keepingIn: guests)

    #expect(ana.wait { $0.board?.contains("s1") == true && $0.status?.waiting == 0 })
    _ = try ana.edge.close()
    #expect(try guests.read(Path("/ana.edits")) == [])
    try workshop.end()
  }

  @Test func `M23 a guest holds a copy that a host goes on from`() throws {
    let workshop = try HostedBench()
    let guests = MemoryFileSystem()
    let ana = try workshop.guest("Ana", keepingIn: guests)
    ana.edge.take(.edit(.add("s1"), id: "a1"))
    ana.edge.take(.edit(.add("s2"), id: "a2"))
    #expect(ana.wait { $0.board?.contains("s2") == true && $0.status?.waiting == 0 })
    try workshop.end()
    let path = try #require(try ana.edge.close())

    let next = try HostedBench(at: path, on: guests)
    let bo = try next.guest("Bo")
    #expect(bo.wait { $0.board?.contains("s2") == true })
    bo.edge.take(.edit(.add("s3"), id: "b3"))
    #expect(bo.wait { $0.board?.contains("s3") == true && $0.status?.waiting == 0 })
    _ = try bo.edge.close()
    try next.end()
  }

  @Test func `what a facilitator asks for is answered, and seen by the others`() throws {
    let workshop = try HostedBench()
    let eva = try workshop.guest("Eva", as: .facilitator)
    let bo = try workshop.guest("Bo")
    #expect(eva.wait { $0.status?.people.count == 2 })

    eva.edge.control(.setRole(bo.me.id, .observer)) { _ in }

    #expect(bo.wait { $0.status?.role == .observer })
    bo.edge.take(.edit(.add("s1"), id: "b1"))
    #expect(
      bo.wait {
        $0.status?.refused == [
          RefusedEdit(id: "b1", edit: .add("s1"), cause: .here(.observersOnlyRead))
        ]
      })
    _ = try eva.edge.close()
    _ = try bo.edge.close()
    try workshop.end()
  }
}

/// A host in this process, with a session in memory.
struct HostedBench {
  static let path = Path("/order.json")

  let disk: MemoryFileSystem
  let edge: HostEdge

  init() throws {
    let disk = MemoryFileSystem()
    let holder = HostedBench.holder
    var reading = try SessionReading(
      new: Board(id: "order", title: "Order"), at: HostedBench.path, on: disk)
    reading.prepareForEdits(editID: "begin", at: Instant(clamping: 1_000_000))
    let store = try SessionStore(reading, holder: holder, on: disk)
    try store.save(reading.workshop.board, at: store.latest)
    try store.close()
    try self.init(at: HostedBench.path, on: disk)
  }

  init(at path: Path, on disk: MemoryFileSystem) throws {
    self.disk = disk
    let reading = try SessionReading(path, on: disk)
    edge = try HostEdge(
      try HostedSession(reading, on: disk),
      in: HostEdge.Surroundings(
        disk: disk, access: nil, holder: HostedBench.holder, moment: HostedBench.now,
        ids: RandomIDs(SystemRandomNumberGenerator()), sentences: { $0.word }, tell: { _ in }))
  }

  static let holder = LockHolder(
    name: "Eva", host: "here", process: 1, since: Instant(clamping: 1_000_000))

  static let now: @Sendable () -> Moment = {
    let uptime = Int64(ProcessInfo.processInfo.systemUptime * 1_000)
    return Moment(instant: Instant(clamping: uptime), uptime: uptime)
  }

  func guest(
    _ name: String, as role: Role = .participant, joined: JoinAnswer? = nil,
    keepingIn guests: MemoryFileSystem? = nil
  ) throws -> HeardGuest {
    let joined = try joined ?? #require(edge.admitLocally(named: name, as: role))
    let guest = try HeardGuest(joined, over: LocalHostConnection(edge), keepingIn: guests)
    try #require(guest.wait { $0.board != nil && $0.status?.link == .live })
    return guest
  }

  func end() throws { try edge.end() }
}

/// A guest, and everything that was heard of it.
final class HeardGuest: @unchecked Sendable {
  let me: Participant
  private let thread = NetworkThread()
  private let changed = NSCondition()
  private(set) var board: Board?
  private(set) var status: GuestStatus?
  private(set) var entries: [Entry] = []
  private(set) var news: [GuestNews] = []
  private(set) var taken = 0
  private var made: GuestEdge?

  var edge: GuestEdge { made! }

  init(
    _ joined: JoinAnswer, over connection: any HostConnection,
    keepingIn guests: MemoryFileSystem? = nil
  ) throws {
    me = joined.participant
    let waiting = try guests.map { try WaitingFile(Path("/ana"), on: $0) }
    let copy = guests.map { disk in
      GuestCopy(
        holder: HostedBench.holder, on: disk, name: { _ in Path("/copy") }, news: { _ in })
    }
    let connection = connection
    made = GuestEdge(
      joined, over: connection, on: thread.loop,
      files: GuestEdge.Files(waiting: waiting, copy: copy, reason: { "\($0)" }),
      ids: RandomIDs(SystemRandomNumberGenerator()), random: SystemRandomNumberGenerator(),
      now: HostedBench.now,
      GuestEdge.Listener(turn: { [weak self] in self?.hear($0) }, files: { _ in }))
    edge.start()
  }

  private func hear(_ turn: GuestTurn) {
    changed.lock()
    board = turn.workshop?.board ?? board
    status = turn.status
    entries += turn.entries
    news += turn.news
    taken = turn.taken
    changed.broadcast()
    changed.unlock()
  }

  /// Waits until something holds; false where it does not in a minute.
  func wait(_ isSo: (HeardGuest) -> Bool) -> Bool {
    changed.lock()
    defer { changed.unlock() }
    let end = Date(timeIntervalSinceNow: 60)
    while !isSo(self) { if !changed.wait(until: end) { return isSo(self) } }
    return true
  }
}

extension Edit {
  static func add(_ id: String) -> Edit {
    .addSticky(NewSticky(id: ID(checked: id), kind: .domainEvent, text: id, target: .end))
  }
}

extension ID: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(checked: text) }
}
