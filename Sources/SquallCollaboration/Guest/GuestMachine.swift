public import SquallModel
public import SquallSessions

/// A guest of a live workshop: the confirmed board, and one's own edits on top at once.
///
/// A pure state machine. Everything that happened since the last turn goes in, with the time;
/// what is to be done comes out, in order. Sockets, files, clocks and dice are the caller's.
/// The rules are in Protocol.md.
public struct GuestMachine: Sendable {
  /// The most edits that wait: beyond, nothing more is taken until some are settled.
  public static let maximumWaiting = 10_000
  /// How many people a guest hears of: more than any host lets in.
  static let maximumPeople = 2_000
  /// The most refused edits that are kept to be seen; the oldest go first.
  public static let maximumRefused = 1_000

  /// Who this guest is.
  public let me: Participant
  /// Edits that are not in the confirmed log yet, in the order in which they were made.
  public internal(set) var waiting: [WaitingEdit]
  /// Edits that were refused, by the host or here, and nobody has dismissed.
  public internal(set) var refused: [RefusedEdit] = []
  public internal(set) var link: LinkState = .connecting
  /// Everybody who takes part.
  public internal(set) var people: [ID: Person] = [:]
  public internal(set) var role: Role
  public internal(set) var lock: BoardLock = .open
  /// Who has set the lock, where the host says so.
  public internal(set) var lockedBy: ID?
  public internal(set) var timer: TimerState?
  /// When, by the clock that never jumps, ``timer`` was as it says.
  public internal(set) var timerAt: Int64 = 0
  public internal(set) var isHostHalted = false

  var ids: any IDSource & Sendable
  var random: any RandomNumberGenerator & Sendable
  var now: Moment
  let postBytes: Int
  /// How long a post is now: less after one that did not get through, so that something does.
  var postBudget: Int
  /// Whether edits are posted one by one, to find the one that the host cannot read.
  var postsSingly = false

  // The log.
  var confirmed: Workshop?
  /// The last confirmed entry.
  var point: LogPoint?
  /// The confirmed board with all that waits on top; nil where it is out of date.
  var ahead: Workshop?
  /// Edits that the host has accepted, whose entries have not come yet, with their sequences.
  var acknowledged: [ID: Int] = [:]
  /// Refused edits, each with the one that took its place (G13).
  var madeAnew: [ID: ID] = [:]
  /// Stickies of mine that went to the inbox, because what they stood by had gone.
  var inboxed: Set<ID> = []
  /// Stickies changed by confirmed edits of mine, and when.
  var recent: [ID: Int64] = [:]

  // The link.
  var attempt: Attempt = 0
  var reader = EventStreamReader()
  /// When something last came.
  var heardAt: Int64
  var failures = 0
  /// Snapshots that were asked for without an entry or a sign of life in between.
  var resets = 0
  /// How many messages of this stream's host there were so far, entries not counted.
  var heard = 0
  var needsSnapshot: Bool
  /// Snapshots that had not come in time since the last one that came.
  var snapshotsGivenUp = 0
  /// The post that waits for its answer.
  var post: (number: Int, edits: Set<ID>, length: Int, at: Int64)?
  var postCount = 0
  var postFailures = 0
  /// Not before then is anything posted.
  var postAt: Int64 = 0
  var presence = Presence()

  var actions: [GuestAction] = []
  var settled: [ID] = []
  var lines: [LogLine] = []

  /// A guest that has joined.
  ///
  /// - Parameters:
  ///   - copy: the board as it was when this guest was last here, with its place in the log.
  ///   - waiting: edits that were kept then.
  ///   - refused: what was refused then, and nobody has dismissed.
  ///   - postBytes: the longest post, as the host takes it.
  public init(
    _ me: Participant, role: Role, copy: SessionSnapshot? = nil, waiting: [WaitingEdit] = [],
    refused: [RefusedEdit] = [], postBytes: Int = HostLimits().editBodyBytes,
    ids: some IDSource & Sendable,
    random: some RandomNumberGenerator & Sendable, now: Moment
  ) {
    self.me = me
    self.role = role
    self.waiting = waiting
    self.refused = refused
    self.postBytes = postBytes
    postBudget = postBytes
    self.ids = ids
    self.random = random
    self.now = now
    heardAt = now.uptime
    needsSnapshot = true
    if let copy, let checksum = copy.checksum {
      confirmed = Workshop(board: copy.board, sequence: copy.revision)
      point = LogPoint(sequence: copy.revision, checksum: checksum)
      needsSnapshot = false
    }
  }

