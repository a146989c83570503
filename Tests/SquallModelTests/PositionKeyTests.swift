import SquallModel
import Testing

@Suite struct PositionKeyTests {
  @Test func `a key is a fraction in base 62 without a trailing zero`() {
    #expect(PositionKey("a1")?.text == "a1")
    for bad in ["", "0", "a0", "é", "a-1", "a b", String(repeating: "1", count: 1_025)] {
      #expect(PositionKey(bad) == nil, "\(bad)")
    }
  }

  @Test(arguments: [("V", "W"), ("1", "2"), ("01", "1"), ("V", "V1"), ("V", "V01"), ("z", "zz")])
  func `between two keys there is another`(low: String, high: String) throws {
    let low = try #require(PositionKey(low))
    let high = try #require(PositionKey(high))
    let between = PositionKey.between(low, high)

    #expect(low < between && between < high)
    #expect(PositionKey(between.text) == between)
  }

  @Test(arguments: [
    ("a1", "a2"), ("a9", "aA"), ("aZ", "aa"), ("az", "b1"), ("zz", "zzV1"), ("z", "zV"),
  ])
  func `behind the last key its last digit is counted up`(key: String, next: String) throws {
    #expect(PositionKey.after(try #require(PositionKey(key))).text == next)
  }

  @Test(arguments: [
    ("a1", "a3", "a2"), ("a1", "a2", "a1V"), ("a1", "a11", "a10V"), ("a12", "b", "a13"),
  ])
  func `between two keys the longer one's last digit is counted up where there is room`(
    low: String, high: String, between: String
  ) throws {
    let bounds = try (#require(PositionKey(low)), #require(PositionKey(high)))
    #expect(PositionKey.between(bounds.0, bounds.1).text == between)
  }

  @Test func `five thousand inserts each after the last one keep keys short`() {
    expectShort { low, high, new in (new, high) }
  }

  @Test func `five thousand inserts each after the same sticky keep keys short`() {
    expectShort { low, high, new in (low, new) }
  }

  private func expectShort(
    _ next: (PositionKey, PositionKey, PositionKey) -> (PositionKey, PositionKey)
  ) {
    var bounds = (PositionKey(checked: "V"), PositionKey(checked: "W"))
    var longest = 0
    for _ in 0..<5_000 {
      let new = PositionKey.between(bounds.0, bounds.1)
      #expect(bounds.0 < new && new < bounds.1 && PositionKey(new.text) == new)
      longest = max(longest, new.text.utf8.count)
      bounds = next(bounds.0, bounds.1, new)
    }
    #expect(longest <= 12)
  }

  @Test func `five thousand stickies added at either end keep keys short`() {
    var low = PositionKey.middle
    var high = PositionKey.middle
    for _ in 0..<5_000 {
      let before = PositionKey.before(low)
      let after = PositionKey.after(high)
      #expect(before < low && high < after)
      (low, high) = (before, after)
    }
    #expect(low.text.utf8.count <= 8 && high.text.utf8.count <= 8)
  }

  @Test(arguments: 0..<20)
  func `random inserts never collide and never leave their gap`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var keys = [PositionKey.middle]
    for _ in 0..<400 {
      let index = Int.random(in: 0...keys.count, using: &random)
      let low = index > 0 ? keys[index - 1] : nil
      let high = index < keys.count ? keys[index] : nil
      let key = PositionKey.between(low, high)
      #expect(low.map { $0 < key } ?? true)
      #expect(high.map { key < $0 } ?? true)
      #expect(PositionKey(key.text) == key)
      keys.insert(key, at: index)
    }
  }
}
