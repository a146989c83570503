import SquallExchange
import SquallModel
import Testing

struct StoreExportTests {
  @Test func `the sample's store format is as it was agreed`() {
    Golden.expect(StoreFormat().bytes(of: ExportRequest(OrderProcess.board)), is: "store.json")
  }

  @Test func `the sample's lines are the store's events`() {
    let request = ExportRequest(OrderProcess.board)
    let lines = LinesFormat().bytes(of: request).split(separator: UInt8(ascii: "\n"))
    let store = StoreFormat().bytes(of: request).split(separator: UInt8(ascii: "\n"))

    #expect(lines.count == 2)
    for (line, event) in zip(lines, store.dropFirst(2)) {
      let event = event.dropFirst(2)
      #expect(Array(line) == Array(event.last == UInt8(ascii: ",") ? event.dropLast() : event))
    }
  }

  @Test func `the sample's CloudEvents are as they were agreed`() {
    let request = ExportRequest(OrderProcess.board)
    Golden.expect(CloudEventsFormat(shape: .batch).bytes(of: request), is: "cloudevents.json")
    Golden.expect(CloudEventsFormat(shape: .lines).bytes(of: request), is: "cloudevents.jsonl")
  }

  @Test func `exporting twice gives the same bytes`() {
    for case let format as any ExportFormat in Formats(picture: { _ in [] }).all {
      let request = ExportRequest(OrderProcess.board)
      #expect(format.bytes(of: request) == format.bytes(of: request))
    }
  }

  @Test func `a board without events is a document without events`() throws {
    let request = ExportRequest(Board(id: "w", title: "Workshop"))
    let store = try JSONValue(parsing: StoreFormat().bytes(of: request))
    guard case .object(let document) = store else {
      Issue.record("not an object")
      return
    }
    #expect(document["events"] == .array([]))
    #expect(LinesFormat().bytes(of: request) == [])
    let batch = try JSONValue(parsing: CloudEventsFormat(shape: .batch).bytes(of: request))
    #expect(batch == .array([]))
  }

  @Test func `numbers, names and texts leave exactly as they came`() throws {
    let numbers = ["99.99", "9223372036854775808", "0.10", "-0", "1e-7", "1.0E+308"]
    var fields = numbers.enumerated().map { Field(name: "n\($0)", value: number($1)) }
    fields.append(Field(name: "é\"\\\n", value: .string("\u{0}\u{1F}\u{7F}\u{2028}😀")))
    fields.append(Field(name: "e\u{301}\"\\\n", value: .array([.null, .bool(true), .object([:])])))
    var board = Board(id: "w", title: "W", lanes: [Lane(id: "l", name: "L")])
    board.insert(
      Sticky(id: "e", kind: .domainEvent, text: "Done", place: spot("l", "1"), fields: fields))

    let bytes = LinesFormat().bytes(of: ExportRequest(board))
    guard case .object(let event) = try JSONValue(parsing: bytes),
      case .object(let data)? = event["data"]
    else {
      Issue.record("no data")
      return
    }

    #expect(data.members.map(\.value) == fields.map(\.value))
    #expect(data.members.map { Array($0.key.utf8) } == fields.map { Array($0.name.utf8) })
    #expect(event["recorded_at"] == .null)
  }

  @Test func `200,000 events leave in pieces of a bounded size`() {
    let board = ManyEvents.board(200_000)
    var largest = 0
    var lines = 0
    let report = LinesFormat().export(ExportRequest(board)) { piece in
      largest = max(largest, piece.count)
      lines += piece.count { $0 == UInt8(ascii: "\n") }
    }

    #expect(report?.recorded == 200_000)
    #expect(lines == 200_000)
    #expect(largest < 2 * Chunk.bytes)
  }

  @Test func `every format leaves in pieces of a bounded size`() {
    let board = ManyEvents.board(2_000)
    for case let format as any ExportFormat in Formats(picture: { _ in [] }).all {
      var pieces: [Int] = []
      _ = format.export(ExportRequest(board)) { pieces.append($0.count) }
      #expect(pieces.allSatisfy { $0 < 2 * Chunk.bytes }, "\(format.name)")
    }
  }
}

/// Boards of many events, for sizes.
enum ManyEvents {
  static func board(_ count: Int) -> Board {
    var board = Board(
      id: "many", title: "Many", participants: [Participant(id: "p", name: "Ana")],
      lanes: [Lane(id: "a", name: "Sales"), Lane(id: "b", name: "Warehouse")])
    board.reserveCapacity(count)
    for number in 0..<count {
      board.insert(
        Sticky(
          id: ID(checked: "s\(number)"), kind: .domainEvent, text: "Order \(number) placed",
          place: spot(number % 3 == 0 ? "b" : "a", key(number)),
          fields: [Field(name: "order_id", value: .string("O\(number)"))], author: "p",
          createdAt: instant(0)))
    }
    board.settle()
    return board
  }

  /// The position of a number: five digits that do not end in 0, in the order of the numbers.
  private static func key(_ number: Int) -> String {
    String(1_000_000 + number) + "V"
  }
}
