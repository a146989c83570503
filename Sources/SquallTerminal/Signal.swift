internal import CNcurses
internal import Glibc

/// Signals of the operating system.
public enum Signal {
  /// Ends the process by a signal, after ``Terminal/restore()``, so that its parent sees why.
  public static func die(by signal: Int32) -> Never {
    sq_die_by(signal)
    exit(128 + signal)
  }
}
