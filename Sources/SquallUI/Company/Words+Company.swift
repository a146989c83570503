import SquallModel

/// The sentences of the live workshop.
extension Words {
  static let somebody = "somebody"
  static let linkLost = "the link to the host is lost — go on, your edits wait here"
  static let linkBack = "the link is back"
  static let hostHalted = "the host cannot write any more: nothing is accepted until it is back"
  static let nowHosting = "this board is the host now — F o shows how to join"
  static let noLongerHosting = "this board is the host no longer"
  static let heldHasGone = "what was held has been removed"
  /// On the box of a text whose sticky somebody has removed.
  static let hasGone = "it has gone"
  static let keptAside = "your text is kept: p pastes it"

  static func joined(_ name: String, count: Int) -> String {
    "\(SafeText(name)) is here — \(people(count))"
  }
  static func left(_ name: String, count: Int) -> String {
    "\(SafeText(name)) has left — \(people(count))"
  }
  static func greeting(_ count: Int) -> String {
    "\(people(count)) are here — g p shows them, f and a name follows"
  }
  static func people(_ number: Int) -> String { count(number, "person", "people") }

  static func crowded(_ number: Int, of most: Int) -> String {
    "\(number) of \(most) people are here: the host takes no more than that"
  }
  static func overtaken(_ what: String, by name: String) -> String {
    "\(SafeText(name)) changed \(what) too, after you"
  }

  static func word(_ role: SquallModel.Role) -> String { role.name }

  /// The same where there is little room.
  static func narrow(_ role: SquallModel.Role) -> String {
    switch role {
    case .facilitator: "facil."
    case .participant: "partic."
    case .observer: "observer"
    }
  }

  static func refusedNews(_ number: Int) -> String {
    "\(count(number, "edit no longer applies", "edits no longer apply")) — g r shows your text"
  }

  static func inboxed(_ stickies: [ID], on board: Board) -> String {
    stickies.count == 1
      ? "\(called(stickies[0], on: board)) is in the inbox: what it stood by has gone — i shows it"
      : "\(stickies.count) stickies of yours are in the inbox: what they stood by has gone — i "
        + "shows them"
  }

  static func offScreen(_ verb: NewsVerb, _ what: String, by name: String) -> String {
    let did =
      switch verb {
      case .added: "added"
      case .changed: "changed"
      case .moved: "moved"
      case .removed: "removed"
      }
    return "\(SafeText(name)) \(did) \(what), off-screen"
  }
  static func offScreen(_ stickies: Int, by name: String) -> String {
    "\(SafeText(name)) changed \(stickies) stickies, off-screen"
  }
  static func offScreen(_ stickies: Int, by people: Int) -> String {
    "\(people) people changed \(stickies) stickies, off-screen"
  }
  static func removed(_ what: String, by name: String) -> String {
    "\(SafeText(name)) has removed \(what) — only they can undo that"
  }

  /// Why the link is not tried again.
  ///
  /// - Parameter name: who sent somebody out, where that is known.
  /// What somebody hears who has tried again in vain.
  static func stillSo(_ ending: Company.Ending, by name: String? = nil) -> String {
    "tried again: " + sentence(ending, by: name)
  }

  static func sentence(_ ending: Company.Ending, by name: String? = nil) -> String {
    switch ending {
    case .unknown:
      "the host there does not know you: it is another one, or was begun anew; leave, and "
        + "'squall join HOST CODE'"
    case .removed: "\(facilitator(name)) has sent you out; the board stays here"
    case .version(let host, let guest):
      host < guest
        ? "the host's squall is too old: protocol \(host), yours is \(guest)"
        : "your squall is too old: protocol \(guest), the host's is \(host)"
    case .otherSession: "the host serves another session now; leave and join that anew"
    case .left: "you have left the workshop; the board stays here"
    }
  }
}
