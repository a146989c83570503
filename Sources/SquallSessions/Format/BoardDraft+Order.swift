internal import SquallModel

/// Names in the order in which they were met, each once by its bytes, each with an id.
struct NamesInOrder {
  private(set) var named: [(id: ID, name: String)] = []

  /// - Parameter letter: What the ids begin with; none of them is one of the names.
  init(_ letter: String, _ texts: [JSONText]) {
    var met: Set<[UInt8]> = []
    var names: [String] = []
    for name in texts.lazy.map(\.string) where met.insert(Array(name.utf8)).inserted {
      names.append(name)
    }
    var taken = Set(names.compactMap { ID($0) })
    for (index, name) in names.enumerated() {
      named.append((id: ID.made(letter, index, apartFrom: &taken), name: name))
    }
  }
}

/// What texts mean that stand for lanes or people: an id first, then an exact name.
struct NameTable {
  enum Meaning {
    case one(ID)
    /// A name that several have.
    case several
  }

  private var ids: Set<ID>
  private var named: [[UInt8]: Meaning] = [:]

  init(_ things: [(id: ID, name: String)]) {
    ids = Set(things.map(\.id))
    for thing in things {
      let name = Array(thing.name.utf8)
      named[name] = named[name] == nil ? .one(thing.id) : .several
    }
  }

  func meaning(of text: JSONText) -> Meaning? {
    let name = text.string
    if let id = ID(name), ids.contains(id) { return .one(id) }
    return named[Array(name.utf8)]
  }
}

/// Makes positions for stickies that have none, between those that are used.
struct OpenPositions {
  private let used: [PositionKey]
  /// For each space between two used positions, the last that was made in it.
  private var made: [Int: PositionKey] = [:]

  init(used: [PositionKey]) {
    self.used = used.sorted()
  }

  /// A position after another one and after all that were made in the same space, before the next
  /// one used; the first of all where there is no other.
  mutating func next(after key: PositionKey?) -> PositionKey {
    let space = key.map { firstIndex(above: $0) } ?? 0
    let low = [key, made[space]].compactMap { $0 }.max()
    let position = PositionKey.between(low, space < used.count ? used[space] : nil)
    made[space] = position
    return position
  }

  /// The index of the first used position above a key.
  private func firstIndex(above key: PositionKey) -> Int {
    var low = 0
    var high = used.count
    while low < high {
      let middle = (low + high) / 2
      if used[middle] <= key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The last row of each spot.
struct LastRows {
  private struct Key: Hashable {
    var lane: ID
    var at: PositionKey
  }

  private var rows: [Key: PositionKey] = [:]

  mutating func note(_ place: Place) {
    guard case .spot(let lane, let at, let row) = place else { return }
    let key = Key(lane: lane, at: at)
    rows[key] = max(rows[key] ?? row, row)
  }

  /// The place at that spot and row; as the last row where none is given.
  mutating func place(lane: ID, at: PositionKey, row: PositionKey?) -> Place {
    let last = rows[Key(lane: lane, at: at)]
    let place = Place.spot(
      lane: lane, at: at, row: row ?? last.map { PositionKey.after($0) } ?? .middle)
    note(place)
    return place
  }
}

extension Place {
  /// The position of a spot.
  var at: PositionKey? {
    if case .spot(_, let at, _) = self { at } else { nil }
  }
}
