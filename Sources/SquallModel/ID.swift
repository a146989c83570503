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
  @inline(__always)
  public static func isAllowed(_ byte: UInt8) -> Bool {
    let allowed = byte < 64 ? lowerAlphabet : byte < 128 ? upperAlphabet : 0
    return allowed &>> UInt64(byte & 63) & 1 == 1
  }

  /// One bit for each byte below 64 of the alphabet: `-`, `.`, digits, `:`.
  @usableFromInline static var lowerAlphabet: UInt64 { 0x07FF_6000_0000_0000 }

  /// One bit for each byte from 64 on: letters and `_`.
  @usableFromInline static var upperAlphabet: UInt64 { 0x07FF_FFFE_87FF_FFFE }

  public var description: String { text }

  public static func < (left: ID, right: ID) -> Bool { left.text < right.text }
}
