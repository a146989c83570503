/// Where a workshop stands within its level.
public enum Phase: String, CaseIterable, Hashable, Sendable {
  case kickOff, chaoticExploration, enforceTimeline, peopleAndSystems, walkthrough
  case reverseNarrative, value, problemsAndOpportunities, arrowVoting, wrapUp
  case frame, collectEvents, completeGrammar, resolveHotspots, compare, winningConditions
  case events, commands, actorsAndPolicies, readModelsAndScreens, systems, rules, group
  case nameAggregates

  /// The name in session files and edits.
  public var name: String { rawValue }

  /// The phase of that name.
  public init?(name: String) {
    self.init(rawValue: name)
  }

  /// The level that the phase belongs to.
  public var level: Level {
    switch self {
    case .kickOff, .chaoticExploration, .enforceTimeline, .peopleAndSystems, .walkthrough,
      .reverseNarrative, .value, .problemsAndOpportunities, .arrowVoting, .wrapUp:
      .bigPicture
    case .frame, .collectEvents, .completeGrammar, .resolveHotspots, .compare, .winningConditions:
      .process
    case .events, .commands, .actorsAndPolicies, .readModelsAndScreens, .systems, .rules, .group,
      .nameAggregates:
      .design
    }
  }

  /// The place of the phase among its level's, counted from 1.
  public var number: Int { (level.phases.firstIndex(of: self) ?? 0) + 1 }

  /// The words a person reads on screen: `completeGrammar` is "complete grammar".
  public var words: String {
    var words = ""
    for character in name {
      if character.isUppercase { words += " " }
      words += character.lowercased()
    }
    return words
  }

  /// Whether the phase has opened the kind: the facilitator adds notation as it is needed.
  ///
  /// A screen greys out what is not open yet and says why. Files, scripts and imports are never
  /// refused for it. Source: event-storming.md sections 2 and 3.
  public func opens(_ kind: Kind) -> Bool {
    guard let first = kind.offeredFrom else { return true }
    if level > first { return level == .design ? opensInDesign(kind) : true }
    guard level == first else { return false }
    switch (level, kind) {
    case (.bigPicture, .domainEvent): return true
    case (.bigPicture, .opportunity): return number >= Phase.problemsAndOpportunities.number
    case (.bigPicture, _): return number >= Phase.peopleAndSystems.number
    case (.process, _): return number >= Phase.collectEvents.number
    case (.design, _): return opensInDesign(kind)
    }
  }

  private func opensInDesign(_ kind: Kind) -> Bool {
    switch kind {
    case .domainEvent, .hotspot, .definition, .note, .opportunity: true
    case .command: number >= Phase.commands.number
    case .actor, .policy: number >= Phase.actorsAndPolicies.number
    case .readModel, .screen: number >= Phase.readModelsAndScreens.number
    case .externalSystem: number >= Phase.systems.number
    case .aggregate: number >= Phase.rules.number
    }
  }
}
