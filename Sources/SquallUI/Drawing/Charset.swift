/// Which characters the furniture is drawn with: some consoles and locales have only ASCII.
public enum Charset: String, CaseIterable, Sendable {
  case unicode, ascii

  /// Marks that something was cut.
  public var ellipsis: Glyph {
    self == .unicode ? Glyph(0x2026, columns: 1) : Glyph(ascii: UInt8(ascii: "~"))
  }

  /// A line from left to right.
  public var horizontal: Glyph { BoxStyle.light.lines(in: self).horizontal }

  /// A line from top to bottom.
  public var vertical: Glyph { BoxStyle.light.lines(in: self).vertical }

  /// The line that marks a pivotal event.
  public var pivotal: Glyph { BoxStyle.double.lines(in: self).vertical }
}

/// How a border is drawn; a second sign for the kind of a sticky beside its letter and colour.
public enum BoxStyle: UInt8, CaseIterable, Sendable {
  case light, double, heavy, rounded, dashed, mixed, block, dotted

  /// The glyphs of a border.
  public struct Lines: Equatable, Sendable {
    public let horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Glyph

    /// From six scalars of one column each: horizontal, vertical, then the corners.
    fileprivate init(_ six: StaticString) {
      var values: [UInt32] = []
      six.withUTF8Buffer { bytes in
        values = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
      }
      precondition(values.count == 6, "a border has six signs")
      let glyphs = values.map { Glyph($0, columns: 1) }
      horizontal = glyphs[0]
      vertical = glyphs[1]
      topLeft = glyphs[2]
      topRight = glyphs[3]
      bottomLeft = glyphs[4]
      bottomRight = glyphs[5]
    }
  }

  private static let unicode: [Lines] = [
    Lines("─│┌┐└┘"), Lines("═║╔╗╚╝"), Lines("━┃┏┓┗┛"), Lines("─│╭╮╰╯"),
    Lines("╌╎┌┐└┘"), Lines("═│╒╕╘╛"), Lines("▀█▛▜▙▟"), Lines("┈┊┌┐└┘"),
  ]

  private static let ascii: [Lines] = [
    Lines("-|++++"), Lines("=#####"), Lines("#*****"), Lines("-|/\\\\/"),
    Lines("~!++++"), Lines("=|++++"), Lines("######"), Lines(".:...."),
  ]

  /// The signs of this border.
  public func lines(in charset: Charset) -> Lines {
    (charset == .unicode ? BoxStyle.unicode : BoxStyle.ascii)[Int(rawValue)]
  }
}
