/// What the program hears: the person at the terminal, the disk, the clock.
public enum UIInput: Sendable {
  case terminal(TerminalInput)
  /// The screen has that size now.
  case resize(rows: Int, columns: Int)
  /// The instant has come that ``State/nextWake`` named.
  case tick
  case recorder(RecorderNews)
  /// News of the live workshop.
  case company(CompanyInput)
  /// The session's files were read again, because they are not what they were.
  case reread(Reread)
  /// The files were looked at, as the person has asked for, and nothing is new.
  case stillWrittenElsewhere
  /// The board as it was; nil where the log has nothing from then.
  case past(Past?)
  /// A text that was being written when the program ended.
  case draft(Draft)
  /// The sessions that were found.
  case sessions([SessionListing])
  /// A copy was written; where, or why not.
  case copySaved(path: String, failure: Saving.Failure?)
  /// Whether a text has reached the terminal's clipboard; nil where there is none.
  case copied(Bool?)
  /// A text comes back from the person's editor; nil where it was left as it was.
  case edited(String?)
  /// Something else that the person should know.
  case news(String, Notices.Weight)
  /// The session could not be opened or made.
  case refusedSession(String)
  /// The system asks to end: what is on disk is safe, nothing is asked.
  case end
}

/// What became of the entries that were handed out to be recorded.
public enum RecorderNews: Equatable, Sendable {
  /// Every entry up to that sequence is flushed.
  case recorded(through: Int)
  /// A write or a flush failed; nothing more will be recorded.
  case failed(Saving.Failure)
  /// Another program has put another board into the files; how they differ.
  case undecided([String])
}

/// One session of the list that `squall` begins with.
public struct SessionListing: Equatable, Sendable {
  /// Handed back to open it.
  public var path: String
  public var title: String
  /// How many stickies it has; nil where the file could not be read.
  public var stickies: Int?
  /// When it was changed last, in words.
  public var changed: String
  /// Where its file is, as a person would say it: tells it from another one of the same title.
  public var place: String
  /// Who writes it now; nil where nobody does.
  public var writer: Writer?

  /// Who writes a session.
  public enum Writer: Equatable, Sendable {
    /// This very program.
    case here
    /// Another one; whose, where that is known.
    case elsewhere(String?)
  }

  public init(
    path: String, title: String, stickies: Int?, changed: String, place: String? = nil,
    writer: Writer? = nil
  ) {
    self.path = path
    self.title = title
    self.stickies = stickies
    self.changed = changed
    self.place = place ?? path
    self.writer = writer
  }
}
