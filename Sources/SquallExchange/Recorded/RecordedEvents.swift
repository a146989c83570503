public import SquallModel

/// The recorded events of a board: the one reading that every format of events is written from.
///
/// Recorded are the domain events that have a place and are not tentative; a linked copy is not a
/// second event. They come in reading order, one at a time, so that a million of them take no
/// more memory than ten. Source: design.md section 3, "The store format".
public struct RecordedEvents: Sendable {
  /// The board that is read.
  public let board: Board
  /// How texts become names of types.
  public let naming: Naming
  /// What stands before the type of every event.
  public let typePrefix: String

  /// The recorded events of a board.
  public init(of board: Board, naming: Naming = .pascal, typePrefix: String = "") {
    self.board = board
    self.naming = naming
    self.typePrefix = typePrefix
  }

  /// Goes through the recorded events in reading order.
  ///
  /// - Returns: how many there were and what was left out.
  @discardableResult
  public func read<Failure: Error>(
    _ body: (borrowing RecordedEvent) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport {
    var report = ExportReport()
    var reading = EventReading(self)
    try Flow.forEachEvent(of: board) { (sticky, causes) throws(Failure) in
      if sticky.copyOf != nil {
        report.copies += 1
      } else if sticky.isTentative {
        report.tentative += 1
      } else if let name = naming.name(for: sticky.text) {
        report.recorded += 1
        let event = reading.event(
          sticky, type: typePrefix.isEmpty ? name : typePrefix + name, sequence: report.recorded,
          causes: causes)
        try body(event)
      } else {
        report.unnamed.append(sticky.id)
      }
    }
    for id in board.inbox where board[id]?.kind == .domainEvent { report.unplaced += 1 }
    return report
  }

  /// The types of the recorded events, in reading order.
  public var types: [String] {
    var types: [String] = []
    read { types.append($0.type) }
    return types
  }
}

/// Puts together what the board says about each event, and remembers what neighbours share.
private struct EventReading {
  private let board: Board
  private let naming: Naming
  private let namespace: NameUUID
  private let laneNames: [ID: String]
  private let authors: [ID: String]
  private let contexts: [ID: String]
  private var lane: (id: ID, name: String)?
  private var author: (id: ID, name: String?)?
  private var cause: (sticky: ID, id: NameUUID?)?
  private var aggregate: (id: ID, names: Names?)?
  private var command: (id: ID, name: String?)?

  /// The names of an aggregate's type.
  private struct Names {
    /// In the naming that was asked for.
    var asked: String?
    /// In Pascal case, as streams have it whatever the naming.
    var pascal: String?
  }

  init(_ events: RecordedEvents) {
    board = events.board
    naming = events.naming
    namespace = .session(board.id)
    laneNames = Dictionary(
      board.lanes.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    authors = Dictionary(
      board.participants.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var contexts: [ID: String] = [:]
    for context in board.contexts.reversed() {
      for id in context.stickies { contexts[id] = context.name }
    }
    self.contexts = contexts
  }

  mutating func event(
    _ sticky: Sticky, type: String, sequence: Int, causes: Flow.Causes
  ) -> RecordedEvent {
    let aggregate = causes.aggregate.flatMap { aggregateNames($0) }
    return RecordedEvent(
      sticky: sticky, type: type, id: NameUUID(of: sticky.id.text, in: namespace),
      sequence: sequence,
      stream: StreamName.name(
        aggregate: aggregate?.pascal, fields: sticky.fields, session: board.id),
      lane: laneName(of: sticky), aggregate: aggregate?.asked,
      command: causes.command.flatMap { commandName($0) },
      actor: causes.actor.flatMap { text(of: $0) }, policy: causes.policy.flatMap { text(of: $0) },
      boundedContext: contexts[sticky.id], hotspots: hotspots(on: sticky.id),
      author: sticky.author.flatMap { authorName($0) },
      causation: causes.cause.flatMap { recordedID(of: $0) }, correlation: namespace)
  }

  private func text(of id: ID) -> String? { board[id].map { board.text(of: $0) } }

  private func hotspots(on id: ID) -> [String] {
    let attached = board.attached(to: id)
    guard !attached.isEmpty else { return [] }
    return attached.compactMap { id in
      guard let sticky = board[id], sticky.kind == .hotspot, !sticky.isAddressed else { return nil }
      return board.text(of: sticky)
    }
  }

  private mutating func laneName(of sticky: Sticky) -> String {
    guard case .spot(let id, _, _) = sticky.place else { return "" }
    if let lane, lane.id == id { return lane.name }
    let name = laneNames[id] ?? ""
    lane = (id, name)
    return name
  }

  private mutating func authorName(_ id: ID) -> String? {
    if let author, author.id == id { return author.name }
    let name = authors[id]
    author = (id, name)
    return name
  }

  private mutating func aggregateNames(_ id: ID) -> Names? {
    if let aggregate, aggregate.id == id { return aggregate.names }
    let names = text(of: id).map { text in
      Names(asked: naming.name(for: text), pascal: Naming.pascal.name(for: text))
    }
    aggregate = (id, names)
    return names
  }

  private mutating func commandName(_ id: ID) -> String? {
    if let command, command.id == id { return command.name }
    let name = text(of: id).flatMap { naming.name(for: $0) }
    command = (id, name)
    return name
  }

  /// The id of the event that a sticky is, or that its original is; nil where it is not recorded.
  private mutating func recordedID(of id: ID) -> NameUUID? {
    if let cause, cause.sticky == id { return cause.id }
    var found: NameUUID?
    if let sticky = board[board[id]?.copyOf ?? id], !sticky.isTentative,
      board.spot(of: sticky) != nil, naming.name(for: sticky.text) != nil
    {
      found = NameUUID(of: sticky.id.text, in: namespace)
    }
    cause = (id, found)
    return found
  }
}
