public import SquallModel

/// Draws a board and what belongs to it: title, ruler, lanes, stickies, inbox, overview, legend.
///
/// It holds nothing but what it would otherwise compute again for the next screen, so two views
/// draw the same from the same.
public struct BoardView: Sendable {
  /// A word about the workshop, at the right end of the title's line.
  public struct Status: Equatable, Sendable {
    public var text: SafeText
    public var role: Role
    /// The same where there is little room; nil where there is no shorter form.
    public var short: SafeText?
    /// How long it stays where there is too little room: 0 goes first, anything else is worth
    /// more than the title.
    public var rank: Int

    public init(_ text: SafeText, _ role: Role, short: SafeText? = nil, rank: Int = 0) {
      self.text = text
      self.role = role
      self.short = short
      self.rank = rank
    }
  }

  /// The signs that the furniture is drawn with.
  public var charset: Charset
  /// What an empty board says, one line each; the keys in it are the caller's.
  public var invitation: [SafeText]

  var texts = TextCache()
  private var initials = InitialsCache()
  private var contexts = ContextNames()
  private var links = LinkEnds()
  var density = DensityCache()
  /// Where the text that is being typed was drawn; nil while none is.
  private(set) var editorBox: Rect?

  public init(charset: Charset = .unicode, invitation: [SafeText] = []) {
    self.charset = charset
    self.invitation = invitation
  }

  /// Draws a scene.
  ///
  /// - Parameters:
  ///   - layout: of the board, up to date.
  ///   - rect: where; nothing outside of it is written.
  ///   - status: shortened, and dropped by rank, where the line is too short for all of it.
  /// - Complexity: what shows, not what there is.
  public mutating func draw(
    _ scene: BoardScene, layout: BoardLayout, board: Board, into grid: inout Grid, rect: Rect,
    status: [Status] = []
  ) {
    let rect = rect.intersection(grid.bounds)
    guard !rect.isEmpty else { return }
    editorBox = nil
    grid.fill(rect, role: .plain)
    guard grid.rows >= BoardFrame.minimum.rows, grid.columns >= BoardFrame.minimum.columns else {
      BoardView.drawTooSmall(into: &grid, rect: rect)
      return
    }
    initials.update(board)
    contexts.update(board)
    links.update(board)
    let frame = BoardFrame(scene, layout: layout, board: board, in: rect)
    let painting = BoardPainting(
      scene: scene, layout: layout, board: board, frame: frame, charset: charset,
      signs: Signs.of(charset), initials: initials, contexts: contexts, links: links,
      cursor: layout.location(of: scene.cursor, on: board))
    painting.drawTitle(status, into: &grid)
    painting.drawRuler(into: &grid)
    painting.drawLanes(into: &grid)
    if frame.columnsPerCell > 1 {
      painting.drawBuckets(into: &grid)
    } else {
      painting.drawColumns(into: &grid, texts: &texts)
    }
    painting.drawDrop(into: &grid)
    if board.stickyCount == 0 { painting.drawInvitation(invitation, into: &grid) }
    painting.drawNews(into: &grid)
    painting.drawInbox(into: &grid)
    painting.drawOverview(into: &grid, density: &density)
    painting.drawLegend(into: &grid)
    editorBox = painting.drawEditing(into: &grid)
  }

  /// One line that says which size is needed and which there is.
  static func drawTooSmall(into grid: inout Grid, rect: Rect) {
    let needed = "\(BoardFrame.minimum.columns)x\(BoardFrame.minimum.rows)"
    let long = SafeText("squall needs \(needed), this is \(grid.columns)x\(grid.rows)")
    let short = SafeText("\(grid.columns)x\(grid.rows) < \(needed)")
    let text = long.columns <= rect.columns ? long : short
    grid.put(
      text, row: rect.row + rect.rows / 2,
      column: rect.column + max(0, (rect.columns - text.columns) / 2), role: .warning, clip: rect)
  }
}

/// Everything that the parts of one drawing look at.
struct BoardPainting {
  let scene: BoardScene
  let layout: BoardLayout
  let board: Board
  let frame: BoardFrame
  let charset: Charset
  let signs: Signs
  let initials: InitialsCache
  let contexts: ContextNames
  let links: LinkEnds
  /// Where the cursor is, if it is on the timeline.
  let cursor: BoardLayout.Location?
}

/// The initials of those who take part, where there are several.
struct InitialsCache {
  private var participants: [Participant] = []
  private var texts: [ID: SafeText] = [:]

  mutating func update(_ board: Board) {
    guard participants != board.participants else { return }
    participants = board.participants
    texts = [:]
    guard participants.count > 1 else { return }
    for participant in participants {
      texts[participant.id] = SafeText(Initials.of(participant.name))
    }
  }

  /// The initials of an author; nil where nobody needs to be told apart.
  subscript(author: ID?) -> SafeText? { author.flatMap { texts[$0] } }
}

/// The names of the contexts that stickies stand in.
struct ContextNames {
  private var contexts: [Context] = []
  private var names: [ID: SafeText] = [:]

  mutating func update(_ board: Board) {
    guard contexts != board.contexts else { return }
    contexts = board.contexts
    names = [:]
    for context in contexts {
      let name = SafeText(context.name)
      for id in context.stickies {
        names[id] = names[id].map { $0 + ", " + name } ?? name
      }
    }
  }

  /// The contexts of a sticky; nil where it stands in none.
  subscript(id: ID) -> SafeText? { names.isEmpty ? nil : names[id] }
}

/// Short for a name.
public enum Initials {
  /// The first letters of the first and the last word, or the first two of the only word.
  public static func of(_ name: String) -> String {
    let words = name.split { $0 == " " || $0 == "-" || $0 == "." || $0 == "_" }
    guard let first = words.first, let last = words.last else { return "?" }
    if words.count == 1 { return String(first.prefix(2)) }
    return String(first.prefix(1)) + String(last.prefix(1))
  }
}
