public import SquallModel

/// What the keys mean at the moment.
public enum Mode: Equatable, Sendable {
  case normal
  /// A sticky's text, note or data is being written.
  case writing(Writing)
  /// Stickies are held, and put down elsewhere.
  case holding(Holding)
  /// A line is being written at the bottom of the screen.
  case prompt(Prompt)
  /// Something has to be decided first.
  case question(Question)
}

/// A text on the board that is being written.
public struct Writing: Equatable, Sendable {
  /// What the text will be.
  public enum Subject: Equatable, Sendable {
    /// A new sticky; `previewID` is its stand-in on the previewed board.
    case addition(Addition)
    case text(ID, was: String)
    case note(ID, was: String)
    case fields(ID, was: [Field])

    /// The sticky of the board that is written on; nil for one that is being added.
    var sticky: ID? {
      switch self {
      case .addition: nil
      case .text(let id, _), .note(let id, _), .fields(let id, _): id
      }
    }
  }

  /// A sticky that is being added.
  public struct Addition: Equatable, Sendable {
    public var kind: Kind
    /// The kind that the chain began with.
    public var firstKind: Kind
    public var target: Target
    public var lane: ID?
    /// The sticky that it follows in the flow, for the kinds that may come next.
    public var predecessor: ID?
    /// The id it will have.
    public var id: ID
    /// How many the chain has added already.
    public var added = 0
    /// Whether it goes before the sticky under the cursor instead of after it.
    public var isBefore = false
  }

  public var subject: Subject
  public var field: TextField
  /// Whether Esc was answered by what is wrong with the text, and nothing was typed since.
  public var isWarned = false

  public init(subject: Subject, field: TextField) {
    self.subject = subject
    self.field = field
  }
}

/// Stickies that are held.
public struct Holding: Equatable, Sendable {
  /// In reading order.
  public var ids: [ID]
  /// Where they would land.
  public var drop: Drop
  /// Where the cursor was before, to go back to.
  public var cursor: BoardCursor
  /// Whether the place has been changed since they were picked up.
  public var hasMoved = false
}

/// A line that is being written at the bottom of the screen.
public struct Prompt: Equatable, Sendable {
  public enum Purpose: Equatable, Sendable {
    case search
    case filter
    case command
    case palette
    /// Which rows of the help show.
    case help
    case newLane
    case renameLane(ID)
    case newSession
  }

  public var purpose: Purpose
  public var field: TextField
  /// Which of the suggestions is chosen; nil while none is.
  public var choice: Int?
  /// How far back in what was written before; nil for the line itself.
  public var recalled: Int?
  /// Where the cursor was, for a search that is given up.
  public var cursor: BoardCursor?
  /// What stands for nothing typed behind the line that the prompt began with.
  public var standIn: StandIn?

  /// What is taken where nothing is typed.
  public struct StandIn: Equatable, Sendable {
    /// What the prompt began with.
    public var line: String
    public var text: String
  }

  /// What is shown behind the caret, and taken where nothing else is typed.
  var shownStandIn: String? {
    standIn.flatMap { field.text == $0.line ? $0.text : nil }
  }
}

/// A decision that the program waits for.
public enum Question: Equatable, Sendable {
  /// Whether pasted lines shall become stickies.
  case paste(lines: [String], kind: Kind, isTruncated: Bool)
  /// Leaving would lose what is not recorded.
  case leave(unrecorded: Int)
  /// Leaving ends the workshop for so many others.
  case leaveHost(people: Int)
  /// Leaving leaves edits behind that the host has not got.
  case leaveWaiting(Int)
  /// The text has been changed since it was opened; by whom, where that is known.
  case overtaken(Writing, present: String, by: String?)
  /// Whether to write on at a text of the last time.
  case draft(Draft)
  /// The files hold another board than the one that is shown; how they differ.
  case whichBoard(lines: [String])
}
