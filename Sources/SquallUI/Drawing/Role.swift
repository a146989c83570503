/// What a cell is there for. Views say roles, themes turn them into colours.
@frozen
public enum Role: UInt8, CaseIterable, Sendable {
  // The furniture.
  case plain, chrome, title, mode, laneName, ruler, line, pivotalBar, cursor, selection
  // The faces of stickies, in the order of the legend.
  case domainEvent, command, aggregate, actor, policy, readModel, externalSystem, hotspot
  case opportunity, screen, definition, note
  // What speaks to the person.
  case hint, hintKey, toast, warning, error, dim, placeholder
  case popup, popupBorder, popupSelection
  case inputLabel, inputField, inputSelection
  case overview, overviewHere, matchHighlight, presence, votes, contextArea, saved, unsaved
  // People who take part, told apart by colour beside their initials; and codes that are read by
  // cameras, dark on light.
  case person1, person2, person3, person4, person5, person6, code

  /// The sign of the role in golden screens; every role has its own.
  public var letter: UInt8 {
    switch self {
    case .plain: UInt8(ascii: ".")
    case .chrome: UInt8(ascii: "c")
    case .title: UInt8(ascii: "t")
    case .mode: UInt8(ascii: "M")
    case .laneName: UInt8(ascii: "l")
    case .ruler: UInt8(ascii: "r")
    case .line: UInt8(ascii: "-")
    case .pivotalBar: UInt8(ascii: "|")
    case .cursor: UInt8(ascii: ">")
    case .selection: UInt8(ascii: "s")
    case .domainEvent: UInt8(ascii: "E")
    case .command: UInt8(ascii: "C")
    case .aggregate: UInt8(ascii: "G")
    case .actor: UInt8(ascii: "A")
    case .policy: UInt8(ascii: "P")
    case .readModel: UInt8(ascii: "R")
    case .externalSystem: UInt8(ascii: "S")
    case .hotspot: UInt8(ascii: "!")
    case .opportunity: UInt8(ascii: "O")
    case .screen: UInt8(ascii: "U")
    case .definition: UInt8(ascii: "D")
    case .note: UInt8(ascii: "N")
    case .hint: UInt8(ascii: "h")
    case .hintKey: UInt8(ascii: "k")
    case .toast: UInt8(ascii: "T")
    case .warning: UInt8(ascii: "W")
    case .error: UInt8(ascii: "X")
    case .dim: UInt8(ascii: "d")
    case .placeholder: UInt8(ascii: "g")
    case .popup: UInt8(ascii: "b")
    case .popupBorder: UInt8(ascii: "B")
    case .popupSelection: UInt8(ascii: "z")
    case .inputLabel: UInt8(ascii: ":")
    case .inputField: UInt8(ascii: "i")
    case .inputSelection: UInt8(ascii: "I")
    case .overview: UInt8(ascii: "o")
    case .overviewHere: UInt8(ascii: "=")
    case .matchHighlight: UInt8(ascii: "m")
    case .presence: UInt8(ascii: "p")
    case .votes: UInt8(ascii: "v")
    case .contextArea: UInt8(ascii: "x")
    case .saved: UInt8(ascii: "y")
    case .unsaved: UInt8(ascii: "n")
    case .person1: UInt8(ascii: "1")
    case .person2: UInt8(ascii: "2")
    case .person3: UInt8(ascii: "3")
    case .person4: UInt8(ascii: "4")
    case .person5: UInt8(ascii: "5")
    case .person6: UInt8(ascii: "6")
    case .code: UInt8(ascii: "q")
    }
  }
}
