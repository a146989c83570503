import SquallModel
import Testing

@testable import SquallSessions

/// A session that must be refused, with the reason and the place that must be told.
struct BadSession: Sendable, CustomTestStringConvertible {
  var text: String
  var reason: FormatReason
  var line: Int
  var column: Int
  var path: String

  init(
    _ text: String, _ reason: FormatReason, line: Int = 1, column: Int, path: String = ""
  ) {
    self.text = text
    self.reason = reason
    self.line = line
    self.column = column
    self.path = path
  }

  /// A session of these stickies, the first of which stands on the second line.
  static func stickies(
    _ stickies: String, _ reason: FormatReason, line: Int = 2, column: Int, path: String
  ) -> BadSession {
    BadSession(
      "{\"lanes\": [{\"id\": \"l\", \"name\": \"L\"}], \"stickies\": [\n\(stickies)\n]}", reason,
      line: line, column: column, path: path)
  }

  var testDescription: String { String(text.prefix(80)) }
}

@Suite struct SessionErrorTests {
  static let documents: [BadSession] = [
    BadSession("", .json(.endOfInput), column: 1),
    BadSession("hello", .json(.expectedValue), column: 1),
    BadSession("[]", .json(.wrongKind(expected: .object, found: .array)), column: 1),
    BadSession("{\"stickies\": []} x", .json(.trailingText), column: 18),
    BadSession(
      "{\"stickies\": {}}", .json(.wrongKind(expected: .array, found: .object)), column: 14,
      path: "stickies"),
    BadSession(
      "{\"format\": 1}", .json(.wrongKind(expected: .string, found: .number)), column: 12,
      path: "format"),
    BadSession(
      "{\"stickies\": [], \"version\": \"1\"}",
      .json(.wrongKind(expected: .number, found: .string)), column: 29, path: "version"),
    BadSession(
      "{\"stickies\": [], \"title\": \"a\", \"title\": \"b\"}", .json(.duplicateKey), column: 32,
      path: "title"),
    BadSession(
      "{\"stickies\": [], \"x\": 1, \"\\u0078\": 2}", .json(.duplicateKey), column: 26, path: "x"),
    BadSession(
      "{\"stickies\": [], \"level\": \"proces\"}",
      .unknownWord(.level, "proces", nearest: "process"), column: 27, path: "level"),
    BadSession(
      "{\"stickies\": [], \"phase\": \"x\"}", .unknownWord(.phase, "x", nearest: nil), column: 27,
      path: "phase"),
    BadSession(
      "{\"phase\": \"events\", \"level\": \"process\", \"stickies\": []}",
      .phaseOfAnotherLevel(.events, .process), column: 11, path: "phase"),
    BadSession(
      "{\"stickies\": [], \"id\": \"a b\"}", .badID("a b"), column: 24, path: "id"),
    BadSession(
      "{\"stickies\": [], \"createdAt\": \"today\"}", .badInstant("today"), column: 31,
      path: "createdAt"),
    BadSession(
      "{\"stickies\": [], \"checksum\": \"12AB\"}", .badChecksum("12AB"), column: 30,
      path: "checksum"),
    BadSession(
      "{\"stickies\": [], \"revision\": -1}", .json(.integerOutOfRange), column: 30,
      path: "revision"),
    BadSession(
      "{\"stickies\": [], \"revision\": 9223372036854775807}", .json(.integerOutOfRange),
      column: 30, path: "revision"),
    BadSession(
      "{\"stickies\": [], \"revision\": 1000000000000000}", .json(.integerOutOfRange), column: 30,
      path: "revision"),
    BadSession(
      "{\"stickies\": [], \"revision\": 1.5}", .json(.notAnInteger), column: 30, path: "revision"),
    BadSession(
      "{\"stickies\": [], \"lanes\": [{\"id\": \"l\"}, {\"id\": \"l\"}]}", .duplicateID("l".id),
      column: 48, path: "lanes[1].id"),
    BadSession(
      "{\"stickies\": [], \"lanes\": [{}]}", .missingMember("name"), column: 28, path: "lanes[0]"),
    BadSession(
      "{\"stickies\": [], \"title\": \"\(String(repeating: "x", count: 513))\"}",
      .limit(.nameBytes), column: 27, path: "title"),
    BadSession(
      "{\"stickies\": [], \"emptyColumns\": [\"a0\"]}", .badPosition("a0"), column: 35,
      path: "emptyColumns[0]"),
    BadSession(
      "{\"stickies\": [], \"glossary\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}",
      .duplicateTerm("a"), column: 46, path: "glossary[1]"),
  ]

