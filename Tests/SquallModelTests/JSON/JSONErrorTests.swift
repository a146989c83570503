import SquallModel
import Testing

/// A document that must be refused, with the reason and the place that must be told.
struct BadDocument: Sendable, CustomTestStringConvertible {
  var bytes: [UInt8]
  var reason: JSONReason
  var line = 1
  var column: Int
  var path = ""

  init(_ text: String, _ reason: JSONReason, line: Int = 1, column: Int, path: String = "") {
    self.init(Array(text.utf8), reason, line: line, column: column, path: path)
  }

  init(_ bytes: [UInt8], _ reason: JSONReason, line: Int = 1, column: Int, path: String = "") {
    self.bytes = bytes
    self.reason = reason
    self.line = line
    self.column = column
    self.path = path
  }

  var testDescription: String { String(decoding: bytes.prefix(60), as: UTF8.self) }

  /// The document as a tree, the whole strict grammar.
  func parse() throws(JSONError) -> JSONValue { try JSONValue(parsing: bytes) }

  /// The document skipped over, which must refuse the same.
  func skip() throws(JSONError) {
    try JSONReader.read(bytes) { (reader) throws(JSONFault) in try reader.skipValue() }
  }
}

@Suite struct JSONErrorTests {
  static let grammar: [BadDocument] = [
    BadDocument("", .endOfInput, column: 1),
    BadDocument("  ", .endOfInput, column: 3),
    BadDocument("[", .endOfInput, column: 2, path: "[0]"),
    BadDocument("{\"a\"", .endOfInput, column: 5, path: "a"),
    BadDocument("{\"a\":", .endOfInput, column: 6, path: "a"),
    BadDocument("{\"a\":1,", .endOfInput, column: 8),
    BadDocument("\"abc", .endOfInput, column: 5),
    BadDocument("\"abc\\", .endOfInput, column: 6),
    BadDocument("\"\\u12", .endOfInput, column: 6),
    BadDocument("-", .endOfInput, column: 2),
    BadDocument("1.", .endOfInput, column: 3),
    BadDocument("1e+", .endOfInput, column: 4),
    BadDocument("[1,]", .trailingComma, column: 3, path: "[0]"),
    BadDocument("{\"a\":1,}", .trailingComma, column: 7, path: "a"),
    BadDocument("[,1]", .expectedValue, column: 2, path: "[0]"),
    BadDocument("[1,,2]", .expectedValue, column: 4, path: "[1]"),
    BadDocument("{,}", .expectedKey, column: 2),
    BadDocument("{a:1}", .expectedKey, column: 2),
    BadDocument("{'a':1}", .expectedKey, column: 2),
    BadDocument("{1:1}", .expectedKey, column: 2),
    BadDocument("{\"a\" 1}", .expectedColon, column: 6, path: "a"),
    BadDocument("{\"a\",1}", .expectedColon, column: 5, path: "a"),
    BadDocument("[1 2]", .expectedComma, column: 4, path: "[0]"),
    BadDocument("[1}", .expectedComma, column: 3, path: "[0]"),
    BadDocument("{\"a\":1]", .expectedComma, column: 7, path: "a"),
    BadDocument("{\"a\":1 \"b\":2}", .expectedComma, column: 8, path: "a"),
    BadDocument("[1]]", .trailingText, column: 4),
    BadDocument("{} x", .trailingText, column: 4),
    BadDocument("1 2", .trailingText, column: 3),
    BadDocument("nullx", .trailingText, column: 5),
    BadDocument("// no\n1", .expectedValue, column: 1),
    BadDocument("[1, /* no */ 2]", .expectedValue, column: 5, path: "[1]"),
    BadDocument("\u{A0}1", .expectedValue, column: 1),
    BadDocument("\u{FEFF}{}", .byteOrderMark, column: 1),
    BadDocument([0xFF, 0xFE, 0x7B, 0x00], .expectedValue, column: 1),
  ]

