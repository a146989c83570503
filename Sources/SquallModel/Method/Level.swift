/// How deep a workshop goes: the three formats of event storming.
public enum Level: UInt8, CaseIterable, Hashable, Comparable, Sendable {
  case bigPicture
  case process
  case design

  /// The name in session files and edits.
  public var name: String {
    switch self {
    case .bigPicture: "bigPicture"
    case .process: "process"
    case .design: "design"
    }
  }

  /// The level of that name.
  public init?(name: String) {
    guard let level = Level.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  /// The words a person reads on screen.
  public var words: String {
    switch self {
    case .bigPicture: "big picture"
    case .process: "process modelling"
    case .design: "software design"
    }
  }

  /// The phases of the level, in the order a workshop goes through them.
  ///
  /// Source: event-storming.md section 2.
  public var phases: [Phase] {
    switch self {
    case .bigPicture:
      [
        .kickOff, .chaoticExploration, .enforceTimeline, .peopleAndSystems, .walkthrough,
        .reverseNarrative, .value, .problemsAndOpportunities, .arrowVoting, .wrapUp,
      ]
    case .process:
      [.frame, .collectEvents, .completeGrammar, .resolveHotspots, .compare, .winningConditions]
    case .design:
      [
        .events, .commands, .actorsAndPolicies, .readModelsAndScreens, .systems, .rules, .group,
        .nameAggregates,
      ]
    }
  }

  public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}
