internal import SquallModel

extension Member {
  /// The members of a sticky.
  static let ofSticky: MemberSet = [
    .id, .kind, .text, .lane, .at, .row, .on, .inbox, .copyOf, .fields, .note, .pivotal,
    .tentative, .state, .votes, .createdAt, .changedAt, .by,
  ]
}

/// What the members of a sticky say about other things, before it is known what those are.
///
/// The texts point into the document.
struct StickyReferences {
  var lane: JSONText?
  var at: PositionKey?
  var row: PositionKey?
  var host: ID?
  var isInInbox = false
  var author: JSONText?
  var votes: [(participant: JSONText, count: Int)] = []

  var namesPeople: Bool { author != nil || !votes.isEmpty }
}

extension FormatDecoder {
  /// Reads the value of one member of a sticky.
  @inline(__always)
  mutating func stickyMember(
    _ member: Member, _ sticky: inout Sticky, _ references: inout StickyReferences
  ) throws(JSONFault) {
    switch member {
    case .id: sticky.id = try id()
    case .kind: sticky.kind = try kind()
    case .text: sticky.text = try string(.textBytes)
    case .lane: references.lane = try json.text(limit: Limit.nameBytes.maximum)
    case .at: references.at = try position()
    case .row: references.row = try position()
    case .by: references.author = try json.text(limit: Limit.nameBytes.maximum)
    case .createdAt: sticky.createdAt = try instant()
    case .changedAt: sticky.changedAt = try instant()
    case .fields: sticky.fields = try fields()
    case .votes: references.votes = try votes()
    default: try rareStickyMember(member, &sticky, &references)
    }
  }

  private mutating func rareStickyMember(
    _ member: Member, _ sticky: inout Sticky, _ references: inout StickyReferences
  ) throws(JSONFault) {
    switch member {
    case .on: references.host = try id()
    case .inbox: references.isInInbox = try json.bool()
    case .copyOf: sticky.copyOf = try id()
    case .note:
      let note = try string(.noteBytes)
      sticky.note = note.isEmpty ? nil : note
    case .pivotal: sticky.isPivotal = try json.bool()
    case .tentative: sticky.isTentative = try json.bool()
    case .state:
      let text = try json.text()
      guard text == "open" || text == "addressed" else {
        throw unknownWord(.state, text, among: ["open", "addressed"])
      }
      sticky.isAddressed = text == "addressed"
    default: try json.skipValue()
    }
  }

  private mutating func votes() throws(JSONFault) -> [(participant: JSONText, count: Int)] {
    var votes: [(participant: JSONText, count: Int)] = []
    var keys = JSONKeySet()
    try json.beginObject()
    while let key = try json.nextKey() {
      try keys.insert(key, in: json)
      guard votes.count < Limit.participants.maximum else {
        throw refuse(.limit(.participants), at: key)
      }
      guard key.count <= Limit.nameBytes.maximum else {
        throw refuse(.limit(.nameBytes), at: key)
      }
      votes.append((participant: key, count: try voteCount(in: 1...Int.max)))
    }
    return votes
  }

  /// How often one person has voted for a sticky.
  mutating func voteCount(in range: ClosedRange<Int>) throws(JSONFault) -> Int {
    let offset = json.nextOffset()
    let count = try json.integer(in: range)
    guard count <= Limit.votesOfOnePerson.maximum else {
      throw refuse(.limit(.votesOfOnePerson), at: offset)
    }
    return count
  }

  /// The place that the members of a sticky name outright, or nil where something is missing.
  ///
  /// - Parameter lane: The lane that is meant.
  mutating func place(
    _ references: StickyReferences, lane: ID?, at offset: Int
  ) throws(JSONFault) -> Place? {
    if let host = references.host {
      try refuseSpot(references, beside: .on, at: offset)
      if references.isInInbox {
        throw refuse(.conflictingMembers("on", "inbox"), at: offset)
      }
      return .on(host)
    }
    if references.isInInbox {
      try refuseSpot(references, beside: .inbox, at: offset)
      return .inbox
    }
    guard let lane, let at = references.at, let row = references.row else { return nil }
    return .spot(lane: lane, at: at, row: row)
  }

  /// A sticky that is attached or waits in the inbox has no spot of its own.
  private mutating func refuseSpot(
    _ references: StickyReferences, beside member: Member, at offset: Int
  ) throws(JSONFault) {
    let spot: Member? =
      references.lane != nil
      ? .lane : references.at != nil ? .at : references.row != nil ? .row : nil
    if let spot { throw refuse(.conflictingMembers(member.name, spot.name), at: offset) }
  }

