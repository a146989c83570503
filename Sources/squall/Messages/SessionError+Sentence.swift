import SquallModel
import SquallSessions

extension SessionError {
  /// The end of a subcommand that this error is.
  var failure: Failure { Failure(status, sentence) }

  /// What happened, to which file, and what to do next.
  var sentence: String {
    switch self {
    case .file(let error): error.sentence
    case .notFound(let path):
      "there is no session at \(path.quoted); 'squall new \(path.plain)' makes one"
    case .unreadable(let path, let error): "\(path.quoted), \(error.words)"
    case .unreadableJournal(let path, let byte):
      "\(path.quoted) cannot be read from byte \(Limit.grouped(byte)) on, and there is no session "
        + "file beside it"
    case .newerJournal(let path, let version):
      "\(path.quoted) is of version \(version), which this squall does not know; use a newer squall"
    case .exists(let path): "there is a session at \(path.quoted) already"
    case .locked(let path, let holder):
      "\(path.base.quoted) is being written by \(holder?.words ?? "another program"); "
        + "try again when it is done, or open it with --read-only"
    case .foreignLock(let path):
      "\(path.quoted) is no lock of squall's and is left as it is; a session needs that name for "
        + "its lock: move the file away, or give the session another name"
    case .readOnly(let path):
      "\(path.quoted) is damaged and is not written to; 'squall check --repair \(path.plain)' "
        + "salvages it into a copy"
    case .undecided(let path):
      "\(path.quoted) was changed outside of squall; say which board counts: --use file or --use log"
    case .movedOn(let path): "\(path.quoted) keeps changing while it is being read; try again"
    case .changedOutside(let path):
      "\(path.quoted) was changed by another program meanwhile and is left as it is; everything "
        + "that was acknowledged is in its journal"
    case .replaced(let path):
      "\(path.quoted) was removed or replaced by another program while squall was writing to it"
    case .poisoned(let error): error.sentence
    case .closed(let path): "\(path.quoted) is closed"
    }
  }

  /// What a program is told about it.
  var status: ExitStatus {
    switch self {
    case .file(let error): error.status
    case .notFound: .noSuchFile
    case .unreadable, .unreadableJournal, .newerJournal, .readOnly, .foreignLock: .damagedData
    case .exists: .cannotCreate
    case .locked, .movedOn: .locked
    case .undecided, .changedOutside: .found
    case .replaced, .closed: .diskError
    case .poisoned: .diskError
    }
  }
}

extension LockHolder {
  /// Since when, to the minute: `2026-11-25 00:51 UTC`.
  private var sinceWords: String {
    "\(since)".prefix(16).split(separator: "T").joined(separator: " ") + " UTC"
  }

  /// Who it is, where and since when.
  var words: String { "\(name) on \(host) since \(sinceWords) (process \(process))" }
}

extension Path {
  /// The path as one would type it.
  fileprivate var plain: String { String(decoding: bytes, as: UTF8.self) }

  /// Without the ending of a lock.
  fileprivate var base: Path { removing(suffix: ".lock") ?? self }
}