  static let words: [BadDocument] = [
    BadDocument("nul", .expectedValue, column: 1),
    BadDocument("True", .expectedValue, column: 1),
    BadDocument("tru", .expectedValue, column: 1),
    BadDocument("[fals]", .expectedValue, column: 2, path: "[0]"),
    BadDocument("NaN", .expectedValue, column: 1),
    BadDocument("nan", .expectedValue, column: 1),
    BadDocument("Infinity", .expectedValue, column: 1),
    BadDocument("-Infinity", .invalidNumber, column: 2),
    BadDocument("undefined", .expectedValue, column: 1),
  ]

  static let numbers: [BadDocument] = [
    BadDocument("01", .invalidNumber, column: 1),
    BadDocument("-01", .invalidNumber, column: 2),
    BadDocument("+1", .expectedValue, column: 1),
    BadDocument(".5", .expectedValue, column: 1),
    BadDocument("[1.]", .invalidNumber, column: 4, path: "[0]"),
    BadDocument("[1.e5]", .invalidNumber, column: 4, path: "[0]"),
    BadDocument("[1e]", .invalidNumber, column: 4, path: "[0]"),
    BadDocument("[1e+]", .invalidNumber, column: 5, path: "[0]"),
    BadDocument("[--1]", .invalidNumber, column: 3, path: "[0]"),
    BadDocument("0x10", .trailingText, column: 2),
    BadDocument("1_000", .trailingText, column: 2),
    BadDocument("1e309", .exponentTooLarge, column: 3),
    BadDocument("1e-309", .exponentTooLarge, column: 3),
    BadDocument("1e99999999999999999999", .exponentTooLarge, column: 3),
    BadDocument("1e" + String(repeating: "0", count: 65), .exponentTooLarge, column: 3),
    BadDocument(String(repeating: "1", count: 65), .numberTooLong, column: 1),
    BadDocument("1." + String(repeating: "1", count: 64), .numberTooLong, column: 1),
  ]

  static let strings: [BadDocument] = [
    BadDocument("\"a\nb\"", .controlCharacter, column: 3),
    BadDocument("\"a\u{0}\"", .controlCharacter, column: 3),
    BadDocument("\"12345678\u{1F}\"", .controlCharacter, column: 10),
    BadDocument("\"\\x41\"", .invalidEscape, column: 2),
    BadDocument("\"\\U0041\"", .invalidEscape, column: 2),
    BadDocument("\"\\u00g0\"", .invalidEscape, column: 2),
    BadDocument("\"\\u 041\"", .invalidEscape, column: 2),
    BadDocument("\"\\ud800\"", .loneSurrogate, column: 2),
    BadDocument("\"\\udc00\"", .loneSurrogate, column: 2),
    BadDocument("\"\\ud800\\ud800\"", .loneSurrogate, column: 2),
    BadDocument("\"\\ud800\\n\"", .loneSurrogate, column: 2),
    BadDocument("\"\\ud800x\"", .loneSurrogate, column: 2),
    BadDocument("\"\\ud83d\\u0041\"", .loneSurrogate, column: 2),
  ]

