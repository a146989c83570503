import SquallModel

/// The initials of somebody whose cursor stands on a sticky.
public struct PresenceTag: Equatable, Sendable, ExpressibleByStringLiteral {
  public var text: String
  public var role: Role
  /// Whether they have done nothing for a while.
  public var isIdle: Bool
  /// How many people it stands for.
  public var people: Int

  public init(_ text: String, role: Role = .presence, isIdle: Bool = false, people: Int = 1) {
    self.text = text
    self.role = role
    self.isIdle = isIdle
    self.people = people
  }

  public init(stringLiteral text: String) { self.init(text) }
}

extension State {
  /// How many people's initials one sticky carries.
  private static let mostTags = 3

  /// Whether it is known where the others are: not while the link is lost.
  var knowsOthers: Bool {
    guard let company else { return false }
    return company.isHosting || !company.view.isCutOff
  }

  /// The initials of others on the stickies that they are at.
  var presenceTags: [ID: [PresenceTag]] {
    guard let company, company.view.showsTags, knowsOthers else { return [:] }
    var tags: [ID: [PresenceTag]] = [:]
    var beyond: [ID: Int] = [:]
    for person in company.people where person.isPresent && person.id != document.me.id {
      guard let at = person.at else { continue }
      if tags[at, default: []].count == State.mostTags {
        beyond[at, default: 0] += 1
      } else {
        tags[at, default: []].append(
          PresenceTag(
            Words.tag(person)
              + (person.isWriting ? SafeText(settings.charset.ellipsis).description : ""),
            role: Role(of: person.id), isIdle: person.presence == .idle))
      }
    }
    for (at, number) in beyond { tags[at]?.append(PresenceTag("+\(number)", people: number)) }
    return tags
  }
}
