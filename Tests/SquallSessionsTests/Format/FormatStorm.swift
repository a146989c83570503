import SquallModel

@testable import SquallSessions

extension String {
  /// The text as an identifier.
  var id: ID { ID(checked: self) }
}

/// Identifiers in the order in which they were asked for.
struct CountedIDs: IDSource {
  private var count = 0

  mutating func next() -> ID {
    count += 1
    return ID(checked: "n\(count)")
  }
}

/// A workshop in which everything that can happen happens, by chance, from a seed.
struct FormatStorm {
  private(set) var workshop: Workshop
  private(set) var log: [Entry] = []
  /// Every edit that was tried, accepted or not.
  private(set) var edits: [Edit] = []
  private var random: SeededGenerator
  private var ids = CountedIDs()
  private var steps = 0

  static let people = [
    Participant(id: "ana".id, name: "Ana"), Participant(id: "bo".id, name: "Bo \"the\" Builder"),
  ]

  static let start = Board(
    id: "w".id, title: "Workshop", level: .process, createdAt: Instant(clamping: 1_795_428_062_003))

  init(seed: UInt64, steps: Int) {
    random = SeededGenerator(seed: seed)
    workshop = Workshop(board: FormatStorm.start)
    for _ in 0..<steps { step() }
  }

  var board: Board { workshop.board }

  private mutating func step() {
    steps += 1
    let edit = edit()
    edits.append(edit)
    let author = FormatStorm.people.randomElement(using: &random) ?? FormatStorm.people[0]
    let acceptance = try? workshop.submit(
      edit, editID: ID(checked: "e\(steps)"), by: author,
      at: Instant(clamping: Int64(steps) * 61_007), ids: &ids)
    log += acceptance?.entries ?? []
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.randomElement(using: &random)
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  /// A text with everything that a format has to keep.
  mutating func text() -> String {
    let parts = [
      "Order placed", "\"quoted\"", "back\\slash", "zwei\nZeilen", "é", "e\u{301}", "注文", "😀",
      "\u{0}\u{1B}[31m", "\u{2028}", "\u{7F}", "</script>", "tab\t", "a",
    ]
    return (0...Int.random(in: 0..<4, using: &random)).map { _ in pick(parts) ?? "" }
      .joined(separator: " ")
  }

  mutating func value(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth < 3 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(chance(2))
    case 2: return .number(JSONNumber(pick(["0.10", "-0", "1e-7", "99999999999999999999"])!)!)
    case 3, 4: return .string(text())
    case 5: return .array((0..<3).map { _ in value(depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<3 { object[text()] = value(depth: depth + 1) }
      return .object(object)
    }
  }

  private mutating func edit() -> Edit {
    let stickies = all
    guard !stickies.isEmpty, !chance(3) else { return newSticky() }
    return chance(3) ? editOfWorkshop(stickies) : editOfSticky(stickies)
  }

  private var all: [ID] {
    var all: [ID] = []
    board.forEachInFileOrder { all.append($0.id) }
    return all
  }

  private mutating func target() -> Target {
    guard let id = pick(all) else { return .end }
    return pick([
      .after(id), .before(id), .with(id), .start, .end, .inbox, .at(PositionKey.after(.middle)),
    ])!
  }

  private mutating func newSticky() -> Edit {
    let kind = pick(Kind.allCases)!
    var new = NewSticky(kind: kind, text: text(), target: target())
    if chance(2) { new.id = ID(checked: "s-\(steps)") }
    if chance(3) { new.lane = pick(board.lanes)?.name }
    if kind.mayBeAttached, chance(2), let host = pick(all) { new.target = .on(host) }
    if kind.carriesFields {
      for _ in 0..<Int.random(in: 0..<3, using: &random) {
        let name = text()
        if !new.fields.contains(where: { $0.isNamed(name) }) {
          new.fields.append(Field(name: name, value: value()))
        }
      }
    }
    if chance(4) { new.note = text() }
    new.isPivotal = kind == .domainEvent && chance(4)
    new.isTentative = chance(4)
    return .addSticky(new)
  }

  private mutating func editOfSticky(_ stickies: [ID]) -> Edit {
    let id = pick(stickies)!
    let other = pick(stickies)!
    switch Int.random(in: 0..<18, using: &random) {
    case 0: return .rewordSticky(id, text: text(), was: chance(4) ? text() : nil)
    case 1, 2: return .moveSticky(id, lane: nil, to: target())
    case 3: return .moveSticky(id, lane: pick(board.lanes)?.id.text ?? "none", to: .samePosition)
    case 4: return .removeSticky(id)
    case 5: return .changeKind(id, to: pick(Kind.allCases)!)
    case 6, 7:
      return .setField(
        id, name: pick(["a", "b \"c\"", "é"])!, value: value(), was: chance(4) ? value() : nil)
    case 8: return .removeField(id, name: pick(["a", "b \"c\"", "é"])!)
    case 9: return .setNote(id, note: chance(3) ? "" : text(), was: chance(4) ? text() : nil)
    case 10: return .setPivotal(id, chance(2))
    case 11: return .setTentative(id, chance(2))
    case 12: return chance(2) ? .addressHotspot(id) : .reopenHotspot(id)
    case 13: return .attach(id, to: other)
    case 14: return .detach(id)
    case 15:
      return .addCopy(
        id: chance(2) ? nil : ID(checked: "c-\(steps)"), of: id, lane: nil, to: target())
    default: return .vote(id, count: pick([nil, 0, 1, 2, 7])!)
    }
  }

  private mutating func editOfWorkshop(_ stickies: [ID]) -> Edit {
    let id = pick(stickies)!
    let other = pick(stickies)!
    let lane = pick(board.lanes)?.id.text ?? "none"
    let context = pick(board.contexts)?.id ?? "none".id
    switch Int.random(in: 0..<22, using: &random) {
    case 0, 1:
      return .addLane(
        id: chance(2) ? nil : ID(checked: "l-\(steps)"), name: text(),
        to: pick([.start, .end, .after(lane), .before(lane)])!)
    case 2: return .renameLane(lane, name: text(), was: chance(4) ? text() : nil)
    case 3: return .moveLane(lane, to: pick([.start, .end, .after(lane), .before(lane)])!)
    case 4: return .removeLane(lane)
    case 5:
      return .addLink(
        id: chance(2) ? nil : ID(checked: "k-\(steps)"), from: id, to: other,
        label: chance(2) ? nil : text())
    case 6: return .removeLink(pick(board.links)?.id ?? "none".id)
    case 7:
      return .addContext(
        id: chance(2) ? nil : ID(checked: "x-\(steps)"), name: text(), stickies: [id, other])
    case 8:
      return .changeContext(
        context, name: chance(2) ? nil : text(), adding: [id], removing: chance(2) ? [] : [other])
    case 9: return .removeContext(context)
    case 10: return .setTerm(name: pick(["order", "Order", "é", "e\u{301}"])!, meaning: text())
    case 11: return .removeTerm(name: pick(["order", "é"])!)
    case 12: return .setTitle(text(), was: chance(4) ? text() : nil)
    case 13: return .setLevel(pick(Level.allCases)!)
    case 14: return .setPhase(pick(Phase.allCases)!)
    case 15, 16:
      return .makeRoom(after: chance(3) ? nil : id, columns: Int.random(in: 1..<4, using: &random))
    case 17: return .closeGap(after: chance(3) ? nil : id)
    case 18: return .batch([newSticky(), .rewordSticky(id, text: text(), was: nil), newSticky()])
    case 19, 20: return .undo(of: chance(2) ? nil : pick(log)?.editID)
    default: return .redo(of: nil)
    }
  }
}
