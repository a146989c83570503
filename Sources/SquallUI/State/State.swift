public import SquallModel

/// The program without a terminal: everything that a screen shows, and nothing else.
public struct State: Sendable {
  public internal(set) var document: Document
  /// False for the list of sessions that `squall` begins with.
  public internal(set) var hasSession: Bool
  /// The name of the session's file, as the person knows it.
  public internal(set) var path: String

  public internal(set) var rows = 24
  public internal(set) var columns = 80
  public internal(set) var settings: Settings

  public internal(set) var cursor = BoardCursor.nowhere
  public internal(set) var camera = Camera()
  /// Where everything of the shown board stands.
  public internal(set) var layout = BoardLayout()
  /// The same while a sticky is being added.
  var previewLayout: BoardLayout?
  public internal(set) var zoom = Zoom.stickies
  public internal(set) var selection = Selection()
  public internal(set) var search = Search()
  /// Whether the board is shown as a list of lines in reading order.
  public internal(set) var isOutline = false

  public internal(set) var mode = Mode.normal
  public internal(set) var pending = Pending()
  public internal(set) var pane: Pane?
  /// The list that a help or another list stands over, to go back to.
  var paneUnder: Pane?
  /// Whether keys go to the pane rather than to the board.
  public internal(set) var isPaneFocused = false
  public internal(set) var sessions: [SessionListing] = []
  /// The live workshop that this terminal takes part in; nil where one works alone.
  public internal(set) var company: Company?

  public internal(set) var notices = Notices()
  public internal(set) var memory = Memory()
  /// The instant of the latest input.
  public internal(set) var now: Instant

  /// The board as it was, while the person looks at that.
  var past: Past?
  /// The board with the sticky on it that is being added; nil while none is.
  var preview: Board?
  var ids: any IDSource & Sendable
  var outbox: [Effect] = []

  /// The program with a session open.
  ///
  /// - Parameters:
  ///   - path: of the session's file; shown, never opened here.
  ///   - now: the instant of the start.
  ///   - ids: where new identifiers come from.
  ///   - company: the live workshop that the session is hosted in, or was joined in.
  public init(
    document: Document, path: String, settings: Settings = Settings(), now: Instant,
    ids: any IDSource & Sendable, company: Company? = nil
  ) {
    self.document = document
    self.path = path
    self.settings = settings
    self.now = now
    self.ids = ids
    self.company = company
    hasSession = true
    refreshLayout()
    cursor = layout.start(on: board)
    memory.title = board.title
  }

  /// The program before a session is chosen.
  public init(
    sessions: [SessionListing], me: Participant, settings: Settings = Settings(), now: Instant,
    ids: any IDSource & Sendable
  ) {
    let nothing = Board(id: ID(checked: "none"), title: "")
    self.init(
      document: Document(workshop: Workshop(board: nothing), me: me), path: "",
      settings: settings, now: now, ids: ids)
    self.sessions = sessions
    hasSession = false
    pane = Pane(.sessions)
    isPaneFocused = true
  }

  /// The board as it is, or as it was where the person looks at the past.
  public var board: Board { past?.board ?? present }

  /// The board as it is, also while one looks at how it was.
  var present: Board { document.workshop.board }

  /// Changes whenever ``board`` does.
  var boardVersion: Int { past.map { -2 - $0.number } ?? document.version }

  /// The board as it is shown: with the sticky that is being added.
  public var shownBoard: Board { preview ?? board }

  /// Where everything of the shown board stands.
  public var shownLayout: BoardLayout { preview == nil ? layout : previewLayout ?? layout }

  /// When the program wants to hear of the clock next; nil while it waits for nothing.
  public var nextWake: Instant? {
    [
      notices.nextChange(after: now), pending.popupAt, memory.leaveArmedUntil, nextWakeInCompany,
      memory.draftDue,
    ]
    .compactMap { $0 }.filter { $0 > now }.min()
  }

  /// Why the document cannot be changed now; nil where it can.
  var obstacleToEditing: Obstacle? {
    if !hasSession { return .noSession }
    if past != nil { return .inThePast }
    if document.isReadOnly { return .readOnly }
    if let writer = document.writer { return .writtenElsewhere(writer) }
    if document.undecided?.isAsked == true { return .undecided }
    if document.role == .observer { return .observer }
    if let obstacle = obstacleInCompany { return obstacle }
    if document.saving.failure != nil { return .notRecording }
    return nil
  }
}

