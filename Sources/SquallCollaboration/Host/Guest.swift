internal import SquallModel

/// Somebody who has joined, as the host knows them.
struct Guest: Sendable {
  var person: Person
  /// What of the name can be seen; names do not change.
  let shownName: String
  /// The SHA-256 of each token, the oldest first.
  var tokens: [[UInt8]] = []
  /// The tokens among them that were never given away and do not outlive the host.
  var localTokens: Set<[UInt8]> = []
  var isRemoved = false
  /// Open streams, the oldest first.
  var streams: [StreamID] = []
  /// When the person last did something.
  var activeAt: Int64
  /// When the last stream ended; long ago where the person has said that they leave.
  var lostAt: Int64 = .min / 2
  /// Whether the person has said that they leave, and nothing else since.
  var isLeaving = false
  var edits: Allowance
  var presences: Allowance
  var controls: Allowance
  var readings: Allowance
  var refusals = RefusedEdits()

  init(_ participant: Participant, _ role: Role, _ limits: HostLimits, at uptime: Int64) {
    person = Person(id: participant.id, name: participant.name, role: role)
    shownName = participant.name.shown
    activeAt = uptime
    edits = Allowance(
      perSecond: limits.editsPerSecond, atOnce: limits.editsAtOnce, at: uptime)
    presences = Allowance(
      perSecond: limits.presencesPerSecond, atOnce: limits.presencesAtOnce, at: uptime)
    controls = Allowance(
      perSecond: limits.controlsPerSecond, atOnce: limits.controlsAtOnce, at: uptime)
    readings = Allowance(
      perMinute: limits.readingsPerMinute, atOnce: limits.readingsAtOnce, at: uptime)
  }

  /// Whether it is the facilitator at the host itself, whose workshop it is.
  var isOwner: Bool { !localTokens.isEmpty && person.role == .facilitator }

  var participant: Participant { Participant(id: person.id, name: person.name) }

  /// When the person last did something or had a stream.
  var lastSeenAt: Int64 { max(activeAt, lostAt) }

  /// Whether somebody can be reached, as it follows from everything else.
  func link(at uptime: Int64) -> PersonLink {
    if isRemoved { return .removed }
    if !streams.isEmpty { return uptime - activeAt < Timing.idle ? .here : .idle }
    return uptime - lostAt < Timing.gone ? .away : .gone
  }
}

/// The answers to edits that were refused, given again when they are repeated (H6).
struct RefusedEdits: Sendable {
  private var complaints: [ID: Complaint] = [:]
  private var order: [ID] = []

  subscript(id: ID) -> Complaint? { complaints[id] }

  mutating func remember(_ id: ID, _ complaint: Complaint, atMost limit: Int) {
    if complaints.updateValue(complaint, forKey: id) == nil { order.append(id) }
    if order.count > 2 * limit {
      for id in order.prefix(order.count - limit) { complaints[id] = nil }
      order.removeFirst(order.count - limit)
    }
  }
}

/// The workshop's timer, by the clock that never jumps.
struct WorkshopTimer: Equatable, Sendable {
  var length: Int
  /// When it ends; nil while it is paused.
  var endsAt: Int64?
  /// Milliseconds that were left when it was paused.
  var left: Int

  init(_ length: Int, at uptime: Int64) {
    self.length = length
    left = length
    endsAt = uptime + Int64(length)
  }

  /// A timer of before the host was started; nil where it is over.
  init?(_ record: AccessRecord.Timer, at moment: Moment) {
    self.init(record.length, at: moment.uptime)
    switch record.end {
    case .paused(let left):
      self.left = left
      endsAt = nil
    case .at(let instant):
      // Whatever the clock on the wall has done meanwhile, nothing runs longer than it was set to.
      let rest = min(instant.milliseconds - moment.instant.milliseconds, Int64(record.length))
      guard rest > 0 else { return nil }
      endsAt = moment.uptime + rest
    }
  }

  /// The timer as it outlives the host (H12).
  func record(at moment: Moment) -> AccessRecord.Timer {
    let end = endsAt.map { endsAt in
      AccessRecord.Timer.End.at(
        Instant(clamping: moment.instant.milliseconds + endsAt - moment.uptime))
    }
    return AccessRecord.Timer(length: length, end: end ?? .paused(left: left))
  }

  func state(at uptime: Int64) -> TimerState {
    let remaining = endsAt.map { Int(max(0, $0 - uptime)) } ?? left
    return TimerState(length: length, remaining: remaining, isRunning: endsAt != nil)
  }

  mutating func pause(at uptime: Int64) {
    left = state(at: uptime).remaining
    endsAt = nil
  }

  mutating func resume(at uptime: Int64) {
    if endsAt == nil { endsAt = uptime + Int64(left) }
  }

  mutating func extend(by time: Int, at uptime: Int64) {
    let state = state(at: uptime)
    length = min(length + time, TimerState.maximumLength)
    left = min(state.remaining + time, TimerState.maximumLength)
    if endsAt != nil { endsAt = uptime + Int64(left) }
  }
}
