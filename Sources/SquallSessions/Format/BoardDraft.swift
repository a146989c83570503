internal import CLibc
internal import SquallModel

/// A board as a document says it, before what it leaves out has been filled in.
struct BoardDraft {
  var id: ID?
  var title: String?
  var level: Level?
  var phase: Phase?
  /// Where the phase stands in the document.
  var phaseOffset = 0
  var createdAt: Instant?
  /// Nil where the document has no such list: then lanes and participants are meant by name.
  var participants: [Participant]?
  var lanes: [Lane]?
  var stickies: [Sticky] = []
  /// Where each sticky begins in the document.
  var offsets: [Int] = []
  /// The stickies that cannot be placed before the whole document is read.
  var gaps: [StickyGap] = []
  /// The stickies that have no id.
  var nameless: [Int] = []
  /// The stickies that lean on another one.
  var leaning: [Int] = []
  var links: [(link: Link, offset: Int)] = []
  var contexts: [(context: Context, offset: Int)] = []
  var terms: [Term] = []
  var emptyColumns: [PositionKey] = []
  var unknownMembers: [UnknownMember] = []

  /// Lanes and participants that were named lately: almost every sticky names one of a few.
  var recentLanes = RecentIDs()
  var recentParticipants = RecentIDs()
  var laneTable: NameTable?
  var participantTable: NameTable?

  /// Makes room for as many stickies as the rest of the document can hold, judged by those read
  /// so far; growing step by step would copy them all again and again.
  ///
  /// - Parameter stop: Where they end; nil: not before the document does.
  mutating func makeRoom(_ json: JSONReader, since start: Int, until stop: Int? = nil) {
    let size = max(1, (json.offset - start) / max(1, stickies.count))
    let remaining = stop.map { max(0, $0 - json.offset) } ?? json.remaining
    let expected = min(stickies.count + remaining / size + 1, Limit.stickies.maximum)
    stickies.makeRoom(expected)
    offsets.reserveCapacity(expected)
  }

  /// Adds the stickies of a draft that went on from what this one held before its stickies.
  mutating func append(_ next: consuming BoardDraft) {
    let count = stickies.count
    // Each is moved, and an empty one left in its place: nothing is counted up and down.
    let nothing = Sticky(id: ID(checked: ""), kind: .note)
    next.stickies.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      for sticky in first..<(first + buffer.count) {
        stickies.append(sticky.move())
        sticky.initialize(to: nothing)
      }
    }
    offsets.append(contentsOf: next.offsets)
    gaps += next.gaps.map { gap in
      var gap = gap
      gap.index += count
      return gap
    }
    nameless += next.nameless.map { $0 + count }
    leaning += next.leaning.map { $0 + count }
  }
}

extension Array {
  /// Makes room for elements that will soon be there.
  fileprivate mutating func makeRoom(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { buffer in
      sq_expect_writing(buffer.baseAddress, count * MemoryLayout<Element>.stride)
    }
  }
}

/// What a sticky left open.
struct StickyGap {
  /// Its index among the stickies.
  var index: Int
  /// Whether it has no kind.
  var hasKind: Bool
  /// Whether it stands on the timeline, at a spot that is still to be found.
  var needsSpot: Bool
  /// Whether it names people who were not listed before it.
  var needsPeople: Bool
  var references: StickyReferences
}

/// The ids that texts of the document stand for, those asked for lately.
struct RecentIDs {
  private var known: [(text: JSONText, id: ID)?] = Array(repeating: nil, count: capacity)

  /// How many there is room for, a power of two: more than a workshop has lanes or people.
  private static let capacity = 256

  func id(of text: JSONText) -> ID? {
    let slot = text.sketch & (RecentIDs.capacity - 1)
    if let entry = known[slot], entry.text == text { return entry.id }
    if let entry = known[slot ^ 1], entry.text == text { return entry.id }
    return nil
  }

  mutating func remember(_ text: JSONText, _ id: ID) {
    let slot = text.sketch & (RecentIDs.capacity - 1)
    known[known[slot] == nil ? slot : slot ^ 1] = (text: text, id: id)
  }
}

extension Member {
  /// The members of a board.
  static let ofBoard: MemberSet = [
    .id, .title, .level, .phase, .createdAt, .participants, .lanes, .stickies, .links, .contexts,
    .glossary, .emptyColumns,
  ]
}

// MARK: - Reading

extension FormatDecoder {
  /// Reads the value of one member of a board.
  mutating func boardMember(_ member: Member, _ draft: inout BoardDraft) throws(JSONFault) {
    switch member {
    case .id: draft.id = try id()
    case .title: draft.title = try string(.nameBytes)
    case .level: draft.level = try level()
    case .phase:
      draft.phaseOffset = json.nextOffset()
      draft.phase = try phase()
    case .createdAt: draft.createdAt = try instant()
    case .participants:
      draft.participants = try named(.participants, "p").map { thing in
        Participant(id: thing.id, name: thing.name, unknownMembers: thing.unknown)
      }
    case .lanes:
      draft.lanes = try named(.lanes, "l").map { thing in
        Lane(id: thing.id, name: thing.name, unknownMembers: thing.unknown)
      }
    case .stickies: try stickies(&draft)
    case .links: try links(&draft)
    case .contexts: try contexts(&draft)
    case .glossary: try glossary(&draft)
    case .emptyColumns:
      draft.emptyColumns = try positions(.emptyColumns).sorted()
      draft.emptyColumns = draft.emptyColumns.enumerated().filter { index, key in
        index == 0 || draft.emptyColumns[index - 1] != key
      }.map(\.element)
    default: try json.skipValue()
    }
  }