  static let stickies: [BadSession] = [
    .stickies(
      "{\"kind\": \"domainEvnt\"}", .unknownWord(.kind, "domainEvnt", nearest: "domainEvent"),
      column: 10, path: "stickies[0].kind"),
    .stickies(
      "{\"kind\": 1}", .json(.wrongKind(expected: .string, found: .number)), column: 10,
      path: "stickies[0].kind"),
    .stickies(
      "{\"text\": [\"a\"]}", .json(.wrongKind(expected: .string, found: .array)), column: 10,
      path: "stickies[0].text"),
    .stickies("{\"id\": \"\"}", .badID(""), column: 8, path: "stickies[0].id"),
    .stickies("{\"id\": \"é\"}", .badID("é"), column: 8, path: "stickies[0].id"),
    .stickies(
      "{\"text\": \"a\", \"text\": \"b\"}", .json(.duplicateKey), column: 15,
      path: "stickies[0].text"),
    .stickies(
      "{\"id\": \"a\"},\n {\"text\": \"x\", \"id\": \"a\"}", .duplicateID("a".id), line: 3,
      column: 22,
      path: "stickies[1].id"),
    .stickies("{\"lane\": \"x\"}", .noSuchLane("x"), column: 10, path: "stickies[0].lane"),
    .stickies("{\"at\": \"\"}", .badPosition(""), column: 8, path: "stickies[0].at"),
    .stickies("{\"at\": \"a-b\"}", .badPosition("a-b"), column: 8, path: "stickies[0].at"),
    .stickies("{\"row\": \"V0\"}", .badPosition("V0"), column: 9, path: "stickies[0].row"),
    .stickies(
      "{\"inbox\": true, \"lane\": \"l\"}", .conflictingMembers("inbox", "lane"), column: 1,
      path: "stickies[0]"),
    .stickies(
      "{\"on\": \"x\", \"at\": \"a\"}", .conflictingMembers("on", "at"), column: 1,
      path: "stickies[0]"),
    .stickies(
      "{\"on\": \"x\", \"inbox\": true}", .conflictingMembers("on", "inbox"), column: 1,
      path: "stickies[0]"),
    .stickies(
      "{\"kind\": \"hotspot\", \"state\": \"closed\"}",
      .unknownWord(.state, "closed", nearest: nil),
      column: 30, path: "stickies[0].state"),
    .stickies(
      "{\"votes\": {\"ana\": 0}}", .json(.integerOutOfRange), column: 19,
      path: "stickies[0].votes.ana"),
    .stickies(
      "{\"votes\": {\"ana\": 1001}}", .limit(.votesOfOnePerson), column: 19,
      path: "stickies[0].votes.ana"),
    .stickies(
      "{\"fields\": {\"a\": 1, \"a\": 2}}", .json(.duplicateKey), column: 21,
      path: "stickies[0].fields.a"),
    .stickies(
      "{\"fields\": {\"amount\": 01}}", .json(.invalidNumber), column: 23,
      path: "stickies[0].fields.amount"),
    .stickies(
      "{\"text\": \"\(String(repeating: "x", count: 4097))\"}", .limit(.textBytes), column: 10,
      path: "stickies[0].text"),
    .stickies(
      "{\"createdAt\": \"2026-02-30T00:00:00.000Z\"}", .badInstant("2026-02-30T00:00:00.000Z"),
      column: 15, path: "stickies[0].createdAt"),
  ]

