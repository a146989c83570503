import SquallExchange
import SquallModel
import Testing

struct StoreImportTests {
  @Test func `export, import, export gives the same types and data in their order`() throws {
    let before = try typesAndData(of: OrderProcess.board)
    let request = ExportRequest(OrderProcess.board)
    let formats = Formats(picture: { _ in [] })
    for name in ["store", "ndjson", "cloudevents", "cloudevents-lines"] {
      let exporter = try #require(formats.exporter(name))
      let importer = try #require(formats.importer(name))
      let after = try board(importer.read(exporter.bytes(of: request)))
      #expect(try typesAndData(of: after) == before, "\(name)")
      #expect(after.checkInvariants() == [])
    }
  }

  @Test func `the wording, lane, hotspots, note and id of squall's own events come back`() throws {
    let bytes = StoreFormat().bytes(of: ExportRequest(OrderProcess.board))
    let imported = try StoreFormat().read(bytes)
    let after = try board(imported)

    #expect(imported.title == "Order process")
    #expect(after.lanes.map(\.name) == ["Sales", "Warehouse"])
    let placed = try #require(after["s4"])
    #expect(placed.text == "Order placed")
    #expect(placed.note == "The card is charged later.")
    #expect(placed.fields == OrderProcess.board["s4"]?.fields)
    let hotspots = after.attached(to: "s4").compactMap { after[$0] }
    #expect(hotspots.map(\.text) == ["Paid twice?"])
    #expect(hotspots.map(\.kind) == [.hotspot])
  }

  @Test(arguments: ["store", "ndjson", "cloudevents", "cloudevents-lines"])
  func `an event comes back into its context, one that the board has or a new one`(
    name: String
  ) throws {
    let formats = Formats(picture: { _ in [] })
    let exporter = try #require(formats.exporter(name))
    let importer = try #require(formats.importer(name))
    let imported = try importer.read(exporter.bytes(of: ExportRequest(OrderProcess.board)))

    let new = try board(imported)
    #expect(new.contexts.map(\.name) == ["Ordering"])
    #expect(new.contexts.map(\.stickies) == [["s4"]])
    let known = Board(
      id: "shop", title: "Shop", contexts: [Context(id: "c", name: "Ordering", stickies: [])])
    #expect(try board(imported, into: known).contexts.map(\.stickies) == [["s4"]])
  }

  @Test func `the original wording comes back from every naming, and not from a changed type`()
    throws
  {
    for naming in Naming.allCases {
      let request = ExportRequest(OrderProcess.board, naming: naming, typePrefix: "shop.")
      let imported = try StoreFormat().read(StoreFormat().bytes(of: request))
      #expect(imported.stickies.first?.text == "Order placed")
    }
    let changed = #"[{"event_type": "OrderLost", "metadata": {"text": "Order placed"}}]"#
    #expect(try StoreFormat().read(Array(changed.utf8)).stickies.map(\.text) == ["Order lost"])
  }

