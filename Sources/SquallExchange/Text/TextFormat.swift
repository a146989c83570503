import SquallModel

/// The board as text that people read and type: one sticky a line.
///
///     # Order process
///
///     ## Customer
///     ## Sales
///
///     ## Customer
///     C Place order
///
///     ## Sales
///     E* Order placed {"order_id": "O001", "amount": 99.99}
///       ! Paid twice?
///       > The card is charged later.
///
/// - `# ` is the title, `## ` the lane from here on; the lanes come in the order in which they are
///   named. `### Inbox` begins what has no place yet.
/// - A sticky is the letter of its kind, marks, a space, its text, and its fields as a JSON object:
///   E event, C command, G aggregate, A actor, P policy, R read model, S system, ! hotspot,
///   O opportunity, U UI sketch, D definition, N note.
/// - Marks: `*` pivotal, `?` tentative, `x` addressed, `=` the same sticky once more.
/// - Each sticky stands behind the one before it; with `+` before its letter at the same time.
/// - What is indented belongs to the sticky above: a sticky is attached to it, `> ` is its note.
/// - In texts `\n` is a line break, `\\` a backslash, `\{` a brace, `\u{1B}` any character.
///
/// Authors, instants, votes, links, contexts and the glossary are not in it.
public struct TextFormat: Format {
  public let name = "text"
  public let summary = "one sticky a line, to read, to type and to compare"

  public init() {}

  static let inbox = "Inbox"
  static let pivotal: Character = "*"
  static let tentative: Character = "?"
  static let addressed: Character = "x"
  static let copy: Character = "="

  /// Whether a scalar is one of the marks.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [pivotal, tentative, addressed, copy].contains(Character(scalar))
  }
}
