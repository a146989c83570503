/// A place on the timeline, or an order within one spot, that never has to be renumbered.
///
/// A non-empty string of `[0-9A-Za-z]` without a trailing `0`, compared by bytes: a fraction in
/// base 62. Between two different keys there is always another one, so inserting never touches a
/// neighbour, and two people who insert at one spot get different places.
///
/// Keys stay short: a new key hugs the neighbour that was inserted last (the longer one), and each
/// time the room of a block of digits is used up the next block is twice as long. So n inserts one
/// after another at one spot cost about log n digits, where halving the gap costs n/6.
public struct PositionKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The key as it stands in files.
  public let text: String

  /// The first bytes of the text, the first of them in the highest place, zeros behind the last:
  /// where they differ, they tell the order.
  private let head: UInt64

  /// A key of that text, or nil where it is no key.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let last = bytes.last, last != UInt8(ascii: "0"),
      bytes.count <= Limit.positionKeyBytes.maximum,
      bytes.allSatisfy({ Digit.value(of: $0) != nil })
    else { return nil }
    self.init(checked: text)
  }

  /// A key of text that the caller has checked.
  public init(checked text: String) {
    self.text = text
    var head: UInt64 = 0
    var shift: UInt64 = 64
    for byte in text.utf8.prefix(8) {
      shift &-= 8
      head |= UInt64(byte) &<< shift
    }
    self.head = head
  }

  /// The key for something that stands alone.
  public static let middle = PositionKey(checked: "V")

  public var description: String { text }

  public static func < (left: PositionKey, right: PositionKey) -> Bool {
    left.head == right.head ? left.text < right.text : left.head < right.head
  }

  public static func == (left: PositionKey, right: PositionKey) -> Bool {
    left.head == right.head && left.text == right.text
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// A key before `key`, with room left before it.
  public static func before(_ key: PositionKey) -> PositionKey { between(nil, key) }

  /// A key after `key`, with room left after it.
  public static func after(_ key: PositionKey) -> PositionKey { between(key, nil) }

  /// A key between two keys; nil stands for the end of the timeline on that side.
  ///
  /// - Precondition: `low < high` where both are given.
  public static func between(_ low: PositionKey?, _ high: PositionKey?) -> PositionKey {
    if let key = low?.stepped(below: high) { return key }
    if low == nil, high == nil { return middle }
    var search = GapSearch(low: low.map(Digit.values(of:)), high: high.map(Digit.values(of:)))
    return PositionKey(checked: Digit.text(of: search.key()))
  }

  /// The key that the search comes to in the usual case, a last digit that can be counted up; nil
  /// where it has to look further.
  private func stepped(below high: PositionKey?) -> PositionKey? {
    let bytes = text.utf8
    guard let last = bytes.last, let next = Digit.byte(after: last) else { return nil }
    if let high, bytes.count < high.text.utf8.count { return nil }
    let key = PositionKey(
      checked: String(unsafeUninitializedCapacity: bytes.count) { buffer in
        _ = buffer.initialize(fromContentsOf: bytes)
        buffer[bytes.count - 1] = next
        return bytes.count
      })
    if let high, key >= high { return nil }
    return key
  }

  /// Several keys between two keys, in order.
  public static func series(_ count: Int, after low: PositionKey?, before high: PositionKey?)
    -> [PositionKey]
  {
    var keys: [PositionKey] = []
    keys.reserveCapacity(count)
    var last = low
    for _ in 0..<count {
      let key = between(last, high)
      keys.append(key)
      last = key
    }
    return keys
  }
}

/// The digits of base 62, in the order of their bytes.
enum Digit {
  static let base = 62

  static func value(of byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 55
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 61
    default: nil
    }
  }

  static func values(of key: PositionKey) -> [Int] { key.text.utf8.map { value(of: $0) ?? 0 } }

  static func text(of digits: [Int]) -> String {
    String(decoding: digits.map(byte(of:)), as: UTF8.self)
  }

  /// The byte of the next digit; nil behind the last one.
  static func byte(after byte: UInt8) -> UInt8? {
    value(of: byte).flatMap { $0 + 1 < base ? Digit.byte(of: $0 + 1) : nil }
  }

  private static func byte(of digit: Int) -> UInt8 {
    switch digit {
    case ..<10: UInt8(48 + digit)
    case ..<36: UInt8(55 + digit)
    default: UInt8(61 + digit)
    }
  }
}

/// Finds a short fraction strictly between two fractions.
private struct GapSearch {
  let low: [Int]
  let high: [Int]?

  init(low: [Int]?, high: [Int]?) {
    self.low = low ?? []
    self.high = high
  }

  mutating func key() -> [Int] {
    let shared = sharedPrefix()
    let lowRest = low.count - shared
    let highRest = (high?.count ?? shared) - shared
    if lowRest >= highRest {
      return stepUp(shared: shared) ?? low + block(lowRest)
    }
    return stepDown(shared: shared) ?? belowHigh(shared: shared)
  }

  /// The digits both keys begin with; a missing high bound shares nothing.
  private func sharedPrefix() -> Int {
    guard let high else { return 0 }
    var index = 0
    while index < high.count, (index < low.count ? low[index] : 0) == high[index] { index += 1 }
    return min(index, low.count)
  }

  /// The next fraction of the low key's own length, where it stays below the high key.
  private func stepUp(shared: Int) -> [Int]? {
    guard low.count > shared else { return nil }
    var digits = low
    var index = digits.count - 1
    while index >= shared, digits[index] == Digit.base - 1 {
      digits[index] = 0
      index -= 1
    }
    guard index >= shared else { return nil }
    digits[index] += 1
    // A key does not end in 0; cutting the digit off would give up the room of its block.
    if digits[digits.count - 1] == 0 { digits[digits.count - 1] = 1 }
    return accepted(digits)
  }

  /// The previous fraction of the high key's own length, where it stays above the low key.
  private func stepDown(shared: Int) -> [Int]? {
    guard let high, high.count > shared else { return nil }
    var digits = high
    var index = digits.count - 1
    while index >= shared, digits[index] == 0 {
      digits[index] = Digit.base - 1
      index -= 1
    }
    guard index >= shared else { return nil }
    digits[index] -= 1
    if digits[digits.count - 1] == 0 {
      // A key does not end in 0: go one further down, which borrows from the digit before.
      var lower = digits
      lower[lower.count - 1] = Digit.base - 1
      index = lower.count - 2
      while index >= shared, lower[index] == 0 {
        lower[index] = Digit.base - 1
        index -= 1
      }
      guard index >= shared else { return nil }
      lower[index] -= 1
      digits = lower
    }
    return accepted(digits)
  }

  /// A new block of digits in the gap right below the high key, where its own length has no room.
  private func belowHigh(shared: Int) -> [Int] {
    var digits = high ?? []
    digits[digits.count - 1] -= 1
    return digits + block(digits.count - shared)
  }

  /// The middle of a block of digits as long as what a key has of its own already.
  ///
  /// So each block is twice as long as the one before, up to a bound that nobody fills.
  private func block(_ own: Int) -> [Int] {
    let length = max(1, min(own, 8))
    guard length > 1 else { return [Digit.base / 2] }
    return [Digit.base / 2] + Array(repeating: 0, count: length - 2) + [1]
  }

  /// Those digits without trailing zeros, if they lie strictly between the bounds.
  private func accepted(_ digits: [Int]) -> [Int]? {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    guard !digits.isEmpty, low.lexicographicallyPrecedes(digits) else { return nil }
    if let high, !digits.lexicographicallyPrecedes(high) { return nil }
    return digits
  }
}
