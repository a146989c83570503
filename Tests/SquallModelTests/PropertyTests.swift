import SquallModel
import Testing

/// Any sequence of edits by several people, from a seed.
@Suite struct PropertyTests {
  @Test(arguments: 0..<40)
  func `any sequence of edits keeps the invariants, and replay equals the board`(
    seed: UInt64
  ) throws {
    var storm = Storm(seed: seed)
    for step in 0..<250 {
      storm.step()
      if step.isMultiple(of: 25) {
        #expect(storm.bench.board.checkInvariants() == [], "seed \(seed), step \(step)")
      }
    }

    var replayed = Workshop(board: Bench().board)
    for entry in storm.bench.log { replayed.apply(entry) }
    replayed.settle()
    #expect(replayed.board == storm.bench.board, "seed \(seed)")
    #expect(replayed.sequence == storm.bench.workshop.sequence)
    #expect(storm.bench.log.map(\.sequence) == Array(1...storm.bench.log.count))
    #expect(storm.refused < 250 && storm.bench.board.stickyCount > 0)
  }

  @Test(arguments: 0..<40)
  func `the same change twice is the same change once`(seed: UInt64) throws {
    var storm = Storm(seed: seed)
    for _ in 0..<120 { storm.step() }

    var board = Bench().board
    for entry in storm.bench.log {
      board.apply(entry.change, by: entry.by, at: entry.at)
      let once = board
      board.apply(entry.change, by: entry.by, at: entry.at)
      #expect(board == once, "seed \(seed), entry \(entry.sequence): \(entry.change)")
    }
  }

  @Test(arguments: 0..<40)
  func `undoing everything I did leaves the other's work and only that`(seed: UInt64) throws {
    // Ana and Bo work on stickies of their own, interleaved, so what is left must be Bo's alone.
    var random = SeededGenerator(seed: seed)
    var both = Bench()
    var alone = Bench()
    for step in 0..<120 {
      let isBo = Bool.random(using: &random)
      let mine = both.board.readingOrder.filter { $0.author == (isBo ? "bo" : "ana") }
        .map(\.id)
      let prefix = isBo ? "b" : "a"
      let edit = Storm.edit(
        on: mine, new: ID(checked: "\(prefix)\(step)"), all: mine, random: &random)
      guard (try? both.submit(edit, by: isBo ? Bench.bo : Bench.ana)) != nil else { continue }
      if isBo { try alone.submit(edit, by: Bench.bo) }
    }
    while both.workshop.nextUndo(by: "ana") != nil { try both.submit(.undo(of: nil)) }

    #expect(throws: Refusal.nothingToUndo) { try both.submit(.undo(of: nil)) }
    #expect(both.board.checkInvariants() == [])
    let left = both.board.readingOrder.map(Left.init)
    #expect(left.sorted() == alone.board.readingOrder.map(Left.init).sorted(), "seed \(seed)")
  }

  @Test(arguments: 0..<20)
  func `redoing everything that was undone gives the board again`(seed: UInt64) throws {
    var storm = Storm(seed: seed, people: 1, undoes: false)
    for _ in 0..<80 { storm.step() }
    let before = storm.bench.board
    var count = 0
    while storm.bench.workshop.nextUndo(by: "ana") != nil {
      try storm.bench.submit(.undo(of: nil))
      count += 1
    }
    #expect(count > 20)
    #expect(storm.bench.board.stickyCount == 0)

    for _ in 0..<count { try storm.bench.submit(.redo(of: nil)) }

    let left = storm.bench.board.readingOrder.map(Left.init)
    #expect(left == before.readingOrder.map(Left.init), "seed \(seed)")
  }

  /// What a person would see of a sticky, without instants.
  struct Left: Equatable, Comparable {
    var id: String
    var seen: String

    init(_ sticky: Sticky) {
      id = sticky.id.text
      seen =
        "\(sticky.kind) \(sticky.text) \(sticky.fields) \(sticky.note ?? "") "
        + "\(sticky.isPivotal) \(sticky.isTentative) \(sticky.isAddressed) \(sticky.votes)"
    }

    static func < (left: Left, right: Left) -> Bool { left.id < right.id }
  }
}

/// Edits by chance, some of which cannot be.
struct Storm {
  var bench = Bench()
  var refused = 0
  private var random: SeededGenerator
  private let people: Int
  private let undoes: Bool
  private var steps = 0

  init(seed: UInt64, people: Int = 2, undoes: Bool = true) {
    random = SeededGenerator(seed: seed)
    self.people = people
    self.undoes = undoes
  }

  mutating func step() {
    steps += 1
    let author = Int.random(in: 0..<people, using: &random) == 0 ? Bench.ana : Bench.bo
    var all = bench.board.readingOrder.map(\.id) + bench.board.inbox
    all += bench.board.readingOrder.flatMap { bench.board.attached(to: $0.id) }
    let new = ID(checked: "s\(steps)")
    let edit: Edit =
      switch Int.random(in: 0..<(undoes ? 24 : 20), using: &random) {
      case 0: .addLane(id: nil, name: "Lane \(steps)", to: .end)
      case 1:
        bench.board.lanes.randomElement(using: &random).map { .removeLane($0.id.text) }
          ?? .undo(of: nil)
      case 20, 21: .undo(of: nil)
      case 22: .redo(of: nil)
      case 23: .undo(of: bench.log.randomElement(using: &random)?.editID)
      default: Storm.edit(on: all, new: new, all: all, random: &random)
      }
    if !undoes, edit == .undo(of: nil) { return }
    do {
      try bench.submit(edit, by: author)
    } catch {
      refused += 1
    }
  }

  static func edit(
    on ids: [ID], new: ID, all: [ID], random: inout SeededGenerator
  ) -> Edit {
    let kind = Kind.allCases.randomElement(using: &random) ?? .note
    guard let id = ids.randomElement(using: &random), let other = all.randomElement(using: &random),
      Int.random(in: 0..<4, using: &random) > 0
    else {
      let targets: [Target] = [.end, .start] + (all.last.map { [.after($0), .with($0)] } ?? [])
      return .addSticky(
        NewSticky(
          id: new, kind: kind, text: "new", target: targets.randomElement(using: &random) ?? .end))
    }
    let number = Int.random(in: 0..<100, using: &random)
    return switch number % 16 {
    case 0: .rewordSticky(id, text: "text \(number)", was: nil)
    case 1: .moveSticky(id, lane: nil, to: .after(other))
    case 2: .moveSticky(id, lane: nil, to: .with(other))
    case 3: .removeSticky(id)
    case 4: .changeKind(id, to: kind)
    case 5, 6:
      .setField(id, name: "f\(number % 3)", value: .number(JSONNumber(number)), was: nil)
    case 7: .removeField(id, name: "f\(number % 3)")
    case 8: .setNote(id, note: "note \(number)", was: nil)
    case 9: .setPivotal(id, number.isMultiple(of: 2))
    case 10: .setTentative(id, number.isMultiple(of: 2))
    case 11: number.isMultiple(of: 2) ? .addressHotspot(id) : .reopenHotspot(id)
    case 12: .vote(id, count: number % 4)
    case 13: .attach(id, to: other)
    case 14: .addCopy(id: new, of: id, lane: nil, to: .end)
    default:
      .batch([
        .rewordSticky(id, text: "batch \(number)", was: nil),
        .addSticky(NewSticky(id: new, kind: .domainEvent, text: "in batch")),
      ])
    }
  }
}
