/// What stands in one place of the screen: a scalar, at most two marks on it, and its columns.
///
/// Packed into 48 bits: scalar 0-20, first mark 21-32, second mark 33-44, columns 45-46. Marks
/// are numbers of ``CombiningMark``, so glyphs compare by their bits.
@frozen
public struct Glyph: Hashable, Sendable {
  /// The most marks that a glyph carries; more are dropped.
  public static let maximumMarks = 2

  @usableFromInline let bits: UInt64

  @inlinable
  init(bits: UInt64) { self.bits = bits }

  /// A glyph of a scalar that takes the given number of columns, without marks.
  @usableFromInline
  init(_ value: UInt32, columns: Int) {
    bits = UInt64(value) | UInt64(truncatingIfNeeded: columns) << 45
  }

  /// The glyph of one printable ASCII byte; a space for any other.
  @inlinable
  public init(ascii byte: UInt8) {
    self.init(UInt32(byte &- 0x20 < 0x5f ? byte : 0x20), columns: 1)
  }

  /// An empty place.
  public static let space = Glyph(0x20, columns: 1)

  /// The right half of a wide glyph.
  static let continuation = Glyph(0, columns: 0)

  /// Stands for what cannot be shown.
  public static let replacement = Glyph(0xfffd, columns: 1)

  /// The columns it takes: 1 or 2; 0 for the right half of a wide glyph.
  @inlinable
  public var columns: Int { Int(truncatingIfNeeded: bits >> 45 & 3) }

  /// The number of the scalar without its marks; 0 for the right half of a wide glyph.
  @inlinable
  public var value: UInt32 { UInt32(truncatingIfNeeded: bits & 0x1f_ffff) }

  /// The scalar without its marks, or nil for the right half of a wide glyph.
  public var scalar: Unicode.Scalar? { value == 0 ? nil : Unicode.Scalar(value) }

  /// The marks, in their order.
  public var marks: [Unicode.Scalar] {
    [mark(at: 21), mark(at: 33)].compactMap { $0 }
  }

  /// Whether it carries marks, told without an allocation.
  @inlinable
  public var hasMarks: Bool { bits >> 21 & 0xff_ffff != 0 }

  /// Whether there is nothing to see: a space without marks.
  @inlinable
  public var isSpace: Bool { bits & 0x1fff_ffff_ffff == 0x20 }

  /// Whether it is ASCII without marks.
  @inlinable
  public var isASCII: Bool { bits & 0x1fff_ffff_ffff < 0x80 }

  /// The glyph with one more mark, or itself where it has two already.
  func adding(mark value: UInt32) -> Glyph {
    let number = UInt64(CombiningMark.number(of: value))
    if bits >> 21 & 0xfff == 0 { return Glyph(bits: bits | number << 21) }
    if bits >> 33 & 0xfff == 0 { return Glyph(bits: bits | number << 33) }
    return self
  }

  /// Appends the scalar and its marks to a string.
  public func write(to string: inout String) {
    guard let scalar else { return }
    string.unicodeScalars.append(scalar)
    if hasMarks { string.unicodeScalars.append(contentsOf: marks) }
  }

  private func mark(at shift: UInt64) -> Unicode.Scalar? {
    CombiningMark.scalar(of: UInt32(truncatingIfNeeded: bits >> shift & 0xfff))
  }
}
