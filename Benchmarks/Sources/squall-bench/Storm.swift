import SquallModel

/// Random numbers that are the same for the same seed: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Made workshops of any size: 30 % add, 25 % edit, 25 % move, 15 % vote, 5 % delete.
///
/// Source: performance.md, the operation logs.
struct Storm {
  /// What one person hands in.
  struct Submission: Sendable {
    var edit: Edit
    var id: ID
    var author: Participant
    var at: Instant
  }

  static let people = (1...8).map {
    Participant(id: ID(checked: "p\($0)"), name: "Participant \($0)")
  }
  private static let nouns = [
    "Order", "Invoice", "Payment", "Parcel", "Customer", "Refund", "Stock", "Bicycle", "Rental",
    "Delivery", "注文", "Réclamation",
  ]
  private static let verbs = [
    "placed", "paid", "shipped", "returned", "cancelled", "confirmed", "checked", "lost", "found",
    "sent to the warehouse",
  ]

  private(set) var workshop: Workshop
  private var random: SeededGenerator
  private var ids: RandomIDs<SeededGenerator>
  private var live: [ID] = []
  private var submitted: [Submission] = []
  private var clock: Int64 = 1_795_000_000_000

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    ids = RandomIDs(SeededGenerator(seed: seed ^ 0xABCD))
    let lanes = ["Sales", "Warehouse", "Billing", "Support", "Suppliers"].enumerated().map {
      Lane(id: ID(checked: "lane\($0)"), name: $1)
    }
    workshop = Workshop(
      board: Board(
        id: ID(checked: "bench"), title: "Made workshop", level: .process,
        createdAt: Instant(clamping: 1_795_000_000_000), lanes: lanes))
  }

  /// The next operations, to be handed in later to a workshop that is as this one was.
  mutating func submissions(_ count: Int) -> [Submission] {
    submitted = []
    submitted.reserveCapacity(count)
    while submitted.count < count { _ = operation() }
    return submitted
  }

  /// Goes on with a workshop whose log has begun.
  mutating func restart(_ workshop: Workshop) { self.workshop = workshop }

  /// Adds a sticky, and now and then a vote: what a saved workshop has on it.
  ///
  /// - Parameter deep: how many stickies stand at one position, spread over all lanes.
  mutating func addWithVotes(deep: Int = 1) {
    if let last = live.last, !live.count.isMultiple(of: deep) {
      _ = add(to: .with(last), lane: live.count % workshop.board.lanes.count)
    } else {
      _ = add()
    }
    if live.count.isMultiple(of: 3) { _ = submit(.vote(sticky(), count: nil)) }
  }

  /// One operation of the mix.
  mutating func operation() -> [Entry] {
    let dice = live.isEmpty ? 0 : Int.random(in: 0..<100, using: &random)
    switch dice {
    case ..<30: return add()
    case ..<55:
      return submit(.rewordSticky(sticky(), text: text(), was: nil))
    case ..<80:
      let (id, neighbour) = (sticky(), sticky())
      return id == neighbour ? add() : submit(.moveSticky(id, lane: nil, to: .after(neighbour)))
    case ..<95: return submit(.vote(sticky(), count: nil))
    default:
      let index = Int.random(in: 0..<live.count, using: &random)
      live.swapAt(index, live.count - 1)
      return submit(.removeSticky(live.removeLast()))
    }
  }

  /// Adds one sticky of about 280 bytes of JSON.
  mutating func add(to target: Target = .end, lane index: Int? = nil) -> [Entry] {
    let id = ids.next()
    let kinds: [Kind] = [.domainEvent, .domainEvent, .domainEvent, .command, .policy, .readModel]
    let kind = kinds.randomElement(using: &random) ?? .domainEvent
    let fields: [Field] =
      kind.carriesFields
      ? [
        Field(name: "order_id", value: .string("O\(Int.random(in: 1...99_999, using: &random))")),
        Field(name: "amount", value: .number(JSONNumber("\(live.count % 900).99") ?? .init(0))),
      ] : []
    let lanes = workshop.board.lanes
    let lane = index.map { lanes[$0] } ?? lanes.randomElement(using: &random)
    let entries = submit(
      .addSticky(
        NewSticky(
          id: id, kind: kind, text: text(), lane: lane?.id.text, target: target, fields: fields)))
    live.append(id)
    return entries
  }

  private func pick() -> Participant { Storm.people[Int(clock / 7) % Storm.people.count] }

  private mutating func sticky() -> ID { live.randomElement(using: &random) ?? live[0] }

  private mutating func text() -> String {
    let noun = Storm.nouns.randomElement(using: &random) ?? ""
    let verb = Storm.verbs.randomElement(using: &random) ?? ""
    return "\(noun) \(Int.random(in: 1...9_999, using: &random)) \(verb)"
  }

  private mutating func submit(_ edit: Edit) -> [Entry] {
    clock += Int64.random(in: 1...2_000, using: &random)
    let next = Submission(
      edit: edit, id: ids.next(), author: pick(), at: Instant(clamping: clock))
    if submitted.capacity > submitted.count { submitted.append(next) }
    let acceptance = try? workshop.submit(
      next.edit, editID: next.id, by: next.author, at: next.at, ids: &ids)
    return acceptance?.entries ?? []
  }
}