  /// A sticky as a change names it: everything is there, and ids are ids.
  ///
  /// The reader stands before the members; the object was begun.
  mutating func wholeSticky(at offset: Int) throws(JSONFault) -> Sticky {
    var sticky = Sticky(id: ID(checked: ""), kind: .domainEvent)
    var references = StickyReferences()
    var seen: MemberSet = []
    var keys = JSONKeySet()
    while let key = try json.nextKey() {
      guard let member = Member(key), Member.ofAddedSticky.contains(member) else {
        throw unknownMember(key, among: Member.ofAddedSticky)
      }
      try keys.insert(Int(member.rawValue), key, in: json)
      seen.insert(member)
      switch member {
      case .change: try json.skipValue()
      case .more: sticky.unknownMembers = try more()
      default: try stickyMember(member, &sticky, &references)
      }
    }
    for member in [Member.id, .kind] where !seen.contains(member) {
      throw refuse(.missingMember(member.name), at: offset)
    }
    let lane = try references.lane.map { (text) throws(JSONFault) in try id(of: text) }
    guard let place = try place(references, lane: lane, at: offset) else {
      throw refuse(.missingOneOf(["lane", "on", "inbox"]), at: offset)
    }
    sticky.place = place
    sticky.author = try references.author.map { (text) throws(JSONFault) in try id(of: text) }
    for vote in references.votes {
      sticky.votes.append(
        Vote(participant: try id(of: vote.participant), count: vote.count))
    }
    try order(&sticky.votes, at: offset)
    return sticky
  }

  mutating func unknownMember(_ key: JSONText, among known: MemberSet) -> JSONFault {
    let name = quoted(key)
    let nearest = name.nearest(among: known.members.map(\.name))
    return refuse(.unknownMember(name, nearest: nearest), at: key)
  }

  /// Members that no version before has known, in an object of their own.
  mutating func more() throws(JSONFault) -> [UnknownMember] {
    var object = KeptObject(known: [])
    try json.beginObject()
    while try next(&object) != nil {}
    return object.unknown
  }
}

extension Member {
  /// The members of the change `stickyAdded`.
  static let ofAddedSticky = ofSticky.union([.change, .more])
}

extension JSONWriter {
  /// Writes the members of a sticky, in their fixed order; false and empty ones are left out.
  mutating func stickyMembers(_ sticky: Sticky) {
    key("id")
    string(sticky.id.text)
    key("kind")
    string(sticky.kind.name)
    if !sticky.text.isEmpty {
      key("text")
      string(sticky.text)
    }
    place(sticky.place)
    if let original = sticky.copyOf {
      key("copyOf")
      string(original.text)
    }
    if !sticky.fields.isEmpty {
      key("fields")
      fields(sticky.fields)
    }
    if let note = sticky.note {
      key("note")
      string(note)
    }
    if sticky.isPivotal {
      key("pivotal")
      bool(true)
    }
    if sticky.isTentative {
      key("tentative")
      bool(true)
    }
    if sticky.isAddressed || sticky.kind == .hotspot {
      key("state")
      string(sticky.isAddressed ? "addressed" : "open")
    }
    if !sticky.votes.isEmpty { votes(sticky.votes) }
    if let instant = sticky.createdAt {
      key("createdAt")
      self.instant(instant)
    }
    if let instant = sticky.changedAt {
      key("changedAt")
      self.instant(instant)
    }
    if let author = sticky.author {
      key("by")
      string(author.text)
    }
  }

  /// Writes the members that say where a sticky stands.
  mutating func place(_ place: Place) {
    switch place {
    case .spot(let lane, let at, let row):
      key("lane")
      string(lane.text)
      key("at")
      string(at.text)
      key("row")
      string(row.text)
    case .on(let host):
      key("on")
      string(host.text)
    case .inbox:
      key("inbox")
      bool(true)
    }
  }

  mutating func fields(_ fields: [Field]) {
    beginObject()
    for field in fields {
      key(field.name)
      value(field.value)
    }
    endObject()
  }

  private mutating func votes(_ votes: [Vote]) {
    key("votes")
    beginObject()
    for vote in votes {
      key(vote.participant.text)
      integer(vote.count)
    }
    endObject()
  }
}
