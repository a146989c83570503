public import SquallModel

/// Identifiers in the order in which they were asked for: `n1`, `n2`, …
struct CountedIDs: IDSource {
  private var count = 0
  private let prefix: String

  init(prefix: String = "n") { self.prefix = prefix }

  mutating func next() -> ID {
    count += 1
    return ID(checked: "\(prefix)\(count)")
  }
}

/// A workshop with two people, a clock that counts and edits that number themselves.
struct Bench {
  var workshop: Workshop
  var log: [Entry] = []
  var ids = CountedIDs()
  private var edits = 0

  static let ana = Participant(id: ID(checked: "ana"), name: "Ana")
  static let bo = Participant(id: ID(checked: "bo"), name: "Bo")

  init(lanes: [String] = ["Sales", "Warehouse"]) {
    let lanes = lanes.enumerated().map { Lane(id: ID(checked: "l\($0 + 1)"), name: $1) }
    workshop = Workshop(
      board: Board(id: ID(checked: "w"), title: "Workshop", level: .process, lanes: lanes))
  }

  var board: Board { workshop.board }

  @discardableResult
  mutating func submit(
    _ edit: Edit, by author: Participant = Bench.ana, id: String? = nil
  ) throws(Refusal) -> Workshop.Acceptance {
    edits += 1
    let acceptance = try workshop.submit(
      edit, editID: ID(checked: id ?? "e\(edits)"), by: author,
      at: Instant(clamping: Int64(edits) * 1_000), ids: &ids)
    log += acceptance.entries
    return acceptance
  }

  /// Adds a sticky at the end, or where `to` says.
  @discardableResult
  mutating func add(
    _ id: String, _ text: String? = nil, kind: Kind = .domainEvent, lane: String? = nil,
    to target: Target = .end, by author: Participant = Bench.ana, fields: [Field] = []
  ) throws(Refusal) -> Workshop.Acceptance {
    try submit(
      .addSticky(
        NewSticky(
          id: ID(checked: id), kind: kind, text: text ?? id, lane: lane, target: target,
          fields: fields)), by: author)
  }

  /// The ids of the timeline from left to right.
  var order: [String] { board.readingOrder.map(\.id.text) }

  subscript(id: String) -> Sticky? { board[ID(checked: id)] }
}

extension ID: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(checked: value) }
}
