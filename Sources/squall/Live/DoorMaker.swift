import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallUI

/// Makes the door that people see of the codes and invitations that the host gives out.
struct DoorMaker {
  /// A way to the host, and who can go it.
  struct Way: Equatable, Sendable {
    var address: WorkshopAddress
    var reach: String
  }

  /// The ways there are now, the best first: this machine may have gone to another network.
  var ways: () -> [Way]

  func door(for sign: DoorSign, now: Instant) -> Company.Door {
    Company.Door(
      codes: sign.entrances.map { .init(role: $0.role, code: $0.code.description) },
      addresses: ways().map { way in
        Company.Door.Address(
          host: way.address.typed, reach: way.reach,
          invitations: sign.entrances.map { entrance in
            var address = way.address
            address.invitation = entrance.invitation
            return .init(
              role: entrance.role, url: address.url, modules: QRCode(address.url)?.modules ?? [])
          })
      },
      renewsAt: Instant(clamping: now.milliseconds + Int64(sign.renewsIn)))
  }
}

extension WorkshopAddress {
  /// What is typed before a code: nothing for this machine at the usual port.
  var typed: String {
    let isHere = host == "localhost" || host == "127.0.0.1" || host == "::1"
    if port == WorkshopAddress.defaultPort { return isHere ? "" : shownHost }
    return "\(isHere ? "localhost" : shownHost):\(port)"
  }

  private var shownHost: String { host.contains(":") ? "[\(host)]" : host }
}
