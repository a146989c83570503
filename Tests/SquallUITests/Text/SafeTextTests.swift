import SquallUI
import Testing

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("Order placed", "Order placed", 12),
    ("naïve", "naïve", 5),
    ("e\u{301}", "e\u{301}", 1),
    ("注文", "注文", 4),
    ("🎉", "🎉", 2),
    ("👍🏽", "👍", 2),
    ("👩‍👩‍👧", "👩", 2),
    ("🏳️‍🌈", "🏳", 1),
    ("🇩🇪", "DE", 2),
    ("❤️", "❤", 1),
    ("1\u{fe0f}\u{20e3}", "1", 1),
    ("z\u{300}\u{301}\u{302}\u{303}", "z\u{300}\u{301}", 1),
    ("\u{1faf8}", "\u{fffd}", 1),
    ("a\u{200b}b\u{202e}c\u{2066}d", "abcd", 4),
    ("می\u{200c}خواهم", "میخواهم", 7),
    ("\u{1b}[31m", "^[[31m", 6),
    ("\u{0}\u{7f}", "^@^?", 4),
    ("a\u{9b}31m", "a31m", 4),
    ("a\tb\nc\rd\r\ne", "a b c d e", 9),
    ("\u{301}a", "a", 1),
    ("\u{1112}\u{1161}\u{11ab}", "\u{1112}\u{1161}\u{11ab}", 2),
    ("soft\u{ad}hyphen", "softhyphen", 10),
    ("line\u{2028}end", "line end", 8),
    ("", "", 0),
  ])
  func `T1 a raw text becomes what can be printed, and its columns are known`(
    raw: String, printed: String, columns: Int
  ) {
    let text = SafeText(raw)

    #expect(Array(text.description.unicodeScalars) == Array(printed.unicodeScalars))
    #expect(text.columns == columns)
  }

  @Test func `T1 nothing that steers a terminal is left, whatever the text`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let raw = random.hardText(upTo: 20)
      let printed = SafeText(raw).description

      for scalar in printed.unicodeScalars {
        let columns = DisplayWidth.columns(of: scalar)
        #expect(columns != nil, "\(scalar.value) in \(raw.debugDescription)")
        #expect(![0x200b, 0x200d, 0x202e, 0xfe0f].contains(scalar.value))
      }
    }
  }

  @Test func `T1 every scalar there is becomes printable or nothing`() {
    for first in stride(from: UInt32(0), to: 0x110000, by: 0x1000) {
      var raw = String.UnicodeScalarView()
      // Planes 4 to 13 and the private ones are all alike: their first scalars stand for them.
      let count: UInt32 = first < 0x40000 || first == 0xe0000 ? 0x1000 : 0x10
      raw.append(contentsOf: (first..<first + count).compactMap { Unicode.Scalar($0) })

      var seen = Set<Unicode.Scalar>()
      for glyph in SafeText(String(raw)).glyphs {
        if let scalar = glyph.scalar { seen.insert(scalar) }
        if glyph.hasMarks { seen.formUnion(glyph.marks) }
      }

      for scalar in seen where DisplayWidth.columns(of: scalar) == nil {
        Issue.record("U+\(String(scalar.value, radix: 16)) is printed")
      }
    }
  }

  @Test func `making a safe text safe again changes nothing`() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<500 {
      let once = SafeText(random.hardText(upTo: 20))

      #expect(SafeText(once.description) == once)
    }
  }

  @Test func `columns up to a caret and after it add up`() {
    var random = SeededGenerator(seed: 13)
    for _ in 0..<300 {
      let raw = random.hardText(upTo: 12)
      for index in raw.indices {
        let parts = SafeText(raw[..<index]).columns + SafeText(raw[index...]).columns
        #expect(parts == SafeText(raw).columns, "\(raw.debugDescription)")
      }
    }
  }

  @Test func `a prefix never cuts a wide glyph and never is too wide`() {
    let text = SafeText("a注文b")

    #expect(text.prefix(columns: 2).description == "a")
    #expect(text.prefix(columns: 3).description == "a注")
    #expect(text.prefix(columns: 0).isEmpty)
    #expect(text.prefix(columns: 99) == text)
  }

  @Test func `what is clipped says so`() {
    let dots = Charset.unicode.ellipsis

    #expect(SafeText("Order placed").clipped(columns: 8, ellipsis: dots).description == "Order p…")
    #expect(SafeText("Order").clipped(columns: 5, ellipsis: dots).description == "Order")
    #expect(SafeText("注文注文").clipped(columns: 4, ellipsis: dots).description == "注…")
    #expect(SafeText("abc").clipped(columns: 0, ellipsis: dots).isEmpty)
    #expect(
      SafeText("abc").clipped(columns: 2, ellipsis: Charset.ascii.ellipsis).description == "a~")
  }

  @Test func `lines split at every kind of line end`() {
    let lines = SafeText.lines(of: "a\nb\r\nc\rd\n")

    #expect(lines.map(\.description) == ["a", "b", "c", "d", ""])
  }

  @Test func `texts join and are padded by columns`() {
    let text = SafeText("注") + "\(1)a"

    #expect(text.columns == 4)
    #expect(text.padded(columns: 6).description == "注1a  ")
    #expect(text.padded(columns: 2) == text)
  }
}
