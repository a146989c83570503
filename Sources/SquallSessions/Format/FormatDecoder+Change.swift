internal import SquallModel

extension FormatDecoder {
  /// Reads an entry of the log.
  mutating func entry() throws(JSONFault) -> Entry {
    let start = json.nextOffset()
    var keys = JSONKeySet()
    var sequence = 0
    var editID: ID?
    var instant: Instant?
    var author: ID?
    var change: Change?
    try json.beginObject()
    while let key = try json.nextKey() {
      guard let member = Member(key), Member.ofEntry.contains(member) else {
        throw unknownMember(key, among: Member.ofEntry)
      }
      try keys.insert(Int(member.rawValue), key, in: json)
      switch member {
      case .sequence: sequence = try json.integer(in: 1...Limit.entries.maximum)
      case .editID: editID = try id()
      case .at: instant = try self.instant()
      case .by: author = try id()
      default: change = try self.change()
      }
    }
    guard sequence > 0, let editID, let instant, let change else {
      let missing: [Member] = [.sequence, .editID, .at, .change]
      let first = missing.first { !keys.contains(Int($0.rawValue)) } ?? .change
      throw refuse(.missingMember(first.name), at: start)
    }
    return Entry(sequence: sequence, editID: editID, at: instant, by: author, change: change)
  }

  /// Reads a change.
  mutating func change() throws(JSONFault) -> Change {
    let start = json.nextOffset()
    let name = try changeName()
    if name == .stickyAdded {
      try json.beginObject()
      return .stickyAdded(try wholeSticky(at: start))
    }
    let shape = ChangeName.shapes[Int(name.rawValue)]
    var allowed = shape.allowed
    allowed.insert(.change)
    let members = try members(allowed: allowed) {
      (decoder, member, members) throws(JSONFault) in
      switch member {
      case .changes: members.changes = try decoder.changes()
      case .board: members.board = try decoder.board()
      default: return false
      }
      return true
    }
    try check(members, shape)
    switch name {
    case .stickyAdded, .stickyMoved, .stickyReworded, .voteCast, .stickyRemoved, .fieldSet,
      .fieldRemoved, .kindChanged, .noteSet, .pivotalSet, .tentativeSet, .hotspotAddressed,
      .hotspotReopened, .copyOfSet:
      return try changeOfSticky(name, members)
    case .laneAdded, .laneRenamed, .laneMoved, .laneRemoved, .linkAdded, .linkRemoved,
      .contextAdded, .contextChanged, .contextRemoved, .termSet, .termRemoved:
      return try changeOfFurniture(name, members)
    case .titleSet, .levelSet, .roomMade, .gapClosed, .participantJoined, .undone, .batch,
      .adopted:
      return try changeOfWorkshop(name, members)
    }
  }

