public import SquallModel

/// A domain event as an event store takes it, before any format gives it its shape.
public struct RecordedEvent: Sendable {
  /// The sticky that it comes from.
  public var sticky: ID
  /// What is written on the sticky.
  public var text: String
  /// The event's data, in its order.
  public var data: [Field]
  public var note: String?
  /// When the event was put on the board; nil where nobody knows.
  public var recordedAt: Instant?
  /// What kind of event it is: `OrderPlaced`.
  public var type: String
  /// The same for the same sticky of the same session, whenever it is exported.
  public var id: NameUUID
  /// The place among the recorded events, from 1.
  public var sequence: Int
  /// The stream that it belongs to: `order-O001`.
  public var stream: String
  public var lane: String
  /// The type name of the aggregate or system that decided.
  public var aggregate: String?
  /// The type name of the command that led to it.
  public var command: String?
  public var actor: String?
  public var policy: String?
  /// The name of the first context that the event stands in.
  public var boundedContext: String?
  /// The texts of the open hotspots that are attached to it.
  public var hotspots: [String]
  /// The name of who wrote the sticky.
  public var author: String?
  /// The event whose policy led to this event's command.
  public var causation: NameUUID?
  /// The session that it comes from; one for all its events.
  public var correlation: NameUUID
}

/// What became of the domain events of a board: how many were recorded, and what was left out.
public struct ExportReport: Equatable, Sendable {
  /// The domain events that were recorded.
  public var recorded = 0
  /// Left out, as the group has not agreed on them yet.
  public var tentative = 0
  /// Left out, as they have no place on the timeline yet.
  public var unplaced = 0
  /// Left out, as they repeat another sticky.
  public var copies = 0
  /// Left out, as nothing of their text is left for a type name.
  public var unnamed: [ID] = []

  public init(
    recorded: Int = 0, tentative: Int = 0, unplaced: Int = 0, copies: Int = 0, unnamed: [ID] = []
  ) {
    self.recorded = recorded
    self.tentative = tentative
    self.unplaced = unplaced
    self.copies = copies
    self.unnamed = unnamed
  }

  /// How many domain events were left out, for whatever reason.
  public var leftOut: Int { tentative + unplaced + copies + unnamed.count }
}