/// What a person has set for this terminal.
public struct Settings: Equatable, Sendable {
  /// How long a prefix key waits before it shows what can follow, in milliseconds; 0 is at once.
  public var popupDelay: Int64 = 300
  /// The name of the theme.
  public var theme = "terminal"
  public var charset = Charset.unicode
  public var isMouseOn = true
  public var keymap = Keymap.standard

  public init() {}
}

/// The stickies that were picked.
public struct Selection: Equatable, Sendable {
  /// Picked one by one.
  public var picked: Set<ID> = []
  /// Where a range along the timeline begins; it ends under the cursor.
  public var rangeStart: ID?

  public var isEmpty: Bool { picked.isEmpty && rangeStart == nil }
}

/// What was searched for, and what it found.
public struct Search: Equatable, Sendable {
  /// Nil while nothing is searched for.
  public var pattern: String?
  /// In reading order.
  public var found: [ID] = []
  /// Nil while nothing is filtered.
  public var filter: String?
  /// What the filter lets stand out.
  public var passing: [ID] = []
}

/// Keys of a sequence that is not complete yet.
public struct Pending: Equatable, Sendable {
  /// How often the action shall be done.
  public var count: Int?
  public var keys: [Key] = []
  /// When the pop-up shows what can follow.
  public var popupAt: Instant?
}

/// What this terminal remembers of what was done at it.
public struct Memory: Equatable, Sendable {
  /// How many lines of a prompt are remembered.
  public static let lines = 100

  /// Where the cursor stood last, to stay near when its sticky goes.
  public var place: BoardLayout.Place?
  /// The version of the document that layout and search are up to date with.
  public var version = -1
  /// The kinds that stickies on the timeline have.
  var kinds: Set<Kind> = []
  /// Whether there is something of one's own to take back, and to do again.
  public var canUndo = false
  public var canRedo = false
  /// The title that the terminal's window was given.
  public var title: String?
  /// What is kept of a text that is being written.
  var draft: Draft?
  /// When it is to be kept.
  var draftDue: Instant?
  /// How often the past was looked at.
  var pastCount = 0
  /// The version of the document that was saved as a copy last.
  var copiedVersion: Int?
  /// What of one's own nothing can be taken back of, as others have changed it since.
  var overtaken: [Leftover] = []
  /// What was copied or deleted last, to be pasted.
  public var register: [Copied] = []
  /// The one sticky that was copied last, to appear elsewhere as well.
  public var copiedID: ID?
  /// The sticky whose text is open in the person's own editor.
  public var inEditor: ID?
  /// What `.` does again.
  public var repeatable: Repeatable?
  public var commands: [String] = []
  public var searches: [String] = []
  /// The names of actions used lately, the latest first.
  public var recentActions: [String] = []
  /// What the view followed last.
  var view: State.View?
  var anchor: State.Anchor?
  /// Until when a second Ctrl-C leaves.
  public var leaveArmedUntil: Instant?
  /// When and where the mouse was pressed last, to know a double click.
  public var lastPress: Press?
}

/// An action that can be done again.
public struct Repeatable: Equatable, Sendable {
  public var action: String
  public var count: Int?
  public var argument: String?
  /// How far the action has moved something.
  var move: Move?
}

/// How far something was moved, seen from where it stood.
enum Move: Equatable, Sendable {
  /// In half columns and in lanes.
  case by(halves: Int, lanes: Int)
  case onto(ID)
  case toInbox
}

/// A press of a mouse button.
public struct Press: Equatable, Sendable {
  public var row: Int
  public var column: Int
  public var at: Instant
  /// The sticky that was under it.
  public var sticky: ID?
}

/// A sticky that was copied, with what belongs to it.
public struct Copied: Equatable, Sendable {
  public var kind: Kind
  public var text: String
  public var fields: [Field]
  public var note: String?
  public var isPivotal: Bool
  public var isTentative: Bool
  /// The lane it stood in; nil where it had no place.
  public var lane: ID?
  /// Whether it stood at the same time as the one before it.
  public var isWithPrevious: Bool
  /// Which of the others it was attached to, by its number.
  public var host: Int?
}