  /// The name of the change that comes next, which is left unread; it stands first where squall
  /// wrote it, but need not.
  private mutating func changeName() throws(JSONFault) -> ChangeName {
    let beginning = json
    defer { json = beginning }
    let start = json.nextOffset()
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "change" else {
        try json.skipValue()
        continue
      }
      let text = try json.text()
      guard let name = ChangeName(text) else {
        throw unknownWord(
          .change, text, among: ChangeName.allCases.map { String(describing: $0.name) })
      }
      return name
    }
    throw refuse(.missingMember("change"), at: start)
  }

  private mutating func changes() throws(JSONFault) -> [Change] {
    var changes: [Change] = []
    try json.beginArray()
    while try json.nextElement() { changes.append(try change()) }
    return changes
  }

  private mutating func board() throws(JSONFault) -> Board {
    var draft = BoardDraft()
    var object = KeptObject(known: Member.ofBoard)
    try json.beginObject()
    while let member = try next(&object) { try boardMember(member, &draft) }
    draft.unknownMembers = object.unknown
    return try board(draft)
  }

  private mutating func voteCount(_ members: borrowing Members) throws(JSONFault) -> Int {
    try require(.count, of: members) { (decoder) throws(JSONFault) in
      try decoder.voteCount(in: 0...Int.max)
    }
  }

  private mutating func changeOfSticky(
    _ name: ChangeName, _ members: borrowing Members
  ) throws(JSONFault) -> Change {
    let id = try id(.id, of: members)
    switch name {
    case .stickyMoved: return .stickyMoved(id, to: try place(of: members))
    case .stickyReworded:
      return .stickyReworded(id, text: try string(.text, .textBytes, of: members))
    case .voteCast:
      return .voteCast(
        id, by: try self.id(.participant, of: members), count: try voteCount(members))
    case .fieldSet:
      let index = try read(.index, of: members) { (decoder) throws(JSONFault) in
        try decoder.json.integer()
      }
      let value = try require(.value, of: members) { (decoder) throws(JSONFault) in
        try decoder.fieldValue()
      }
      return .fieldSet(
        id, name: try string(.name, .fieldNameBytes, of: members), value: value, index: index)
    case .fieldRemoved:
      return .fieldRemoved(id, name: try string(.name, .fieldNameBytes, of: members))
    case .kindChanged: return .kindChanged(id, to: try kind(of: members))
    case .noteSet:
      return .noteSet(id, note: try optionalString(.note, .noteBytes, of: members))
    case .pivotalSet: return .pivotalSet(id, try bool(.pivotal, of: members) ?? false)
    case .tentativeSet: return .tentativeSet(id, try bool(.tentative, of: members) ?? false)
    case .hotspotAddressed: return .hotspotAddressed(id)
    case .hotspotReopened: return .hotspotReopened(id)
    case .copyOfSet: return .copyOfSet(id, of: try optionalID(.copyOf, of: members))
    default: return .stickyRemoved(id)
    }
  }

  mutating func kind(of members: borrowing Members) throws(JSONFault) -> Kind {
    try require(.kind, of: members) { (decoder) throws(JSONFault) in try decoder.kind() }
  }

  private mutating func place(of members: borrowing Members) throws(JSONFault) -> Place {
    var references = StickyReferences()
    references.host = try optionalID(.on, of: members)
    references.isInInbox = try bool(.inbox, of: members) ?? false
    references.at = try read(.at, of: members) { (decoder) throws(JSONFault) in
      try decoder.position()
    }
    references.row = try read(.row, of: members) { (decoder) throws(JSONFault) in
      try decoder.position()
    }
    let lane = try optionalID(.lane, of: members)
    let place = try place(references, lane: lane, at: members.start)
    guard let place else {
      let missing = lane == nil ? "lane" : references.at == nil ? "at" : "row"
      throw refuse(.missingMember(missing), at: members.start)
    }
    return place
  }

  private mutating func changeOfFurniture(
    _ name: ChangeName, _ members: borrowing Members
  ) throws(JSONFault) -> Change {
    switch name {
    case .termSet:
      return .termSet(
        Term(
          name: try string(.name, .nameBytes, of: members),
          meaning: try string(.meaning, .noteBytes, of: members),
          unknownMembers: try more(members)))
    case .termRemoved: return .termRemoved(name: try string(.name, .nameBytes, of: members))
    default: break
    }
    let id = try id(.id, of: members)
    switch name {
    case .laneAdded:
      let lane = Lane(
        id: id, name: try string(.name, .nameBytes, of: members),
        unknownMembers: try more(members))
      return .laneAdded(lane, index: try integer(.index, of: members))
    case .laneRenamed:
      return .laneRenamed(id, name: try string(.name, .nameBytes, of: members))
    case .laneMoved: return .laneMoved(id, index: try integer(.index, of: members))
    case .linkAdded:
      return .linkAdded(
        Link(
          id: id, from: try self.id(.from, of: members), to: try self.id(.to, of: members),
          label: try optionalString(.label, .nameBytes, of: members),
          unknownMembers: try more(members)))
    case .linkRemoved: return .linkRemoved(id)
    case .contextAdded:
      return .contextAdded(
        Context(
          id: id, name: try string(.name, .nameBytes, of: members),
          stickies: try ids(.stickies, of: members), unknownMembers: try more(members)))
    case .contextChanged:
      return .contextChanged(
        id, name: try string(.name, .nameBytes, of: members),
        stickies: try ids(.stickies, of: members))
    case .contextRemoved: return .contextRemoved(id)
    default: return .laneRemoved(id)
    }
  }

  private mutating func changeOfWorkshop(
    _ name: ChangeName, _ members: borrowing Members
  ) throws(JSONFault) -> Change {
    switch name {
    case .undone: return .undone(of: try id(.of, of: members), changes: members.changes)
    case .titleSet: return .titleSet(try string(.title, .nameBytes, of: members))
    case .levelSet:
      let level = try require(.level, of: members) { (decoder) throws(JSONFault) in
        try decoder.level()
      }
      let phase = try require(.phase, of: members) { (decoder) throws(JSONFault) in
        try decoder.phase()
      }
      return .levelSet(level, phase: phase)
    case .roomMade, .gapClosed:
      let keys = try require(.positions, of: members) { (decoder) throws(JSONFault) in
        try decoder.positions(.emptyColumns)
      }
      return name == .roomMade ? .roomMade(keys) : .gapClosed(keys)
    case .participantJoined:
      return .participantJoined(
        Participant(
          id: try id(.id, of: members), name: try string(.name, .nameBytes, of: members),
          unknownMembers: try more(members)))
    case .adopted:
      guard let board = members.board else {
        throw refuse(.missingMember("board"), at: members.start)
      }
      return .adopted(board)
    default: return .batch(members.changes)
    }
  }
}

extension Member {
  /// The members of an entry of the log.
  static let ofEntry: MemberSet = [.sequence, .editID, .at, .by, .change]
}
