import SquallExchange
import SquallModel
import Testing

struct RecordedEventsTests {
  @Test func `the sample's two events are recorded, those of the inbox are counted`() {
    let events = RecordedEvents(of: OrderProcess.board)
    let report = events.read { _ in }

    #expect(events.types == ["OrderPlaced", "OrderShipped"])
    #expect(report == ExportReport(recorded: 2, unplaced: 2))
    #expect(report.leftOut == 2)
  }

  @Test func `each event says what led to it, as the flow reads it`() {
    var found: [RecordedEvent] = []
    RecordedEvents(of: OrderProcess.board).read { found.append(copy $0) }

    #expect(found.map(\.stream) == ["order-O001", "order-O001"])
    #expect(found.map(\.command) == ["PlaceOrder", "ShipOrder"])
    #expect(found.map(\.aggregate) == ["Order", nil])
    #expect(found.map(\.actor) == ["Customer", nil])
    #expect(found.map(\.policy) == [nil, "Whenever placed, ship it"])
    #expect(found.map(\.causation) == [nil, found.first?.id])
    #expect(found.map(\.boundedContext) == ["Ordering", nil])
    #expect(found.map(\.hotspots) == [["Paid twice?"], []])
    #expect(found.map(\.lane) == ["Sales", "Warehouse"])
    #expect(found.map(\.author) == ["Ana", "Ana"])
    #expect(found.map(\.sequence) == [1, 2])
    #expect(found.map(\.recordedAt) == [instant(4), instant(7)])
  }

  @Test func `what is not recorded is counted by its reason`() {
    var board = OrderProcess.board
    let more: [Sticky] = [
      Sticky(id: "t", kind: .domainEvent, text: "Paid", place: spot("l1", "8"), isTentative: true),
      Sticky(id: "c", kind: .domainEvent, place: spot("l1", "8", row: "W"), copyOf: "s4"),
      Sticky(id: "n", kind: .domainEvent, text: "?!", place: spot("l1", "9")),
      Sticky(id: "o", kind: .note, text: "Paid", place: spot("l1", "9")),
    ]
    for sticky in more { board.insert(sticky) }
    let report = RecordedEvents(of: board).read { _ in }

    #expect(
      report
        == ExportReport(recorded: 2, tentative: 1, unplaced: 2, copies: 1, unnamed: ["n"]))
  }

  @Test func `an event that is caused by one that is not recorded has no cause`() {
    var board = OrderProcess.board
    board.apply(.tentativeSet("s4", true), by: nil, at: instant(9))
    var found: [RecordedEvent] = []
    RecordedEvents(of: board).read { found.append(copy $0) }

    #expect(found.map(\.type) == ["OrderShipped"])
    #expect(found.map(\.policy) == ["Whenever placed, ship it"])
    #expect(found.map(\.causation) == [nil])
  }

  @Test func `an addressed hotspot is no longer told`() {
    var board = OrderProcess.board
    board.apply(.hotspotAddressed("s5"), by: nil, at: instant(9))
    var hotspots: [[String]] = []
    RecordedEvents(of: board).read { hotspots.append($0.hotspots) }

    #expect(hotspots == [[], []])
  }

  @Test func `a prefix and a naming change event types, and never streams`() {
    let events = RecordedEvents(of: OrderProcess.board, naming: .snake, typePrefix: "shop.")
    var streams: [String] = []
    var commands: [String?] = []
    events.read {
      streams.append($0.stream)
      commands.append($0.command)
    }

    #expect(events.types == ["shop.order_placed", "shop.order_shipped"])
    #expect(streams == ["order-O001", "order-O001"])
    #expect(commands == ["place_order", "ship_order"])
  }

  /// An aggregate, fields as JSON, and the stream that they make.
  struct StreamCase: Sendable {
    var aggregate: String?
    var fields: String
    var stream: String

    init(_ aggregate: String?, _ fields: String, _ stream: String) {
      self.aggregate = aggregate
      self.fields = fields
      self.stream = stream
    }
  }

  @Test(arguments: [
    StreamCase("Order", #"{"order_id": "7"}"#, "order-7"),
    StreamCase("Order", #"{"customer_id": "c", "order_id": 7}"#, "order-7"),
    StreamCase("Order", #"{"id": 8, "orderId": "7"}"#, "order-7"),
    StreamCase("Order", #"{"customerId": "c", "id": 8}"#, "order-8"),
    StreamCase("Order", #"{"amount": 1, "customerId": "c"}"#, "order-c"),
    StreamCase("Order", #"{"order_id": 1.5, "id": null, "x_id": ""}"#, "order-session"),
    StreamCase("Order", "{}", "order-session"),
    StreamCase("API key", #"{"id": 1}"#, "aPIKey-1"),
    StreamCase("Ärger", #"{"id": 1}"#, "ärger-1"),
    StreamCase(nil, #"{"customer_id": "c", "order_id": 7}"#, "customer-c"),
    StreamCase(nil, #"{"orderId": 9223372036854775808}"#, "order-9223372036854775808"),
    StreamCase(nil, #"{"order_id": null, "customerId": "c"}"#, "customer-c"),
    StreamCase(nil, #"{"id": 5}"#, "session-5"),
    StreamCase(nil, #"{"_id": 5, "Id": 6}"#, "session-session"),
    StreamCase(nil, "{}", "session-session"),
  ])
  func `a stream is named by the aggregate or the id`(_ example: StreamCase) throws {
    var board = Board(id: "session", title: "S", lanes: [Lane(id: "l", name: "L")])
    board.insert(Sticky(id: "c", kind: .command, text: "Do", place: spot("l", "1")))
    if let aggregate = example.aggregate {
      board.insert(Sticky(id: "a", kind: .aggregate, text: aggregate, place: spot("l", "2")))
    }
    let data = try JSONReader.read(Array(example.fields.utf8)) { (reader) throws(JSONFault) in
      try reader.object().members.map { Field(name: $0.key, value: $0.value) }
    }
    board.insert(
      Sticky(id: "e", kind: .domainEvent, text: "Done", place: spot("l", "3"), fields: data))
    var streams: [String] = []
    RecordedEvents(of: board).read { streams.append($0.stream) }

    #expect(streams == [example.stream])
  }
}
