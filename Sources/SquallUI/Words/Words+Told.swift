import SquallModel

extension Words {
  static func deleted(_ number: Int) -> String { "deleted \(number) — u undoes" }
  static func copied(_ number: Int) -> String { "copied \(stickies(number)) — p pastes" }
  static func pasted(_ number: Int) -> String { "pasted \(stickies(number)) — u undoes" }
  static let notOnClipboard = "the terminal takes no copies; p pastes here"
  static let alreadySaved = "already saved: every change is, as soon as it is made"
  static let leaveHint = "cancelled — Q leaves, Ctrl-C again leaves at once"
  static func noOtherKind(_ phase: Phase) -> String {
    "no other kind may follow in “\(phase.words)”"
  }
  static func escAgain(_ why: String) -> String { "\(why) — Esc again leaves, p pastes the text" }
  static let fullField = "that is as long as it may be"
  static let nothingFound = "nothing found"

  static func unknownKey(_ keys: [Key]) -> String { meaningless(keys) + " — ? help" }

  /// The same where `?` is no help, but a text or nothing.
  static func meaningless(_ keys: [Key]) -> String { "no action on \(KeySequence(keys)) here" }

  static func unknownCommand(_ name: String, nearest: String?) -> String {
    "there is no :\(name)" + (nearest.map { " — did you mean :\($0)" } ?? " — ? help")
  }

  static func badArgument(_ action: Action, _ argument: String) -> String {
    switch action.argument {
    case .none: ":\(action.id) takes nothing behind it"
    case .text(let what): ":\(action.id) needs \(what)"
    case .number: ":\(action.id) needs a number, not \(quoted(argument))"
    case .person: ":\(action.id) needs the name of somebody who is here"
    case .word(let words): ":\(action.id) takes one of \(words.joined(separator: ", "))"
    }
  }

  /// What an undo left as it is.
  static func leftovers(_ leftovers: [Leftover], on board: Board) -> String? {
    guard let first = leftovers.first else { return nil }
    let what =
      switch first.subject {
      case .sticky(let id): called(id, on: board)
      case .lane(let id): "the lane " + quoted(board.lane(id)?.name ?? id.text)
      case .other: "a part"
      }
    let who = first.by.flatMap { board.participant($0)?.name }
    let others =
      leftovers.count > 1 ? "; \(leftovers.count - 1) more of yours were passed by like that" : ""
    let why = who.map { "\(SafeText($0)) has changed it since" } ?? "it has been changed since"
    return "\(what) was left as it is: \(why)\(others)"
  }

  static func failed(_ failure: Saving.Failure, unrecorded: Int) -> String {
    let changes =
      unrecorded == 0 ? "" : "; \(count(unrecorded, "change", "changes")) only in memory"
    return "NOT SAVED: \(failure.call): \(failure.cause)\(changes) — :save-as PATH keeps all"
  }

  /// The longest form first; what helps is in all of them.
  static func failedForms(_ failure: Saving.Failure, unrecorded: Int) -> [String] {
    [
      failed(failure, unrecorded: unrecorded),
      "NOT SAVED: \(failure.cause) — :save-as PATH keeps all",
      "NOT SAVED — :save-as PATH keeps all",
    ]
  }

  static func copySaved(_ path: String) -> String { "a copy was saved as \(quoted(path))" }

  static func copyFailed(_ path: String, _ failure: Saving.Failure) -> String {
    "no copy at \(quoted(path)): \(failure.call): \(failure.cause)"
  }

  static func near(_ limit: Limit, _ number: Int) -> String {
    "\(number) of \(limit.maximum): \(sentence(limit))"
  }
}

extension Words {
  /// What is wrong with a line of fields.
  static func sentence(_ problem: FieldLines.Problem) -> String {
    switch problem {
    case .noColon(let line): "line \(line) is no “name: value”"
    case .noName(let line): "line \(line) has no name before its colon"
    case .repeatedName(let name, let line): "line \(line): \(quoted(name)) is there already"
    case .badValue(let value, let line): "line \(line): \(quoted(value)) is no complete JSON"
    }
  }
}

extension Words {
  static let nothingToAttachTo = "there is nothing to be attached to; go onto a sticky first"
  static func toInbox(_ number: Int) -> String { "\(stickies(number)) to the inbox — i shows it" }
}

extension Words {
  static let addressed = "addressed"
  static let open = "open"
  static let unreadable = "unreadable"
  static func isOpen(_ writer: SessionListing.Writer) -> String {
    switch writer {
    case .here: "open here"
    case .elsewhere(let name): name.map { "open: \($0)" } ?? "open elsewhere"
    }
  }
  static func blank(_ kind: Kind) -> String { "(blank \(kind.word))" }
  static func votes(_ all: Int, mine: Int) -> String {
    count(all, "vote", "votes") + (mine > 0 ? ", \(mine) of them yours" : "")
  }

  static func removedLane(_ name: String, toInbox number: Int) -> String {
    let moved = number == 0 ? "" : ", \(stickies(number)) to the inbox"
    return "removed lane \(quoted(name))\(moved) — u undoes"
  }

  /// Hours and minutes of an instant, in UTC: `09:05`.
  static func time(_ instant: Instant) -> String {
    String(instant.description.dropFirst(11).prefix(5))
  }

  /// The day of an instant, in UTC: `2026-11-23`.
  static func day(_ instant: Instant) -> String { String(instant.description.prefix(10)) }

  static func heading(_ category: Action.Category) -> String {
    switch category {
    case .move: "Moving about"
    case .add: "Adding"
    case .write: "Writing"
    case .arrange: "Arranging"
    case .mark: "Marking"
    case .history: "Taking back"
    case .look: "Looking"
    case .company: "Together"
    case .session: "The session"
    }
  }
}

extension Words {
  static let linked = "linked — o shows where it leads"
  static func inContext(_ number: Int, _ name: String) -> String {
    "\(stickies(number)) in the context \(quoted(name))"
  }
  static let needsWordAndMeaning = "a word of the glossary is written WORD = MEANING"
  static func saving(_ number: Int) -> String { "saving \(number)…" }
}
