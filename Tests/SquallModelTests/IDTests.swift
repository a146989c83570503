import SquallModel
import Testing

@Suite struct IDTests {
  @Test func `an identifier keeps to its alphabet and length`() {
    for text in ["s-1.a:B_9", "x", String(repeating: "x", count: 64)] {
      #expect(ID(text)?.text == text)
    }
    for text in ["", "é", "a b", "a/b", String(repeating: "x", count: 65)] {
      #expect(ID(text) == nil, "\(text)")
    }
  }

  @Test func `identifiers are ordered by bytes`() {
    let ids = ["b", "a", "B", "9", "_"].map { ID(checked: $0) }

    #expect(ids.sorted().map(\.text) == ["9", "B", "_", "a", "b"])
  }
}
