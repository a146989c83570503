import SquallModel

@testable import SquallUI

/// The program at a desk: keys go in, effects and screens come out; time passes only when told.
struct Desk {
  var state: State
  var view = ProgramView()
  /// Everything that was asked of the outside so far.
  var effects: [Effect] = []
  /// Milliseconds since the start.
  var clock: Int64 = 0

  static let start = Instant(clamping: 1_795_000_000_000)

  init(
    _ board: Board = Desk.emptyBoard(), rows: Int = 24, columns: Int = 80,
    role: SquallModel.Role = .facilitator, isReadOnly: Bool = false
  ) {
    let document = Document(
      workshop: Workshop(board: board), me: Participant(id: ID(checked: "ana"), name: "Ana"),
      role: role, isReadOnly: isReadOnly)
    state = State(
      document: document, path: "order-process.json", now: Desk.start,
      ids: RandomIDs(SeededGenerator(seed: 7)))
    take(.resize(rows: rows, columns: columns))
  }

  /// A board without stickies, in a phase that has opened every kind.
  static func emptyBoard(lanes: [String] = []) -> Board {
    Board(
      id: ID(checked: "desk"), title: "Order process", level: .design, phase: .nameAggregates,
      lanes: lanes.map { Lane(id: ID(checked: "l-\($0)"), name: $0) })
  }

  /// A board of one lane with stickies from left to right, each a letter and a text: `E Paid`.
  static func board(_ stickies: String..., lanes: [String] = ["Sales"]) -> Board {
    var board = emptyBoard(lanes: lanes)
    let keys = PositionKey.series(stickies.count, after: nil, before: nil)
    for (index, written) in stickies.enumerated() {
      let kind = Kind.allCases.first { $0.letter == written.first } ?? .note
      board.insert(
        Sticky(
          id: ID(checked: "s\(index + 1)"), kind: kind, text: String(written.dropFirst(2)),
          place: .spot(
            lane: ID(checked: "l-\(lanes[0])"), at: keys[index], row: PositionKey.middle)))
    }
    board.settle()
    return board
  }

  var now: Instant { Instant(clamping: Desk.start.milliseconds + clock) }

  @discardableResult
  mutating func take(_ input: UIInput) -> [Effect] {
    let new = state.update(input, at: now)
    effects += new
    return new
  }

  /// Lets time pass; the program hears of it where it wanted to.
  mutating func wait(_ milliseconds: Int64) {
    let end = clock + milliseconds
    while let wake = state.nextWake, wake.milliseconds - Desk.start.milliseconds <= end {
      clock = wake.milliseconds - Desk.start.milliseconds
      take(.tick)
    }
    clock = end
    take(.tick)
  }

  /// Presses keys, their names apart by spaces; a word that names no key is typed letter by letter.
  @discardableResult
  mutating func press(_ keys: String) -> [Effect] {
    var new: [Effect] = []
    for word in keys.split(separator: " ") {
      if let key = Key(word) {
        new += take(.terminal(.key(key)))
      } else {
        new += type(String(word))
      }
    }
    return new
  }

  /// Types a text as it stands.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    var new: [Effect] = []
    for scalar in text.unicodeScalars { new += take(.terminal(.key(Key(scalar)))) }
    return new
  }

  mutating func paste(_ lines: String...) {
    take(.terminal(.paste(Paste(lines: lines))))
  }

  /// Everything handed out is on disk.
  mutating func record() {
    take(.recorder(.recorded(through: state.document.workshop.sequence)))
  }

  /// The stickies in reading order, the one under the cursor in brackets: `E Placed  [E Paid]`.
  ///
  /// Lanes are lines; attached stickies follow their host behind a `+`, the inbox is the last line.
  var drawing: String {
    let board = state.board
    func drawn(_ sticky: Sticky) -> String {
      var text = "\(sticky.kind.letter) \(board.text(of: sticky))"
      if sticky.isPivotal { text += "*" }
      if sticky.isTentative { text += "~" }
      if sticky.isAddressed { text += " done" }
      if state.selectedIDs.contains(sticky.id) { text = "(\(text))" }
      return state.cursor == .sticky(sticky.id) ? "[\(text)]" : text
    }
    var lines: [String] = []
    for lane in board.lanes {
      var parts: [String] = []
      for sticky in board.readingOrder {
        guard case .spot(lane.id, _, _) = sticky.place else { continue }
        let attached = board.attached(to: sticky.id).compactMap { board[$0] }.map {
          "+ " + drawn($0)
        }
        parts.append(([drawn(sticky)] + attached).joined(separator: " "))
      }
      if case .spot(lane.id, let at) = state.cursor {
        let index = board.readingOrder.filter { sticky in
          if case .spot(lane.id, let other, _) = sticky.place { other < at } else { false }
        }.count
        parts.insert("[]", at: index)
      }
      lines.append(parts.joined(separator: "  "))
    }
    if !board.inbox.isEmpty {
      lines.append(
        "inbox: " + board.inbox.compactMap { board[$0] }.map(drawn).joined(separator: "  "))
    }
    return lines.joined(separator: "\n")
  }

  /// What is said at the moment.
  var said: [String] { state.notices.shown(at: state.now).map(\.text) }

  /// The entries handed out to be recorded.
  var recorded: [Entry] {
    effects.flatMap { effect -> [Entry] in
      if case .record(let entries) = effect { entries } else { [] }
    }
  }

  mutating func draw() -> Grid {
    var grid = Grid(rows: state.rows, columns: state.columns)
    view.draw(state, into: &grid)
    return grid
  }
}
