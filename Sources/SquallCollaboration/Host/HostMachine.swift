public import SquallModel

/// The owner of a live workshop's log: gives the order, decides who may do what, and tells all.
///
/// A pure state machine. Everything that happened since the last turn goes in at once, with the
/// time; what is to be done comes out, in order. Sockets, files, clocks and dice are the caller's.
/// The rules are in Protocol.md.
public struct HostMachine: Sendable {
  /// The board with everything accepted, recorded or not: for the caller's own use only.
  public internal(set) var workshop: Workshop
  public let limits: HostLimits
  /// Whether the journal cannot be written any more (H5).
  public internal(set) var isHalted = false
  public internal(set) var isEnded = false

  let digest: Digest
  var ids: any IDSource & Sendable
  var random: any RandomNumberGenerator & Sendable
  var now: Moment

  // The log.
  /// The last accepted entry.
  var head: LogPoint
  /// Accepted, and not yet handed over to be recorded.
  var accepted: [LogLine] = []
  /// Handed over, and not yet on disk.
  var recording: [LogLine] = []
  /// Recorded, and told to whoever asks.
  var window: LogWindow
  /// Recorded in this turn, and told to nobody yet.
  var untold: [LogLine] = []
  /// What may be answered only once the log is recorded so far (H4).
  var waiting: [(needs: Int, request: RequestID, answer: HostAnswer)] = []

  // The people.
  var guests: [ID: Guest] = [:]
  /// By the SHA-256 of the token: how long it takes to look one up tells nothing about it.
  var guestOfToken: [[UInt8]: ID] = [:]
  var door: Door
  var attempts: AttemptLimiter
  var joins: JoinLimiter
  var port: Int?
  public internal(set) var lock: BoardLock
  /// Who has set the lock; nil where nobody has.
  var lockedBy: ID?
  var timer: WorkshopTimer?

  // The streams.
  /// Streams that get everything new, the oldest first.
  var live: [StreamID] = []
  var personOfStream: [StreamID: ID] = [:]
  /// Streams opened in this turn, and where their logs end.
  var opened: [(stream: StreamID, person: ID, after: LogPoint?)] = []
  var closing: [(stream: StreamID, reason: Farewell)] = []

  // What this turn brings.
  var actions: [HostAction] = []
  var answers: [(request: RequestID, answer: HostAnswer)] = []
  var news: [HostNews] = []
  var messages: [StreamMessage] = []
  /// How many messages have been told to all, entries not counted.
  var told = 0
  var changedPeople: Set<ID> = []
  var movedPeople: Set<ID> = []
  /// Who was sent out in this turn.
  var sentOut: [ID] = []
  var isAccessChanged = false
  var sentAt: Int64
  var presenceSentAt: Int64
  var peopleCheckedAt: Int64

  /// A host of a workshop whose log has come to a point and is recorded so far.
  ///
  /// - Parameters:
  ///   - recent: the last entries before that point, for guests that come back.
  ///   - access: who had joined before the host was started anew.
  ///   - digest: computes a SHA-256.
  ///   - ids: makes ids of participants, and of what edits add.
  ///   - random: makes codes, invitations and tokens: the system's generator.
  public init(
    workshop: Workshop, at point: LogPoint, recent: (base: LogPoint, lines: [LogLine])? = nil,
    access: AccessRecord? = nil, limits: HostLimits = HostLimits(),
    digest: @escaping Digest, ids: some IDSource & Sendable,
    random: some RandomNumberGenerator & Sendable, now: Moment
  ) {
    self.workshop = workshop
    self.workshop.settle()
    self.limits = limits
    self.digest = digest
    self.ids = ids
    self.now = now
    head = point
    window = LogWindow(after: recent?.base ?? point, limits)
    for line in recent?.lines ?? [] { window.append(line) }
    if window.latest != point { window = LogWindow(after: point, limits) }
    var random = random
    door = Door(at: now.uptime, using: &random)
    self.random = random
    attempts = AttemptLimiter(limits, at: now.uptime)
    joins = JoinLimiter(limits)
    lock = .open
    sentAt = now.uptime
    presenceSentAt = now.uptime
    peopleCheckedAt = now.uptime
    if let access, access.session == workshop.board.id { restore(access) }
  }

