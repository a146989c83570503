/// One sticky on the board: what it stands for, what it says, where it stands.
public struct Sticky: Equatable, Sendable {
  public var id: ID
  public var kind: Kind
  /// What is written on it; for a linked copy the text is its original's and this one is empty.
  public var text: String
  public var place: Place
  /// Names with example values: the data of an event, a command or a read model, in their order.
  public var fields: [Field]
  public var note: String?
  /// Whether the event splits the flow into phases.
  public var isPivotal: Bool
  /// Whether the group has not agreed on it yet; a tentative event is not recorded.
  public var isTentative: Bool
  /// Whether the hotspot has been addressed; false for every other kind.
  public var isAddressed: Bool
  /// The sticky whose text this one repeats elsewhere on the timeline.
  public var copyOf: ID?
  public var votes: [Vote]
  /// The participant who wrote it; nil where a file does not say.
  public var author: ID?
  public var createdAt: Instant?
  public var changedAt: Instant?
  /// Members of the file that this version does not know; they are kept as they were.
  public var unknownMembers: [UnknownMember]

  public init(
    id: ID, kind: Kind, text: String = "", place: Place = .inbox, fields: [Field] = [],
    note: String? = nil, isPivotal: Bool = false, isTentative: Bool = false,
    isAddressed: Bool = false, copyOf: ID? = nil, votes: [Vote] = [], author: ID? = nil,
    createdAt: Instant? = nil, changedAt: Instant? = nil, unknownMembers: [UnknownMember] = []
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.place = place
    self.fields = fields
    self.note = note
    self.isPivotal = isPivotal
    self.isTentative = isTentative
    self.isAddressed = isAddressed
    self.copyOf = copyOf
    self.votes = votes
    self.author = author
    self.createdAt = createdAt
    self.changedAt = changedAt
    self.unknownMembers = unknownMembers
  }

  /// All votes that the sticky has.
  public var voteCount: Int { votes.reduce(0) { $0 + $1.count } }

  /// The value of a field, by the bytes of its name.
  public func field(_ name: String) -> JSONValue? { fields.value(of: name) }
}

/// Where a sticky stands.
public enum Place: Hashable, Sendable {
  /// On the timeline: a lane, a position that all lanes share, and an order within that spot.
  case spot(lane: ID, at: PositionKey, row: PositionKey)
  /// Attached to another sticky: it stands where that one stands and moves with it.
  case on(ID)
  /// Contributed, not placed yet.
  case inbox
}

/// One value of a sticky's data: an example, with the name it goes by.
public struct Field: Hashable, Sendable {
  public var name: String
  public var value: JSONValue

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }

  /// Whether the field has that name; names are compared by bytes, as other programs do.
  public func isNamed(_ other: String) -> Bool { name.utf8.elementsEqual(other.utf8) }
}

extension [Field] {
  /// The value of a field, by the bytes of its name.
  func value(of name: String) -> JSONValue? { first { $0.isNamed(name) }?.value }
}

/// How many votes one participant gives a sticky.
public struct Vote: Hashable, Sendable {
  public var participant: ID
  /// 1 or more.
  public var count: Int

  public init(participant: ID, count: Int) {
    self.participant = participant
    self.count = count
  }
}

/// A member of a file that this version does not know, kept to be written back as it was.
public struct UnknownMember: Hashable, Sendable {
  /// The member's name, as the raw text between its quotation marks.
  public var name: String
  /// The member's value, as the raw JSON text.
  public var json: String

  public init(name: String, json: String) {
    self.name = name
    self.json = json
  }
}
