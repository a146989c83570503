/// Why a session cannot be read or written. It carries no text.
public enum SessionError: Error, Equatable, Sendable {
  /// The system refused.
  case file(FileError)
  /// Neither a session file nor a journal is there.
  case notFound(Path)
  /// The session file cannot be read, and no journal stands in for it.
  case unreadable(Path, FormatError)
  /// The journal cannot be read from that byte, and no session file stands in for it.
  case unreadableJournal(Path, byte: Int)
  /// The journal was written by a later squall.
  case newerJournal(Path, version: Int)
  /// A session was to be made where there is one.
  case exists(Path)
  /// Another process writes; who, where it could be read.
  case locked(Path, LockHolder?)
  /// A file that squall did not make has the lock's name; it is left as it is.
  case foreignLock(Path)
  /// The files are damaged in a way that only a repair into a copy may touch.
  case readOnly(Path)
  /// The session file holds a board that is not the log's, and nobody has said which one counts.
  case undecided(Path)
  /// The files have changed since they were read: read them again.
  case movedOn(Path)
  /// Somebody else has changed the session file since it was last read or written (O6).
  case changedOutside(Path)
  /// Somebody else has removed or replaced a file that this process was writing to.
  case replaced(Path)
  /// A write failed before; what waits is not on disk (D7).
  case poisoned(FileError)
  /// The session is closed.
  case closed(Path)
}
