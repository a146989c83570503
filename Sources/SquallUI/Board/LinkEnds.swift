import SquallModel

/// Which stickies links lead from and to; kept until the links change.
struct LinkEnds {
  private var links: [Link] = []
  private var ends: [ID: Ends] = [:]

  struct Ends: OptionSet {
    let rawValue: UInt8
    static let from = Ends(rawValue: 1)
    static let to = Ends(rawValue: 2)
  }

  mutating func update(_ board: Board) {
    guard links != board.links else { return }
    links = board.links
    ends = [:]
    for link in links {
      ends[link.from, default: []].insert(.from)
      ends[link.to, default: []].insert(.to)
    }
  }

  /// What a sticky is to links; nil where there is none.
  subscript(id: ID) -> Ends? { ends.isEmpty ? nil : ends[id] }

  /// What one sticky is to another.
  func ends(of id: ID, towards other: ID) -> Ends? {
    guard ends[id] != nil, ends[other] != nil else { return nil }
    var found: Ends = []
    for link in links {
      if link.from == other, link.to == id { found.insert(.to) }
      if link.from == id, link.to == other { found.insert(.from) }
    }
    return found.isEmpty ? nil : found
  }
}

extension Board {
  /// The other ends of a sticky's links: where they lead to, then where they come from.
  func linked(with id: ID) -> [ID] {
    links.filter { $0.from == id }.map(\.to) + links.filter { $0.to == id }.map(\.from)
  }
}
