import SquallModel

/// What facilitators did, in words: to whom, and by whom where that is known.
extension Words {
  /// Whoever did something that only facilitators do.
  static func facilitator(_ name: String?) -> String {
    name.map { SafeText($0).description } ?? "a facilitator"
  }

  static func nowRole(_ role: SquallModel.Role, by author: String? = nil) -> String {
    let made = author.map { "\(SafeText($0)) made you \(one(role))" } ?? "you are \(one(role)) now"
    return switch role {
    case .facilitator: made + " — F … has your keys"
    case .participant: made
    case .observer: made + ": you see everything and change nothing"
    }
  }

  static func nowRole(
    _ role: SquallModel.Role, of name: String, by author: String? = nil
  ) -> String {
    author.map { "\(SafeText($0)) made \(SafeText(name)) \(one(role))" }
      ?? "\(SafeText(name)) is \(one(role)) now"
  }

  static func sentOut(_ name: String, by author: String? = nil) -> String {
    let sent = author.map { "\(SafeText($0)) sent \(SafeText(name)) out" }
    return (sent ?? "\(SafeText(name)) is sent out") + " — gp, then F a lets them back in"
  }
  static func letIn(_ name: String, by author: String? = nil) -> String {
    author.map { "\(SafeText($0)) let \(SafeText(name)) back in" }
      ?? "\(SafeText(name)) is let back in"
  }
  static func letBackIn(by author: String?) -> String {
    "\(facilitator(author)) has let you back in"
  }

  static func nowLocked(
    _ lock: Company.Lock, for role: SquallModel.Role, by author: String? = nil
  ) -> String {
    guard let author = author.map({ SafeText($0).description }) else {
      return switch lock {
      case .open: "the board is open for everybody"
      case .phaseKinds: "only kinds that the phase has opened, for participants"
      case .board:
        role == .facilitator ? "locked for participants" : "the facilitator has locked the board"
      }
    }
    return switch lock {
    case .open: "\(author) opened the board for everybody"
    case .phaseKinds: "\(author) locked the kinds that the phase has not opened, for participants"
    case .board:
      "\(author) locked the board" + (role == .facilitator ? " for participants" : "")
    }
  }
}
