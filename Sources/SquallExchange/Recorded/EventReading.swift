import SquallModel

/// Puts together what the board says about each event, and remembers what neighbours share.
struct EventReading {
  private typealias Lent = UnsafePointer<Sticky>

  private let board: Board
  private let naming: Naming
  private let namespace: NameUUID
  private let session: ID
  private let hasAttachments: Bool
  private let lanes: NamesByID
  private let authors: NamesByID
  private let contexts: [ID: String]
  private var command: (sticky: Lent, name: String?)?
  private var aggregate: (sticky: Lent, names: AggregateNames)?
  private var cause: (sticky: Lent, id: NameUUID?)?

  private struct AggregateNames {
    /// The name of the type, in the naming that was asked for.
    var type: String?
    /// The category of its streams, whatever the naming.
    var category: String?
  }

  /// A reading of the events of a board.
  init(_ events: RecordedEvents) {
    board = events.board
    naming = events.naming
    session = events.board.id
    namespace = .session(session)
    hasAttachments = events.board.hasAttachments
    lanes = NamesByID(board.lanes.map { ($0.id, $0.name) })
    authors = NamesByID(board.participants.map { ($0.id, $0.name) })
    var contexts: [ID: String] = [:]
    for context in board.contexts.reversed() {
      for id in context.stickies { contexts[id] = context.name }
    }
    self.contexts = contexts
  }

  /// What is recorded of an event.
  mutating func event(_ event: Flow.Event, type: String, sequence: Int) -> RecordedEvent {
    let id = event.sticky.pointee.id
    let data = event.sticky.pointee.fields
    let aggregate = event.aggregate.map { names(of: $0) }
    return RecordedEvent(
      sticky: id, text: event.sticky.pointee.text, data: data, note: event.sticky.pointee.note,
      recordedAt: event.sticky.pointee.createdAt, type: type,
      id: NameUUID(of: id.text, in: namespace), sequence: sequence,
      stream: StreamName.name(category: aggregate?.category, fields: data, session: session),
      lane: laneName(of: event.sticky.pointee.place), aggregate: aggregate?.type,
      command: event.command.flatMap { commandName(of: $0) },
      actor: event.actor.map { text(of: $0) }, policy: event.policy.map { text(of: $0) },
      boundedContext: contexts[id], hotspots: hasAttachments ? hotspots(on: id) : [],
      author: event.sticky.pointee.author.flatMap { authors[$0] },
      causation: event.cause.flatMap { recordedID(of: $0) }, correlation: namespace)
  }

  private func text(of sticky: Lent) -> String {
    sticky.pointee.copyOf == nil ? sticky.pointee.text : board.text(of: sticky.pointee)
  }

  private func hotspots(on id: ID) -> [String] {
    let attached = board.attached(to: id)
    guard !attached.isEmpty else { return [] }
    return attached.compactMap { id in
      guard let sticky = board[id], sticky.kind == .hotspot, !sticky.isAddressed else { return nil }
      return board.text(of: sticky)
    }
  }

  private func laneName(of place: Place) -> String {
    guard case .spot(let id, _, _) = place else { return "" }
    return lanes[id] ?? ""
  }

  private mutating func names(of sticky: Lent) -> AggregateNames {
    if let aggregate, aggregate.sticky == sticky { return aggregate.names }
    let text = text(of: sticky)
    let names = AggregateNames(
      type: naming.name(for: text),
      category: Naming.pascal.name(for: text).map { StreamName.category(ofAggregate: $0) })
    aggregate = (sticky, names)
    return names
  }

  private mutating func commandName(of sticky: Lent) -> String? {
    if let command, command.sticky == sticky { return command.name }
    let name = naming.name(for: text(of: sticky))
    command = (sticky, name)
    return name
  }

  /// The id of the event that a sticky is, or that its original is; nil where it is not recorded.
  private mutating func recordedID(of sticky: Lent) -> NameUUID? {
    if let cause, cause.sticky == sticky { return cause.id }
    let event = sticky.pointee.copyOf.flatMap { board[$0] } ?? sticky.pointee
    var id: NameUUID?
    if !event.isTentative, board.spot(of: event) != nil, naming.name(for: event.text) != nil {
      id = NameUUID(of: event.id.text, in: namespace)
    }
    cause = (sticky, id)
    return id
  }
}

/// Names by the ids of what has them, found without hashing where there are few.
private struct NamesByID {
  /// Up to how many ids are compared one by one.
  private static let linear = 16

  private let names: [(id: ID, name: String)]
  private let byID: [ID: String]

  init(_ names: [(id: ID, name: String)]) {
    self.names = names
    byID =
      names.count > NamesByID.linear
      ? Dictionary(names.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }) : [:]
  }

  subscript(id: ID) -> String? {
    guard byID.isEmpty else { return byID[id] }
    for index in names.indices where names[index].id == id { return names[index].name }
    return nil
  }
}
