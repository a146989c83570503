public import SquallCollaboration

/// Where a live workshop is found, and what may be shown at its door.
public struct WorkshopAddress: Equatable, Sendable {
  /// The port that a host listens on where nothing else is said: `squall join CODE` finds it.
  public static let defaultPort = 7855
  /// The longest address that is looked at, in bytes.
  static let maximumLength = 2_048

  /// A name or a number, without the brackets of IPv6.
  public var host: String
  public var port: Int
  /// Whether the way there is encrypted, by a proxy in front of the host.
  public var isSecure: Bool
  /// What stands before the host's own paths, where a proxy puts it below one: without the `/` at
  /// its end.
  public var path: String
  /// What stands behind the `#`.
  public var invitation: Secret?

  public init(
    host: String, port: Int = WorkshopAddress.defaultPort, isSecure: Bool = false,
    path: String = "", invitation: Secret? = nil
  ) {
    self.host = host
    self.port = port
    self.isSecure = isSecure
    self.path = path
    self.invitation = invitation
  }

  /// Why a text is no address.
  public enum Fault: Error, Equatable, Sendable {
    case notAnAddress
    /// It begins with another scheme than `http` or `https`.
    case scheme(String)
    case port(String)
    /// What stands behind the `#` is no invitation: 32 hexadecimal digits.
    case invitation
  }

  /// Reads `http://HOST[:PORT][/PATH][#INVITATION]`.
  public static func read(url text: String) -> Result<WorkshopAddress, Fault> {
    guard text.utf8.count <= maximumLength, let colon = text.firstRange(of: "://") else {
      return .failure(.notAnAddress)
    }
    let scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return .failure(.scheme(scheme)) }
    var rest = text[colon.upperBound...]
    var invitation: Secret?
    if let hash = rest.firstIndex(of: "#") {
      guard let secret = Secret(String(rest[rest.index(after: hash)...])) else {
        return .failure(.invitation)
      }
      invitation = secret
      rest = rest[..<hash]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var path = String(rest[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    guard path.utf8.allSatisfy(isPathByte) else { return .failure(.notAnAddress) }
    let standard = scheme == "https" ? 443 : 80
    return read(host: String(rest[..<slash]), defaultPort: standard).map { found in
      WorkshopAddress(
        host: found.host, port: found.port, isSecure: scheme == "https", path: path,
        invitation: invitation)
    }
  }

  /// Reads `HOST[:PORT]`, as it stands before a code.
  public static func read(
    host text: String, defaultPort: Int = WorkshopAddress.defaultPort
  ) -> Result<WorkshopAddress, Fault> {
    guard text.utf8.count <= maximumLength else { return .failure(.notAnAddress) }
    var host = Substring(text)
    var port = defaultPort
    let bracket = text.lastIndex(of: "]")
    let colon = text.lastIndex(of: ":").flatMap { colon -> String.Index? in
      if let bracket { return colon > bracket ? colon : nil }
      // More than one: IPv6 without brackets, and no port.
      return text.firstIndex(of: ":") == colon ? colon : nil
    }
    if let colon {
      host = text[..<colon]
      let digits = text[text.index(after: colon)...]
      guard let number = UInt16(digits), number > 0, digits.utf8.allSatisfy(isDigit) else {
        return .failure(.port(String(digits)))
      }
      port = Int(number)
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return .failure(.notAnAddress) }
    return .success(WorkshopAddress(host: String(host), port: port))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
    case UInt8(ascii: "%"): true
    default: false
    }
  }

  /// Printable ASCII but for what would end a path.
  private static func isPathByte(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "\"")
  }

  /// `HOST:PORT`, as a Host header has it: without the port where it is the scheme's own.
  public var authority: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }
}

extension WorkshopAddress: CustomStringConvertible {
  /// The address without its invitation: may be shown anywhere.
  public var description: String {
    "\(isSecure ? "https" : "http")://\(authority)\(path)/"
  }

  /// The address with its invitation behind the `#`: the only secret that may stand in an argument.
  public var url: String { description + (invitation.map { "#\($0.text)" } ?? "") }
}
