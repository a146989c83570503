public import SquallModel

/// The board of the design's picture: two events, what led to them, and what is still open.
enum OrderProcess {
  static let board: Board = {
    var board = Board(
      id: "order-process", title: "Order process", level: .process, phase: .completeGrammar,
      createdAt: instant(0),
      participants: [Participant(id: "p1", name: "Ana"), Participant(id: "p2", name: "Bo")],
      lanes: [
        Lane(id: "l1", name: "Customer"), Lane(id: "l2", name: "Sales"),
        Lane(id: "l3", name: "Warehouse"),
      ],
      contexts: [Context(id: "c1", name: "Ordering", stickies: ["s3", "s4"])],
      terms: [Term(name: "Order", meaning: "What a customer wants from us, and we agreed to.")])
    for sticky in stickies { board.insert(sticky) }
    board.settle()
    return board
  }()

  private static let stickies: [Sticky] = [
    sticky("s1", .actor, "Customer", lane: "l1", at: "1"),
    sticky("s2", .command, "Place order", lane: "l1", at: "2"),
    sticky("s3", .aggregate, "Order", lane: "l2", at: "3"),
    placed,
    Sticky(
      id: "s5", kind: .hotspot, text: "Paid twice?", place: .on("s4"), author: "p2",
      createdAt: instant(5)),
    sticky("s6", .policy, "Whenever placed, ship it", lane: "l2", at: "5"),
    sticky("s7", .readModel, "Order status", lane: "l1", at: "6"),
    sticky("s8", .command, "Ship order", lane: "l3", at: "6"),
    shipped,
    Sticky(id: "s10", kind: .domainEvent, text: "Refund requested", author: "p1"),
    Sticky(id: "s11", kind: .domainEvent, text: "Parcel lost", author: "p1"),
  ]

  private static let placed: Sticky = {
    var event = sticky("s4", .domainEvent, "Order placed", lane: "l2", at: "4")
    event.isPivotal = true
    event.fields = [
      Field(name: "order_id", value: .string("O001")),
      Field(name: "amount", value: number("99.99")),
    ]
    event.note = "The card is charged later."
    event.votes = [Vote(participant: "p2", count: 2)]
    return event
  }()

  private static let shipped: Sticky = {
    var event = sticky("s9", .domainEvent, "Order shipped", lane: "l3", at: "7")
    event.fields = [
      Field(name: "order_id", value: .string("O001")),
      Field(name: "carrier", value: .string("UPS")),
    ]
    return event
  }()

  private static func sticky(
    _ id: ID, _ kind: Kind, _ text: String, lane: ID, at key: String
  ) -> Sticky {
    Sticky(
      id: id, kind: kind, text: text, place: spot(lane, key), author: "p1",
      createdAt: instant(Int64(key) ?? 0))
  }
}

/// The place in a lane at a position.
func spot(_ lane: ID, _ at: String, row: String = "V") -> Place {
  .spot(lane: lane, at: PositionKey(checked: at), row: PositionKey(checked: row))
}

/// The instant that many minutes after the workshop began.
func instant(_ minutes: Int64) -> Instant {
  Instant(clamping: 1_795_428_000_000 + minutes * 60_000)
}

/// The number of a literal, written as it is.
func number(_ literal: String) -> JSONValue {
  JSONNumber(literal).map { .number($0) } ?? .null
}

extension ID: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(checked: value) }
}
