import SquallModel
import Testing

@Suite struct JSONReaderTests {
  @Test func `a document is read value by value, in its order`() throws {
    let document = Array(
      #" {"id" : "s1", "votes":{"ana":2}, "tags":["a","b"],"open":true, "x":null}"#.utf8)

    let read = try JSONReader.read(document) { (reader) throws(JSONFault) -> [String] in
      var seen: [String] = []
      try reader.beginObject()
      while let key = try reader.nextKey() {
        if key == "id" {
          seen.append(try reader.string())
        } else if key == "votes" {
          try reader.beginObject()
          while let name = try reader.nextKey() {
            seen.append("\(name.string) \(try reader.integer())")
          }
        } else if key == "tags" {
          try reader.beginArray()
          while try reader.nextElement() { seen.append(try reader.string()) }
        } else if key == "open" {
          seen.append(try reader.bool() ? "open" : "closed")
        } else {
          let kind = try reader.peekKind()
          let isNull = reader.takeNull()
          seen.append("\(key.string) \(kind) \(isNull)")
        }
      }
      return seen
    }

    #expect(read == ["s1", "ana 2", "a", "b", "open", "x null true"])
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-0", "1", "-1.5", "1e5", "1E+5", "1e-7", "0.10", "0e00",
    #""""#, #""a""#, "[]", "{}", "[[]]", "[1,2]", " [ 1 , 2 ] ", "\t\r\n1\n", #"{"a":1,"b":2}"#,
    #"{"":0}"#, #""\u0000""#, #""\ud83d\ude00""#, #""\uD800\uDC00""#, #""\"\\\/\b\f\n\r\t""#,
    "\"\u{7F}\u{2028}\u{2029}\u{FEFF}\u{FFFF}\u{10FFFF}\"", "\"é中😀\"",
    #"{"é":1,"e\u0301":2}"#, "9223372036854775808", "1e308", "1e-308", "1e000000000000308",
    #"{"a":{"b":[{"c":null}]}}"#, #"["12345678","1234567","123456789"]"#,
    "0." + String(repeating: "0", count: 63), String(repeating: "9", count: 64),
  ])
  func `T5 what RFC 8259 allows is read, and skipping agrees with reading`(text: String) throws {
    let document = Array(text.utf8)

    _ = try JSONValue(parsing: document)

    let raw = try JSONReader.read(document) { (reader) throws(JSONFault) in
      String(decoding: try reader.rawValue(), as: UTF8.self)
    }
    #expect(raw.utf8.elementsEqual(trimmed(text).utf8))
  }

  private func trimmed(_ text: String) -> String {
    let space: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n"]
    let scalars = text.unicodeScalars.drop { space.contains($0) }
    return String(
      String.UnicodeScalarView(scalars.reversed().drop { space.contains($0) }.reversed()))
  }

  @Test(arguments: [
    (#""a\u0062c\n""#, "abc\n"),
    (#""\ud83d\ude00!""#, "😀!"),
    (#""\u00e9\u4E2D\u0000""#, "é中\u{0}"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (
      #""plain text longer than one word, é and 中 and 😀 in between""#,
      "plain text longer than one word, é and 中 and 😀 in between"
    ),
    (#""é\u0301""#, "é\u{301}"),
  ])
  func `strings are what their escapes say`(text: String, expected: String) throws {
    let value = try JSONValue(parsing: Array(text.utf8))

    #expect(value == .string(expected))
  }

  @Test func `strings are equal by bytes, not by canonical equivalence`() throws {
    #expect(JSONValue.string("é") != .string("e\u{301}"))
    #expect(try JSONValue(parsing: Array("{\"é\":1,\"e\u{301}\":2}".utf8)).object?.count == 2)
    #expect(
      JSONObject(members: [.init(key: "é", value: .null), .init(key: "e\u{301}", value: .null)])
        != nil)
    #expect(
      JSONObject(members: [.init(key: "a", value: .null), .init(key: "a", value: .null)]) == nil)
    #expect(JSONObject(members: [.init(key: "a", value: .null)])?["b"] == nil)
  }

  @Test(arguments: [
    "99.99", "9223372036854775808", "0.10", "-0", "1e-7", "1E+30", "12345678901234567890.5",
  ])
  func `a number keeps the characters it was written with`(text: String) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)) == .number(#require(JSONNumber(text))))
    #expect(JSONNumber(text)?.literal == text)
  }

  @Test func `a number is what the grammar allows and what fits`() {
    #expect(JSONNumber("9223372036854775807")?.int == Int.max)
    #expect(JSONNumber("-9223372036854775808")?.int == Int.min)
    #expect(JSONNumber("9223372036854775808")?.int == nil)
    #expect(JSONNumber("1.0")?.int == nil)
    #expect(JSONNumber(17).int == 17)
    for text in ["", "-", "01", "+1", "1.", ".5", "1e", "1e+", "1 ", " 1", "NaN", "0x1", "1e309"] {
      #expect(JSONNumber(text) == nil, "\(text)")
    }
    #expect(JSONNumber(String(repeating: "1", count: 65)) == nil)
  }

  @Test(arguments: [
    ("0", 0), ("42", 42), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
  ])
  func `whole numbers are read exactly`(text: String, expected: Int) throws {
    let read = try JSONReader.read(Array(text.utf8)) { (reader) throws(JSONFault) in
      try reader.integer(in: Int.min...Int.max)
    }

    #expect(read == expected)
  }

  @Test(arguments: [
    ("1.0", JSONReason.notAnInteger), ("1e2", .notAnInteger), ("-1", .integerOutOfRange),
    ("11", .integerOutOfRange), ("9223372036854775808", .integerOutOfRange),
    ("99999999999999999999999999", .integerOutOfRange),
    ("\"1\"", .wrongKind(expected: .number, found: .string)),
  ])
  func `whole numbers are held to their range`(text: String, expected: JSONReason) {
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(Array(text.utf8)) { (reader) throws(JSONFault) in
        try reader.integer(in: 0...10)
      }
    }

    #expect(error?.reason == expected)
    #expect(error?.place.offset == 0)
  }

  @Test func `T5 members are kept in their order and raw values as they stand`() throws {
    let document = Array(#"{"z": [1,  2] , "a": {"b" : "\u0041"} }"#.utf8)

    let raw = try JSONReader.read(document) { (reader) throws(JSONFault) -> [String] in
      var members: [String] = []
      try reader.beginObject()
      while let key = try reader.nextKey() {
        members.append(key.string + String(decoding: try reader.rawValue(), as: UTF8.self))
      }
      return members
    }

    #expect(raw == ["z[1,  2]", #"a{"b" : "\u0041"}"#])
    #expect(try JSONValue(parsing: document).object?.members.map(\.key) == ["z", "a"])
  }

  @Test func `keys are compared with their escapes resolved`() throws {
    let document = Array(#"{"\u0069d": 1}"#.utf8)

    let isID = try JSONReader.read(document) { (reader) throws(JSONFault) -> Bool in
      try reader.beginObject()
      let key = try reader.nextKey()
      try reader.skipValue()
      _ = try reader.nextKey()
      return key.map { $0 == "id" } ?? false
    }

    #expect(isID)
  }
}

extension JSONValue {
  var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }
}
