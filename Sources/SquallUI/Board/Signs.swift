import SquallModel

/// The small signs on the board, in both character sets; all are one column wide.
struct Signs {
  /// A linked copy of another sticky.
  let copy: Glyph
  /// A hotspot that has been addressed.
  let addressed: Glyph
  /// Votes, before their number.
  let votes: Glyph
  /// Fields that are not shown.
  let fields: Glyph
  /// A note that is not shown.
  let note: Glyph
  /// A link leads on from here, or comes from elsewhere.
  let leads, led: Glyph
  /// A sticky under the cursor.
  let cursor = Glyph(ascii: UInt8(ascii: ">"))
  /// A sticky that was picked.
  let selected = Glyph(ascii: UInt8(ascii: "*"))
  /// A sticky in the air.
  let grabbed = Glyph(ascii: UInt8(ascii: "~"))
  /// The place of a column that is kept free.
  let free: Glyph
  /// Where something would land.
  let landing: Glyph
  let openQuote: Glyph
  let closeQuote: Glyph
  /// Between the parts of a line.
  let separator: Glyph
  /// The lines where the gutter, the ruler and the lanes meet.
  let cross, teeDown, teeUp: Glyph
  /// From empty to full.
  let levels: [Glyph]

  private let letters = Kind.allCases.map { Glyph(ascii: $0.letter.asciiValue ?? 0x20) }

  /// The letter of a kind.
  func letter(of kind: Kind) -> Glyph { letters[Int(kind.rawValue)] }

  /// The signs of a character set.
  init(_ charset: Charset) {
    switch charset {
    case .unicode:
      copy = Glyph(0x21ba, columns: 1)
      addressed = Glyph(0x2713, columns: 1)
      votes = Glyph(0x25b2, columns: 1)
      fields = Glyph(0x25a4, columns: 1)
      note = Glyph(0xb6, columns: 1)
      leads = Glyph(0xbb, columns: 1)
      led = Glyph(0xab, columns: 1)
      free = Glyph(0xb7, columns: 1)
      landing = Glyph(0x2503, columns: 1)
      openQuote = Glyph(0x201c, columns: 1)
      closeQuote = Glyph(0x201d, columns: 1)
      separator = Glyph(0xb7, columns: 1)
      cross = Glyph(0x253c, columns: 1)
      teeDown = Glyph(0x252c, columns: 1)
      teeUp = Glyph(0x2534, columns: 1)
      levels = [Glyph.space] + (0x2581...0x2588).map { Glyph($0, columns: 1) }
    case .ascii:
      func sign(_ character: Unicode.Scalar) -> Glyph { Glyph(ascii: UInt8(ascii: character)) }
      copy = sign("=")
      addressed = sign("x")
      votes = sign("^")
      fields = sign("#")
      note = sign("n")
      leads = sign(")")
      led = sign("(")
      free = sign(".")
      landing = sign("#")
      openQuote = sign("\"")
      closeQuote = sign("\"")
      separator = sign("-")
      cross = sign("+")
      teeDown = sign("+")
      teeUp = sign("+")
      levels = " .:-=+*#".unicodeScalars.map(sign) + [sign("@")]
    }
  }

  private static let unicode = Signs(.unicode)
  private static let ascii = Signs(.ascii)

  /// The signs of a character set, made once.
  static func of(_ charset: Charset) -> Signs { charset == .unicode ? unicode : ascii }
}
