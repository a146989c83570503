import SquallModel

/// The words of the furniture.
extension Words {
  static let readOnlyMark = "read only"
  static let observerMark = "observer"
  static let addHint = "add"
  static func standIn(_ text: String) -> String { "\(text)  — Enter takes it" }
  static let letGo = "let go"
  static let clears = "clear"
  static let renames = "rename"
  static let places = "place"
  static let goesThere = "go there"
  static let opens = "open"
  static let doesIt = "do it"
  static let follows = "follow"
  static let noteLabel = "note"
  static let attachedTo = "on"
  static let copyOf = "another appearance of"
  static let causedBy = "because of"
  static let contextLabel = "context"
  static let nothingUnderCursor = "There is no sticky under the cursor."
  static let paletteTitle = " Every action: type its name, words or key "

  static func saved(_ sequence: Int) -> String { sequence == 0 ? "new" : "saved \(sequence)" }
  static func savedShort(_ sequence: Int) -> String { sequence == 0 ? "new" : "saved" }
  static func notSaved(_ number: Int) -> String {
    number == 0 ? "NOT SAVING" : "NOT SAVED: \(number)"
  }
  static func selected(_ number: Int) -> String { "\(number) selected" }
  static func comesFrom(_ label: String?) -> String {
    label.map { "comes from (\($0))" } ?? "comes from"
  }
  static func leadsTo(_ label: String?) -> String { label.map { "leads to (\($0))" } ?? "leads to" }

  static func mode(of state: State) -> String {
    switch state.mode {
    case .normal:
      if state.isPaneFocused { return "LIST" }
      if state.selection.rangeStart != nil { return "RANGE" }
      return state.selection.isEmpty ? "NORMAL" : "SELECT"
    case .writing(let writing):
      switch writing.subject {
      case .addition(let addition):
        return room(in: writing.field) + "ADD " + addition.kind.word.uppercased()
      case .text: return room(in: writing.field) + "EDIT"
      case .note: return room(in: writing.field) + "NOTE"
      case .fields: return room(in: writing.field) + "FIELDS"
      }
    case .holding: return "MOVE"
    case .prompt(let prompt):
      switch prompt.purpose {
      case .search, .help: return "SEARCH"
      case .filter: return "FILTER"
      case .command: return "COMMAND"
      case .palette: return "PALETTE"
      case .newLane, .renameLane, .newSession: return "NAME"
      }
    case .question: return "ASK"
    }
  }

  /// How much may still be written, where that is little.
  private static func room(in field: TextField) -> String {
    let isNear = field.remainingBytes * 100 < field.maximumBytes * (100 - Limit.warningPercent)
    return isNear ? "\(field.remainingBytes) left · " : ""
  }

  /// The keys that wait for more.
  static func pending(_ state: State) -> String? {
    let count = state.pending.count.map(String.init) ?? ""
    let keys =
      state.pending.keys.isEmpty ? "" : KeySequence(state.pending.keys).description
    return count.isEmpty && keys.isEmpty ? nil : count + keys
  }

  static func label(of purpose: Prompt.Purpose) -> String {
    switch purpose {
    case .search, .help: "/"
    case .filter: "&"
    case .command, .palette: ":"
    case .newLane: " New lane: "
    case .renameLane: " Lane: "
    case .newSession: " Title: "
    }
  }

  static func title(of state: State) -> String {
    switch state.pane?.kind {
    case .detail: "Detail"
    case .inbox: "Inbox — \(stickies(state.board.inbox.count)) without a place"
    case .hotspots: "Hotspots"
    case .people: "People"
    case .votes: "Votes"
    case .lanes: "Lanes"
    case .glossary: "Glossary"
    case .company:
      state.knowsOthers
        ? peopleTitle(state.presentCount, of: state.company?.people.count ?? 0) : peopleAsTheyWere
    case .refused: "Edits that no longer apply"
    case .door: "How to join"
    case .trouble: "When nobody can connect"
    case .messages: "Messages"
    case .sessions: state.hasSession ? "Sessions" : "squall — sessions"
    case .help(let isWhole):
      (isWhole ? "Help: everything" : "Help for here — ? shows everything")
        + (state.pane?.filter.map { " — /\($0)" } ?? "")
    case nil: ""
    }
  }

