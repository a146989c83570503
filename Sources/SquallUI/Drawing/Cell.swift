/// One place of the screen: a glyph, the role it plays and its attributes, in eight bytes.
///
/// Bits 0-46 are the glyph, 48-55 the role, 56-63 the attributes; two cells look the same in
/// every theme exactly when their bits are the same, so rows compare as memory.
@frozen
public struct Cell: Hashable, Sendable {
  @usableFromInline let bits: UInt64

  @inlinable
  init(bits: UInt64) { self.bits = bits }

  /// A cell of a glyph in a role.
  @inlinable
  public init(_ glyph: Glyph, _ role: Role, _ attributes: Attributes = []) {
    bits = glyph.bits | Cell.dress(role, attributes)
  }

  /// An empty cell of the board's own ground.
  @inlinable
  public static var blank: Cell { Cell(.space, .plain) }

  /// What is in it; the right half of a wide glyph has no columns.
  @inlinable
  public var glyph: Glyph { Glyph(bits: bits & 0x7fff_ffff_ffff) }

  /// The role that decides its colours.
  @inlinable
  public var role: Role {
    Role(rawValue: UInt8(truncatingIfNeeded: bits >> 48)) ?? .plain
  }

  /// The attributes on top of its role's.
  @inlinable
  public var attributes: Attributes {
    Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 56))
  }

  /// Role and attributes as one number, for tables.
  @inlinable
  public var dress: UInt16 { UInt16(truncatingIfNeeded: bits >> 48) }

  /// Role and attributes, in their place.
  @inlinable
  static func dress(_ role: Role, _ attributes: Attributes) -> UInt64 {
    UInt64(role.rawValue) << 48 | UInt64(attributes.rawValue) << 56
  }

  /// The same dress around another glyph.
  @inlinable
  func with(_ glyph: Glyph) -> Cell { Cell(bits: bits & ~0xffff_ffff_ffff | glyph.bits) }
}

/// What a cell has beside its colours.
@frozen
public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  @inlinable public static var bold: Attributes { Attributes(rawValue: 1) }
  @inlinable public static var reverse: Attributes { Attributes(rawValue: 2) }
  @inlinable public static var underline: Attributes { Attributes(rawValue: 4) }
  @inlinable public static var dim: Attributes { Attributes(rawValue: 8) }
}
