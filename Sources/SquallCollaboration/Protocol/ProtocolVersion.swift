/// The version of the rules by which host and guests speak (Protocol.md).
public enum ProtocolVersion {
  /// The version that this program speaks.
  public static let current = 1

  /// Whether two versions understand each other; where not, which side has to be renewed.
  ///
  /// - Returns: nil where they do.
  public static func mismatch(host: Int, guest: Int) -> VersionMismatch? {
    host == guest ? nil : VersionMismatch(host: host, guest: guest)
  }
}

/// Two versions of the protocol that do not understand each other (W2).
public struct VersionMismatch: Error, Hashable, Sendable {
  /// The two ends of a link.
  public enum Side: Hashable, Sendable {
    case host, guest
  }

  public var host: Int
  public var guest: Int

  public init(host: Int, guest: Int) {
    self.host = host
    self.guest = guest
  }

  /// The side that has the older program.
  public var older: Side { host < guest ? .host : .guest }
}
