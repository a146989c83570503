internal import SquallCollaboration
internal import SquallModel
internal import SquallSessions

/// One host and its guests over links that cannot be trusted, on made-up time, from a seed.
package struct Simulation {
  enum Event {
    case hostTurn(run: Int, [HostInput])
    case hostTick(run: Int)
    case hostStart
    /// What was handed over at that run is written; the host hears of it, unless it crashes.
    case diskDone(run: Int, [LogLine])
    case guestTurn(guest: Int, life: Int, [GuestInput])
    case guestTick(guest: Int, life: Int)
    /// A guest's stream delivers, unless it was cut.
    case streamBytes(StreamID, [UInt8])
    /// The host has ended a stream, behind everything that it has sent.
    case streamEnd(StreamID)
    case answer(request: RequestID, HostAnswer)
    case join(guest: Int)
    case edit(guest: Int)
    case govern
  }

  /// A request under way.
  struct Request {
    enum Kind {
      case join
      case snapshot(Attempt)
      case post(Int)
      case other
    }

    var guest: Int
    var life: Int
    var kind: Kind
  }

  struct Stream {
    var guest: Int
    var life: Int
    var attempt: Attempt
    /// Nothing is delivered before that time: bytes of a stream keep their order.
    var deliveredAt: Int64
    /// Bytes that another chunk shall overtake.
    var held: [UInt8]?
  }

  package let seed: UInt64
  let settings: Settings
  var random: SeededGenerator
  var events = EventQueue<Event>()
  var now: Int64 = 0
  /// Faults happen until the edits are made; then everything heals.
  var isRough = true

  var host: HostMachine?
  var disk: Disk
  var run = 0
  var hostTickAt = Int64.max
  var guests: [GuestProcess] = []
  var requests: [RequestID: Request] = [:]
  var streams: [StreamID: Stream] = [:]
  var requestCount = 0
  var streamCount = 0
  var editsLeft: Int
  var ledger = Ledger()
  /// What went wrong, in words.
  var failures: [String] = []

  /// A run of so many edits; the same seed gives the same run.
  package init(seed: UInt64, edits: Int = 200) {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    settings = Settings(seed: seed, edits: edits, using: &random)
    editsLeft = edits
    disk = Disk()
    guests = (0..<settings.guests).map { GuestProcess(number: $0) }
  }

  /// How many entries the host's log has.
  package var entryCount: Int { disk.lines.count }

  /// The made-up time of both clocks.
  var moment: Moment {
    Moment(instant: Instant(clamping: 1_700_000_000_000 + now), uptime: now)
  }

  mutating func happens(_ chance: Int) -> Bool {
    isRough && chance > 0 && Int.random(in: 0..<1_000, using: &random) < chance
  }

  mutating func delay() -> Int64 {
    Int64.random(in: 0...(isRough ? settings.slowest : 5), using: &random)
  }

  mutating func fail(_ words: String) {
    if failures.count < 10 { failures.append("seed \(seed), at \(now): \(words)") }
  }

  /// Longest run, in milliseconds of made-up time after the last edit.
  private static let patience: Int64 = 600_000

  /// Runs until everybody has everything, and says what is wrong then.
  package mutating func outcome() -> [String] {
    startHost()
    for guest in guests.indices { events.add(.join(guest: guest), at: delay()) }
    for number in 0..<settings.edits {
      let guest = Int.random(in: guests.indices, using: &random)
      let at = Int64(number) * settings.pause + Int64.random(in: 0...settings.pause, using: &random)
      events.add(.edit(guest: guest), at: 500 + at)
    }
    if settings.isGoverned { events.add(.govern, at: 600) }
    var healedAt: Int64?
    while let (time, event) = events.next(), failures.isEmpty {
      now = max(now, time)
      handle(event)
      if editsLeft == 0, isRough {
        heal()
        healedAt = now
      }
      if let healedAt {
        if isQuiet { break }
        if now > healedAt + Simulation.patience {
          fail("not everybody came back: \(guests.map(\.summary))")
        }
      }
    }
    if failures.isEmpty, !isQuiet { fail("nothing more happens: \(guests.map(\.summary))") }
    if failures.isEmpty { check() }
    return failures
  }

  private mutating func handle(_ event: Event) {
    switch event {
    case .hostTurn(let run, let inputs):
      if run == self.run { turnHost(inputs) }
    case .hostTick(let run):
      if run == self.run, now >= hostTickAt {
        hostTickAt = .max
        turnHost([])
      }
    case .hostStart:
      if host == nil { startHost() }
    case .diskDone(let run, let lines):
      if run == self.run { finishWrite(lines) }
    case .guestTurn(let guest, let life, let inputs):
      if guests[guest].life == life { turnGuest(guest, inputs) }
    case .guestTick(let guest, let life):
      if guests[guest].life == life, now >= guests[guest].tickAt {
        guests[guest].tickAt = .max
        turnGuest(guest, [])
      }
    case .streamBytes(let stream, let bytes): deliver(bytes, on: stream)
    case .streamEnd(let stream): cut(stream, tellsHost: false)
    case .answer(let request, let answer): deliver(answer, to: request)
    case .join(let guest): join(guest)
    case .edit(let guest): makeEdit(guest)
    case .govern: govern()
    }
  }

  /// All faults end: what is down comes up, and everybody who was sent out is let back in.
  private mutating func heal() {
    isRough = false
    if host == nil { events.add(.hostStart, at: now + 10) }
    if host?.isHalted == true { crashHost() }
    events.add(.govern, at: now + 1_000)
  }

  /// Whether everybody has everything.
  private var isQuiet: Bool {
    guard let host, host.recorded == disk.point, host.workshop.sequence == disk.lines.count
    else { return false }
    return guests.allSatisfy { guest in
      guard let machine = guest.machine, guest.token != nil else { return false }
      return machine.link == .live && machine.waiting.isEmpty
        && machine.confirmedWorkshop?.point == disk.point
        && machine.lock == host.lock
        && host.people.allSatisfy { machine.people[$0.id]?.role == $0.role }
    }
  }
}
