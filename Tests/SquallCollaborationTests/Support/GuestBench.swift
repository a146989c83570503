import CollaborationSimulation
import SquallCollaboration
import SquallModel
import SquallSessions

/// A guest on made-up time, whose host is the test.
struct GuestBench {
  static let me = Participant(id: "me", name: "Me")
  static let bo = Participant(id: "bo", name: "Bo")

  var guest: GuestMachine
  var now: Int64 = 1_000
  var actions: [GuestAction] = []
  /// The host's log.
  var host = Workshop(board: Board(id: "w", title: "Workshop", level: .process))
  var point = LogPoint(sequence: 0, checksum: 42)
  var lines: [LogLine] = []
  private var ids = CountedIDs("h")

  init(waiting: [WaitingEdit] = [], copy: Bool = true, postBytes: Int = 1 << 20) {
    guest = GuestMachine(
      GuestBench.me, role: .participant,
      copy: copy
        ? SessionSnapshot(
          board: Board(id: "w", title: "Workshop", level: .process), revision: 0, checksum: 42)
        : nil,
      waiting: waiting, postBytes: postBytes, ids: CountedIDs("g"),
      random: SeededGenerator(seed: 3), now: Moment(instant: .earliest, uptime: 1_000))
    actions = guest.start(at: moment)
  }

  var moment: Moment { Moment(instant: Instant(clamping: now), uptime: now) }

  @discardableResult
  mutating func turn(_ inputs: GuestInput...) -> [GuestAction] {
    actions = guest.turn(inputs, at: moment)
    return actions
  }

  /// The attempt that was asked for last.
  var attempt: Attempt {
    for action in actions.reversed() {
      switch action {
      case .openStream(let attempt, _), .fetchSnapshot(let attempt): return attempt
      default: break
      }
    }
    return current
  }

  private(set) var current: Attempt = 1

  /// The stream is open and says hello.
  mutating func greet(
    people: [Person] = [], role: Role = .participant, told: Int = 0, here: Presence = Presence()
  ) {
    current = attempt
    let me = Person(id: "me", name: "Me", role: role, link: .here, presence: here)
    hear(
      .hello(
        Hello(session: "w", you: "me", latest: point, people: [me] + people, told: told)))
  }

  mutating func hear(_ messages: StreamMessage...) {
    var writer = EventStreamWriter()
    for message in messages { writer.write(message) }
    turn(.streamBytes(current, writer.bytes))
  }

  mutating func hearComment(_ text: String) {
    turn(.streamBytes(current, Array(": \(text)\n\n".utf8)))
  }

  /// The host accepts an edit; its lines are told later.
  @discardableResult
  mutating func accept(
    _ edit: Edit, _ id: ID, by author: Participant = GuestBench.bo
  ) throws -> EditReceipt {
    let acceptance = try host.submit(
      edit, editID: id, by: author, at: Instant(clamping: now), ids: &ids)
    for entry in acceptance.entries {
      let line = LogLine(entry, after: point)
      point = line.point
      lines.append(line)
    }
    return .accepted(
      EditAnswer.Accepted(
        id: id, sequence: acceptance.sequence, createdID: acceptance.createdID,
        isRepeated: acceptance.isRepeated))
  }

  /// Tells the guest all lines after a sequence.
  mutating func tell(after sequence: Int = 0) {
    var writer = EventStreamWriter()
    for line in lines where line.entry.sequence > sequence { writer.entry(line) }
    turn(.streamBytes(current, writer.bytes))
  }

  /// The posts of the last turn: number and ids.
  var posts: [(number: Int, ids: [ID?])] {
    actions.compactMap { action in
      guard case .post(let number, let bytes) = action else { return nil }
      return (number, (try? EditPost.read(bytes))?.map(\.id) ?? [])
    }
  }

  var news: [GuestNews] {
    actions.compactMap { if case .tell(let news) = $0 { news } else { nil } }
  }

  mutating func wait(_ milliseconds: Int64) { now += milliseconds }
}