  static func foot(of state: State) -> String {
    func isCounted(_ row: PaneRow) -> Bool { !row.isHeading && !row.continues }
    let rows = state.paneRows.filter(isCounted).count
    guard rows > 0, let pane = state.pane, pane.kind != .detail, pane.kind != .trouble else {
      return closing(state)
    }
    let number = state.paneRows.prefix(pane.index + 1).filter(isCounted).count
    return "\(number)/\(rows)  \(closing(state))"
  }

  private static func closing(_ state: State) -> String {
    state.hasSession || state.paneUnder != nil ? "q closes" : "q leaves"
  }

  /// What the lower border of the box says.
  static func foot(of writing: Writing) -> String? {
    if case .fields = writing.subject { "name: value, one a line" } else { nil }
  }

  static func title(of writing: Writing, on board: Board) -> String {
    switch writing.subject {
    case .note(let id, _): "Note on \(called(id, on: board))"
    case .fields(let id, _): "Fields of \(called(id, on: board))"
    case .text(let id, _): called(id, on: board)
    case .addition(let addition): addition.kind.word
    }
  }

  static func kindLine(_ sticky: Sticky, on board: Board) -> String {
    var parts = ["\(sticky.kind.letter) \(sticky.kind.word)"]
    if sticky.isPivotal { parts.append("pivotal") }
    if sticky.isTentative { parts.append("tentative") }
    if sticky.kind == .hotspot { parts.append(sticky.isAddressed ? addressed : open) }
    if let lane = board.spot(of: sticky).flatMap({ board.lane($0.lane) }) {
      parts.append(lane.name)
    }
    if board.spot(of: sticky) == nil { parts.append("inbox") }
    return parts.joined(separator: " · ")
  }

  /// Who wrote a sticky, and when; the day where that is not today.
  static func writtenBy(_ sticky: Sticky, on board: Board, now: Instant) -> String? {
    let who = sticky.author.flatMap { board.participant($0)?.name }
    let when = sticky.createdAt.map { instant in
      (day(instant) == day(now) ? "" : " on \(day(instant))") + " at \(time(instant))"
    }
    guard who != nil || when != nil else { return nil }
    return "written" + (who.map { " by \($0)" } ?? "") + (when ?? "")
  }

  /// What an empty board says.
  static func invitation(_ state: State) -> [String] {
    let board = state.board
    if state.obstacleToEditing != nil { return ["This board is empty."] }
    return [
      "This board is empty: \(board.level.words), \(board.phase.words).",
      "a e  adds an event: something that happened, in the past tense",
      "paste a list  to get one sticky a line",
      "?  help",
    ]
  }

  /// What an empty list says.
  static func emptiness(of state: State) -> [String] {
    switch state.pane?.kind {
    case .inbox: ["Nothing waits for a place.", "What is contributed without one comes here."]
    case .hotspots: ["No hotspot yet.", "! raises one on the sticky under the cursor."]
    case .votes: ["No votes yet.", "V v gives the sticky under the cursor one."]
    case .lanes: ["No lane yet.", "a adds one; the first sticky makes one called Timeline."]
    case .glossary: ["No word yet.", ":define WORD = MEANING adds one."]
    case .people: ["Nobody has written anything yet."]
    case .messages: ["Nothing was said yet."]
    case .sessions: ["No session found here.", "a begins a new one, q leaves."]
    case .help: ["No action fits.", "Esc shows all again."]
    case .refused: ["Everything that you did applies."]
    case .company: ["Nobody is known to be here yet."]
    case .detail, .door, .trouble, nil: []
    }
  }
}