  /// Has the guest begin with a workshop that came another way, its history with it.
  ///
  /// Only before ``start(at:)``.
  ///
  /// - Parameter refused: what was refused before, and nobody has dismissed.
  public mutating func begin(
    from workshop: Workshop, at point: LogPoint, refused: [RefusedEdit] = []
  ) {
    confirmed = workshop
    let known = Set(self.refused.map(\.id))
    self.refused += refused.filter { !known.contains($0.id) }
    confirmed?.settle()
    self.point = point
    needsSnapshot = false
  }

  /// The board as the person sees it: confirmed, with their own waiting edits on top.
  public var board: Board? {
    mutating get { workshop?.board }
  }

  /// The workshop as the person sees it, with what can be taken back.
  public var workshop: Workshop? {
    mutating get { waiting.isEmpty ? confirmed : working() }
  }

  /// The board as the host has confirmed it, and its place in the log.
  ///
  /// Where the host is gone for good, a new ``HostMachine`` goes on from here.
  public var confirmedWorkshop: (workshop: Workshop, point: LogPoint)? {
    guard let confirmed, let point else { return nil }
    return (confirmed, point)
  }

  /// How many edits wait, as the status line says it.
  public var waitingCount: Int { waiting.count }

  /// Begins: asks for what is lacking.
  public mutating func start(at moment: Moment) -> [GuestAction] {
    now = moment
    connect()
    return finish()
  }

  /// Takes in what has happened, and gives what is to be done, in that order.
  public mutating func turn(_ inputs: [GuestInput], at moment: Moment) -> [GuestAction] {
    now = moment
    for input in inputs { take(input) }
    keepTime()
    return finish()
  }

  /// When, by the clock that never jumps, a turn is due at the latest; nil where none is.
  public var nextTurn: Int64? {
    var due: Int64?
    switch link {
    case .connecting, .live: due = heardAt + silence
    case .offline(let retryAt): due = retryAt
    case .ended: return nil
    }
    if let post { due = min(due ?? .max, post.at + Timing.answer(to: post.length)) }
    if link == .live, post == nil, postAt > now.uptime, hasUnposted {
      due = min(due ?? .max, postAt)
    }
    return due
  }

  private mutating func take(_ input: GuestInput) {
    switch input {
    case .edit(let edit, let id): make(edit, id: id)
    case .presence(let presence):
      self.presence = presence
      if link == .live { actions.append(.postPresence(presence)) }
    case .retryNow: retry()
    case .dismissRefused(let ids): dismiss(ids)
    case .leave:
      if link == .live { actions.append(.postPresence(Presence(isLeaving: true))) }
      end(.left)
    case .streamOpened(let attempt):
      if attempt == self.attempt { heardAt = now.uptime }
    case .streamBytes(let attempt, let bytes):
      if attempt == self.attempt { hear(bytes) }
    case .streamEnded(let attempt, let fault), .snapshotFailed(let attempt, let fault):
      if attempt == self.attempt { lose(fault) }
    case .snapshot(_, let snapshot):
      // Also one that was given up: over a slow link it has taken its time.
      if needsSnapshot, !isEnded { replace(by: snapshot) }
    case .posted(let number, let receipts): takeReceipts(number, receipts)
    case .postFailed(let number, let fault): takePostFault(number, fault)
    }
  }

  private var isEnded: Bool { if case .ended = link { true } else { false } }

  private mutating func finish() -> [GuestAction] {
    if !lines.isEmpty { actions.append(.confirm(lines)) }
    lines = []
    if !settled.isEmpty { actions.append(.settle(settled)) }
    settled = []
    postNext()
    defer { actions = [] }
    return actions
  }

  mutating func tell(_ news: GuestNews) { actions.append(.tell(news)) }
}
