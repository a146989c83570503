/// A moment for people to read: milliseconds since the beginning of 1970, in UTC.
///
/// From 1970 to 9999. In files it is RFC 3339 with milliseconds and `Z`:
/// `2026-11-23T10:01:02.003Z`. Order is never taken from it: clocks jump.
///
/// Source: durability.md O7; RFC 3339, section 5.6.
public struct Instant: Hashable, Comparable, Sendable {
  /// The bytes of an instant in a file.
  public static let length = 24

  /// The first instant there is, the beginning of 1970.
  public static let earliest = Instant(clamping: 0)

  /// The last instant there is, the last millisecond of 9999.
  public static let latest = Instant(clamping: .max)

  private static let lastMillisecond: Int64 = 253_402_300_799_999
  private static let millisecondsOfDay: Int64 = 86_400_000

  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  /// The instant that many milliseconds after the beginning of 1970, or nil outside the years
  /// 1970 to 9999.
  public init?(milliseconds: Int64) {
    guard milliseconds >= 0, milliseconds <= Instant.lastMillisecond else { return nil }
    self.milliseconds = milliseconds
  }

  /// The instant nearest to that many milliseconds after the beginning of 1970.
  public init(clamping milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, 0), Instant.lastMillisecond)
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

// MARK: - Reading

extension Instant {
  /// The instant of a text such as `2026-11-23T10:01:02.003Z`, or nil where it is none.
  ///
  /// A fraction of one to three digits may be left out; everything else must be as it is there,
  /// and the day must exist. Leap seconds are refused.
  public init?(_ text: String) {
    var copy = text
    guard let instant = copy.withUTF8({ Instant(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = instant
  }

  /// The instant of a string of a document, or nil where it is none.
  public init?(_ text: JSONText) {
    guard !text.isEscaped else {
      self.init(text.string)
      return
    }
    self.init(text.rawBytes)
  }

  /// The instant of a text in UTF-8, or nil where it is none.
  public init?(_ text: UnsafeRawBufferPointer) {
    guard text.count >= 20, text.count <= Instant.length,
      text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      text[text.count - 1] == UInt8(ascii: "Z"),
      let year = Instant.digits(0, 4, in: text), year >= 1970,
      let month = Instant.digits(5, 2, in: text), month >= 1, month <= 12,
      let day = Instant.digits(8, 2, in: text), day >= 1,
      day <= Instant.days(of: month, in: year),
      let hour = Instant.digits(11, 2, in: text), hour < 24,
      let minute = Instant.digits(14, 2, in: text), minute < 60,
      let second = Instant.digits(17, 2, in: text), second < 60,
      let fraction = Instant.fraction(of: text)
    else { return nil }
    let seconds = (hour * 60 + minute) * 60 + second
    milliseconds =
      Int64(Instant.daysSince1970(year, month, day)) * Instant.millisecondsOfDay
      + Int64(seconds * 1000 + fraction)
  }

  private static func fraction(of text: UnsafeRawBufferPointer) -> Int? {
    let count = text.count - 21
    guard count >= 0 else { return 0 }
    guard text[19] == UInt8(ascii: "."), let value = digits(20, count, in: text) else {
      return nil
    }
    return count == 3 ? value : count == 2 ? value * 10 : count == 1 ? value * 100 : nil
  }

  @inline(__always)
  private static func digits(
    _ start: Int, _ count: Int, in text: UnsafeRawBufferPointer
  ) -> Int? {
    var value = 0
    for index in start..<start + count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The days from 1970-01-01 to a date: years begin in March, so that the leap day is the last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear
      - 719_468
  }
}

// MARK: - Writing

extension Instant: CustomStringConvertible {
  /// The instant as it stands in files.
  public var description: String {
    String(unsafeUninitializedCapacity: Instant.length) { buffer in
      if let base = buffer.baseAddress { write(to: base) }
      return Instant.length
    }
  }

  /// Writes the ``length`` bytes of the instant as it stands in files.
  func write(to start: UnsafeMutableRawPointer) {
    let days = Int(milliseconds / Instant.millisecondsOfDay)
    let rest = Int(milliseconds % Instant.millisecondsOfDay)
    let date = Instant.date(days)
    Instant.put(date.year, 4, at: 0, "-", to: start)
    Instant.put(date.month, 2, at: 5, "-", to: start)
    Instant.put(date.day, 2, at: 8, "T", to: start)
    Instant.put(rest / 3_600_000, 2, at: 11, ":", to: start)
    Instant.put(rest / 60_000 % 60, 2, at: 14, ":", to: start)
    Instant.put(rest / 1000 % 60, 2, at: 17, ".", to: start)
    Instant.put(rest % 1000, 3, at: 20, "Z", to: start)
  }

  @inline(__always)
  private static func put(
    _ value: Int, _ count: Int, at first: Int, _ sign: Unicode.Scalar,
    to start: UnsafeMutableRawPointer
  ) {
    var rest = value
    var index = first + count
    start.storeBytes(of: UInt8(ascii: sign), toByteOffset: index, as: UInt8.self)
    while index > first {
      index -= 1
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      start.storeBytes(of: UInt8(ascii: "0") + digit, toByteOffset: index, as: UInt8.self)
      rest /= 10
    }
  }

  /// The date that many days after 1970-01-01.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}
