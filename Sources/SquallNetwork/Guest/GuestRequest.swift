public import SquallCollaboration
internal import SquallModel
internal import SquallSessions

/// What a guest asks of a host, to be answered once.
public enum GuestRequest: Equatable, Sendable {
  case join(JoinRequest)
  case snapshot
  case log
  /// The body of a post of edits.
  case edits([UInt8])
  case presence(Presence)
  case control(Control)

  /// The path below the workshop's address.
  var path: String {
    switch self {
    case .join: "/join"
    case .snapshot: "/snapshot"
    case .log: "/log"
    case .edits: "/edits"
    case .presence: "/presence"
    case .control: "/control"
    }
  }

  /// What is posted; nil where it is only asked.
  var body: [UInt8]? {
    switch self {
    case .join(let request): request.bytes
    case .snapshot, .log: nil
    case .edits(let bytes): bytes
    case .presence(let presence): presence.bytes
    case .control(let control): control.bytes
    }
  }

  /// The longest answer that is taken, in bytes.
  var longestAnswer: Int {
    switch self {
    case .snapshot: SessionFormat.limits.bytes
    case .log: GuestRequest.longestLog
    default: GuestRequest.longestMessage
    }
  }

  /// Milliseconds in which the whole answer must have come; of a long one, its next piece.
  var patience: Int64 {
    switch self {
    case .edits(let bytes): Timing.answer(to: bytes.count)
    default: Timing.answer
    }
  }

  /// Whether the answer may take as long as it likes while some of it comes.
  var isLong: Bool {
    switch self {
    case .snapshot, .log: true
    default: false
    }
  }

  /// Whether the host may get it twice without harm, where nobody knows if it came.
  var mayComeTwice: Bool {
    switch self {
    case .snapshot, .log, .edits, .presence: true
    case .join, .control: false
    }
  }

  private static let longestMessage = 4 << 20
  private static let longestLog = 1 << 30
}
