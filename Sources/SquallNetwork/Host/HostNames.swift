internal import NIOCore

/// The names and addresses that a host answers to: those that it has shown, and the address that a
/// connection has come in at, which may be newer than the host.
///
/// A page elsewhere that has its own name point here gets nothing (durability.md N1): such a page is
/// asked for by its name, never by an address of this machine.
struct HostNames: Sendable {
  private let authorities: Set<String>
  private let origins: Set<String>
  /// Whether a proxy stands in front, so that requests may say whom they are forwarded for.
  let isBehindProxy: Bool

  /// - Parameters:
  ///   - shown: where the host is found.
  ///   - proxy: where it is found through a proxy.
  init(_ shown: [WorkshopAddress], proxy: WorkshopAddress? = nil) {
    let all = shown + [proxy].compactMap { $0 }
    authorities = Set(all.map { $0.authority.lowercased() })
    origins = Set(
      all.map { "\($0.isSecure ? "https" : "http")://\($0.authority)".lowercased() })
    isBehindProxy = proxy != nil
  }

  /// Whether the host is called so by a connection that came in at an address of this machine.
  func contains(host: String, at address: WorkshopAddress?) -> Bool {
    let host = host.lowercased()
    return authorities.contains(host) || address?.authority.lowercased() == host
  }

  /// Whether a page of the host itself has that origin.
  func contains(origin: String, at address: WorkshopAddress?) -> Bool {
    let origin = origin.lowercased()
    return origins.contains(origin)
      || address.map { "http://\($0.authority)".lowercased() } == origin
  }
}

extension WorkshopAddress {
  /// The address that a connection has come in at.
  init?(of local: SocketAddress?) {
    guard let text = local?.ipAddress, let port = local?.port else { return nil }
    // Where both kinds are listened on, the older one comes in the newer one's clothes.
    self.init(host: text.hasPrefix("::ffff:") ? String(text.dropFirst(7)) : text, port: port)
  }
}

/// Where a host listens and what it is called there.
public struct HostListening: Equatable, Sendable {
  /// Only this machine reaches it.
  public static let loopback = "127.0.0.1"

  /// An address of this machine, or `0.0.0.0` or `::` for all of them.
  public var address: String
  /// 0: any that is free.
  public var port: Int
  /// Where a proxy in front of the host is found.
  public var publicAddress: WorkshopAddress?

  public init(
    address: String = HostListening.loopback, port: Int, publicAddress: WorkshopAddress? = nil
  ) {
    self.address = address
    self.port = port
    self.publicAddress = publicAddress
  }

  /// Who can reach a host.
  public enum Reach: Sendable {
    /// This machine alone.
    case machine
    /// Everybody who can reach that address.
    case address
    /// Everybody who can reach any address of this machine.
    case all
  }

  public var reach: Reach {
    if address == "0.0.0.0" || address == "::" { return .all }
    return isLoopback(address) ? .machine : .address
  }

  /// The addresses that lead to a host that listens on a port, the best to show first.
  func addresses(port: Int) -> [WorkshopAddress] {
    let own = [HostListening.loopback, "localhost"] + (address == "::" ? ["::1"] : [])
    let names: [String] =
      switch reach {
      case .machine: [address] + (address.contains(":") ? ["localhost"] : own)
      case .address: [address]
      case .all: HostListening.networkAddresses(withIPv6: address == "::") + own
      }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.map { WorkshopAddress(host: $0, port: port) }
  }

  /// The addresses of this machine that others reach: IPv4 first, none that needs a zone.
  private static func networkAddresses(withIPv6: Bool) -> [String] {
    let devices = (try? System.enumerateDevices()) ?? []
    let all = devices.compactMap { device -> String? in
      guard let text = device.address?.ipAddress, !isLoopback(text) else { return nil }
      if text.contains(":") { return withIPv6 && !text.lowercased().hasPrefix("fe80") ? text : nil }
      return text
    }
    return all.filter { !$0.contains(":") } + all.filter { $0.contains(":") }
  }
}

/// Whether an address or name is this machine's, to itself.
func isLoopback(_ address: String) -> Bool {
  let text = address.lowercased()
  let number = text.hasPrefix("::ffff:") ? String(text.dropFirst(7)) : text
  return text == "::1" || text == "localhost" || number.hasPrefix("127.")
}
