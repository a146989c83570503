import SquallModel

/// What is wanted of a person who is named.
enum Wish: Equatable, Sendable {
  case follow
  /// To be sent out.
  case remove
  /// To be let back in.
  case readmit
  case role(SquallModel.Role)

  /// What the action of a name wants; nil where it is not about a person.
  init?(action id: String) {
    switch id {
    case "follow": self = .follow
    case "remove": self = .remove
    case "let-in": self = .readmit
    default:
      let roles: [SquallModel.Role] = [.facilitator, .participant, .observer]
      guard let role = roles.first(where: { id == "make-\($0.name)" }) else { return nil }
      self = .role(role)
    }
  }
}

/// People by their names.
extension State {
  /// Why something cannot be wanted of a person now; nil where it can.
  func whyNot(_ wish: Wish, _ person: Company.Person) -> String? {
    if person.id == document.me.id { return Words.followingOneself }
    switch wish {
    case .follow: return person.isPresent ? nil : Words.notHere(person.name)
    case .remove:
      switch person.presence {
      case .here, .idle, .away: return nil
      case .gone: return Words.hasLeftAlready(person.name)
      case .removed: return Words.isOutAlready(person.name)
      }
    case .readmit:
      return person.presence == .removed
        ? nil : Words.isNotOut(person.name, isHere: person.isPresent)
    case .role(let role): return person.role == role ? Words.hasRole(person.name, role) : nil
    }
  }

  /// Those of whom that can be wanted.
  func people(for wish: Wish) -> [Company.Person] {
    (company?.people ?? []).filter { whyNot(wish, $0) == nil }
  }

  /// The person of a name that somebody typed; what was wrong with it is told.
  mutating func person(meant name: String, for wish: Wish) -> Company.Person? {
    let wanted = name.lowercased()
    let all = company?.people ?? []
    if let exact = all.first(where: { $0.name.lowercased() == wanted }) {
      return chosen(exact, for: wish)
    }
    let fitting = all.filter { $0.name.lowercased().hasPrefix(wanted) }
    let possible = fitting.filter { whyNot(wish, $0) == nil }
    if possible.count == 1 { return possible[0] }
    if possible.isEmpty, let first = fitting.first { return chosen(first, for: wish) }
    say(
      possible.isEmpty
        ? Words.noSuchPerson(
          name, nearest: Fuzzy.nearest(to: name, among: people(for: wish).map(\.name)))
        : Words.severalPeople(name, possible.map(\.name)), .warning)
    return nil
  }

  /// The person, or nil with a word where that cannot be wanted of them.
  mutating func chosen(_ person: Company.Person, for wish: Wish) -> Company.Person? {
    guard let why = whyNot(wish, person) else { return person }
    say(why, .hint)
    return nil
  }
}
