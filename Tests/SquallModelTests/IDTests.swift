import SquallModel
import Testing

@Suite struct IDTests {
  @Test func `an identifier keeps to its alphabet and length`() {
    #expect(ID("s-1.a:B_9")?.text == "s-1.a:B_9")
    #expect(ID("") == nil)
    #expect(ID("é") == nil)
    #expect(ID("a b") == nil)
    #expect(ID(String(repeating: "x", count: 64)) != nil)
    #expect(ID(String(repeating: "x", count: 65)) == nil)
  }

  @Test func `identifiers are ordered by bytes`() {
    let ids = ["b", "a", "B", "9", "_"].map { ID(checked: $0) }

    #expect(ids.sorted().map(\.text) == ["9", "B", "_", "a", "b"])
  }
}
