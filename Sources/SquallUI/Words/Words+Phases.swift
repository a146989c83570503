import SquallModel

/// What each phase and each setting is for, in words.
extension Words {
  /// What people do in a phase, in one sentence.
  ///
  /// Source: event-storming.md section 2.
  static func goal(_ phase: Phase) -> String {
    switch phase {
    case .kickOff: "agree on the goal and the notation; only events and hotspots"
    case .chaoticExploration: "everybody writes down events, silently and all at once"
    case .enforceTimeline: "sort the events from left to right; mark the pivotal ones"
    case .peopleAndSystems: "add who acts, and the systems that take part"
    case .walkthrough: "tell the story aloud from the beginning; add what is missing"
    case .reverseNarrative: "go back from the end: what must have happened before this?"
    case .value: "mark where value is created or lost"
    case .problemsAndOpportunities: "collect problems and ideas; solve none of them yet"
    case .arrowVoting: "vote for what matters most, all at the same time"
    case .wrapUp: "note decisions and next steps, each with somebody who takes it"
    case .frame: "say what begins the process and how it ends"
    case .collectEvents: "write the events from the beginning to the end"
    case .completeGrammar: "add commands, people, systems, policies and read models: no holes"
    case .resolveHotspots: "settle each hotspot, or leave it open on purpose"
    case .compare: "put two models of the process side by side, and pick"
    case .winningConditions: "all paths end well, no holes, no open hotspot, nobody unhappy"
    case .events: "write every event of this part, as changes of a state"
    case .commands: "put the command that causes it before each event"
    case .actorsAndPolicies: "say who gives each command, or which policy does"
    case .readModelsAndScreens: "add what people have to see to decide"
    case .systems: "add the systems from outside"
    case .rules: "put a blank aggregate between command and event, and note its rules"
    case .group: "bring together what is decided in the same place"
    case .nameAggregates: "give the aggregates their names, last of all"
    }
  }

  /// A phase with what it is for: it is shown to all when it begins.
  static func phase(_ phase: Phase) -> String {
    "\(phase.number)/\(phase.level.phases.count) \(phase.words): \(goal(phase))"
  }

  static func newPhase(_ phase: Phase, of level: Level?, by name: String) -> String {
    "\(SafeText(name)) went on to " + (level.map { $0.words + ", " } ?? "") + self.phase(phase)
  }

  private static func words(_ level: Level) -> String {
    let phases = level.phases
    let ends = [phases.first, phases.last].compactMap { $0?.words }
    return "\(level.words): \(phases.count) phases, " + ends.joined(separator: " to ")
  }

  private static func words(_ zoom: Zoom) -> String {
    switch zoom {
    case .dots: "the whole workshop, a sign for every sticky"
    case .titles: "one line for every sticky"
    case .stickies: "stickies as on the wall"
    case .details: "stickies with their data and notes"
    }
  }

  private static func words(ofTheme name: String) -> String {
    switch name {
    case "terminal": "the colours that your terminal has"
    case "dark": "on a dark ground, whatever the terminal has"
    case "light": "on a light ground, whatever the terminal has"
    case "contrast": "nothing dim; what matters is bold or reversed"
    case "colour-blind": "kinds apart by lightness more than by hue"
    case "monochrome": "no colour at all"
    default: "colours of its own"
    }
  }

  /// What a word behind the name of an action stands for.
  static func words(of value: String, behind action: Action, in state: State) -> String {
    switch action.id {
    case "theme": return words(ofTheme: value)
    case "level": return Level(name: value).map { words($0) } ?? action.words
    case "phase": return state.phase(meant: value).map { phase($0) } ?? sentence(.lastPhase)
    case "zoom":
      let zoom = Zoom(name: value) ?? Int(value).flatMap { Zoom.allCases[safe: $0 - 1] }
      return zoom.map { words($0) } ?? action.words
    case "tags": return showsTags(value == "on")
    case "cursors": return showsCursor(value == "on")
    case "calls": return heedsCalls(value == "on")
    case "mouse": return hasMouse(value == "on")
    case "ascii": return drawsASCII(value == "on")
    default: return action.words
    }
  }

  static func theme(_ name: String) -> String { "\(name): \(words(ofTheme: name))" }
  static func hasMouse(_ isOn: Bool) -> String {
    isOn
      ? "squall has the mouse; Shift and the mouse selects text"
      : "the terminal has the mouse again, to select text"
  }
  static func drawsASCII(_ isOn: Bool) -> String {
    isOn ? "borders of - and |" : "borders of line signs"
  }
}
