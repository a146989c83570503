public import SquallCollaboration
public import SquallSessions

/// What the program around a host is told, to say it or to act upon it.
public enum HostEvent: Sendable {
  case news(HostNews)
  /// How it stands with the session's files.
  case recorder(SessionRecorder.News)
  /// Who has joined could not be kept: after a restart they have to join anew.
  case accessFailed(FileError)
  /// A connection was refused or ended for what was asked on it, and from where.
  case refused(RequestFault, Origin)
  /// No more connections can be taken for a moment: the system has no descriptors left.
  case descriptorsExhausted
}
