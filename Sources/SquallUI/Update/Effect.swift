public import SquallModel

/// What an update wants done outside of the program's own state.
public enum Effect: Equatable, Sendable {
  /// Entries to be written and flushed, in order; answered by ``RecorderNews``.
  case record([Entry])
  /// An edit to be handed to whoever owns the log, in a live workshop; the board shows it already.
  /// Answered by ``CompanyInput/board(_:)``.
  case propose(ID, Edit)
  /// Something else that a person in a live workshop wants done.
  case company(CompanyEffect)
  /// Looks whether the session's files are what they were, and may be written to; answered by
  /// ``UIInput/reread(_:)`` or, where `isAsked`, by ``UIInput/stillWrittenElsewhere``.
  case look(isAsked: Bool)
  /// Says which of two boards counts; answered by ``UIInput/reread(_:)``.
  case decide(BoardPick)
  /// Reads the log up to a moment; answered by ``UIInput/past(_:)``.
  case showPast(LogMoment)
  /// Keeps a text that is being written, in case the program ends; nil: none is any more.
  case keepDraft(Draft?)
  /// Ends the program; everything handed out before is to be recorded first.
  case quit
  /// Gives the terminal back until the person returns.
  case suspend
  /// Draws the whole screen anew, whatever the terminal shows.
  case redraw
  /// Hands a text to the clipboard; answered by ``UIInput/copied(_:)``.
  case copy(String)
  /// Writes the board as a session file elsewhere; answered by ``UIInput/copySaved``.
  case saveCopy(path: String)
  /// Looks for sessions; answered by ``UIInput/sessions(_:)``.
  case listSessions
  /// Leaves this session and opens that one.
  case openSession(path: String)
  /// Makes a session of that title and opens it.
  case newSession(title: String)
  /// The title of the terminal's window.
  case setTitle(String)
  /// Whether the terminal reports the mouse.
  case setMouse(Bool)
  /// Opens a text in the person's editor; answered by ``UIInput/edited(_:)``.
  case editText(String)
}
