import SquallModel
import SquallSessions

extension Finding {
  /// What was noticed about a session's files, and what becomes of it.
  func sentence(about paths: SessionPaths) -> String {
    switch self {
    case .tornEnd(let gap):
      "\(paths.journal.quoted) ends in an edit that was never acknowledged (byte "
        + "\(Limit.grouped(gap.start))); it is left out, and kept beside it before the next edit"
    case .damage(let gap, let reason): Finding.damage(gap, reason, paths)
    case .lostHistory(let gap, let revision):
      "\(paths.journal.quoted) is damaged at byte \(Limit.grouped(gap.start)), after "
        + "\(Finding.entries(gap.entriesBefore)); the board is whole, as \(paths.session.quoted) "
        + "has it at entry \(revision), and the history between is lost"
    case .strayBytes(let range):
      "\(paths.journal.quoted) has \(Limit.grouped(range.count)) bytes at byte "
        + "\(Limit.grouped(range.lowerBound)) that belong to no entry; no entry is missing"
    case .journalBehind(let last, let revision):
      "\(paths.journal.quoted) ends at entry \(last), and \(paths.session.quoted) is at entry "
        + "\(revision); the board is the session file's"
    case .sessionFileDamaged(let error):
      "\(paths.session.quoted), \(error.words); the board was rebuilt from "
        + "\(paths.journal.quoted)"
    case .sessionFileMissing:
      "\(paths.session.quoted) is missing; the board was rebuilt from \(paths.journal.quoted)"
    case .journalMissing:
      "\(paths.journal.quoted) is missing; the board is the session file's, without its history"
    case .journalUnreadable(let byte):
      "\(paths.journal.quoted) cannot be read from byte \(Limit.grouped(byte)) on; the board is "
        + "the session file's, without its history"
    case .journalOfAnotherSession(let id):
      "\(paths.journal.quoted) belongs to another session (\(id)) and is not used"
    case .olderVersion(let revision):
      "\(paths.session.quoted) is an older version, of entry \(revision), that somebody has put back"
    case .editedOutside: "\(paths.session.quoted) was changed outside of squall"
    case .locked(let holder):
      "the session is being written by \(holder?.words ?? "another program")"
    case .locksUnsupported:
      "the file system of \(paths.session.quoted) knows no locks: see to it that nobody else "
        + "writes to it"
    }
  }

  /// Whether nothing is wrong with the files.
  var isHarmless: Bool {
    switch self {
    case .locked, .locksUnsupported, .journalMissing, .olderVersion, .editedOutside: true
    default: false
    }
  }

  private static func damage(
    _ gap: JournalGap, _ reason: UnreadableReason?, _ paths: SessionPaths
  ) -> String {
    var text =
      "\(paths.journal.quoted) is damaged at byte \(Limit.grouped(gap.start)), after "
      + entries(gap.entriesBefore)
    switch reason {
    case .format(let error): text += " (\(error.reason.words))"
    case .sequence(let expected, let found):
      text += " (entry \(found) stands where entry \(expected) should)"
    case nil: break
    }
    return text
      + "; what is shown is the board up to there, and 'squall check --repair' salvages it"
  }

  private static func entries(_ count: Int) -> String {
    count == 1 ? "1 entry" : "\(Limit.grouped(count)) entries"
  }
}
