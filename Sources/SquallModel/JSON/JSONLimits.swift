/// What a document may ask of the reader, checked before memory is taken.
///
/// Source: durability.md T4.
@frozen
public struct JSONLimits: Hashable, Sendable {
  /// The longest document, in bytes.
  public var bytes: Int
  /// The deepest nesting of objects and arrays.
  public var depth: Int
  /// The longest string as it stands between its quotation marks, in bytes.
  public var string: Int
  /// The most members of one object.
  public var members: Int
  /// The most values of one tree, at all levels together.
  public var values: Int
  /// The most values of one skipped value, at all levels together: that takes time, no memory.
  public var skipped: Int

  /// Limits that hold for one document.
  public init(
    bytes: Int = 128 << 20, depth: Int = 64, string: Int = 1 << 20, members: Int = 100_000,
    values: Int = 1_000_000, skipped: Int = 4_000_000
  ) {
    self.bytes = bytes
    self.depth = depth
    self.string = string
    self.members = members
    self.values = values
    self.skipped = skipped
  }

  /// The limits for a file of the largest size that squall works with: 128 MiB, 64 levels,
  /// strings of 1 MiB, objects of 100,000 members, trees of 1,000,000 values;
  /// 4,000,000 values are skipped.
  public static let standard = JSONLimits()
}
