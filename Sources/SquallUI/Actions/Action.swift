public import SquallModel

/// Something that a person can do: the one table feeds keys, hints, pop-ups, palette, `:` and help.
public struct Action: Sendable {
  /// Where an action stands in help and key reference.
  public enum Category: String, CaseIterable, Sendable {
    case move, add, write, arrange, mark, history, look, company, session
  }

  /// What may stand behind the name on the `:` line.
  public enum Argument: Equatable, Sendable {
    case none
    /// Some text; the words say what it is: `PATH`, `TITLE`.
    case text(String)
    /// One of some words.
    case word([String])
    /// A whole number.
    case number
    /// The name of somebody in the workshop.
    case person
    var isNone: Bool { self == .none }
  }

  /// How an action is called: how often, and with what.
  struct Call: Sendable {
    var count: Int?
    var argument: String?
    /// How often, once where nobody said.
    var times: Int { max(1, count ?? 1) }
  }

  /// The name for `:`, keymaps and tests: words with dashes between.
  public let id: String
  /// Further names for `:`.
  public let aliases: [String]
  /// What it does, in one line, as a person reads it.
  public let words: String
  /// The one or two words of the hint line.
  public let hint: String
  public let category: Category
  /// The default keys, the one to be shown first.
  public let keys: [KeySequence]
  public let argument: Argument
  /// Whether it changes the document.
  public let edits: Bool
  let obstacle: @Sendable (State) -> Obstacle?
  let perform: @Sendable (inout State, Call) -> Void

  init(
    _ id: String, _ words: String, hint: String? = nil, _ category: Category,
    keys: [String] = [], aliases: [String] = [], argument: Argument = .none, edits: Bool = false,
    unless obstacle: @escaping @Sendable (State) -> Obstacle? = { _ in nil },
    does perform: @escaping @Sendable (inout State, Call) -> Void
  ) {
    self.id = id
    self.aliases = aliases
    self.words = words
    self.hint = hint ?? id
    self.category = category
    self.keys = keys.compactMap(KeySequence.init)
    assert(self.keys.count == keys.count, "a default key of \(id) has no such name")
    self.argument = argument
    self.edits = edits
    self.obstacle = obstacle
    self.perform = perform
  }

  /// Why the action cannot be done now; nil where it can.
  public func whyNot(in state: State) -> Obstacle? {
    if edits, let obstacle = state.obstacleToEditing { return obstacle }
    return obstacle(state)
  }

  /// Every action, in the order of help.
  public static let all: [Action] =
    moves + additions + writing + arranging + marks + history + looks + company + facilitating
    + sessionActions

  private static let byName: [String: Action] = {
    var byName: [String: Action] = [:]
    for action in all {
      for name in [action.id] + action.aliases where byName[name] == nil { byName[name] = action }
    }
    return byName
  }()

  /// The action of a name or an alias.
  public static func named(_ name: String) -> Action? { byName[name] }
}

/// Why something cannot be done now.
public enum Obstacle: Equatable, Sendable {
  case readOnly
  case observer
  case facilitatorsOnly
  case notRecording
  case inThePast
  case notLinked
  /// Somebody else writes the session's files; who.
  case writtenElsewhere(String)
  /// Two boards wait for a decision.
  case undecided
  case nothingHere
  case noStickies
  case noSession
  case notPlaced
  case onlyOn(Kind)
  case noFields(Kind)
  /// The phase has not opened the kind; it is one's own to go on, or a facilitator's.
  case notOpenYet(Kind, Phase, isMine: Bool = true)
  case nothingToUndo
  case nothingToRedo
  case nothingToRepeat
  case nothingToPaste
  case noSearch
  case noGap
  case lastPhase
  case firstPhase
  case onlyOnBoard
  case onlyInList
  case onlyAmongRefused
  case onlyBetweenTwo
  case cannotBeAttached(Kind)
  case linkEnded
  /// What others have changed since it was done here.
  case overtaken(String)
  /// By the facilitator of that name, where it is known.
  case boardLocked(by: String?)
  case alone
  case nobodyElse
  /// The link is lost, and with it where the others are.
  case cutOff
  /// Nobody was sent out.
  case nobodyOut
  case followingNobody
  case followedNobody
  case noCall
  case noneRefused
  /// Nothing was refused; what waits the host has not seen.
  case stillWaiting
  case notOffline
  case noLink
  case hostIsThere
  case hostingAlready
  case onlyAtTheDoor
  /// The workshop of others would stop with this terminal.
  case wouldStopOthers
  case lockedSo
  case noTimer
}
