import SquallModel

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

extension Theme {
  /// The faces of people, and of codes for cameras; nil for the rest and where there is no colour.
  static func person(_ role: Role, _ depth: ColourDepth) -> Face? {
    if role == .code, depth != .none { return Face(0, on: depth == .eight ? 7 : 15) }
    guard let index = Role.people.firstIndex(of: role) else { return nil }
    switch depth {
    case .indexed: return Face(16, on: indexedPeople[index])
    case .sixteen: return Face(0, on: sixteenPeople[index])
    case .eight: return Face(0, on: eightPeople[index])
    case .none: return nil
    }
  }

  private static let indexedPeople: [UInt8] = [81, 219, 120, 222, 153, 209]
  private static let sixteenPeople: [UInt8] = [14, 13, 10, 11, 7, 6]
  private static let eightPeople: [UInt8] = [6, 5, 2, 3, 7, 6]
}
