import SquallModel
import Testing

@Suite struct JSONLimitsTests {
  private func reason(_ text: String, _ limits: JSONLimits = .standard) -> JSONReason? {
    do {
      _ = try JSONValue(parsing: Array(text.utf8), limits: limits)
      return nil
    } catch {
      return error.reason
    }
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func `T4 nesting ends at its limit, however deep the text is`() {
    #expect(reason(nested(64)) == nil)
    #expect(reason(nested(65)) == .tooDeep)
    #expect(reason(nested(100_000)) == .tooDeep)
    #expect(reason(String(repeating: "{\"a\":", count: 100_000)) == .tooDeep)
    #expect(reason("[[]]", JSONLimits(depth: 1)) == .tooDeep)
    #expect(reason("[[],[],[[]],[]]", JSONLimits(depth: 3)) == nil)
  }

  @Test func `T4 length, members and values end at their limits`() {
    #expect(reason("[1]", JSONLimits(bytes: 3)) == nil)
    #expect(reason("[1 ]", JSONLimits(bytes: 3)) == .documentTooLong)
    #expect(reason("\"abcd\"", JSONLimits(string: 4)) == nil)
    #expect(reason("\"abcde\"", JSONLimits(string: 4)) == .stringTooLong)
    #expect(reason("{\"abcde\":1}", JSONLimits(string: 4)) == .stringTooLong)
    #expect(reason("[1,2]", JSONLimits(values: 3)) == nil)
    #expect(reason("[1,2,3]", JSONLimits(values: 3)) == .tooManyValues)
    #expect(reason(#"{"a":1,"b":2}"#, JSONLimits(members: 2)) == nil)
    #expect(reason(#"{"a":1,"b":2,"c":3}"#, JSONLimits(members: 2)) == .tooManyMembers)
    let many = "{" + (0..<200).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    #expect(reason(many, JSONLimits(members: 200)) == nil)
    #expect(reason(many, JSONLimits(members: 199)) == .tooManyMembers)
  }

  @Test func `T4 a single text is held to the limit of its caller`() {
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(Array(#"["12345"]"#.utf8)) { (reader) throws(JSONFault) in
        try reader.beginArray()
        _ = try reader.nextElement()
        _ = try reader.string(limit: 4)
      }
    }

    #expect(error?.reason == .stringTooLong)
    #expect(error?.place.column == 2)
    #expect(error?.place.path.description == "[0]")
  }
}
