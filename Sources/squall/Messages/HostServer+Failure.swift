import SquallNetwork

extension HostServer.Fault {
  /// The end of a subcommand that this fault is.
  var failure: Failure {
    switch self {
    case .portInUse(let port):
      Failure(
        .locked,
        "another program listens on port \(port), perhaps another 'squall host'; end it, or "
          + "choose another port: '--port N', or '--port 0' for any that is free")
    case .notPermitted(let port):
      Failure(
        .notAllowed,
        "only the administrator may listen on port \(port); choose one from 1024 on: '--port N'")
    case .noSuchAddress(let address):
      Failure(
        .usage,
        "this machine has no address '\(address)'; '--listen 0.0.0.0' listens on all it has")
    case .system(let code):
      Failure(.unavailable, "the host cannot listen: \(SystemMessage.text(code))")
    }
  }
}
