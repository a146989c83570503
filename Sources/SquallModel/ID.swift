/// The name of a sticky, lane, participant, link, context, session or edit.
///
/// One alphabet, `[A-Za-z0-9._:-]`, 1 to 64 bytes, compared by bytes: Swift compares strings by
/// canonical equivalence and a browser by code unit, and inside this alphabet the two agree.
/// Source: durability.md T6.
public struct ID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The longest identifier, in bytes.
  public static let maximumLength = 64

  /// The identifier as it stands in files.
  public let text: String

  /// An identifier of that text, or nil where it is empty, too long or leaves the alphabet.
  public init?(_ text: some StringProtocol) {
    let count = text.utf8.count
    guard count > 0, count <= ID.maximumLength, text.utf8.allSatisfy(ID.isAllowed) else {
      return nil
    }
    self.text = String(text)
  }

  /// An identifier of text that the caller has checked, byte by byte, with ``isAllowed(_:)``.
  @inlinable
  public init(checked text: String) {
    self.text = text
  }

  /// Whether a byte belongs to the alphabet of identifiers.
  @inlinable
  public static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: ":"), UInt8(ascii: "-"):
      true
    default:
      false
    }
  }

  public var description: String { text }

  public static func < (left: ID, right: ID) -> Bool { left.text < right.text }
}
