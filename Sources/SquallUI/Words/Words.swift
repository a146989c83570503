public import SquallModel

/// The sentences of the screen, in one place: what happened, to which thing, what to do next.
public enum Words {
  /// A number and what is counted: `1 sticky`, `3 stickies`.
  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    number == 1 ? "1 \(one)" : "\(number) \(many)"
  }

  static func stickies(_ number: Int) -> String { count(number, "sticky", "stickies") }

  /// A text in quotation marks, short enough for a sentence.
  static func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > mostQuoted ? "“\(line.prefix(mostQuoted - 1))…”" : "“\(line)”"
  }

  /// Whether a text is too long to be quoted whole in a sentence.
  static func isQuotedInPart(_ text: String) -> Bool { text.count > mostQuoted }

  private static let mostQuoted = 40

  /// A kind with its article: `an event`, `a read model`.
  public static func one(_ kind: Kind) -> String {
    let startsWithVowel = kind.word.first.map { "aeiou".contains($0) } ?? false
    return (startsWithVowel ? "an " : "a ") + kind.word
  }

  static func many(_ kind: Kind) -> String {
    switch kind {
    case .policy: "policies"
    case .screen: "UI sketches"
    case .opportunity: "opportunities"
    default: kind.word + "s"
    }
  }

  private static func later(_ kind: Kind, than phase: Phase, isMine: Bool) -> String {
    if let level = kind.offeredFrom, level > phase.level {
      return "belong to \(level.words); "
        + (isMine ? ":level \(level.name)" : "a facilitator goes on to it")
    }
    return "come after the phase “\(phase.words)”; "
      + (isMine ? ":phase next" : "a facilitator goes on")
  }

  /// Why the action of a hint cannot be done now, in the line of that action.
  static func sentence(_ obstacle: Obstacle, for action: Action) -> String {
    let name = action.hint.split(separator: "-").joined(separator: " ")
    if case .notOpenYet(let kind, let phase, _) = obstacle {
      let isDeeper = kind.offeredFrom.map { $0 > phase.level } ?? false
      return name + (isDeeper ? ": not in \(phase.level.words)" : ": later than “\(phase.words)”")
    }
    return "\(name): \(sentence(obstacle))"
  }

  /// Why an action cannot be done now.
  public static func sentence(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .readOnly: "opened to be read only"
    case .observer: "observers only read"
    case .facilitatorsOnly: "only a facilitator does that"
    case .notRecording: "nothing can be saved here any more; :save-as PATH keeps all of it"
    case .writtenElsewhere(let writer): writtenElsewhere(by: writer)
    case .undecided: undecided
    case .inThePast: "this is how it was; Esc goes back to the present"
    case .notLinked: "no link leads from here; :link makes one from the sticky that is picked"
    case .nothingHere: "there is no sticky under the cursor"
    case .noStickies: "there is no sticky yet"
    case .noSession: "no session is open"
    case .notPlaced: "the sticky has no place on the timeline yet"
    case .onlyOn(let kind): "that is for \(many(kind))"
    case .noFields(let kind): "\(one(kind)) carries no fields"
    case .notOpenYet(let kind, let phase, let isMine):
      "\(many(kind)) \(later(kind, than: phase, isMine: isMine))"
    case .nothingToUndo: "there is nothing of yours to undo"
    case .overtaken(let told): "there is nothing of yours left to undo: \(told)"
    case .nothingToRedo: "there is nothing to redo"
    case .nothingToRepeat: "nothing has been done yet that could be repeated"
    case .nothingToPaste: "nothing has been copied yet"
    case .noSearch: "nothing is searched for; / searches"
    case .noGap: "there is no empty column behind this one"
    case .lastPhase: "this is the last phase"
    case .firstPhase: "this is the first phase"
    case .onlyOnBoard: "that works on the board; q closes the list"
    case .onlyInList: "that works in a list"
    case .onlyAmongRefused: "that works on an edit in the list of g r"
    case .onlyBetweenTwo: "pick one sticky with Space, then go to the one that it leads to"
    case .cannotBeAttached(let kind): "\(one(kind)) cannot be attached to another sticky"
    case .linkEnded: "there is no link to a host; :host goes on from your copy"
    case .boardLocked(let author):
      "\(author.map { SafeText($0).description } ?? "the facilitator") has locked the board"
    case .alone: "you work alone here; squall host FILE lets others in"
    case .nobodyElse: "nobody else is here"
    case .cutOff: "without a link nobody knows where the others are"
    case .nobodyOut: "nobody was sent out"
    case .followingNobody: "you follow nobody"
    case .followedNobody: "you have followed nobody yet; f and a name does"
    case .noCall: "nobody has called"
    case .noneRefused: "all that you did applies"
    case .stillWaiting: "nothing was refused; what waits has not reached the host yet"
    case .notOffline: "the link is not lost"
    case .noLink: "that needs the link to the host"
    case .hostIsThere: "the host is there; only one can be"
    case .hostingAlready: "this board is the host already"
    case .wouldStopOthers:
      "the workshop would stop for everybody; another terminal can be opened beside this one"
    case .onlyAtTheDoor: "that is for the door: F o"
    case .lockedSo: "it is so already"
    case .noTimer: "there is no timer; F t t starts one"
    }
  }
}
