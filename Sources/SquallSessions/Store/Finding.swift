public import SquallModel

/// What was noticed while a session was read, for a person to be told.
public enum Finding: Equatable, Sendable {
  /// The journal ends in a write that was interrupted before it was acknowledged (O1). The bytes
  /// from `gap.start` on are kept aside before anything is written.
  case tornEnd(JournalGap)
  /// Entries in the middle of the journal cannot be read, and nothing vouches for the board beyond
  /// them: it is shown up to there, and is not written to (O2).
  case damage(JournalGap, UnreadableReason?)
  /// Entries in the middle of the journal cannot be read, and the session file vouches for the
  /// board beyond them: only a part of the history is lost (O2).
  case lostHistory(JournalGap, revision: Int)
  /// Bytes between two entries cannot be read; no entry is missing.
  case strayBytes(Range<Int>)
  /// The session file is further than the journal, which ends at a whole line.
  case journalBehind(last: Int, revision: Int)
  /// The session file cannot be read; the board is the journal's (O3).
  case sessionFileDamaged(FormatError)
  /// There is no session file; the board is the journal's (O3).
  case sessionFileMissing
  /// There is no journal, or none with a first entry; the board is the session file's (O3).
  case journalMissing
  /// The journal cannot be read from its first line on; the board is the session file's.
  case journalUnreadable(byte: Int)
  /// The journal belongs to another session and is left alone (O4).
  case journalOfAnotherSession(ID)
  /// The session file is one that was replaced long ago: somebody has put it back (O6).
  case olderVersion(revision: Int)
  /// The session file was changed by hand or by another program (O6).
  case editedOutside
  /// Another process holds the lock.
  case locked(LockHolder?)
  /// The file system knows no locks: nothing keeps a second writer away (O5).
  case locksUnsupported
}

/// Why a line that proves itself cannot be understood.
public enum UnreadableReason: Equatable, Sendable {
  case format(FormatError)
  /// It has not the number after its predecessor's.
  case sequence(expected: Int, found: Int)
}
