/// Text that is safe to print: the only kind that reaches a screen, a title, stderr or a clipboard.
///
/// The raw text stays in the document. Here controls are shown as `^[`, line ends and tabs are
/// spaces, and C1, bidirectional controls, joiners and variation selectors are gone; a glyph
/// carries at most two marks; what the C library cannot measure is U+FFFD. Its columns are what
/// ncurses and tmux count. Source: durability.md T1 and T2; the rules were measured on ncurses
/// 6.4 and tmux 3.3a.
public struct SafeText: Hashable, Sendable {
  /// What is printed, in order; never the right half of a wide glyph.
  public private(set) var glyphs: [Glyph]

  /// How many columns it takes.
  public private(set) var columns: Int

  /// An empty text.
  public init() {
    glyphs = []
    columns = 0
  }

  /// The printable form of a raw text.
  public init(_ raw: some StringProtocol) {
    self.init()
    var maker = Maker()
    glyphs.reserveCapacity(raw.utf8.count)
    for scalar in raw.unicodeScalars { maker.take(scalar, into: &glyphs) }
    columns = SafeText.measure(glyphs[...])
  }

  /// A text of glyphs that are safe already.
  init(_ glyphs: ArraySlice<Glyph>) {
    self.glyphs = Array(glyphs)
    columns = SafeText.measure(glyphs)
  }

  /// A text of one glyph, repeated.
  public init(repeating glyph: Glyph, count: Int) {
    glyphs = Array(repeating: glyph, count: max(0, count))
    columns = glyphs.count * glyph.columns
  }

  /// The lines of a raw text, split at LF, CR or CRLF.
  public static func lines(of raw: String) -> [SafeText] {
    raw.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
      .map { SafeText($0) }
  }

  public var isEmpty: Bool { glyphs.isEmpty }

  /// Appends another text.
  public mutating func append(_ other: SafeText) {
    glyphs.append(contentsOf: other.glyphs)
    columns += other.columns
  }

  public static func + (left: SafeText, right: SafeText) -> SafeText {
    var sum = left
    sum.append(right)
    return sum
  }

  /// The longest beginning that fits; a wide glyph that would be cut is left out.
  ///
  /// - Parameter limit: in columns.
  public func prefix(columns limit: Int) -> SafeText {
    if columns <= limit { return self }
    return SafeText(glyphs[..<SafeText.end(in: glyphs, from: 0, columns: limit)])
  }

  /// Itself where it fits, otherwise its beginning with an ellipsis as the last glyph.
  ///
  /// - Parameter limit: in columns; the result is never wider.
  public func clipped(columns limit: Int, ellipsis: Glyph) -> SafeText {
    if columns <= limit { return self }
    if limit < ellipsis.columns { return SafeText() }
    var text = prefix(columns: limit - ellipsis.columns)
    text.glyphs.append(ellipsis)
    text.columns += ellipsis.columns
    return text
  }

  /// Itself with spaces after it, up to that many columns.
  public func padded(columns wanted: Int) -> SafeText {
    self + SafeText(repeating: .space, count: wanted - columns)
  }

  /// The index after the last glyph that fits, counted from `start`.
  static func end(in glyphs: [Glyph], from start: Int, columns limit: Int) -> Int {
    var used = 0
    var index = start
    while index < glyphs.count {
      used += glyphs[index].columns
      if used > limit { break }
      index += 1
    }
    return index
  }

  private static func measure(_ glyphs: ArraySlice<Glyph>) -> Int {
    glyphs.reduce(0) { $0 + $1.columns }
  }
}

extension SafeText: CustomStringConvertible {
  /// The text as it may be written anywhere.
  public var description: String {
    var string = ""
    for glyph in glyphs { glyph.write(to: &string) }
    return string
  }
}

extension SafeText: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value) }
}

extension SafeText {
  /// Takes scalars one by one; remembers what the next one may depend on.
  private struct Maker {
    /// Whether the last scalar was a carriage return, so that CRLF is one space.
    var afterReturn = false
    /// Whether a joiner came after an emoji, so that the next emoji belongs to the same picture.
    var afterJoiner = false
    /// Whether the last base was an emoji.
    var afterEmoji = false

    @inline(__always)
    mutating func take(_ scalar: Unicode.Scalar, into glyphs: inout [Glyph]) {
      let value = scalar.value
      if value &- 0x20 < 0x5f {
        afterReturn = false
        afterJoiner = false
        afterEmoji = false
        glyphs.append(Glyph(value, columns: 1))
      } else if value < 0xa0 {
        takeControl(value, into: &glyphs)
      } else {
        takeOther(scalar, into: &glyphs)
      }
    }

    private mutating func takeControl(_ value: UInt32, into glyphs: inout [Glyph]) {
      defer { afterReturn = value == 0x0d }
      afterJoiner = false
      afterEmoji = false
      switch value {
      case 0x0a where afterReturn: break
      case 0x09, 0x0a, 0x0d: glyphs.append(.space)
      case 0x80...: break
      default:
        glyphs.append(Glyph(ascii: UInt8(ascii: "^")))
        glyphs.append(Glyph(value ^ 0x40, columns: 1))
      }
    }

    private mutating func takeOther(_ scalar: Unicode.Scalar, into glyphs: inout [Glyph]) {
      afterReturn = false
      let value = scalar.value
      if value == 0x200d {
        afterJoiner = afterEmoji
        return
      }
      if SafeText.isDropped(value) { return }
      let code = DisplayWidth.code(of: value)
      if code == 1 {
        guard let last = glyphs.popLast() else { return }
        glyphs.append(last.adding(mark: value))
        return
      }
      let isPart = afterJoiner && scalar.properties.isEmoji
      afterJoiner = false
      if isPart { return }
      afterEmoji =
        value >= 0x2190 && (code == 3 || value < 0x2c00 || value >= 0x1f000)
        && scalar.properties.isEmoji
      glyphs.append(SafeText.glyph(of: value, code: code))
    }
  }

  private static func glyph(of value: UInt32, code: Int) -> Glyph {
    switch value {
    case 0x2028, 0x2029: .space
    case 0x1f1e6...0x1f1ff: Glyph(value - 0x1f1e6 + 0x41, columns: 1)
    default: code == 0 ? .replacement : Glyph(value, columns: code - 1)
    }
  }

  /// Whether a scalar is left out: it changes the order, the shape or the joining of its
  /// neighbours, or it is there and cannot be seen.
  static func isDropped(_ value: UInt32) -> Bool {
    switch value {
    case 0xad, 0x34f, 0x61c, 0x180b...0x180f: true
    case 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0x20e3: true
    case 0xfe00...0xfe0f, 0xfeff, 0xfff9...0xfffb: true
    case 0x1f3fb...0x1f3ff: true
    case 0xe0000...0xe0fff: true
    default: false
    }
  }
}
