public import SquallModel

/// What a facilitator does beside the board.
public enum Control: Equatable, Sendable {
  case setRole(ID, Role)
  /// Sends somebody out; their token opens nothing until they are let back in.
  case remove(ID)
  case readmit(ID)
  case setLock(BoardLock)
  /// Starts a timer of so many milliseconds; a running one is replaced.
  case startTimer(milliseconds: Int)
  /// Gives the timer so many milliseconds more.
  case extendTimer(milliseconds: Int)
  case pauseTimer
  case resumeTimer
  case stopTimer
  /// Asks everybody to come to a sticky.
  case bring(to: ID)
  /// New codes at once; the old ones open nothing any more.
  case renewCodes
  /// Asks for the codes and invitations.
  case showDoor

  /// The bytes of a posted control.
  public var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.member("control", word)
      switch self {
      case .setRole(let id, let role):
        writer.member("person", id)
        writer.member("role", role.name)
      case .remove(let id), .readmit(let id): writer.member("person", id)
      case .setLock(let lock): writer.member("lock", lock.name)
      case .startTimer(let time), .extendTimer(let time): writer.member("milliseconds", time)
      case .bring(let id): writer.member("to", id)
      case .pauseTimer, .resumeTimer, .stopTimer, .renewCodes, .showDoor: break
      }
      writer.endObject()
    }
  }

  private var word: String { String(String(describing: self).prefix { $0 != "(" }) }

  /// Reads a posted control.
  public init(reading bytes: [UInt8]) throws(WireError) {
    let object = try WireObject(bytes)
    switch try object.string("control") {
    case "setRole":
      self = .setRole(
        try object.id("person"), try object.word("role") { Role(name: $0) })
    case "remove": self = .remove(try object.id("person"))
    case "readmit": self = .readmit(try object.id("person"))
    case "setLock": self = .setLock(try object.word("lock") { BoardLock(name: $0) })
    case "startTimer": self = .startTimer(milliseconds: try object.time("milliseconds"))
    case "extendTimer": self = .extendTimer(milliseconds: try object.time("milliseconds"))
    case "pauseTimer": self = .pauseTimer
    case "resumeTimer": self = .resumeTimer
    case "stopTimer": self = .stopTimer
    case "bring": self = .bring(to: try object.id("to"))
    case "renewCodes": self = .renewCodes
    case "showDoor": self = .showDoor
    default: throw .bad("control")
    }
  }
}

extension WireObject {
  fileprivate func time(_ name: String) throws(WireError) -> Int {
    let time = try integer(name)
    guard (1...TimerState.maximumLength).contains(time) else { throw .bad(name) }
    return time
  }
}