  static let references: [BadSession] = [
    .stickies(
      "{\"id\": \"a\", \"on\": \"b\"}", .noSuchSticky("b".id), column: 19, path: "stickies[0].on"),
    .stickies(
      "{\"id\": \"a\", \"on\": \"a\"}", .attachedToItself("a".id), column: 19,
      path: "stickies[0].on"),
    .stickies(
      "{\"id\": \"a\", \"on\": \"b\"},\n{\"id\": \"b\", \"on\": \"a\"}", .hostIsAttached("b".id),
      column: 19, path: "stickies[0].on"),
    .stickies(
      "{\"id\": \"a\", \"copyOf\": \"b\"}", .noSuchSticky("b".id), column: 23,
      path: "stickies[0].copyOf"),
    .stickies(
      "{\"id\": \"a\", \"copyOf\": \"a\"}", .copyOfItself("a".id), column: 23,
      path: "stickies[0].copyOf"),
    .stickies(
      "{\"id\": \"a\", \"copyOf\": \"b\"},\n{\"id\": \"b\", \"copyOf\": \"a\"}",
      .originalIsACopy("b".id), column: 23, path: "stickies[0].copyOf"),
    .stickies(
      "{\"id\": \"a\", \"copyOf\": \"b\", \"text\": \"x\"},\n{\"id\": \"b\", \"text\": \"y\"}",
      .copyHasText("a".id), column: 23, path: "stickies[0].copyOf"),
    BadSession(
      "{\"stickies\": [{\"id\": \"a\"}], \"links\": [{\"from\": \"a\", \"to\": \"z\"}]}",
      .noSuchSticky("z".id), column: 59, path: "links[0].to"),
    BadSession(
      "{\"stickies\": [{\"id\": \"a\"}], \"links\": [{\"from\": \"a\", \"to\": \"a\"}]}",
      .linkToItself("a".id), column: 59, path: "links[0].to"),
    BadSession(
      "{\"stickies\": [], \"links\": [{\"from\": \"a\"}]}", .missingMember("to"), column: 28,
      path: "links[0]"),
    BadSession(
      "{\"stickies\": [], \"contexts\": [{\"name\": \"c\", \"stickies\": [\"z\"]}]}",
      .noSuchSticky("z".id), column: 57, path: "contexts[0].stickies"),
    BadSession(
      "{\"stickies\": [{\"id\": \"a\"}], \"contexts\": [{\"name\": \"c\", \"stickies\": [\"a\", \"a\"]}]}",
      .duplicateID("a".id), column: 74, path: "contexts[0].stickies[1]"),
    BadSession(
      "{\"lanes\": [{\"name\": \"L\"}, {\"name\": \"L\"}], \"stickies\": [{\"lane\": \"L\"}]}",
      .ambiguousLane("L"), column: 65, path: "stickies[0].lane"),
  ]

  @Test(arguments: documents + stickies + references)
  func `F1 F7 what is no session is refused with reason, line, column and path`(
    session: BadSession
  ) {
    let error = #expect(throws: FormatError.self) {
      try SessionFormat.read(Array(session.text.utf8))
    }

    #expect(error?.reason == session.reason)
    #expect(error?.place.line == session.line)
    #expect(error?.place.column == session.column)
    #expect(error?.place.path.description == session.path)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a spoiled session is refused at a place inside it, or is a sound board`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let board = FormatStorm(seed: seed, steps: 60).board
    let whole = SessionFormat.bytes(of: SessionSnapshot(board: board))

    for _ in 0..<30 {
      var bytes = whole
      let index = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: index)
      case 2: bytes.removeSubrange(index...)
      default:
        let other = Int.random(in: bytes.indices, using: &random)
        bytes.removeSubrange(min(index, other)..<max(index, other))
      }
      do {
        let read = try SessionFormat.read(bytes)
        #expect(read.board.checkInvariants() == [])
        let again = SessionFormat.bytes(of: read)
        #expect(try SessionFormat.read(again) == read)
      } catch {
        #expect(error.place.offset <= bytes.count)
      }
    }
  }
}