  @Test func `a bare list is read, and numbers stay as they are written`() throws {
    let list = """
      [ {"data": {"order_id": "O001", "amount": 99.990, "n": 9223372036854775808, "e": 1E-7},
         "event_type": "OrderPlaced", "metadata": "of another program", "x": [1]},
        {"event_type": "OrderShipped", "data": null}, {"event_type": "APIKeyIssued"} ]
      """
    let after = try board(StoreFormat().read(Array(list.utf8)))

    #expect(
      try typesAndData(of: after) == [
        #""OrderPlaced", {"order_id": "O001", "amount": 99.990, "n": 9223372036854775808, "e": 1E-7}"#,
        #""OrderShipped", {}"#, #""APIKeyIssued", {}"#,
      ])
    #expect(
      Array(after.readingOrder).map(\.text) == ["Order placed", "Order shipped", "API key issued"])
    #expect(after.lanes.map(\.name) == ["Timeline"])
  }

  @Test func `lines are read, also where a store is expected`() throws {
    let lines = "{\"event_type\": \"A\", \"data\": {\"x\": 1}}\n\n{\"event_type\": \"B\"}\r\n"
    for format: any ImportFormat in [StoreFormat(), LinesFormat()] {
      #expect(try format.read(Array(lines.utf8)).stickies.map(\.text) == ["A", "B"])
    }
  }

  @Test(arguments: [
    ("OrderPlaced", "Order placed"), ("APIKeyIssued", "API key issued"),
    ("HTTPServerStarted", "HTTP server started"), ("CustomerURLChanged", "Customer URL changed"),
    ("ReOrderSent", "Re order sent"), ("order_paid", "Order paid"), ("order.paid", "Order paid"),
    ("shop.orders.OrderPlaced", "Order placed"), ("Order2Placed", "Order2 placed"),
    ("PlanBChosen", "Plan B chosen"), ("BestellungAufgegeben", "Bestellung aufgegeben"),
    ("ÄrgerÜberwunden", "Ärger überwunden"), ("注文が確定した", "注文が確定した"),
    ("module:Order.Placed", "Placed"), ("Order placed", "Order placed"), ("!?", "!?"),
  ])
  func `an event type becomes what a person would write`(
    _ type: String, _ text: String
  ) throws {
    let list = "[{\"event_type\": \"\(type)\"}]"
    #expect(try StoreFormat().read(Array(list.utf8)).stickies.map(\.text) == [text])
    if Naming.pascal.name(for: type) == type { #expect(Naming.pascal.name(for: text) == type) }
  }

  @Test func `what is there already stays, and what comes goes behind it`() throws {
    let bytes = StoreFormat().bytes(of: ExportRequest(OrderProcess.board))
    let after = try board(StoreFormat().read(bytes), into: OrderProcess.board)

    #expect(
      RecordedEvents(of: after).types
        == ["OrderPlaced", "OrderShipped", "OrderPlaced", "OrderShipped"])
    #expect(after.lanes == OrderProcess.board.lanes)
    #expect(after.stickyCount == OrderProcess.board.stickyCount + 3)
    #expect(after.checkInvariants() == [])
  }

  @Test func `a large import comes in as few batches as there may be`() throws {
    let events = Array(repeating: #"{"event_type": "A"}"#, count: 20_001)
    let list = "[" + events.joined(separator: ",") + "]"
    var ids = CountedIDs()
    let edits = try StoreFormat().read(Array(list.utf8))
      .edits(for: Board(id: "w", title: "W"), ids: &ids)

    let sizes = edits.map { if case .batch(let edits) = $0 { edits.count } else { 0 } }
    #expect(sizes == [20_000, 1])
  }

  @Test(arguments: [
    ("", 1, 1, ""), ("nonsense", 1, 1, ""), ("[1]", 1, 2, "[0]"),
    ("[{\"data\": {}}]", 1, 2, "[0]"),
    ("[{\"event_type\": 5}]", 1, 17, "[0].event_type"),
    ("[{\"event_type\": \"A\",\n \"data\": [1]}]", 2, 10, "[0].data"),
    ("[{\"event_type\": \"A\", \"data\": {\"a\": 1, \"a\": 2}}]", 1, 39, "[0].data.a"),
    ("[{\"event_type\": \" \"}]", 1, 2, "[0]"),
    ("[{\"event_type\": \"A\"},]", 1, 21, "[0]"),
    ("{\"format\": \"squall-session\", \"events\": []}", 1, 12, "format"),
    ("{\"format\": \"squall-store\", \"version\": 2}", 1, 39, "version"),
    ("{\"format\": \"squall-store\", \"version\": 1}", 1, 1, ""),
    ("{\"event_type\": \"A\"}\n{\"event_type\": \"B\", \"data\": 1}", 2, 29, "data"),
    ("{\"event_type\": \"A\"}\nB", 2, 1, ""),
  ])
  func `what cannot be read is told with its place`(
    _ document: String, _ line: Int, _ column: Int, _ path: String
  ) throws {
    let error = try #require(refusal(document, by: StoreFormat()))
    #expect(error.line == line)
    #expect(error.column == column)
    #expect(error.path?.description == path)
  }

  @Test func `what passes a limit of the board is refused with its place`() {
    func list(_ type: String, _ data: String) -> String {
      "[{\"event_type\": \"\(type)\", \"data\": \(data)}]"
    }
    func long(_ count: Int) -> String { String(repeating: "x", count: count) }
    func reason(_ type: String, _ data: String) -> ImportError.Reason? {
      refusal(list(type, data), by: StoreFormat())?.reason
    }

    #expect(reason(long(4_097), "{}") == .limit(.textBytes))
    #expect(reason("A", "{\"\(long(257))\": 1}") == .limit(.fieldNameBytes))
    #expect(reason("A", "{\"a\": \"\(long(65_537))\"}") == .limit(.fieldValueBytes))
    #expect(reason("A", "{\" \": 1}") == .blankName)
    let fields = (0...500).map { "\"f\($0)\": 1" }.joined(separator: ",")
    #expect(reason("A", "{\(fields)}") == .limit(.fieldsOfOneSticky))
    #expect(
      reason("A", String(repeating: "[", count: 100_000))
        == .json(.wrongKind(expected: .object, found: .array)))
    #expect(reason("A", "{\"a\": " + String(repeating: "[", count: 100_000)) == .json(.tooDeep))
  }
}

struct DamagedDocumentTests {
  /// A document of a format, and the format that reads it.
  private static let documents: [(any ImportFormat, [UInt8])] = {
    let request = ExportRequest(OrderProcess.board)
    return [
      (StoreFormat(), StoreFormat().bytes(of: request)),
      (LinesFormat(), LinesFormat().bytes(of: request)),
      (CloudEventsFormat(shape: .batch), CloudEventsFormat(shape: .batch).bytes(of: request)),
      (TextFormat(), TextFormat().bytes(of: request)),
    ]
  }()

  @Test func `a damaged document is refused inside of it, or makes a sound board`() throws {
    var random = SeededGenerator(seed: 20)
    for (format, whole) in DamagedDocumentTests.documents {
      var refused = 0
      for _ in 0..<500 {
        let document = DamagedDocumentTests.damaged(whole, &random)
        let lines = document.count { $0 == UInt8(ascii: "\n") } + 1
        var imported: ImportedBoard?
        do throws(ImportError) {
          imported = try format.read(document)
        } catch {
          refused += 1
          #expect((1...lines).contains(error.line))
        }
        if let imported { #expect(try board(imported).checkInvariants() == []) }
      }
      #expect(refused > 0)
    }
  }

  /// A document with a few bytes changed, left out or doubled.
  private static func damaged(
    _ document: [UInt8], _ random: inout SeededGenerator
  ) -> [UInt8] {
    var damaged = document
    let signs = Array("{}[]\",:\\#!+?*=x> \n\u{1B}0aé{\"".utf8)
    for _ in 0..<Int.random(in: 1...3, using: &random) where !damaged.isEmpty {
      let place = damaged.indices.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<4, using: &random) {
      case 0: damaged[place] = signs.randomElement(using: &random) ?? 0
      case 1: damaged.remove(at: place)
      case 2: damaged.insert(signs.randomElement(using: &random) ?? 0, at: place)
      default: damaged.removeSubrange(place..<min(place + 40, damaged.count))
      }
    }
    return damaged
  }
}
