/// What one host takes before it says no; counts unless a name says otherwise.
///
/// Those that hold at the sockets are kept here too, so that one value says it all.
/// Source: durability.md N4.
public struct HostLimits: Equatable, Sendable {
  /// Bytes of a request's head.
  public var headerBytes = 16 << 10
  /// Bytes of a body, but for edits of somebody who has a token.
  public var bodyBytes = 64 << 10
  /// Bytes of a post of edits with a token: a paste is one edit.
  public var editBodyBytes = 1 << 20
  /// Milliseconds for a whole request, head and body.
  public var requestTime = 10_000
  /// Milliseconds that a connection may stand idle, or an answer wait for its reader.
  public var idleTime = 60_000
  /// An answer gets a millisecond more for so many bytes.
  public var slowestBytesPerMillisecond = 32
  /// Milliseconds that a connection may go on sending after its last answer.
  public var drainTime = 2_000
  /// Milliseconds that sent bytes may go unacknowledged before the link is taken for dead.
  public var deadLinkTime = 20_000
  /// Connections in all, of one address before joining, and of one person.
  public var connections = 2_000
  public var connectionsOfAddress = 64
  public var connectionsOfPerson = 16
  /// Bytes of snapshots and logs that are on their way, each counted once for all its readers.
  public var answerBytes = 256 << 20
  /// Bytes that wait for one stream's reader before it is dropped.
  public var streamQueueBytes = 8 << 20

  /// People who have joined, removed ones among them.
  public var people = 1_000
  /// Tokens of one person; the oldest makes room.
  public var tokensOfPerson = 8
  /// Streams of one person; the oldest makes room.
  public var streamsOfPerson = 4
  /// Edits of one person, a second and at once; each edit of a batch counts.
  public var editsPerSecond = 200
  public var editsAtOnce = 5_000
  /// Parts of a workshop that each edit may write or look at before they count like edits.
  public var partsOfEdit = 8
  /// Presences of one person, a second and at once.
  public var presencesPerSecond = 10
  public var presencesAtOnce = 20
  /// Controls of one person, a second and at once.
  public var controlsPerSecond = 5
  public var controlsAtOnce = 20
  /// Snapshots and logs that one person asks for, a minute and at once.
  public var readingsPerMinute = 60
  public var readingsAtOnce = 30
  /// Refused edits of one person whose answers are remembered (H6).
  public var refusalsOfPerson = 256

  /// People who join from one address, a minute and at once: a room behind one address (H19).
  public var joinsPerMinute = 60
  public var joinsAtOnce = 300

  /// Wrong codes of one address, a minute and at once (H14).
  public var attemptsPerMinute = 10
  public var attemptsAtOnce = 6
  /// Wrong codes of all addresses that have given wrong ones before, a minute and at once.
  public var knownAttemptsPerMinute = 30
  public var knownAttemptsAtOnce = 20
  /// Wrong codes of all addresses that have not, a minute and at once.
  public var freshAttemptsPerMinute = 60
  public var freshAttemptsAtOnce = 60
  /// Addresses that are remembered.
  public var addresses = 4_096

  /// Bytes and entries of the log that are kept for streams that resume.
  public var windowBytes = 16 << 20
  public var windowLines = 50_000
  /// Bytes of entries that one stream is caught up with; beyond, a snapshot is shorter.
  public var catchUpBytes = 2 << 20

  public init() {}
}

/// Counts what somebody does, and lets a steady amount of it through.
///
/// What costs more than there is is let through once and paid off later, so that nothing is too
/// large for ever.
struct Allowance: Equatable, Sendable {
  private var level: Int
  private var filledAt: Int64
  private let most: Int
  /// Milliseconds for one to come back.
  private let interval: Int64

  /// Thousandths, so that slow allowances fill too.
  private static let unit = 1_000

  init(perMinute rate: Int, atOnce most: Int, at uptime: Int64) {
    self.most = most * Allowance.unit
    level = self.most
    filledAt = uptime
    interval = max(1, 60_000_000 / Int64(max(1, rate)))
  }

  init(perSecond rate: Int, atOnce most: Int, at uptime: Int64) {
    self.init(perMinute: rate * 60, atOnce: most, at: uptime)
  }

  private mutating func fill(at uptime: Int64) {
    let passed = max(0, uptime - filledAt)
    let gained = passed * 1_000_000 / interval
    guard gained > 0 else { return }
    level = min(most, level + Int(min(gained, Int64(most - min(level, most)) + 1)))
    filledAt = uptime
  }

  /// Whether nothing has been taken lately.
  mutating func isFull(at uptime: Int64) -> Bool {
    fill(at: uptime)
    return level == most
  }

  /// Milliseconds until there is one; nil where there is one now.
  mutating func wait(at uptime: Int64) -> Int? {
    fill(at: uptime)
    let missing = Allowance.unit - level
    return missing > 0 ? Int(Int64(missing) * interval / 1_000_000) + 1 : nil
  }

  mutating func take(_ count: Int, at uptime: Int64) {
    fill(at: uptime)
    level -= count * Allowance.unit
  }
}

extension Dictionary where Value == Allowance {
  /// Forgets, where there are more than so many, those who have taken nothing lately; where all
  /// have, everybody.
  mutating func forget(at uptime: Int64, beyond most: Int) {
    guard count > most else { return }
    self = filter { _, allowance in
      var allowance = allowance
      return !allowance.isFull(at: uptime)
    }
    if count > most { removeAll() }
  }
}