  private typealias NamedThing = (id: ID, name: String, unknown: [UnknownMember])

  /// A list of lanes or participants. One without an id gets the letter and its index.
  private mutating func named(
    _ limit: Limit, _ letter: String
  ) throws(JSONFault) -> [NamedThing] {
    var things: [NamedThing] = []
    var nameless: [Int] = []
    var ids: Set<ID> = []
    try json.beginArray()
    while try json.nextElement() {
      let offset = json.nextOffset()
      guard things.count < limit.maximum else { throw refuse(.limit(limit), at: offset) }
      var thing: NamedThing = (id: ID(checked: ""), name: "", unknown: [])
      var object = KeptObject(known: [.id, .name])
      try json.beginObject()
      while let member = try next(&object) {
        switch member {
        case .id:
          let place = json.nextOffset()
          thing.id = try id()
          guard ids.insert(thing.id).inserted else {
            throw refuse(.duplicateID(thing.id), at: place)
          }
        default: thing.name = try string(.nameBytes)
        }
      }
      if !object.has(.id) { nameless.append(things.count) }
      if !object.has(.name) {
        guard object.has(.id) else { throw refuse(.missingMember("name"), at: offset) }
        thing.name = thing.id.text
      }
      thing.unknown = object.unknown
      things.append(thing)
    }
    for index in nameless { things[index].id = ID.made(letter, index, apartFrom: &ids) }
    return things
  }

  mutating func sticky(_ draft: inout BoardDraft, at offset: Int) throws(JSONFault) {
    // It is filled in where it stays: a copy of one counts ten references up and down.
    let index = draft.stickies.count
    draft.stickies.append(Sticky(id: ID(checked: ""), kind: .domainEvent))
    var references = StickyReferences()
    var object = KeptObject(known: Member.ofSticky)
    try json.beginObject()
    while let member = try next(&object) {
      try stickyMember(member, &draft.stickies[index], &references)
    }
    if !object.unknown.isEmpty { draft.stickies[index].unknownMembers = object.unknown }
    if !object.has(.id) { draft.nameless.append(index) }

    let lane = try self.lane(references.lane, &draft)
    let place = try place(references, lane: lane, at: offset)
    if let place { draft.stickies[index].place = place }
    let isEarly = draft.participants == nil && references.namesPeople
    if !isEarly { try people(references, ofSticky: index, &draft, at: offset) }
    let isCopy = draft.stickies[index].copyOf != nil
    if place == nil || isEarly || (!object.has(.kind) && isCopy) {
      draft.gaps.append(
        StickyGap(
          index: index, hasKind: object.has(.kind), needsSpot: place == nil,
          needsPeople: isEarly, references: references))
    }
    if references.host != nil || isCopy { draft.leaning.append(index) }
    draft.offsets.append(offset)
  }

  /// The lane that a text means, or nil where the lanes are not known yet.
  mutating func lane(_ text: JSONText?, _ draft: inout BoardDraft) throws(JSONFault) -> ID? {
    guard let text else { return nil }
    if let id = draft.recentLanes.id(of: text) { return id }
    guard let lanes = draft.lanes else { return nil }
    if draft.laneTable == nil {
      draft.laneTable = NameTable(lanes.map { (id: $0.id, name: $0.name) })
    }
    switch draft.laneTable?.meaning(of: text) {
    case .one(let id):
      draft.recentLanes.remember(text, id)
      return id
    case .several: throw refuse(.ambiguousLane(quoted(text)), at: text)
    case nil: throw refuse(.noSuchLane(quoted(text)), at: text)
    }
  }

  /// Fills in who wrote a sticky and who voted for it.
  mutating func people(
    _ references: StickyReferences, ofSticky index: Int, _ draft: inout BoardDraft, at offset: Int
  ) throws(JSONFault) {
    if let author = references.author {
      draft.stickies[index].author = try person(author, &draft)
    }
    guard !references.votes.isEmpty else { return }
    var votes: [Vote] = []
    for vote in references.votes {
      votes.append(Vote(participant: try person(vote.participant, &draft), count: vote.count))
    }
    try order(&votes, at: offset)
    draft.stickies[index].votes = votes
  }

  /// Puts votes into their order: by participant, each once.
  mutating func order(_ votes: inout [Vote], at offset: Int) throws(JSONFault) {
    votes.sort { $0.participant < $1.participant }
    for (vote, next) in zip(votes, votes.dropFirst())
    where vote.participant == next.participant {
      throw refuse(.duplicateID(vote.participant), at: offset)
    }
  }

  /// The participant that a text means: by id, else by exact name. Someone who is not listed may
  /// have written all the same.
  mutating func person(_ text: JSONText, _ draft: inout BoardDraft) throws(JSONFault) -> ID {
    if let id = draft.recentParticipants.id(of: text) { return id }
    if draft.participantTable == nil, let people = draft.participants {
      draft.participantTable = NameTable(people.map { (id: $0.id, name: $0.name) })
    }
    let id: ID
    if case .one(let meant) = draft.participantTable?.meaning(of: text) {
      id = meant
    } else {
      id = try self.id(of: text)
    }
    draft.recentParticipants.remember(text, id)
    return id
  }
}

extension ID {
  /// An id of a letter and an index that is none of the others, the same whenever it is made.
  static func made(_ letter: String, _ index: Int, apartFrom others: inout Set<ID>) -> ID {
    var id = ID(checked: "\(letter)\(index)")
    var attempt = 1
    while !others.insert(id).inserted {
      id = ID(checked: "\(letter)\(index).\(attempt)")
      attempt += 1
    }
    return id
  }
}
