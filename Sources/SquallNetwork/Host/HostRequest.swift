public import NIOCore
public import SquallCollaboration

/// What somebody asks of a host and is answered once.
public enum HostRequest: Sendable {
  case join(JoinRequest, from: Origin)
  /// Edits, in the order in which they were made.
  case edits(token: Secret, [PostedEdit])
  case presence(token: Secret, Presence)
  case control(token: Secret, Control)
  case snapshot(token: Secret)
  /// The whole history.
  case log(token: Secret)
}

/// Where a stream of a host goes: a socket, or somebody in this very process.
///
/// Everything is called on the host's own thread, in that order, and has to return at once.
public protocol HostStream: AnyObject, Sendable {
  /// The stream is open; its bytes follow.
  func accept()

  /// The stream is not opened; nothing follows.
  func refuse(_ complaint: Complaint)

  /// Takes bytes of an event stream, the same for all (W5, W6).
  ///
  /// - Returns: Whether they were taken: false where too much waits for the reader already, who is
  ///   then dropped and resumes (H8).
  func send(_ bytes: ByteBuffer, isShared: Bool) -> Bool

  /// The stream ends once what was sent is written, or at once where nobody reads; nothing follows.
  func end(_ farewell: Farewell)
}
