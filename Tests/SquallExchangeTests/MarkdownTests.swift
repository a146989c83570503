import SquallExchange
import SquallModel
import Testing

struct MarkdownTests {
  @Test func `the sample's report is as it was agreed`() {
    Golden.expect(
      MarkdownFormat().bytes(of: ExportRequest(OrderProcess.board)), is: "report.md")
  }

  @Test func `links and the data of commands and read models are in it`() {
    var board = Board(
      id: "w", title: "Loans", lanes: [Lane(id: "l", name: "Desk")],
      links: [Link(id: "k", from: "a", to: "b", label: "by *mail*")])
    var request = Sticky(
      id: "a", kind: .command, text: "Request book", place: spot("l", "1"))
    request.fields = [Field(name: "book_id", value: .string("4711"))]
    board.insert(request)
    board.insert(
      Sticky(id: "b", kind: .domainEvent, text: "Copy reserved", place: spot("l", "2")))

    let report = String(
      decoding: MarkdownFormat().bytes(of: ExportRequest(board)), as: UTF8.self)

    #expect(
      report.contains(
        """
        ## Data of commands and read models

        ### command: Request book

        | field | example |
        | --- | --- |
        | book\\_id | "4711" |
        """))
    #expect(
      report.contains("- command: Request book to event: Copy reserved (by \\*mail\\*)\n"))
  }

  @Test func `no text of a board becomes markup of its report`() {
    let harmless = report("harmless")
    for hostile in Hostile.texts {
      let report = report(hostile)

      #expect(Hostile.problems(in: report, allowing: "\n") == [])
      #expect(!report.contains("<"))
      #expect(!report.replacing("\\:", with: "").contains("://"))
      // The same lines but for notes: no text begins a line or a block of its own.
      #expect(beginnings(of: report) == beginnings(of: harmless), "\(hostile)")
    }
  }

  private func report(_ text: String) -> String {
    let request = ExportRequest(Hostile.board(text), naming: .verbatim)
    return String(decoding: MarkdownFormat().bytes(of: request), as: UTF8.self)
  }

  /// The first signs of each line, notes left out.
  private func beginnings(of report: String) -> [String] {
    report.split(separator: "\n").map { line in
      String(
        String.UnicodeScalarView(
          line.unicodeScalars.prefix { " #->|*".unicodeScalars.contains($0) }))
    }.filter { !$0.hasSuffix("> ") }
  }
}

struct HostileExportTests {
  @Test func `every format keeps hostile texts on their side of its own signs`() throws {
    for hostile in Hostile.texts {
      let request = ExportRequest(Hostile.board(hostile), naming: .verbatim)
      for format in [StoreFormat(), CloudEventsFormat(shape: .batch)] as [any ExportFormat] {
        let bytes = format.bytes(of: request)
        _ = try JSONValue(parsing: bytes)
        #expect(!bytes.contains { $0 < 0x20 && $0 != UInt8(ascii: "\n") })
      }
      for format in [LinesFormat(), CloudEventsFormat(shape: .lines)] as [any ExportFormat] {
        let lines = format.bytes(of: request).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 1)
        for line in lines { _ = try JSONValue(parsing: Array(line)) }
      }
    }
  }

  @Test func `attributes of CloudEvents hold nothing that they may not`() throws {
    for hostile in Hostile.texts {
      let request = ExportRequest(Hostile.board(hostile), naming: .verbatim)
      let bytes = CloudEventsFormat(shape: .lines).bytes(of: request)
      guard case .object(let event) = try JSONValue(parsing: bytes) else {
        Issue.record("no object")
        continue
      }
      for member in event.members where member.key != "data" {
        let text = try #require(member.value.string)
        #expect(!text.isEmpty)
        #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
        #expect(member.key.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        #expect(member.key.utf8.count <= 20)
      }
    }
  }
}

extension Hostile {
  /// A board on which everything says the same.
  static func board(_ text: String) -> Board {
    var board = Board(
      id: "hostile", title: text, participants: [Participant(id: "p", name: text)],
      lanes: [Lane(id: "l", name: text)],
      links: [Link(id: "k", from: "c", to: "e", label: text)],
      contexts: [Context(id: "x", name: text, stickies: ["e"])],
      terms: [Term(name: text, meaning: text)])
    let kinds: [(ID, Kind, String)] = [
      ("a", .actor, "1"), ("c", .command, "2"), ("g", .aggregate, "3"), ("e", .domainEvent, "4"),
      ("p", .policy, "5"), ("d", .definition, "6"), ("o", .opportunity, "7"),
    ]
    for (id, kind, key) in kinds {
      var sticky = Sticky(id: id, kind: kind, text: text, place: spot("l", key), author: "p")
      if kind.carriesFields {
        sticky.fields = [Field(name: text, value: .string(text))]
      }
      if kind == .domainEvent {
        sticky.isPivotal = true
        sticky.votes = [Vote(participant: "p", count: 1)]
        sticky.note = text
      }
      board.insert(sticky)
    }
    board.insert(Sticky(id: "h", kind: .hotspot, text: text, place: .on("e")))
    board.insert(Sticky(id: "i", kind: .note, text: text))
    return board
  }
}
