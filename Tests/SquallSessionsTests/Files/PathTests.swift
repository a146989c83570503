import SquallSessions
import Testing

@Suite struct PathTests {
  @Test func `a path knows its folder, its name and its neighbours`() {
    let path = Path("Sessions/order.json")

    #expect(path.folder == Path("Sessions"))
    #expect(path.name == Array("order.json".utf8))
    #expect(path.sibling(Array("order.lock".utf8)) == Path("Sessions/order.lock"))
    #expect(path.sibling(Array("/tmp/other".utf8)) == Path("/tmp/other"))
    #expect(path.removing(suffix: ".json") == Path("Sessions/order"))
    #expect(Path(".json").removing(suffix: ".json") == nil)
    #expect(Path("Sessions/.json").removing(suffix: ".json") == nil)
    #expect(Path("order.json").folder == Path("."))
    #expect(Path("/order.json").folder == Path("/"))
    #expect(Path("/").child(Array("a".utf8)) == Path("/a"))
    #expect(Path("a").child([0xFF]) == Path(bytes: [0x61, 0x2F, 0xFF]))
  }
}
