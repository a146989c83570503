/// The keys that one object has shown so far, to find a key that is there twice.
///
/// Keys that the caller knows cost one bit; others are kept, and hashed once they are many.
@frozen
public struct JSONKeySet {
  @usableFromInline var known: UInt64 = 0
  @usableFromInline var texts: [JSONText] = []
  @usableFromInline var slots: [Int32] = []

  /// How many keys are compared one by one before they are hashed.
  private static let linear = 16

  /// A set without keys.
  @inlinable
  public init() {}

  /// Notes a key that the caller knows by a number from 0 to 63.
  /// - Throws: `duplicateKey` where it was noted before.
  @inlinable
  @inline(__always)
  public mutating func insert(
    _ bit: Int, _ key: JSONText, in reader: borrowing JSONReader
  ) throws(JSONFault) {
    let mask = 1 &<< UInt64(truncatingIfNeeded: bit)
    guard known & mask == 0 else { throw reader.fault(.duplicateKey, at: key) }
    known |= mask
  }

  /// Whether a key that the caller knows by that number was noted.
  @inlinable
  public func contains(_ bit: Int) -> Bool {
    known & 1 &<< UInt64(truncatingIfNeeded: bit) != 0
  }

  /// Notes a key that the caller does not know.
  /// - Throws: `duplicateKey` where it was noted before, `tooManyMembers` beyond the limit.
  public mutating func insert(
    _ key: JSONText, in reader: borrowing JSONReader
  ) throws(JSONFault) {
    guard texts.count < reader.limits.members else {
      throw reader.fault(.tooManyMembers, at: key)
    }
    if texts.count < JSONKeySet.linear {
      guard !texts.contains(where: { $0 == key }) else {
        throw reader.fault(.duplicateKey, at: key)
      }
      if texts.isEmpty { texts.reserveCapacity(JSONKeySet.linear) }
      texts.append(key)
      return
    }
    if texts.count * 2 >= slots.count { rehash() }
    guard place(key, Int32(texts.count)) else { throw reader.fault(.duplicateKey, at: key) }
    texts.append(key)
  }

  private mutating func rehash() {
    slots = Array(repeating: -1, count: max(64, slots.count * 4))
    for index in texts.indices { _ = place(texts[index], Int32(index)) }
  }

  /// Puts an index into the slot of its key; false where the key is there already.
  private mutating func place(_ key: JSONText, _ index: Int32) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: JSONKeySet.hash(key)) & mask
    while slots[slot] >= 0 {
      if texts[Int(slots[slot])] == key { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = index
    return true
  }

  /// A hash that no document can foresee: the seed is new in every process.
  private static func hash(_ key: JSONText) -> UInt64 {
    var hasher = Hasher()
    if key.isEscaped {
      var text = key.string
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    } else {
      hasher.combine(bytes: key.rawBytes)
    }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