  /// The last recorded entry.
  public var recorded: LogPoint { window.latest }

  /// Everybody who has joined, in the order of their ids.
  public var people: [Person] { guests.values.map(\.person).sorted { $0.id < $1.id } }

  /// What is shown at the door.
  public var doorSign: DoorSign { door.shown(at: now.uptime) }

  /// The person that a token belongs to; nil where nobody may come in with it.
  public func person(with token: Secret) -> Person? {
    guard let id = guestOfToken[token.digest(digest)], let guest = guests[id], !guest.isRemoved
    else { return nil }
    return guest.person
  }

  /// When, by the clock that never jumps, a turn is due at the latest.
  public var nextTurn: Int64 {
    var due = door.renewsAt
    if !live.isEmpty { due = min(due, sentAt + Timing.heartbeat, peopleCheckedAt + 1_000) }
    if !movedPeople.isEmpty { due = min(due, presenceSentAt + Timing.presence) }
    return due
  }

  /// Takes in what has happened, and gives what is to be done, in that order.
  public mutating func turn(_ inputs: [HostInput], at moment: Moment) -> [HostAction] {
    now = moment
    for input in inputs { take(input) }
    keepTime()
    finish()
    defer { actions = [] }
    return actions
  }

  private mutating func take(_ input: HostInput) {
    switch input {
    case .join(let request, let wanted, let origin):
      answer(request, join(wanted, from: origin))
    case .edits(let request, let token, let edits): takeEdits(request, token, edits)
    case .presence(let request, let token, let presence):
      answer(request, takePresence(token, presence))
    case .control(let request, let token, let control):
      answer(request, takeControl(token, control))
    case .snapshot(let request, let token): takeSnapshotRequest(request, token)
    case .log(let request, let token): takeLogRequest(request, token)
    case .openStream(let stream, let token, let version, let after):
      openStream(stream, token, version, after: after)
    case .streamClosed(let stream): forget(stream)
    case .streamSlow(let stream): dropSlow(stream)
    case .recorded(let sequence): takeRecorded(through: sequence)
    case .recordFailed: halt()
    case .listening(let port):
      isAccessChanged = isAccessChanged || self.port != port
      self.port = port
    case .end: end()
    }
  }

  mutating func answer(_ request: RequestID, _ answer: HostAnswer) {
    answers.append((request, answer))
  }

  /// Whoever a token belongs to.
  func authorize(_ token: Secret) -> Result<ID, Complaint> {
    guard let id = guestOfToken[token.digest(digest)], let guest = guests[id] else {
      return .failure(.unknownToken)
    }
    if guest.isRemoved { return .failure(.removed) }
    return isEnded ? .failure(.ended) : .success(id)
  }

  // MARK: - The end of a turn

  /// Puts together what the turn has brought: one write to the journal, one to each stream.
  private mutating func finish() {
    if isAccessChanged {
      actions.append(.persist(accessRecord))
      isAccessChanged = false
    }
    if recording.isEmpty, !accepted.isEmpty, !isHalted {
      recording = accepted
      accepted = []
      actions.append(.record(recording))
    }
    tellAll()
    for (stream, person, after) in opened { begin(stream, of: person, after: after) }
    opened = []
    for (stream, reason) in closing { actions.append(.closeStream(stream, reason)) }
    closing = []
    for (request, answer) in answers { actions.append(.answer(request, answer)) }
    answers = []
    for id in sentOut { actions.append(.letGo(id)) }
    sentOut = []
    for news in news { actions.append(.tell(news)) }
    news = []
  }
}
