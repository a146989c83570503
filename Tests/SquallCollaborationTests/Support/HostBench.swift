import CollaborationSimulation
import SquallCollaboration
public import SquallModel
import SquallSessions
import Testing

/// A host on made-up time, whose journal is written when the test says so.
struct HostBench {
  var host: HostMachine
  var now: Int64 = 0
  private var requests = 0
  private var edits = 0
  /// The actions of the last turn.
  var actions: [HostAction] = []
  /// What the journal holds.
  var journal: [LogLine] = []
  /// Handed over to be recorded, and not yet.
  var unwritten: [LogLine] = []
  var access: AccessRecord?

  static let start = LogPoint(sequence: 0, checksum: 42)

  init(
    board: Board? = nil, access: AccessRecord? = nil, limits: HostLimits = HostLimits(),
    seed: UInt64 = 1, now: Moment = Moment(instant: .earliest, uptime: 0)
  ) {
    let board =
      board
      ?? Board(
        id: "w", title: "Workshop", level: .process, lanes: [Lane(id: "l1", name: "Sales")])
    host = HostMachine(
      workshop: Workshop(board: board), at: HostBench.start, access: access, limits: limits,
      digest: { $0.map { ~$0 } + $0.reversed() }, ids: CountedIDs("n"),
      random: SeededGenerator(seed: seed),
      now: now)
  }

  var moment: Moment { Moment(instant: Instant(clamping: now), uptime: now) }

  /// One turn; what is to be recorded waits for ``write()``.
  @discardableResult
  mutating func turn(_ inputs: HostInput...) -> [HostAction] {
    actions = host.turn(inputs, at: moment)
    for action in actions {
      if case .record(let lines) = action { unwritten += lines }
      if case .persist(let record) = action { access = record }
    }
    return actions
  }

  /// The journal is written as far as it was handed over.
  @discardableResult
  mutating func write() -> [HostAction] {
    journal += unwritten
    unwritten = []
    return turn(.recorded(through: journal.last?.entry.sequence ?? 0))
  }

  mutating func wait(_ milliseconds: Int64) {
    now += milliseconds
  }

  // MARK: - Requests

  /// Asks, and gives the answer of the same turn.
  mutating func ask(_ input: (RequestID) -> HostInput) -> HostAnswer? {
    requests += 1
    let request = requests
    turn(input(request))
    return answer(to: request)
  }

  func answer(to request: RequestID) -> HostAnswer? {
    for case .answer(request, let answer) in actions { return answer }
    return nil
  }

  mutating func join(
    _ name: String, as role: Role = .participant, known: Secret? = nil,
    from origin: Origin = .address("10.0.0.1")
  ) -> JoinAnswer? {
    guard let invitation = host.doorSign[role]?.invitation else { return nil }
    let request = JoinRequest(ticket: .invitation(invitation), name: name, known: known)
    guard case .joined(let answer) = ask({ .join($0, request, from: origin) }) else { return nil }
    return answer
  }

  /// Somebody who has come in; the test ends where they do not.
  mutating func guest(_ name: String, as role: Role = .participant) throws -> JoinAnswer {
    let answer = join(name, as: role)
    return try #require(answer)
  }

  mutating func tryCode(_ code: JoinCode, from origin: Origin) -> HostAnswer? {
    let request = JoinRequest(ticket: .code(code), name: "Mo")
    return ask { .join($0, request, from: origin) }
  }

  /// Posts edits and waits until they are recorded.
  mutating func post(_ token: Secret, _ edits: Edit..., ids: [String] = []) -> [EditAnswer] {
    let posted = edits.enumerated().map { index, edit in
      self.edits += 1
      let id = index < ids.count ? ids[index] : "edit\(self.edits)"
      return PostedEdit(id: ID(checked: id), edit: .success(edit))
    }
    requests += 1
    let request = requests
    turn(.edits(request, token: token, posted))
    if answer(to: request) == nil { write() }
    guard case .edits(let answers) = answer(to: request) else { return [] }
    return answers
  }

  /// What a stream was sent in the last turn.
  func sent(to stream: StreamID) -> [StreamMessage] {
    var messages: [StreamMessage] = []
    var reader = EventStreamReader()
    for case .send(let streams, let bytes) in actions where streams.contains(stream) {
      for case .message(let name, let id, let data) in (try? reader.read(bytes)) ?? [] {
        if let message = try? StreamMessage(name: name, id: id, data: data) {
          messages.append(message)
        }
      }
    }
    return messages
  }

  /// The comments that a stream was sent in the last turn.
  func comments(to stream: StreamID) -> [String] {
    var comments: [String] = []
    var reader = EventStreamReader()
    for case .send(let streams, let bytes) in actions where streams.contains(stream) {
      for case .comment(let text) in (try? reader.read(bytes)) ?? [] {
        comments.append(String(decoding: text, as: UTF8.self))
      }
    }
    return comments
  }

  mutating func open(_ stream: StreamID, _ token: Secret, after: LogPoint? = HostBench.start) {
    turn(
      .openStream(stream, token: token, version: ProtocolVersion.current, after: after))
  }

  mutating func control(_ token: Secret, _ control: Control) -> HostAnswer? {
    ask { .control($0, token: token, control) }
  }

  var recordCount: Int {
    actions.count { if case .record = $0 { true } else { false } }
  }
}

extension [StreamMessage] {
  var entries: [Int] {
    compactMap { if case .entry(let line) = $0 { line.entry.sequence } else { nil } }
  }

  var people: [Person]? {
    for case .people(let people) in self { return people }
    return nil
  }

  var hello: Hello? {
    for case .hello(let hello) in self { return hello }
    return nil
  }
}

extension Edit {
  static func add(_ id: String, kind: Kind = .domainEvent, to target: Target = .end) -> Edit {
    .addSticky(NewSticky(id: ID(checked: id), kind: kind, text: id, target: target))
  }
}

extension EditAnswer {
  var complaint: Complaint? {
    if case .refused(_, let complaint) = self { complaint } else { nil }
  }

  var accepted: Accepted? {
    if case .accepted(let accepted) = self { accepted } else { nil }
  }
}

extension HostAnswer {
  var complaint: Complaint? {
    if case .complaint(let complaint) = self { complaint } else { nil }
  }
}

extension ID: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(checked: value) }
}
