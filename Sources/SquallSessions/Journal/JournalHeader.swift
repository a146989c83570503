internal import SquallModel

/// The first line of a journal (J3): whose it is, and by which rules it is written.
struct JournalHeader: Equatable {
  /// The version of the rules written here.
  static let version = 1

  var session: ID

  /// What the first payload of a file says.
  enum Reading: Equatable {
    case header(JournalHeader)
    /// A journal by later rules.
    case newer(version: Int)
    /// No header of a journal.
    case other
  }

  private static let beginning = #"{"format": "squall-journal", "version": "#
  private static let middle = #", "session": ""#
  private static let ending = #""}"#

  /// The header's payload.
  var payload: [UInt8] {
    Array((Self.beginning + String(Self.version) + Self.middle + session.text + Self.ending).utf8)
  }

  /// Reads the payload of a first line. Only the program writes it, so it has one form.
  static func read(_ payload: UnsafeRawBufferPointer) -> Reading {
    guard payload.starts(with: beginning.utf8) else { return .other }
    let rest = payload.dropFirst(beginning.utf8.count)
    let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard let version = Int(String(decoding: digits, as: UTF8.self)) else { return .other }
    guard version == Self.version else {
      return version > Self.version ? .newer(version: version) : .other
    }

    let member = rest.dropFirst(digits.count)
    guard member.starts(with: middle.utf8), member.suffix(2).elementsEqual(ending.utf8) else {
      return .other
    }
    let name = member.dropFirst(middle.utf8.count).dropLast(ending.utf8.count)
    guard let session = ID(String(decoding: name, as: UTF8.self)) else { return .other }
    return .header(JournalHeader(session: session))
  }
}
