/// A workshop's board: what the changes of its log add up to.
///
/// A value: it knows no file, clock or screen. It is changed by applying a ``Change`` and in no
/// other way once it is in use; ``insert(_:)`` and the setters serve readers that build one.
public struct Board: Sendable {
  /// The session's id.
  public var id: ID
  public var title: String
  public var level: Level
  public var phase: Phase
  public var createdAt: Instant?
  public internal(set) var participants: [Participant]
  /// From top to bottom.
  public internal(set) var lanes: [Lane]
  public internal(set) var links: [Link]
  public internal(set) var contexts: [Context]
  public internal(set) var terms: [Term]
  /// Positions kept free on the timeline, in order; each is a column until it is closed.
  public internal(set) var emptyColumns: [PositionKey]
  /// Members of the file that this version does not know.
  public var unknownMembers: [UnknownMember]

  var slots: [Sticky] = []
  var slotOf: [ID: Int32] = [:]
  var vacantSlots: [Int32] = []
  /// The stickies of the inbox, in the order in which they came.
  public internal(set) var inbox: [ID] = []
  var attachments: [ID: [ID]] = [:]
  var copies: [ID: [ID]] = [:]
  var timeline: Timeline?
  /// The lanes by which the timeline is ordered, where they are not as they stand now: lanes were
  /// moved since it was brought up to date.
  var orderLanes: [Lane]?
  var arrangement = Arrangement()

  public init(
    id: ID, title: String, level: Level = .bigPicture, phase: Phase? = nil,
    createdAt: Instant? = nil, participants: [Participant] = [], lanes: [Lane] = [],
    links: [Link] = [], contexts: [Context] = [], terms: [Term] = [],
    emptyColumns: [PositionKey] = [], unknownMembers: [UnknownMember] = []
  ) {
    self.id = id
    self.title = title
    self.level = level
    self.phase = phase ?? level.phases[0]
    self.createdAt = createdAt
    self.participants = participants
    self.lanes = lanes
    self.links = links
    self.contexts = contexts
    self.terms = terms
    self.emptyColumns = emptyColumns
    self.unknownMembers = unknownMembers
  }

  /// How many stickies there are, placed or not.
  public var stickyCount: Int { slotOf.count }

  /// The sticky of that id.
  public subscript(id: ID) -> Sticky? { slotOf[id].map { slots[Int($0)] } }

  /// Whether there is a sticky of that id.
  public func contains(_ id: ID) -> Bool { slotOf[id] != nil }

  /// The lane of that id.
  public func lane(_ id: ID) -> Lane? { lanes.first { $0.id == id } }

  /// The participant of that id.
  public func participant(_ id: ID) -> Participant? { participants.first { $0.id == id } }

  /// The stickies attached to that one, in the order in which they were attached.
  public func attached(to host: ID) -> [ID] { attachments[host] ?? [] }

  /// The linked copies of that sticky, in the order in which they were made.
  public func copies(of original: ID) -> [ID] { copies[original] ?? [] }

  /// What is written on a sticky: its own text, or its original's where it is a linked copy.
  public func text(of sticky: Sticky) -> String {
    guard let original = sticky.copyOf, let slot = slotOf[original] else { return sticky.text }
    return slots[Int(slot)].text
  }

  /// Where a sticky stands on the timeline; an attached one stands where its host does.
  public func spot(of sticky: Sticky) -> Spot? { spot(of: sticky.place) }

  /// Where the sticky of that id stands on the timeline.
  public func spot(of id: ID) -> Spot? { slotOf[id].flatMap { spot(of: slots[Int($0)].place) } }

  func spot(of place: Place) -> Spot? {
    switch place {
    case .spot(let lane, let at, let row): return Spot(lane: lane, at: at, row: row)
    case .on(let host):
      guard let slot = slotOf[host], !slots[Int(slot)].place.isOnAnother else { return nil }
      return spot(of: slots[Int(slot)].place)
    case .inbox: return nil
    }
  }

  /// Puts a sticky on a board that is being built.
  ///
  /// - Returns: false, and does nothing, where the id is taken by another sticky.
  @discardableResult
  public mutating func insert(_ sticky: Sticky) -> Bool {
    guard slotOf[sticky.id] == nil else { return false }
    store(sticky)
    return true
  }

  /// Makes room for that many stickies more.
  public mutating func reserveCapacity(_ count: Int) {
    slots.reserveCapacity(count)
    slotOf.reserveCapacity(count)
  }

  /// Brings the reading order up to date, so that looking at the board costs nothing more.
  ///
  /// A board answers rightly without it, only slower; call it once after a replay or a load.
  public mutating func settle() {
    guard timeline == nil || orderLanes != nil else { return }
    timeline = builtTimeline()
    orderLanes = nil
    arrangement.restart()
  }
}

/// A place on the timeline.
public struct Spot: Hashable, Sendable {
  public var lane: ID
  public var at: PositionKey
  public var row: PositionKey

  public init(lane: ID, at: PositionKey, row: PositionKey) {
    self.lane = lane
    self.at = at
    self.row = row
  }
}

extension Place {
  var isOnAnother: Bool {
    if case .on = self { return true }
    return false
  }

  /// The place of a spot.
  public init(_ spot: Spot) {
    self = .spot(lane: spot.lane, at: spot.at, row: spot.row)
  }
}

extension Board: Equatable {
  /// Whether both boards say the same, however they came to it.
  public static func == (left: Board, right: Board) -> Bool {
    left.id == right.id && left.title == right.title && left.level == right.level
      && left.phase == right.phase && left.createdAt == right.createdAt
      && left.participants == right.participants && left.lanes == right.lanes
      && left.links == right.links && left.contexts == right.contexts
      && left.terms == right.terms && left.emptyColumns == right.emptyColumns
      && left.unknownMembers == right.unknownMembers && left.inbox == right.inbox
      && left.stickyCount == right.stickyCount
      && left.slotOf.allSatisfy { id, slot in
        left.slots[Int(slot)] == right[id] && left.attached(to: id) == right.attached(to: id)
      }
  }
}
