import SquallModel

/// Boards that screens are drawn of.
enum SampleBoards {
  static let empty = Board(id: ID(checked: "empty"), title: "Order process", level: .bigPicture)

  /// Puts stickies on a board from a table: id, kind letter, lane, position, text.
  struct Builder {
    var board: Board
    private var rows = 0

    init(
      title: String, level: Level = .bigPicture, phase: Phase? = nil, lanes: [String],
      people: [String] = [], emptyColumns: [String] = []
    ) {
      board = Board(
        id: ID(checked: "sample"), title: title, level: level, phase: phase,
        participants: people.map { Participant(id: ID(checked: $0.lowercased()), name: $0) },
        lanes: lanes.map { Lane(id: ID(checked: Builder.id($0)), name: $0) },
        emptyColumns: emptyColumns.map { PositionKey(checked: $0) })
    }

    static func id(_ name: String) -> String {
      "l-"
        + name.lowercased().unicodeScalars.filter { $0.value < 0x80 && $0 != " " }.map(String.init)
        .joined()
    }

    mutating func put(
      _ id: String, _ letter: Character, _ lane: String, _ at: String, _ text: String,
      _ change: (inout Sticky) -> Void = { _ in }
    ) {
      rows += 1
      let kind = Kind.allCases.first { $0.letter == letter } ?? .note
      var sticky = Sticky(
        id: ID(checked: id), kind: kind, text: text,
        place: .spot(
          lane: ID(checked: Builder.id(lane)), at: PositionKey(checked: at),
          row: PositionKey(checked: "r\(rows + 10_000)1")))
      change(&sticky)
      board.insert(sticky)
    }

    /// The board without one of its stickies.
    static func without(_ id: String, in board: Board) -> Board {
      var board = board
      board.apply(.stickyRemoved(ID(checked: id)), by: nil, at: Instant(clamping: 0))
      return board
    }

    mutating func finish() -> Board {
      board.settle()
      return board
    }
  }

  static func id(_ text: String) -> ID { ID(checked: text) }

  /// Three stickies of a first minute.
  static var three: Board {
    var builder = Builder(title: "Order process", lanes: ["Timeline"])
    builder.put("s1", "E", "Timeline", "a1", "Order placed")
    builder.put("s2", "E", "Timeline", "a2", "Payment received")
    builder.put("s3", "!", "Timeline", "a2", "Paid twice?") { $0.place = .on(id("s2")) }
    return builder.finish()
  }

  /// A process of three lanes with about forty stickies, and something of everything.
  static var process: Board {
    var builder = Builder(
      title: "Order process", level: .process, phase: .completeGrammar,
      lanes: ["Customer", "Sales", "Warehouse"], people: ["Ana", "Bo", "Cy Twombly"],
      emptyColumns: ["a8"])
    builder.put("a1", "A", "Customer", "a1", "Customer")
    builder.put("c1", "C", "Customer", "a2", "Place order") {
      $0.fields = [Field(name: "order_id", value: .string("O001"))]
      $0.author = id("ana")
    }
    builder.put("g1", "G", "Sales", "a3", "Order")
    builder.put("e1", "E", "Sales", "a4", "Order placed") {
      $0.fields = [
        Field(name: "order_id", value: .string("O001")),
        Field(name: "amount", value: .number(JSONNumber("99.99") ?? JSONNumber(99))),
      ]
      $0.note = "Happens about 300 times a day, half of it before noon."
      $0.isPivotal = true
      $0.author = id("bo")
      $0.votes = [Vote(participant: id("ana"), count: 2)]
    }
    builder.put("h1", "!", "Sales", "a4", "Paid twice?") {
      $0.place = .on(id("e1"))
      $0.votes = [Vote(participant: id("bo"), count: 1)]
    }
    builder.put("p1", "P", "Sales", "a5", "Whenever an order is placed, ship it")
    builder.put("r1", "R", "Customer", "a6", "Order status")
    builder.put("c2", "C", "Warehouse", "a6", "Ship order")
    builder.put("s1", "S", "Warehouse", "a61", "Parcel service")
    builder.put("e2", "E", "Warehouse", "a7", "Order shipped") { $0.author = id("cytwombly") }
    builder.put("e3", "E", "Warehouse", "a7", "Order could not be shipped because of the weather") {
      $0.isTentative = true
    }
    builder.put("h2", "!", "Sales", "a6", "Who decides?") {
      $0.isAddressed = true
    }
    builder.put("a2", "A", "Sales", "a2", "Clerk") { $0.place = .on(id("c1")) }
    builder.put("x1", "E", "Sales", "a9", "") { $0.copyOf = id("e1") }
    builder.put("w1", "E", "Customer", "a9", "注文が確定した 🎉 confirmed")
    builder.put("w2", "N", "Customer", "aA", "Rindfleischetikettierungsüberwachungsaufgabe")
    for (index, name) in [
      "Invoice sent", "Reminder sent", "Payment received", "Order closed", "Refund requested",
      "Refund approved", "Parcel lost", "Parcel found", "Address corrected", "Stock counted",
      "Goods received", "Complaint filed", "Voucher issued", "Voucher redeemed",
    ].enumerated() {
      builder.put(
        "m\(index)", "E", ["Customer", "Sales", "Warehouse"][index % 3], "b\(index / 2 + 1)", name)
    }
    builder.put("o1", "O", "Sales", "b4", "Remind by phone")
    builder.put("d1", "D", "Sales", "b5", "Order: what a customer asked for, paid or not")
    builder.put("u1", "U", "Customer", "b6", "Basket page")
    builder.put("g2", "G", "Warehouse", "b6", "")
    for (index, name) in ["Refund requested twice", "Parcel lost", "Address corrected"].enumerated()
    {
      builder.put("i\(index)", "E", "Sales", "a1", name) { $0.place = .inbox }
    }
    return builder.finish()
  }

  /// As many events as asked for, in five lanes, with all kinds among them.
  static func large(_ count: Int, seed: UInt64 = 1) -> Board {
    var random = SeededGenerator(seed: seed)
    let names = ["Customer", "Sales", "Warehouse", "Billing", "Support"]
    var board = Board(
      id: ID(checked: "large"), title: "Everything", level: .design, phase: .nameAggregates,
      participants: [
        Participant(id: id("ana"), name: "Ana"), Participant(id: id("bo"), name: "Bo"),
      ],
      lanes: names.map { Lane(id: id("l-\($0)"), name: $0) })
    board.reserveCapacity(count)
    let keys = PositionKey.series(max(1, count * 2 / 3), after: nil, before: nil)
    for index in 0..<count {
      let lane = names.randomElement(using: &random) ?? "Sales"
      let kind =
        index % 4 == 0 ? Kind.allCases.randomElement(using: &random) ?? .note : .domainEvent
      let host = index > 10 && index % 17 == 0 ? id("s\(index - 1)") : nil
      let place: Place =
        if let host, board[host]?.place != .inbox, index % 17 == 0 {
          .on(host)
        } else {
          .spot(
            lane: id("l-\(lane)"), at: keys[min(index * 2 / 3, keys.count - 1)],
            row: PositionKey.middle)
        }
      board.insert(
        Sticky(
          id: id("s\(index)"), kind: kind, text: "Thing \(index) of the order happened",
          place: place, isPivotal: index % 500 == 499, author: id(index % 2 == 0 ? "ana" : "bo")))
    }
    board.settle()
    return board
  }
}
