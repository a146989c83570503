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
    Flow.forEachEvent(of: board) { causes[$0.id] = $1 }
  }

  /// What led to a domain event.
  public func causes(of event: ID) -> Causes { causes[event] ?? Causes() }

  /// Goes through the domain events of the timeline in reading order, each with what led to it.
  ///
  /// Takes no memory that grows with the board.
  public static func forEachEvent<Failure: Error>(
    of board: Board, _ body: (Sticky, Causes) throws(Failure) -> Void
  ) throws(Failure) {
    var walk = FlowWalk(board)
    for sticky in board.readingOrder {
      if let causes = walk.pass(sticky) { try body(sticky, causes) }
    }
  }
}
