/// The line that a journal gets before its session file is replaced (J6): which bytes will stand
/// there, and what they hold.
public struct JournalMark: Equatable, Sendable {
  /// The digest's length in bytes.
  public static let digestLength = 32

  /// The last entry in the session file.
  public var revision: Int
  /// The SHA-256 of the session file's bytes.
  public var digest: [UInt8]
  /// The running checksum at the revision.
  public var checksum: UInt64

  public init(revision: Int, digest: [UInt8], checksum: UInt64) {
    self.revision = revision
    self.digest = digest
    self.checksum = checksum
  }

  static let beginning = #"{"mark": "#
  private static let revisionName = #"{"mark": {"revision": "#
  private static let digestName = #", "sha256": ""#
  private static let checksumName = #"", "checksum": ""#
  private static let ending = #""}}"#

  /// The mark's payload.
  var payload: [UInt8] {
    var bytes = Array(Self.revisionName.utf8)
    bytes.append(contentsOf: String(revision).utf8)
    bytes.append(contentsOf: Self.digestName.utf8)
    for byte in digest {
      for digit in [byte >> 4, byte & 15] {
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
      }
    }
    bytes.append(contentsOf: Self.checksumName.utf8)
    JournalFrame.appendChecksum(checksum, to: &bytes)
    bytes.append(contentsOf: Self.ending.utf8)
    return bytes
  }

  /// Reads a mark's payload, which only the program writes and so has one form.
  init?(payload: UnsafeRawBufferPointer) {
    var rest = payload[...]
    guard rest.take(Self.revisionName) else { return nil }
    let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard let revision = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    rest = rest.dropFirst(digits.count)
    guard rest.take(Self.digestName), rest.count >= Self.digestLength * 2 else { return nil }
    var digest: [UInt8] = []
    var words = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.digestLength * 2))
    while !words.isEmpty {
      guard let word = JournalFrame.checksum(in: words, at: 0) else { return nil }
      withUnsafeBytes(of: word.bigEndian) { digest.append(contentsOf: $0) }
      words = UnsafeRawBufferPointer(rebasing: words.dropFirst(JournalFrame.checksumLength))
    }
    rest = rest.dropFirst(Self.digestLength * 2)
    guard rest.take(Self.checksumName),
      let checksum = JournalFrame.checksum(in: UnsafeRawBufferPointer(rebasing: rest), at: 0)
    else { return nil }
    rest = rest.dropFirst(JournalFrame.checksumLength)
    guard rest.elementsEqual(Self.ending.utf8) else { return nil }
    self.init(revision: revision, digest: digest, checksum: checksum)
  }
}

extension Slice<UnsafeRawBufferPointer> {
  /// Steps over a text, where it comes next.
  fileprivate mutating func take(_ text: String) -> Bool {
    guard starts(with: text.utf8) else { return false }
    self = dropFirst(text.utf8.count)
    return true
  }
}
