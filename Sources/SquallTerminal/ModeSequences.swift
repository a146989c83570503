internal import SquallUI

/// The sequences for what ncurses does not know: mouse, paste marks, titles, cursor shapes and
/// the clipboard. Source: xterm's control sequences.
struct ModeSequences {
  /// Whether the terminal knows xterm's titles, cursor shapes and clipboard.
  let isXtermLike: Bool

  /// Whether the mouse reports to the program.
  var usesMouse: Bool

  /// Whether a title was set, so that the old one has to come back.
  var hasTitle = false

  /// Switches on what the program needs.
  var enter: String {
    "\u{1b}[?2004h" + (usesMouse ? "\u{1b}[?1002h\u{1b}[?1006h" : "")
  }

  /// Switches off everything that may be on.
  var leave: String {
    var text = "\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?2004l"
    if isXtermLike { text += "\u{1b}[0 q" }
    if hasTitle { text += "\u{1b}[23;2t" }
    return text
  }

  /// Switches the mouse on or off.
  func mouse(_ isOn: Bool) -> String {
    isOn ? "\u{1b}[?1002h\u{1b}[?1006h" : "\u{1b}[?1006l\u{1b}[?1002l"
  }

  /// Keeps the present title and sets another.
  func title(_ text: SafeText, isFirst: Bool) -> String {
    (isFirst ? "\u{1b}[22;2t" : "") + "\u{1b}]2;\(text.description)\u{1b}\\"
  }

  /// The shape of the cursor, steady.
  func shape(_ shape: Grid.Caret.Shape) -> String {
    switch shape {
    case .block: "\u{1b}[2 q"
    case .underline: "\u{1b}[4 q"
    case .bar: "\u{1b}[6 q"
    }
  }

  /// Puts bytes into the clipboard.
  func copy(_ bytes: [UInt8]) -> String {
    "\u{1b}]52;c;\(ModeSequences.base64(bytes))\u{1b}\\"
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Source: RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      let padded = Array(piece) + repeatElement(0, count: 3 - piece.count)
      let value = padded.reduce(0) { $0 << 8 | Int($1) }
      for place in 0..<4 {
        let isPadding = place > piece.count
        text.append(isPadding ? 0x3d : alphabet[value >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
