/// What a sticky stands for, in the notation of event storming.
///
/// Source: event-storming.md section 3, after Brandolini's boards and the ddd-crew glossary.
public enum Kind: UInt8, CaseIterable, Hashable, Sendable {
  case domainEvent
  case command
  case aggregate
  case actor
  case policy
  case readModel
  case externalSystem
  case hotspot
  case opportunity
  case screen
  case definition
  case note

  /// The name in session files, edits and exports.
  public var name: String {
    switch self {
    case .domainEvent: "domainEvent"
    case .command: "command"
    case .aggregate: "aggregate"
    case .actor: "actor"
    case .policy: "policy"
    case .readModel: "readModel"
    case .externalSystem: "externalSystem"
    case .hotspot: "hotspot"
    case .opportunity: "opportunity"
    case .screen: "screen"
    case .definition: "definition"
    case .note: "note"
    }
  }

  /// The kind of that name, exactly as session files write it.
  public init?(name: String) {
    guard let kind = Kind.byName[name] else { return nil }
    self = kind
  }

  /// The kind that another tool, or another school of the method, means by that word.
  ///
  /// Compared without regard to case, spaces and dashes.
  public init?(importedWord word: String) {
    let letters = word.lowercased().filter { $0.isLetter }
    guard let kind = Kind.byImportedWord[letters] else { return nil }
    self = kind
  }

  /// The one letter that says the kind without colour; also the key that adds one.
  public var letter: Character {
    switch self {
    case .domainEvent: "E"
    case .command: "C"
    case .aggregate: "G"
    case .actor: "A"
    case .policy: "P"
    case .readModel: "R"
    case .externalSystem: "S"
    case .hotspot: "!"
    case .opportunity: "O"
    case .screen: "U"
    case .definition: "D"
    case .note: "N"
    }
  }

  /// The word a person reads on screen.
  public var word: String {
    switch self {
    case .domainEvent: "event"
    case .readModel: "read model"
    case .externalSystem: "system"
    case .screen: "UI sketch"
    default: name
    }
  }

  /// Whether stickies of the kind carry data: names with example values.
  public var carriesFields: Bool {
    switch self {
    case .domainEvent, .command, .readModel: true
    default: false
    }
  }

  /// Whether the sticky may be left without text, because the method names it last.
  public var mayBeBlank: Bool {
    switch self {
    case .aggregate, .readModel, .screen: true
    default: false
    }
  }

  /// Whether a sticky of the kind may be attached to another one and then moves with it.
  public var mayBeAttached: Bool {
    switch self {
    case .hotspot, .actor, .note: true
    default: false
    }
  }

  /// The kinds that the flow allows after this one, the likeliest first.
  ///
  /// Source: event-storming.md section 1, "what may follow what".
  public var successors: [Kind] {
    switch self {
    case .domainEvent: [.policy, .readModel, .domainEvent]
    case .command: [.aggregate, .externalSystem, .domainEvent]
    case .aggregate, .externalSystem: [.domainEvent]
    case .actor: [.command]
    case .policy: [.command]
    case .readModel: [.actor, .command]
    case .screen: [.actor, .command]
    case .hotspot, .opportunity, .definition, .note: [.domainEvent]
    }
  }

  /// The first level of the method that uses the kind; nil for those that always belong.
  public var offeredFrom: Level? {
    switch self {
    case .domainEvent, .actor, .externalSystem, .opportunity: .bigPicture
    case .command, .policy, .readModel: .process
    case .aggregate, .screen: .design
    case .hotspot, .definition, .note: nil
    }
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: Kind.allCases.map { ($0.name, $0) })

  private static let byImportedWord: [String: Kind] = {
    var words = Dictionary(
      uniqueKeysWithValues: Kind.allCases.map { ($0.name.lowercased(), $0) })
    words.merge([
      "event": .domainEvent, "pivotalevent": .domainEvent, "action": .command,
      "decision": .command, "constraint": .aggregate, "rule": .aggregate, "person": .actor,
      "user": .actor, "persona": .actor, "agent": .actor, "reaction": .policy,
      "querymodel": .readModel, "information": .readModel, "view": .readModel,
      "system": .externalSystem, "external": .externalSystem, "problem": .hotspot,
      "question": .hotspot, "ui": .screen, "uisketch": .screen, "mockup": .screen,
      "wireframe": .screen, "glossary": .definition, "term": .definition, "text": .note,
      "annotation": .note, "comment": .note,
    ]) { own, _ in own }
    return words
  }()
}
