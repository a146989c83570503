public import SquallModel

/// What the board area of a screen shows beside the board itself: where one looks, where one
/// stands, what is marked. It belongs to this terminal and never leaves it.
public struct BoardScene: Equatable, Sendable {
  public var zoom: Zoom
  public var camera: Camera
  public var cursor: BoardCursor
  /// The stickies that were picked, besides the one under the cursor.
  public var selection: Set<ID>
  /// The stickies in the air, and where they would land.
  public var grab: Grab?
  /// The text that is being typed.
  public var editing: Editing?
  /// The stickies that a search found.
  public var matches: Set<ID>
  /// The stickies that a filter lets stand out; nil where there is no filter.
  public var filter: Set<ID>?
  /// The initials of other people whose cursors stand on a sticky.
  public var presence: [ID: [PresenceTag]]
  /// Stickies that others changed and this terminal has not shown yet.
  public var news: Set<ID>
  /// The kinds that stickies on the timeline have: the legend names them also before their phase.
  public var kinds: Set<Kind> = []

  public init(
    zoom: Zoom = .stickies, camera: Camera = Camera(), cursor: BoardCursor = .nowhere,
    selection: Set<ID> = [], grab: Grab? = nil, editing: Editing? = nil, matches: Set<ID> = [],
    filter: Set<ID>? = nil, presence: [ID: [PresenceTag]] = [:], news: Set<ID> = []
  ) {
    self.zoom = zoom
    self.camera = camera
    self.cursor = cursor
    self.selection = selection
    self.grab = grab
    self.editing = editing
    self.matches = matches
    self.filter = filter
    self.presence = presence
    self.news = news
  }
}

/// Which part of the board a screen shows.
public struct Camera: Hashable, Sendable {
  /// The number of the first column that is shown, counted from 0.
  public var column: Int
  /// How many rows of the lanes are above the first one that is shown.
  public var row: Int

  public init(column: Int = 0, row: Int = 0) {
    self.column = column
    self.row = row
  }
}

/// Where a person stands on the board.
public enum BoardCursor: Hashable, Sendable {
  /// On a board without anything to stand on.
  case nowhere
  /// On a sticky: on the timeline, attached or in the inbox.
  case sticky(ID)
  /// In a column where the lane has no sticky.
  case spot(lane: ID, at: PositionKey)

  /// The sticky under the cursor.
  public var sticky: ID? {
    if case .sticky(let id) = self { return id }
    return nil
  }
}

/// Stickies that are being moved.
public struct Grab: Equatable, Sendable {
  public var stickies: Set<ID>
  public var drop: Drop

  public init(stickies: Set<ID>, drop: Drop) {
    self.stickies = stickies
    self.drop = drop
  }
}

/// Where grabbed stickies would land.
public enum Drop: Hashable, Sendable {
  /// In a column of their own, right behind that position; before everything where nil.
  case after(PositionKey?, lane: ID)
  /// At the same time as everything at that position, as the last row of the lane.
  case at(PositionKey, lane: ID)
  /// Attached to that sticky.
  case on(ID)
  case inbox
}

/// A text that is being typed, in two parts around the caret.
public struct Editing: Equatable, Sendable {
  /// What the text is for.
  public enum Subject: Hashable, Sendable {
    /// The text of a sticky that is on the board.
    case sticky(ID)
    /// A sticky that is not there yet, right behind that position (at the end where nil).
    case new(Kind, after: PositionKey?, lane: ID?)
    /// A sticky that is not there yet, at that position as the last row of the lane.
    case newAt(Kind, PositionKey, lane: ID)
    /// A sticky that is not there yet, attached to another one.
    case newOn(Kind, ID)
  }

  public var subject: Subject
  public var beforeCaret: String
  public var afterCaret: String

  public init(_ subject: Subject, beforeCaret: String = "", afterCaret: String = "") {
    self.subject = subject
    self.beforeCaret = beforeCaret
    self.afterCaret = afterCaret
  }
}
