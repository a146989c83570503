import CollaborationSimulation
import SquallCollaboration
import SquallModel
import SquallSessions
import Testing

/// What is on the wire: W1 to W9.
@Suite struct WireRuleTests {
  @Test func `W1 what is no strict JSON, or not what a message says, is refused`() {
    for text in [
      "", "[]", "{", #"{"edits": []} x"#, #"{"edits": [], "edits": []}"#, "\u{FEFF}{}",
      #"{"edits": {}}"#, "{}",
    ] {
      #expect(throws: WireError.self, "\(text)") { try EditPost.read(Array(text.utf8)) }
    }
    for text in ["{}", #"{"control": "dance"}"#, #"{"control": "remove", "person": "a b"}"#] {
      #expect(throws: WireError.self, "\(text)") { try Control(reading: Array(text.utf8)) }
    }
    #expect(throws: WireError.bad("milliseconds")) {
      try Control(reading: Array(#"{"control": "startTimer", "milliseconds": 0}"#.utf8))
    }
    let many = #"{"edits": [\#(Array(repeating: "{}", count: 1_001).joined(separator: ","))]}"#
    #expect(throws: WireError.bad("edits")) { try EditPost.read(Array(many.utf8)) }
  }

  @Test func `W1 numbers with which nothing can be reckoned are refused`() throws {
    let most = Int.max
    func hello(_ told: Int, _ remaining: Int) -> String {
      #"{"protocol": 1, "session": "w", "you": "p", "latest": "0.000000000000002a", "#
        + #""told": \#(told), "lock": "open", "people": [], "#
        + #""timer": {"length_ms": 1, "remaining_ms": \#(remaining), "running": true}}"#
    }
    func read(_ name: String, _ text: String) throws -> StreamMessage {
      try StreamMessage(name: name, id: nil, data: Array(text.utf8))
    }
    _ = try read("hello", hello(3, TimerState.maximumLength))
    #expect(throws: StreamMessage.Fault.wire(.bad("told"))) { try read("hello", hello(most, 1)) }
    #expect(throws: StreamMessage.Fault.wire(.bad("remaining_ms"))) {
      try read("hello", hello(1, TimerState.maximumLength + 1))
    }
    #expect(throws: StreamMessage.Fault.wire(.bad("length_ms"))) {
      try read("timer", #"{"timer": {"length_ms": \#(most), "remaining_ms": 1}}"#)
    }
    #expect(throws: WireError.bad("renews_in_ms")) {
      try DoorSign(reading: Array(#"{"renews_in_ms": \#(most), "door": []}"#.utf8))
    }
    #expect(throws: WireError.bad("retry_after_ms")) {
      try Report(
        reading: Array(#"{"reason": "x", "error": "y", "retry_after_ms": \#(most)}"#.utf8))
    }
    let access =
      #"{"format": "squall-access", "version": 1, "session": "s", "lock": "open", "port": 65536}"#
    #expect(throws: WireError.bad("port")) { try AccessRecord(reading: Array(access.utf8)) }
    let entry =
      #"{"sequence": \#(most), "edit_id": "e", "at": "2026-11-23T10:01:02.003Z", "#
      + #""change": {"change": "adopted", "board": {"stickies": []}}}"#
    #expect(throws: StreamMessage.Fault.self) {
      try StreamMessage(name: "entry", id: "1.000000000000002a", data: Array(entry.utf8))
    }
  }

  @Test func `W2 the older side is named`() throws {
    #expect(VersionMismatch(host: 1, guest: 2).older == .host)
    #expect(VersionMismatch(host: 3, guest: 2).older == .guest)
    #expect(ProtocolVersion.mismatch(host: 1, guest: 1) == nil)
    var bench = HostBench()
    let foundInvitation = bench.host.doorSign[.participant]
    let invitation = try #require(foundInvitation).invitation
    let request = JoinRequest(version: 9, ticket: .invitation(invitation), name: "Ana")
    let foundComplaint = bench.ask { .join($0, request, from: .loopback) }?.complaint
    let complaint = try #require(foundComplaint)
    #expect(complaint == .version(VersionMismatch(host: 1, guest: 9)))
    let report = try Report(reading: complaint.body { _ in "older" })
    #expect(report == Report(word: "version", sentence: "older", hostVersion: 1))
    #expect(complaint.status == 409)
  }

  @Test func `W3 members and events of a later version are let be`() throws {
    let hello =
      #"{"protocol": 1, "session": "w", "you": "p", "latest": "0.000000000000002a", "#
      + #""told": 3, "lock": "open", "people": [], "weather": {"sun": true}}"#
    let message = try StreamMessage(name: "hello", id: nil, data: Array(hello.utf8))
    #expect(
      message
        == .hello(
          Hello(
            session: "w", you: "p", latest: LogPoint(sequence: 0, checksum: 42), told: 3)))
    #expect(try StreamMessage(name: "weather", id: nil, data: [1, 2, 3]) == .unknown)
    let entry =
      #"{"sequence": 1, "edit_id": "e", "at": "2026-11-23T10:01:02.003Z", "#
      + #""change": {"change": "stickyFolded", "id": "s1"}}"#
    #expect(throws: StreamMessage.Fault.self) {
      try StreamMessage(name: "entry", id: "1.000000000000002a", data: Array(entry.utf8))
    }
  }

  @Test func `W4 a point reads as it is written, and nothing else is one`() {
    let point = LogPoint(sequence: 17, checksum: 0x0b1e_2c3d_4e5f_6071)
    #expect(point.description == "17.0b1e2c3d4e5f6071")
    #expect(LogPoint(point.description) == point)
    for text in [
      "", "17", ".0b1e2c3d4e5f6071", "17.", "17.0B1E2C3D4E5F6071", "17.0b1e2c3d4e5f607",
      "-1.0b1e2c3d4e5f6071", "17.0b1e2c3d4e5f60711", "1 7.0b1e2c3d4e5f6071",
      "9999999999999999999.0b1e2c3d4e5f6071", "٣.0b1e2c3d4e5f6071",
    ] {
      #expect(LogPoint(text) == nil, "\(text)")
    }
  }

  @Test func `W5 a stream reads the same however its bytes are split`() throws {
    let text =
      ": hi\n\nevent: entry\r\nid: 1.x\r\ndata: {\"a\": \"é注\"}\r\n\r\n"
      + "data: one\ndata\ndata:two\rretry: 5\r\r\nevent: empty\n\ndata: last\n\n: end\n"
    let bytes = Array(text.utf8)
    let whole: [StreamEvent] = [
      .comment(Array("hi".utf8)),
      .message(name: "entry", id: "1.x", data: Array("{\"a\": \"é注\"}".utf8)),
      .message(name: "message", id: nil, data: Array("one\n\ntwo".utf8)),
      .message(name: "message", id: nil, data: Array("last".utf8)),
      .comment(Array("end".utf8)),
    ]
    for first in 0...bytes.count {
      var reader = EventStreamReader()
      var events = try reader.read(Array(bytes[..<first]))
      events += try reader.read(Array(bytes[first...]))
      #expect(events == whole, "split at \(first)")
    }
    var reader = EventStreamReader()
    var events: [StreamEvent] = []
    for byte in bytes { events += try reader.read([byte]) }
    #expect(events == whole)
  }

  @Test func `W5 an event beyond its limit is refused before it is kept`() throws {
    var reader = EventStreamReader(limit: 100)
    #expect(throws: EventStreamReader.Fault.eventTooLong) {
      for _ in 0..<40 { _ = try reader.read(Array("data: 123\n".utf8)) }
    }
  }

  @Test func `W6 every message reads as it was written`() throws {
    let person = Person(
      id: "p1", name: "Ana \"é\"\n", role: .observer, link: .idle,
      presence: Presence(at: "s1", follows: "p2"), roleBy: "p2", seatBy: "p3")
    let line = LogLine(
      Entry(sequence: 1, editID: "e1", at: .earliest, by: "p1", change: .titleSet("T")),
      after: LogPoint(sequence: 0, checksum: 42))
    let timer = TimerState(length: 5, remaining: 4, isRunning: true)
    let messages: [StreamMessage] =
      [
        .hello(
          Hello(
            session: "w", you: "p1", latest: line.point, people: [person], lock: .board,
            lockedBy: "p2", timer: timer, isHalted: true, told: 7)),
        .entry(line), .people([person]),
        .presence([
          .init(id: "p1", presence: Presence(follows: "p2")),
          .init(id: "p2", presence: Presence(at: "s1", isWriting: true)),
        ]), .lock(.phaseKinds),
        .lock(.open, by: "p2"), .timer(timer), .timer(nil), .come(by: "p1", to: "s1"), .halted,
      ] + Farewell.allCases.map { .bye($0) }
    var writer = EventStreamWriter()
    for message in messages { writer.write(message) }
    var reader = EventStreamReader()
    let read = try reader.read(writer.bytes).map { event in
      guard case .message(let name, let id, let data) = event else { return StreamMessage.unknown }
      return try StreamMessage(name: name, id: id, data: data)
    }
    #expect(read == messages)
  }

  @Test func `W7 codes are read as people type them, and misspelt words are guessed`() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let code = JoinCode(using: &random)
      #expect(JoinCode.read(code.description) == .success(code))
      let typed = " " + code.description.uppercased().replacing("-", with: "  ")
      #expect(JoinCode.read(typed) == .success(code))
    }
    guard case .success(let code) = JoinCode.read("7 Orange-harbour") else {
      Issue.record("no code")
      return
    }
    #expect(code.description == "7-orange-harbour")
    #expect(
      JoinCode.read("7-ornge-harbour") == .failure(.unknownWord("ornge", nearest: "orange")))
    #expect(
      JoinCode.read("7-orange-harbor") == .failure(.unknownWord("harbor", nearest: "harbour")))
    for text in ["", "orange-harbour", "7-orange", "1-orange-harbour", "100-orange-harbour"] {
      #expect(JoinCode.read(text) == .failure(.notACode), "\(text)")
    }
    #expect(JoinCode.words(beginning: "Har", isSecond: true).contains("harbour"))
  }

  @Test func `W7 any two words of a list differ in two letters, and there are 256 of each`() {
    for isSecond in [false, true] {
      let words = JoinCode.words(beginning: "", isSecond: isSecond)
      #expect(words.count == 256)
      #expect(words.allSatisfy { $0.utf8.allSatisfy { (97...122).contains($0) } })
      for (index, word) in words.enumerated() {
        for other in words[(index + 1)...] {
          #expect(!isNear(Array(word.utf8), Array(other.utf8)), "\(word) and \(other)")
        }
      }
    }
  }

  /// Whether one letter more, less or other makes one of the other.
  private func isNear(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    guard long.count - short.count <= 1 else { return false }
    let same = zip(short, long).prefix { $0 == $1 }.count
    let rest = short.count == long.count ? short.dropFirst(same + 1) : short.dropFirst(same)
    return rest.elementsEqual(long.dropFirst(same + 1))
  }

  @Test func `W8 a post keeps its edits in order, also those that are none`() throws {
    let body =
      #"{"edits": [{"edit": "removeSticky", "id": "s1", "edit_id": "e1"}, "#
      + #"{"edit": "juggle", "edit_id": "e2"}, {"edit": "undo"}]}"#
    let edits = try EditPost.read(Array(body.utf8))
    #expect(edits.map(\.id) == ["e1", "e2", nil])
    #expect(edits[0].edit == .success(.removeSticky("s1")))
    #expect(throws: FormatError.self) { try edits[1].edit.get() }
    let bytes = EditPost.bytes(of: [(id: "e1", edit: .removeSticky("s1"))])
    #expect(try EditPost.read(bytes) == [edits[0]])
  }

  @Test func `W8 every answer reads as it was written`() throws {
    let accepted = EditAnswer.Accepted(
      id: "e1", sequence: 17, createdID: "s1", isRepeated: true,
      leftovers: [
        Leftover(subject: .sticky("s2"), by: "p2"), Leftover(subject: .lane("l1"), by: nil),
        Leftover(subject: .other, by: "p3"),
      ])
    let answer = HostAnswer.edits([
      .accepted(accepted), .refused(id: "e2", .refused(.overtaken(.text("new")))),
      .refused(id: nil, .noEditID),
      .refused(id: "e3", .refused(.inBatch(index: 1, .overtaken(.value(.bool(true)))))),
      .refused(id: "e4", .refused(.overtaken(.value(nil)))),
    ])
    let receipts = try EditReceipt.list(reading: answer.body { "no: \($0.word)" })
    #expect(
      receipts == [
        .accepted(accepted),
        .refused(
          id: "e2", Report(word: "overtaken", sentence: "no: overtaken", present: .text("new"))),
        .refused(id: nil, Report(word: "noEditID", sentence: "no: noEditID")),
        .refused(
          id: "e3",
          Report(
            word: "overtaken", sentence: "no: overtaken", present: .value(.bool(true)))),
        .refused(
          id: "e4", Report(word: "overtaken", sentence: "no: overtaken", present: .value(nil))),
      ])
  }

  @Test func `W9 complaints go by words and say when to ask again`() throws {
    let complaint = Complaint.tooManyAttempts(retryAfter: 1_500)
    #expect(complaint.status == 429)
    let report = try Report(reading: complaint.body { _ in "wait" })
    #expect(report == Report(word: "tooManyAttempts", sentence: "wait", retryAfter: 1_500))
    #expect(report.isAbout(.tooManyAttempts(retryAfter: 0)))
    #expect(Complaint.refused(.inBatch(index: 2, .noSuchSticky("s"))).word == "noSuchSticky")
    #expect(Complaint.unknownToken.status == 401)
  }
}
