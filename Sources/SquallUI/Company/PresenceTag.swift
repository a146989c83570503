import SquallModel

/// The initials of somebody whose cursor stands on a sticky.
public struct PresenceTag: Equatable, Sendable, ExpressibleByStringLiteral {
  public var text: String
  public var role: Role
  /// Whether they have done nothing for a while.
  public var isIdle: Bool

  public init(_ text: String, role: Role = .presence, isIdle: Bool = false) {
    self.text = text
    self.role = role
    self.isIdle = isIdle
  }

  public init(stringLiteral text: String) { self.init(text) }
}

extension Role {
  /// The colours that people are told apart by, beside their initials.
  static let people: [Role] = [.person1, .person2, .person3, .person4, .person5, .person6]

  /// The colour of somebody: from the id, so that it is the same on every screen.
  init(of person: ID) {
    // FNV-1a over the bytes of the id; Swift's own hashes differ from run to run.
    var hash: UInt32 = 2_166_136_261
    for byte in person.text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    self = Role.people[Int(hash % UInt32(Role.people.count))]
  }
}

extension State {
  /// How many people's initials one sticky carries.
  private static let mostTags = 3

  /// The initials of others on the stickies that they are at.
  var presenceTags: [ID: [PresenceTag]] {
    guard let company, company.view.showsTags else { return [:] }
    var tags: [ID: [PresenceTag]] = [:]
    var beyond: [ID: Int] = [:]
    for person in company.people where person.isPresent && person.id != document.me.id {
      guard let at = person.at else { continue }
      if tags[at, default: []].count == State.mostTags {
        beyond[at, default: 0] += 1
      } else {
        tags[at, default: []].append(
          PresenceTag(
            Words.tag(person), role: Role(of: person.id), isIdle: person.presence == .idle))
      }
    }
    for (at, number) in beyond { tags[at]?.append(PresenceTag("+\(number)")) }
    return tags
  }
}
