/// 128 bits that nobody can guess: a token or an invitation.
///
/// It is compared in constant time, and says nothing of itself where it is printed.
public struct Secret: Sendable {
  /// The length, in bytes.
  public static let length = 16

  private let bytes: [UInt8]

  /// A new one.
  public init(using random: inout some RandomNumberGenerator) {
    var bytes: [UInt8] = []
    for _ in 0..<2 {
      withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
    }
    self.bytes = bytes
  }

  /// The secret of a text, or nil where it is none.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == Secret.length * 2, let bytes = Hexadecimal.bytes(text) else {
      return nil
    }
    self.bytes = bytes
  }

  /// The secret in digits, for whoever it belongs to.
  public var text: String { Hexadecimal.text(of: bytes) }

  /// What may be stored of it.
  func digest(_ digest: Digest) -> [UInt8] { digest(bytes) }
}

/// Computes a SHA-256; given from outside.
public typealias Digest = @Sendable ([UInt8]) -> [UInt8]

extension Secret: Equatable {
  /// Whether both are the same; takes the same time for any two.
  public static func == (left: Secret, right: Secret) -> Bool {
    areEqual(left.bytes, right.bytes)
  }

  /// Whether two texts of bytes are the same, in a time that tells nothing but their lengths.
  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "(secret)" }
  public var debugDescription: String { "(secret)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
