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
    Flow.forEachEvent(of: board) { event in
      causes[event.sticky.pointee.id] = Causes(
        command: event.command?.pointee.id, aggregate: event.aggregate?.pointee.id,
        actor: event.actor?.pointee.id, policy: event.policy?.pointee.id,
        cause: event.cause?.pointee.id)
    }
  }

  /// What led to a domain event.
  public func causes(of event: ID) -> Causes { causes[event] ?? Causes() }

  /// A domain event and what led to it, lent where they lie on the board.
  package struct Event {
    package let sticky: UnsafePointer<Sticky>
    package let command: UnsafePointer<Sticky>?
    package let aggregate: UnsafePointer<Sticky>?
    package let actor: UnsafePointer<Sticky>?
    package let policy: UnsafePointer<Sticky>?
    package let cause: UnsafePointer<Sticky>?
  }

  /// Goes through the domain events of the timeline in reading order, each with what led to it.
  ///
  /// Takes no memory that grows with the board. What is lent is good for the call of `body` only.
  package static func forEachEvent<Failure: Error>(
    of board: Board, _ body: (Event) throws(Failure) -> Void
  ) throws(Failure) {
    try board.withSlotsOnTimeline { (stickies, blocks) throws(Failure) in
      var walk = FlowWalk(board, stickies: stickies, blocks: blocks)
      func sticky(_ slot: Int32) -> UnsafePointer<Sticky>? {
        slot < 0 ? nil : stickies + Int(slot)
      }
      for block in blocks {
        for slot in block {
          guard let causes = walk.pass(slot) else { continue }
          try body(
            Event(
              sticky: stickies + Int(slot), command: sticky(causes.command),
              aggregate: sticky(causes.aggregate), actor: sticky(causes.actor),
              policy: sticky(causes.policy), cause: sticky(causes.cause)))
        }
      }
    }
  }
}
