import SquallModel

/// People, following and calls, in words.
extension Words {
  static func one(_ role: SquallModel.Role) -> String {
    (role == .observer ? "an " : "a ") + role.name
  }

  /// Initials behind a sign that an author's have not; the facilitator's marked.
  static func tag(_ person: Company.Person) -> String {
    "@" + Initials.of(person.name) + (person.role == .facilitator ? "*" : "")
  }

  /// The first name, as far as there is room.
  static func firstName(_ name: String, columns: Int) -> String {
    let first = name.split(separator: " ").first.map(String.init) ?? name
    return SafeText(first).prefix(columns: columns).description
  }

  /// The first name, short, the facilitator's and one's own marked.
  ///
  /// - Parameter isWhole: whether all of the name is needed to tell people apart.
  static func short(_ person: Company.Person, isWhole: Bool, isMe: Bool) -> String {
    let name =
      isWhole
      ? SafeText(person.name).prefix(columns: 12).description : firstName(person.name, columns: 8)
    return name + (person.role == .facilitator ? "*" : "") + (isMe ? " (you)" : "")
  }

  /// A person in the list.
  static func listed(_ person: Company.Person, me: ID) -> String {
    person.name + (person.role == .facilitator ? "*" : "") + (person.id == me ? " (you)" : "")
  }

  /// Role, link and place of a person.
  ///
  /// - Parameter isNarrow: whether there is little room.
  static func whereabouts(
    _ person: Company.Person, on board: Board, isNarrow: Bool = false, name: (ID) -> String
  ) -> String {
    let role = isNarrow ? narrow(person.role) : word(person.role)
    var parts = isNarrow && person.presence == .here ? [role] : [role, word(person.presence)]
    if person.isPresent, let at = person.at, board.contains(at) {
      parts.append((person.isWriting ? "writing on " : "at ") + called(at, on: board))
    }
    if let follows = person.follows, person.isPresent { parts.append("follows " + name(follows)) }
    return parts.joined(separator: " · ")
  }

  static func writesToo(_ name: String, on what: String) -> String {
    "\(SafeText(name)) is writing on \(what) too"
  }

  static func writtenMeanwhile(_ name: String) -> String {
    "\(SafeText(name)) has written on it meanwhile: you will see both texts"
  }

  static func word(_ presence: Company.Presence) -> String {
    switch presence {
    case .here: "here"
    case .idle: "idle"
    case .away: "link lost"
    case .gone: "gone"
    case .removed: "sent out"
    }
  }

  static let peopleAsTheyWere = "People — as it was when the link was lost"
  static func peopleTitle(_ present: Int, of all: Int) -> String {
    "People — \(present) here" + (all > present ? ", \(all - present) not" : "")
  }

  // MARK: - Following

  static func following(_ name: String) -> String {
    "following " + SafeText(name).prefix(columns: 12).description
  }
  static func followers(_ number: Int) -> String {
    number == 1 ? "1 follows you" : "\(number) follow you"
  }
  static func nowFollowing(_ name: String) -> String {
    "following \(SafeText(name)): your view goes along until you move"
  }
  static func nowFollowingUnseen(_ name: String) -> String {
    "following \(SafeText(name)), who shows no place yet: your view goes along once they do"
  }
  static func noLongerFollowing(_ name: String) -> String {
    "no longer following \(SafeText(name)) — f f goes on"
  }
  static func wentAway(from name: String) -> String {
    "you moved: no longer following \(SafeText(name)) — f f goes on"
  }
  static func followedHasLeft(_ name: String) -> String {
    "\(SafeText(name)) has left; you follow nobody"
  }
  static let followingOneself = "that is you"
  static func hasLeftAlready(_ name: String) -> String { "\(SafeText(name)) has left already" }
  static func isOutAlready(_ name: String) -> String { "\(SafeText(name)) is sent out already" }
  static func isNotOut(_ name: String, isHere: Bool) -> String {
    "\(SafeText(name)) " + (isHere ? "is here already" : "was not sent out")
  }
  static func hasRole(_ name: String, _ role: SquallModel.Role) -> String {
    "\(SafeText(name)) is \(one(role)) already"
  }
  static func notHere(_ name: String) -> String { "\(SafeText(name)) is not here" }
  static func followsYou(_ name: String) -> String {
    "\(SafeText(name)) follows you; one of you has to lead"
  }
  static func noSuchPerson(_ name: String, nearest: String?) -> String {
    "nobody here is called \(quoted(name))" + (nearest.map { " — \(SafeText($0))?" } ?? "")
  }
  static func severalPeople(_ name: String, _ names: [String]) -> String {
    "\(quoted(name)) may be "
      + names.prefix(4).map { SafeText($0).description }.joined(separator: " or ")
  }

  // MARK: - Calls

  static func called(everybodyTo what: String) -> String { "called everybody to \(what)" }
  /// - Parameter isBusy: whether hands are writing or moving something, which nothing interrupts.
  static func call(_ what: String, by name: String, seconds: Int, isBusy: Bool) -> [String] {
    let name = SafeText(name)
    let when = isBusy || seconds == 0 ? "as soon as you are done" : "in \(seconds) s"
    let now = isBusy ? "" : "g c now, "
    return [
      "\(name) calls everybody to \(what): you go there \(when) — \(now)Esc stays",
      "\(name) calls everybody to \(what): you go \(when) — Esc stays",
      "\(name) calls: you go \(when) — Esc stays",
    ]
  }
  static func callLetBe(_ what: String, by name: String) -> String {
    "\(SafeText(name)) calls everybody to \(what) — g c goes there"
  }
  static func heedsCalls(_ isOn: Bool) -> String {
    isOn ? "a facilitator's call moves your view" : "a facilitator's call is only told — g c goes"
  }
  static func showsTags(_ isOn: Bool) -> String {
    isOn
      ? "stickies show who is at them" : "stickies do not show who is at them — gp tells it"
  }
  static func showsCursor(_ isOn: Bool) -> String {
    isOn ? "others see where you are" : "nobody sees where you are"
  }
  static func timerLength(_ most: Int) -> String { "a timer has 1 to \(most) minutes" }
  static let timeIsUp = "time is up — finish what you are writing"
}
