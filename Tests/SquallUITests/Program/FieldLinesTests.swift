import SquallModel
import Testing

@testable import SquallUI

@Suite struct FieldLinesTests {
  private let id = ID(checked: "s1")

  private func number(_ literal: String) throws -> JSONValue {
    .number(try #require(JSONNumber(literal)))
  }

  @Test func `a value is JSON where it can be read as JSON, else a text`() throws {
    let fields = try FieldLines.fields(
      of: """
        order_id: O001
        amount: 99.990
        paid: true
        when: 2026-11-24
        nothing: null
        list: [1, 2]
        quoted: "12"
        blank:
        """)

    #expect(
      fields == [
        Field(name: "order_id", value: .string("O001")),
        Field(name: "amount", value: try number("99.990")),
        Field(name: "paid", value: .bool(true)),
        Field(name: "when", value: .string("2026-11-24")),
        Field(name: "nothing", value: .null),
        Field(name: "list", value: .array([try number("1"), try number("2")])),
        Field(name: "quoted", value: .string("12")),
        Field(name: "blank", value: .string("")),
      ])
  }

  @Test(arguments: [
    ("order_id", FieldLines.Problem.noColon(line: 1)), ("a: 1\n: 2", .noName(line: 2)),
    ("a: 1\n\na: 2", .repeatedName("a", line: 3)), ("a: [1,", .badValue("[1,", line: 1)),
    ("a: \"open", .badValue("\"open", line: 1)),
  ])
  func `a wrong line is told with its number`(text: String, problem: FieldLines.Problem) {
    #expect(throws: problem) { try FieldLines.fields(of: text) }
  }

  @Test func `what is written can be read again as the same`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<400 {
      var fields: [Field] = []
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let name = random.hardText(upTo: 3)
        let isUsable =
          !name.allSatisfy(\.isWhitespace) && !fields.contains { $0.isNamed(name) }
        guard isUsable else { continue }
        let values: [JSONValue] = [
          .string(random.hardText(upTo: 4)), .bool(true), .null, .number(JSONNumber(7)),
          .string("true"), .string("12"), .string("\"x"), .string(" x "), .array([.string("a")]),
        ]
        fields.append(Field(name: name, value: values.randomElement(using: &random) ?? .null))
      }

      let again = try FieldLines.fields(of: FieldLines.text(of: fields))

      #expect(again == fields)
    }
  }

  @Test func `only what differs is edited`() throws {
    let old = try FieldLines.fields(of: "a: 1\nb: 2\nc: 3")
    let new = try FieldLines.fields(of: "a: 1\nb: 5\nd: 4")

    let edits = FieldLines.edits(of: id, from: old, to: new)

    #expect(
      edits == [
        .removeField(id, name: "c"),
        .setField(id, name: "b", value: try number("5"), was: try number("2")),
        .setField(id, name: "d", value: try number("4"), was: nil),
      ])
  }

  @Test func `names that changed places are set anew in their order`() throws {
    let old = try FieldLines.fields(of: "a: 1\nb: 2")
    let new = try FieldLines.fields(of: "b: 2\na: 1")

    let edits = FieldLines.edits(of: id, from: old, to: new)

    #expect(
      edits == [
        .removeField(id, name: "a"), .removeField(id, name: "b"),
        .setField(id, name: "b", value: try number("2"), was: nil),
        .setField(id, name: "a", value: try number("1"), was: nil),
      ])
  }
}
