import SquallCollaboration
import SquallSessions

/// Which squall this is.
enum Version {
  static let number = "0.1.0"

  /// The one line of `squall --version`: name, version, the file format it writes and the
  /// protocol it speaks.
  static let line =
    "squall \(number) (session format \(SessionFormat.version), "
    + "protocol \(ProtocolVersion.current))"
}
