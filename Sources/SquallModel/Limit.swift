/// How much of everything one workshop holds; passing a limit is a refusal, never a crash.
///
/// The largest public sample boards hold 5,000 stickies (event-storming.md section 3); the limits
/// stand far beyond, and keep hostile input from taking the machine's memory.
public enum Limit: String, CaseIterable, Sendable {
  case stickies, lanes, links, contexts, terms, participants, emptyColumns
  case textBytes, noteBytes, nameBytes, fieldNameBytes, fieldValueBytes
  case fieldsOfOneSticky, votesOfOnePerson, editsInOneBatch, partsOfOneBatch, positionKeyBytes,
    entries

  /// The largest number allowed, in the unit that the case names.
  public var maximum: Int {
    switch self {
    case .stickies: 1_000_000
    case .lanes: 500
    case .links: 20_000
    case .contexts: 1_000
    case .terms: 10_000
    case .participants: 10_000
    case .emptyColumns: 10_000
    case .textBytes: 4_096
    case .noteBytes: 65_536
    case .nameBytes: 512
    case .fieldNameBytes: 256
    case .fieldValueBytes: 65_536
    case .fieldsOfOneSticky: 500
    case .votesOfOnePerson: 1_000
    case .editsInOneBatch: 20_000
    // An edit may write many parts, a batch one and the same again and again.
    case .partsOfOneBatch: 100_000
    case .positionKeyBytes: 1_024
    // Fifteen digits, so that no sum of sequences overflows; a log would need ages to get there.
    case .entries: 999_999_999_999_999
    }
  }

  /// The share of a limit, in percent, from which a person is told that it comes near.
  public static let warningPercent = 80

  /// Whether that many is so near the limit that a person should hear of it.
  public func isNear(_ count: Int) -> Bool { count * 100 >= maximum * Limit.warningPercent }
}

extension Limit {
  /// A number with commas between its thousands.
  public static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
