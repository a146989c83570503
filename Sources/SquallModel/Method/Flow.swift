/// Who causes what: the one reading of the board that exports and checks share.
///
/// An explicit link wins, and an actor attached to a command is its actor. Otherwise neighbours
/// tell, in reading order; "nearest" is the nearest earlier sticky in the same lane, else in any
/// lane, and what stands between two stickies is looked for where the two were: in their lane if
/// they share one, in all lanes if not. Source: design.md section 2, the table of the flow.
public struct Flow: Sendable {
  /// What one domain event has to do with.
  public struct Causes: Equatable, Sendable {
    /// The command that led to the event.
    public var command: ID?
    /// The aggregate or system that accepted the command.
    public var aggregate: ID?
    public var actor: ID?
    public var policy: ID?
    /// The event whose policy led to this event's command.
    public var cause: ID?

    public init(
      command: ID? = nil, aggregate: ID? = nil, actor: ID? = nil, policy: ID? = nil,
      cause: ID? = nil
    ) {
      self.command = command
      self.aggregate = aggregate
      self.actor = actor
      self.policy = policy
      self.cause = cause
    }
  }

  private var causes: [ID: Causes] = [:]

  /// Reads the flow of a whole board, once from left to right.
  public init(of board: Board) {
    var reader = FlowReader(board)
    causes = reader.read()
  }

  /// What led to a domain event.
  public func causes(of event: ID) -> Causes { causes[event] ?? Causes() }
}

/// Walks the board in reading order and remembers the latest sticky of each kind.
private struct FlowReader {
  /// A sticky that was met, with its number in reading order.
  struct Met {
    var id: ID
    var number: Int
    var lane: ID
  }

  /// The latest sticky of each kind, in one lane or in all.
  struct Latest {
    private var met: [Met?] = Array(repeating: nil, count: Kind.allCases.count)

    subscript(kind: Kind) -> Met? {
      get { met[Int(kind.rawValue)] }
      set { met[Int(kind.rawValue)] = newValue }
    }
  }

  struct CommandCauses {
    var actor: ID?
    var policy: ID?
    var cause: ID?
  }

  let board: Board
  private var anywhere = Latest()
  private var inLane: [ID: Latest] = [:]
  private var commands: [ID: CommandCauses] = [:]
  private var policies: [ID: ID] = [:]
  private var linked: [ID: [ID]] = [:]

  init(_ board: Board) {
    self.board = board
    for link in board.links { linked[link.to, default: []].append(link.from) }
  }

  mutating func read() -> [ID: Flow.Causes] {
    var causes: [ID: Flow.Causes] = [:]
    var number = 0
    for sticky in board.readingOrder {
      guard case .spot(let lane, _, _) = sticky.place else { continue }
      switch sticky.kind {
      case .policy: policies[sticky.id] = event(before: sticky.id, lane: lane)
      case .command: commands[sticky.id] = commandCauses(of: sticky.id, lane: lane)
      case .domainEvent: causes[sticky.id] = eventCauses(of: sticky.id, lane: lane)
      default: break
      }
      let met = Met(id: sticky.id, number: number, lane: lane)
      anywhere[sticky.kind] = met
      inLane[lane, default: Latest()][sticky.kind] = met
      number += 1
    }
    resolveForwardLinks(&causes)
    return causes
  }

  /// The nearest earlier sticky of a kind: in the same lane, else in any.
  private func nearest(_ kind: Kind, lane: ID) -> Met? {
    inLane[lane]?[kind] ?? anywhere[kind]
  }

  /// Whether a sticky of a kind was met after another one, seen from a lane.
  private func stands(_ kind: Kind, after met: Met, lane: ID) -> Bool {
    let latest = met.lane == lane ? inLane[lane]?[kind] : anywhere[kind]
    return latest.map { $0.number > met.number } ?? false
  }

  private func linkedSource(_ kind: Kind, to id: ID) -> ID? {
    linked[id]?.first { board[$0]?.kind == kind }
  }

  private func event(before policy: ID, lane: ID) -> ID? {
    linkedSource(.domainEvent, to: policy) ?? nearest(.domainEvent, lane: lane)?.id
  }

  private func commandCauses(of command: ID, lane: ID) -> CommandCauses {
    var causes = CommandCauses()
    let attached = board.attached(to: command).first { board[$0]?.kind == .actor }
    causes.actor =
      linkedSource(.actor, to: command) ?? attached
      ?? unlessEvent(nearest(.actor, lane: lane), lane: lane)
    causes.policy =
      linkedSource(.policy, to: command) ?? unlessEvent(nearest(.policy, lane: lane), lane: lane)
    causes.cause = causes.policy.flatMap { policies[$0] }
    return causes
  }

  private func unlessEvent(_ met: Met?, lane: ID) -> ID? {
    guard let met, !stands(.domainEvent, after: met, lane: lane) else { return nil }
    return met.id
  }

  private func eventCauses(of event: ID, lane: ID) -> Flow.Causes {
    var causes = Flow.Causes()
    let nearest = nearest(.command, lane: lane)
    if let command = linkedSource(.command, to: event) {
      causes.command = command
    } else if let nearest, !stands(.policy, after: nearest, lane: lane) {
      causes.command = nearest.id
      causes.aggregate = consistency(after: nearest, lane: lane)
    }
    causes.aggregate =
      linkedSource(.aggregate, to: event) ?? linkedSource(.externalSystem, to: event)
      ?? causes.aggregate
    if let command = causes.command, let of = commands[command] { causes.take(of) }
    return causes
  }

  /// The nearest aggregate or system that was met after a command.
  private func consistency(after command: Met, lane: ID) -> ID? {
    for latest in [inLane[lane] ?? Latest(), anywhere] {
      let candidates = [latest[.aggregate], latest[.externalSystem]].compactMap { $0 }
      let between = candidates.filter { $0.number > command.number }
      if let nearest = between.max(by: { $0.number < $1.number }) { return nearest.id }
    }
    return nil
  }

  /// A link may point backwards: its command is met only after the event that it leads to.
  private func resolveForwardLinks(_ causes: inout [ID: Flow.Causes]) {
    guard !linked.isEmpty else { return }
    for (event, found) in causes {
      guard let command = found.command, let of = commands[command] else { continue }
      causes[event]?.take(of)
    }
  }
}

extension Flow.Causes {
  fileprivate mutating func take(_ command: FlowReader.CommandCauses) {
    actor = command.actor
    policy = command.policy
    cause = command.cause
  }
}