  static let encoding: [BadDocument] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3], [0xE4, 0xB8],
    [0xF0, 0x9F, 0x98], [0xC3, 0x28], [0xE2, 0x28, 0xA1], [0xF0, 0x28, 0x8C, 0xBC],
    [0xF8, 0x88, 0x80, 0x80, 0x80],
  ].map { BadDocument([0x22, 0x61] + $0 + [0x22], .invalidUTF8, column: 3) }

  static let duplicates: [BadDocument] = [
    BadDocument(#"{"a":1,"a":2}"#, .duplicateKey, column: 8, path: "a"),
    BadDocument(#"{"a":1,"b":2,"\u0061":3}"#, .duplicateKey, column: 14, path: "a"),
    BadDocument(#"{"x":[{"k":1},{"k":1,"k":1}]}"#, .duplicateKey, column: 22, path: "x[1].k"),
    BadDocument("{\"\":1,\"\":2}", .duplicateKey, column: 7, path: "[\"\"]"),
    BadDocument(#"{"é":1,"\u00e9":2}"#, .duplicateKey, column: 8, path: "[\"é\"]"),
    BadDocument(
      "{" + (0..<500).map { "\"k\($0)\":0" }.joined(separator: ",") + ",\"k250\":1}",
      .duplicateKey, column: 4392, path: "k250"),
  ]

  @Test(arguments: [grammar, words, numbers, strings, encoding, duplicates].flatMap { $0 })
  func `T5 what is no strict JSON is refused with reason, line, column and path`(
    document: BadDocument
  ) {
    let error = #expect(throws: JSONError.self) { try document.parse() }
    let skipped = #expect(throws: JSONError.self) { try document.skip() }

    #expect(error?.reason == document.reason)
    #expect(error?.place.line == document.line)
    #expect(error?.place.column == document.column)
    #expect(error?.place.path.description == document.path)
    #expect(skipped == error)
  }

  @Test func `a place is told as editors count, and as a path`() {
    let text = """
      {
        "title": "Bestellprozeß 中",
        "stickies": [
          {"id": "s1"},
          {"id": "s2", "fields": {"order id": "中中", "amount": 01}}
        ]
      }
      """

    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }

    #expect(error?.place.line == 5)
    #expect(error?.place.column == 57)
    #expect(error?.place.path.description == "stickies[1].fields.amount")
  }

  @Test func `a key that is no plain word is quoted in a path, and a long one is cut`() {
    let odd = #expect(throws: JSONError.self) {
      try JSONValue(parsing: Array("{\"a b\\n\\u001b\":{\"c.d\":[x]}}".utf8))
    }
    let long = #expect(throws: JSONError.self) {
      try JSONValue(parsing: Array("{\"\(String(repeating: "é", count: 100))\":x}".utf8))
    }
    let deep = #expect(throws: JSONError.self) {
      try JSONValue(parsing: Array((String(repeating: "[", count: 20) + "x").utf8))
    }

    #expect(odd?.place.path.description == #"["a b\n\u001b"]["c.d"][0]"#)
    #expect(long?.place.path.description == "[\"\(String(repeating: "é", count: 64))\"…]")
    #expect(deep?.place.path.description == String(repeating: "[0]", count: 16) + "…")
  }

  @Test(arguments: [
    ("[1]", JSONKind.array, "s"), ("{}", .object, "s"), ("\"x\"", .string, "o"),
    ("1", .number, "s"), ("true", .bool, "s"), ("null", .null, "s"), ("null", .null, "b"),
    ("1", .number, "b"), ("[]", .array, "o"), ("{}", .object, "a"), ("false", .bool, "n"),
  ])
  func `a value of another kind is named, with what was asked for`(
    text: String, found: JSONKind, asked: String
  ) {
    let kinds: [String: JSONKind] = [
      "s": .string, "o": .object, "a": .array, "b": .bool, "n": .null,
    ]
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(Array(" \(text)".utf8)) { (reader) throws(JSONFault) in
        switch asked {
        case "s": _ = try reader.string()
        case "o": try reader.beginObject()
        case "a": try reader.beginArray()
        case "b": _ = try reader.bool()
        default: try reader.null()
        }
      }
    }

    #expect(error?.reason == .wrongKind(expected: kinds[asked] ?? .null, found: found))
    #expect(error?.place.offset == 1)
  }

  @Test func `a caller's own refusal carries its place`() {
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(Array("{\"a\":\n [1, 2]}".utf8)) { (reader) throws(JSONFault) in
        try reader.beginObject()
        _ = try reader.nextKey()
        try reader.beginArray()
        _ = try reader.nextElement()
        try reader.skipValue()
        _ = try reader.nextElement()
        throw JSONFault(.refused, at: reader.nextOffset())
      }
    }

    #expect(error?.reason == .refused)
    #expect(error?.place.line == 2)
    #expect(error?.place.column == 6)
    #expect(error?.place.path == JSONPath([.key("a"), .index(1)]))
  }
}
