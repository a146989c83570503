internal import SquallModel
internal import SquallSessions

/// Edits by chance on what somebody sees; some of them cannot be.
struct EditMaker {
  private let who: Int
  private var count = 0

  init(_ who: Int) { self.who = who }

  mutating func next(
    on board: Board, isFacilitator: Bool, using random: inout SeededGenerator
  ) -> Edit {
    count += 1
    let new = ID(checked: "g\(who)s\(count)")
    switch Int.random(in: 0..<32, using: &random) {
    case 0...2: return .undo(of: nil)
    case 3: return .redo(of: nil)
    case 4: return furniture(on: board, new: new, using: &random)
    case 5 where isFacilitator: return facilitation(on: board, using: &random)
    case 6:
      return .makeRoom(after: pick(board, &random), columns: Int.random(in: 1...3, using: &random))
    case 7: return .closeGap(after: pick(board, &random))
    case 8: return .batch([added(new, board, &random), onSticky(board, new, &random)])
    case 9...14: return added(new, board, &random)
    default: return onSticky(board, new, &random)
    }
  }

  private func pick(_ board: Board, _ random: inout SeededGenerator) -> ID? {
    // One that may have gone meanwhile, now and then one that never was.
    let ids = board.readingOrder.prefix(64).map(\.id) + board.inbox.prefix(8)
    return Int.random(in: 0..<40, using: &random) == 0
      ? ID(checked: "nobody") : ids.randomElement(using: &random)
  }

  private func added(
    _ new: ID, _ board: Board, _ random: inout SeededGenerator
  ) -> Edit {
    let kind = Kind.allCases.randomElement(using: &random) ?? .note
    var target: Target = .end
    if let other = pick(board, &random) {
      let targets: [Target] = [
        .end, .start, .inbox, .after(other), .before(other), .with(other), .on(other),
      ]
      target = targets.randomElement(using: &random) ?? .end
    }
    let fields =
      kind.carriesFields && Bool.random(using: &random)
      ? [Field(name: "id", value: .string("\(count)"))] : []
    return .addSticky(
      NewSticky(
        id: Bool.random(using: &random) ? new : nil, kind: kind, text: "é \(who)-\(count)\n\"x\"",
        target: target, fields: fields))
  }

  private func onSticky(
    _ board: Board, _ new: ID, _ random: inout SeededGenerator
  ) -> Edit {
    guard let id = pick(board, &random), let other = pick(board, &random) else {
      return added(new, board, &random)
    }
    let number = Int.random(in: 0..<1000, using: &random)
    switch number % 18 {
    case 0, 1:
      let present = board[id].map { board.text(of: $0) }
      return .rewordSticky(id, text: "text \(who)-\(count)", was: number % 3 == 0 ? present : nil)
    case 2, 3: return .moveSticky(id, lane: nil, to: .after(other))
    case 4:
      return .moveSticky(
        id, lane: board.lanes.randomElement(using: &random)?.name, to: .with(other))
    case 5: return .moveSticky(id, lane: nil, to: .inbox)
    case 6: return .removeSticky(id)
    case 7: return .changeKind(id, to: Kind.allCases[number % Kind.allCases.count])
    case 8, 9:
      return .setField(
        id, name: "f\(number % 3)", value: .number(JSONNumber(number)),
        was: number % 5 == 0 ? .null : nil)
    case 10: return .removeField(id, name: "f\(number % 3)")
    case 11: return .setNote(id, note: number % 2 == 0 ? "" : "note \(number)", was: nil)
    case 12: return .setPivotal(id, number % 2 == 0)
    case 13: return .setTentative(id, number % 2 == 0)
    case 14: return number % 2 == 0 ? .addressHotspot(id) : .reopenHotspot(id)
    case 15: return .vote(id, count: number % 4 == 0 ? nil : number % 4)
    case 16: return number % 2 == 0 ? .attach(id, to: other) : .detach(id)
    default: return .addCopy(id: new, of: id, lane: nil, to: .after(other))
    }
  }

  private func furniture(
    on board: Board, new: ID, using random: inout SeededGenerator
  ) -> Edit {
    let number = Int.random(in: 0..<8, using: &random)
    let first = pick(board, &random)
    let second = pick(board, &random)
    switch (number, first, second) {
    case (0, _, _): return .addLane(id: new, name: "Lane \(who)-\(count)", to: .start)
    case (1, _, _):
      let lane = board.lanes.randomElement(using: &random)?.id.text ?? "none"
      return .renameLane(lane, name: "Renamed \(who)-\(count)", was: nil)
    case (2, _, _):
      let lane = board.lanes.randomElement(using: &random)?.id.text ?? "none"
      return .moveLane(lane, to: .end)
    case (3, let first?, let second?):
      return .addLink(id: new, from: first, to: second, label: "leads to")
    case (4, let first?, let second?):
      return .addContext(
        id: new, name: "Context \(count)", stickies: first == second ? [first] : [first, second])
    case (5, let first?, _):
      guard let context = board.contexts.randomElement(using: &random) else { break }
      return .changeContext(context.id, name: nil, adding: [first], removing: [])
    case (6, _, _): return .setTerm(name: "Term \(number % 3)", meaning: "\(who)-\(count)")
    default: break
    }
    return .removeTerm(name: "Term \(number % 3)")
  }

  private func facilitation(on board: Board, using random: inout SeededGenerator) -> Edit {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .setTitle("Title \(count)", was: nil)
    case 1: .setLevel(Level.allCases.randomElement(using: &random) ?? .process)
    case 2: .setPhase(board.level.phases.randomElement(using: &random) ?? .kickOff)
    default: .removeLane(board.lanes.randomElement(using: &random)?.id.text ?? "none")
    }
  }
}
