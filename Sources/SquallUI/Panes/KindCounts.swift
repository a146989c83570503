import SquallModel

/// Which of how many of its kind each sticky of the timeline is; kept until the board changes.
struct KindCounts: Sendable {
  /// The largest board that is counted: more would be felt at each edit.
  private static let mostCounted = 20_000

  private var version = -1
  private var session: ID?
  private var places: [ID: (kind: Kind, number: Int)] = [:]
  private var totals: [Kind: Int] = [:]

  mutating func update(_ document: Document) {
    let workshop = document.workshop
    guard version != document.version || session != workshop.board.id else { return }
    version = document.version
    session = workshop.board.id
    places.removeAll(keepingCapacity: true)
    totals.removeAll(keepingCapacity: true)
    let board = workshop.board
    guard board.stickyCount <= KindCounts.mostCounted else { return }
    for sticky in board.readingOrder {
      add(sticky.id, sticky.kind)
      for id in board.attached(to: sticky.id) {
        if let kind = board[id]?.kind { add(id, kind) }
      }
    }
  }

  private mutating func add(_ id: ID, _ kind: Kind) {
    totals[kind, default: 0] += 1
    places[id] = (kind, totals[kind] ?? 1)
  }

  /// The sticky's number among its kind: `E 34/212`.
  func place(of id: ID) -> String? {
    guard let place = places[id], let total = totals[place.kind] else { return nil }
    return "\(place.kind.letter) \(place.number)/\(total)"
  }
}
