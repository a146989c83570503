import SquallUI
import Testing

@Suite struct WrapTests {
  private func wrap(_ text: String, _ columns: Int, lines: Int = .max) -> [String] {
    SafeText(text).wrapped(columns: columns, maximumLines: lines).map(\.description)
  }

  @Test func `lines break at spaces`() {
    #expect(wrap("Order was placed", 10) == ["Order was", "placed"])
    #expect(wrap("Order was placed", 9) == ["Order was", "placed"])
    #expect(wrap("Order was placed", 8) == ["Order", "was", "placed"])
    #expect(wrap("  Order   placed  ", 20) == ["Order   placed"])
  }

  @Test func `a word longer than a line is broken`() {
    #expect(wrap("a supercalifragilistic b", 8) == ["a", "supercal", "ifragili", "stic b"])
  }

  @Test func `a line may end after any wide glyph`() {
    #expect(wrap("注文が確定した", 5) == ["注文", "が確", "定し", "た"])
    #expect(wrap("a 注文b", 5) == ["a 注", "文b"])
  }

  @Test func `what does not fit ends in an ellipsis`() {
    #expect(wrap("Whenever order placed, ship order", 9, lines: 2) == ["Whenever", "order pl…"])
    #expect(wrap("Order placed", 12, lines: 1) == ["Order placed"])
    #expect(wrap("Order placed", 11, lines: 1) == ["Order plac…"])
    #expect(wrap("Order placed   ", 12, lines: 1) == ["Order placed"])
  }

  @Test func `no text, no room, no lines`() {
    #expect(wrap("", 10) == [])
    #expect(wrap("   ", 10) == [])
    #expect(wrap("a", 0) == [])
    #expect(wrap("a", 1, lines: 0) == [])
    #expect(wrap("注a", 1) == ["a"])
  }

  @Test func `no line is too wide, and nothing but spaces is lost`() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<500 {
      let text = SafeText(random.hardText(upTo: 15))
      let width = Int.random(in: 2...20, using: &random)
      let lines = text.wrapped(columns: width)

      #expect(lines.allSatisfy { $0.columns <= width && $0.columns > 0 })
      let kept = lines.flatMap(\.glyphs).filter { !$0.isSpace }
      #expect(kept == text.glyphs.filter { !$0.isSpace })
    }
  }

  @Test func `with fewer lines the first ones stay as they were`() {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<300 {
      let text = SafeText(random.hardText(upTo: 15))
      let width = Int.random(in: 2...20, using: &random)
      let all = text.wrapped(columns: width)
      let some = text.wrapped(columns: width, maximumLines: 2)

      #expect(some.count == min(2, all.count))
      #expect(some.first == all.first)
      #expect(some.allSatisfy { $0.columns <= width })
    }
  }
}
