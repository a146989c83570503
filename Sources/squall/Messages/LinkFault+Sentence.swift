import SquallCollaboration
import SquallModel
import SquallNetwork

extension LinkFault {
  /// The end of a subcommand that this fault is.
  func failure(at address: WorkshopAddress) -> Failure {
    Failure(status, sentence(at: address))
  }

  /// What happened, where, and what to try.
  func sentence(at address: WorkshopAddress) -> String {
    let place = address.authority
    switch self {
    case .unreachable(let words): return ReachFault(words: words).sentence(at: address)
    case .refused(let report): return report.sentence(at: place)
    case .unreadable:
      return "what answers at \(place) is no host of this squall's kind; is it the right address?"
    }
  }

  private var status: ExitStatus {
    switch self {
    case .unreachable, .unreadable: .unavailable
    case .refused(let report): report.status
    }
  }
}

extension ReachFault {
  fileprivate func sentence(at address: WorkshopAddress) -> String {
    let place = address.authority
    let tunnel =
      "through ssh: 'ssh -L \(address.port):localhost:\(address.port) \(address.host)', "
      + "then join localhost:\(address.port)"
    switch self {
    case .refused:
      return "nobody hosts a workshop at \(place); is 'squall host' running there, does it "
        + "'--listen' beyond its own machine, and is \(address.port) its port? The door says it: "
        + "'squall join \(address.host):PORT CODE'"
    case .noAnswer:
      return "\(place) does not answer; are you on the same network, and does a firewall, a guest "
        + "Wi-Fi or a VPN stand between? Otherwise \(tunnel)"
    case .unknownName:
      return "no machine is called '\(address.host)' here; ask for the address in numbers"
    case .noRoute:
      return "there is no way to \(place) on this network; are you on the workshop's network? "
        + "Otherwise \(tunnel)"
    case .ended: return "\(place) has ended the connection; is it a squall host? Try again"
    case .other(let words): return "\(place) cannot be reached: \(words)"
    }
  }
}

extension Report {
  /// What the host said no to. Where the reason is not known here, in the host's own words.
  func sentence(at place: String) -> String {
    if let hostVersion {
      let mismatch = VersionMismatch(host: hostVersion, guest: ProtocolVersion.current)
      return mismatch.sentence(at: place)
    }
    if isAbout(.wrongCode) {
      return "that code does not open the workshop at \(place); there are new ones every ten "
        + "minutes, and when the host is started anew: ask for the one at the door now"
    }
    if isAbout(.wrongInvitation) {
      return "that invitation opens nothing at \(place) any more: it ends with the host that gave "
        + "it; ask for a new one"
    }
    if isAbout(.removed) {
      return "a facilitator has sent you out of the workshop at \(place); when they let you back "
        + "in, call this again"
    }
    if isAbout(.unknownToken) {
      return "the host at \(place) does not know you any more; join again with a code or an "
        + "invitation"
    }
    if let retryAfter, word == Complaint.tooManyAttempts(retryAfter: 0).word {
      return "there were too many wrong codes at \(place); try again in "
        + "\((retryAfter + 999) / 1_000) s, or use an invitation's address"
    }
    return sentence
  }

  var status: ExitStatus {
    if hostVersion != nil { return .unavailable }
    if isAbout(.ended) { return .unavailable }
    if isAbout(.cannotRecord) { return .diskError }
    if isAbout(.blankName) || isAbout(.nameTooLong) { return .usage }
    return .notAllowed
  }
}

extension VersionMismatch {
  /// Which side is old, and what to do.
  func sentence(at place: String) -> String {
    switch older {
    case .host:
      "the host at \(place) is the older program: it speaks version \(host) of the protocol, this "
        + "squall \(guest); the host needs the newer squall"
    case .guest:
      "this squall is the older program: it speaks version \(guest) of the protocol, the host at "
        + "\(place) \(host); get the newer squall"
    }
  }
}

extension WorkshopAddress.Fault {
  /// Why a text is no address of a workshop.
  func sentence(about text: String) -> String {
    switch self {
    case .notAnAddress:
      "'\(text)' is no address of a workshop, such as http://10.0.0.5:7855/#INVITATION"
    case .scheme(let scheme):
      "'\(scheme)' is no way to a workshop; its address begins with http://"
    case .port(let port): "'\(port)' is no port: a number from 1 to 65535"
    case .invitation:
      "what stands behind the '#' is no invitation; copy the whole address, to its last character"
    }
  }
}
