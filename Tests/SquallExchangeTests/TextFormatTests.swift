import SquallExchange
import SquallModel
import Testing

struct TextFormatTests {
  private func text(_ board: Board) -> String {
    String(decoding: TextFormat().bytes(of: ExportRequest(board)), as: UTF8.self)
  }

  @Test func `the sample is a page that people read`() {
    Golden.expect(TextFormat().bytes(of: ExportRequest(OrderProcess.board)), is: "text.txt")
  }

  @Test func `what was written is read as the same board`() throws {
    var full = OrderProcess.board
    let more: [Sticky] = [
      Sticky(id: "t", kind: .aggregate, text: "", place: spot("l1", "7"), isTentative: true),
      Sticky(id: "c", kind: .domainEvent, place: spot("l1", "2", row: "W"), copyOf: "s4"),
      Sticky(id: "h", kind: .hotspot, text: "Done?", place: .on("s9"), isAddressed: true),
      Sticky(id: "n", kind: .note, text: "- {\"a\": 1}\n\\ ", place: .on("s10"), note: "x\ny"),
    ]
    for sticky in more { full.insert(sticky) }
    let written = text(full)
    let after = try board(TextFormat().read(Array(written.utf8)))

    #expect(text(after) == written.replacing("# Order process", with: "# Imported"))
    #expect(after.lanes.map(\.name) == full.lanes.map(\.name))
    #expect(after.readingOrder.map(\.kind) == full.readingOrder.map(\.kind))
    #expect(
      after.readingOrder.map { after.text(of: $0) } == full.readingOrder.map { full.text(of: $0) })
    #expect(after.checkInvariants() == [])
  }

  @Test func `a page typed by hand is read`() throws {
    let page = """
      # Orders

      ## Sales
      A Customer
      C Place order
      E* Order placed {"order_id": "O001"}
        ! Really?
        > said twice
        > and again
      ## Warehouse
      +R
      E? Parcel {lost}
      """
    let imported = try TextFormat().read(Array(page.utf8))
    let after = try board(imported)

    #expect(imported.title == "Orders")
    #expect(imported.lanes == ["Sales", "Warehouse"])
    let order = Array(after.readingOrder)
    #expect(order.map(\.kind) == [.actor, .command, .domainEvent, .readModel, .domainEvent])
    #expect(order.map(\.text) == ["Customer", "Place order", "Order placed", "", "Parcel {lost}"])
    #expect(order[2].isPivotal)
    #expect(order[2].fields == [Field(name: "order_id", value: .string("O001"))])
    #expect(order[4].isTentative)
    #expect(after.spot(of: order[2])?.at == after.spot(of: order[3])?.at)
    let hotspot = try #require(after.attached(to: order[2].id).first.flatMap { after[$0] })
    #expect(hotspot.note == "said twice\nand again")
  }

  @Test func `no text can break its line, and each comes back`() throws {
    for hostile in Hostile.texts {
      var before = Board(id: "w", title: hostile, lanes: [Lane(id: "l", name: hostile)])
      before.insert(
        Sticky(
          id: "e", kind: .domainEvent, text: hostile, place: spot("l", "1"),
          fields: [Field(name: hostile, value: .string(hostile))], note: hostile))
      let written = text(before)
      let imported = try TextFormat().read(Array(written.utf8))

      #expect(Hostile.problems(in: written, allowing: "\n") == [])
      #expect(imported.title.map { Array($0.utf8) } == Array(hostile.utf8))
      #expect(imported.lanes.map { Array($0.utf8) } == [Array(hostile.utf8)])
      let sticky = try #require(imported.stickies.first)
      #expect(Array(sticky.text.utf8) == Array(hostile.utf8))
      #expect(sticky.fields == before["e"]?.fields)
      #expect(sticky.note == hostile)
    }
  }

  @Test(arguments: [
    ("Order placed", 1, 1), ("E Order\nX what", 2, 1), ("E", 1, 1), ("  ! lost", 1, 3),
    ("E a\n  E b", 2, 3), ("E% a", 1, 1), ("Ex a", 1, 2), ("C* a", 1, 2), ("E a\\q", 1, 4),
    ("# a\n# b", 2, 1),
    ("## ", 1, 1), ("E a {\"b\": 1,}", 1, 12), ("A a {\"b\": 1}", 1, 5), ("#### a", 1, 1),
    ("E a {\"b\": 1, \"b\": 2}", 1, 14), ("E a\n  > \\u{110000}", 2, 5),
  ])
  func `a line that is none is told with its place`(
    _ page: String, _ line: Int, _ column: Int
  ) throws {
    let error = try #require(refusal(page, by: TextFormat()))
    #expect(error.line == line)
    #expect(error.column == column)
  }

  @Test func `bytes that are no text are told with their place`() {
    let bytes: [UInt8] = Array("E a\nE é".utf8) + [0xFF] + Array("b\n".utf8)
    #expect(throws: ImportError(.invalidUTF8, line: 2, column: 4)) {
      try TextFormat().read(bytes)
    }
  }
}
