internal import SquallModel

extension FormatDecoder {
  /// Who sends a line, looked for before the edit is read; stays at the beginning.
  ///
  /// The whole line is read for it, so that an id counts only in a line that is good JSON.
  mutating func sender() throws(JSONFault) -> (editID: ID?, author: String?) {
    let beginning = json
    defer { json = beginning }
    var editID: ID?
    var author: String?
    var keys = JSONKeySet()
    guard try json.peekKind() == .object else { return (nil, nil) }
    try json.beginObject()
    while let key = try json.nextKey() {
      try keys.insert(key, in: json)
      if key == "edit_id", try json.peekKind() == .string {
        editID = ID(try json.string())
      } else if key == "by", try json.peekKind() == .string {
        author = try json.string()
      } else {
        try json.skipValue()
      }
    }
    return (editID, author)
  }

  /// Reads an edit.
  /// - Parameter isWhole: Whether it is a line of its own, which may say who wants it.
  mutating func edit(isWhole: Bool) throws(JSONFault) -> Edit {
    let name = try editName()
    let shape = name.shape
    var allowed = shape.allowed
    allowed.insert(.edit)
    if isWhole {
      allowed.insert(.editID)
      allowed.insert(.by)
    }
    let members = try members(allowed: allowed) {
      (decoder, member, members) throws(JSONFault) in
      switch member {
      case .edits: members.edits = try decoder.edits()
      case .editID: _ = try decoder.id()
      case .by: _ = try decoder.string(.nameBytes)
      default: return false
      }
      return true
    }
    try check(members, shape)
    switch name {
    case .addSticky, .rewordSticky, .moveSticky, .removeSticky, .changeKind, .attach, .detach,
      .addCopy:
      return try editOfSticky(name, members)
    case .setField, .removeField, .setNote, .setPivotal, .setTentative, .addressHotspot,
      .reopenHotspot, .vote:
      return try editOfData(name, members)
    case .addLane, .renameLane, .moveLane, .removeLane:
      return try editOfLane(name, members)
    case .addLink, .removeLink, .addContext, .changeContext, .removeContext, .setTerm,
      .removeTerm:
      return try editOfFurniture(name, members)
    case .setTitle, .setLevel, .setPhase, .makeRoom, .closeGap, .batch, .undo, .redo:
      return try editOfWorkshop(name, members)
    }
  }

  /// The name of the edit that comes next, which is left unread.
  private mutating func editName() throws(JSONFault) -> EditName {
    let beginning = json
    defer { json = beginning }
    let start = json.nextOffset()
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "edit" else {
        try json.skipValue()
        continue
      }
      let text = try json.text()
      guard let name = EditName(text) else {
        throw unknownWord(.edit, text, among: EditName.allCases.map(\.name))
      }
      return name
    }
    throw refuse(.missingMember("edit"), at: start)
  }

  private mutating func edits() throws(JSONFault) -> [Edit] {
    var edits: [Edit] = []
    try json.beginArray()
    while try json.nextElement() {
      guard edits.count < Limit.editsInOneBatch.maximum else {
        throw refuse(.limit(.editsInOneBatch), at: json.nextOffset())
      }
      edits.append(try edit(isWhole: false))
    }
    return edits
  }

  // MARK: - Places

  private mutating func target(_ members: borrowing Members) throws(JSONFault) -> Target? {
    if let id = try optionalID(.after, of: members) { return .after(id) }
    if let id = try optionalID(.before, of: members) { return .before(id) }
    if let id = try optionalID(.with, of: members) { return .with(id) }
    if let id = try optionalID(.on, of: members) { return .on(id) }
    let position = try read(.at, of: members) { (decoder) throws(JSONFault) in
      try decoder.position()
    }
    if let position { return .at(position) }
    return try read(.to, of: members) { (decoder) throws(JSONFault) in
      let text = try decoder.json.text()
      if text == "start" { return .start }
      if text == "end" { return .end }
      if text == "inbox" { return .inbox }
      throw decoder.unknownWord(.target, text, among: ["start", "end", "inbox"])
    }
  }

  private mutating func laneTarget(_ members: borrowing Members) throws(JSONFault) -> LaneTarget? {
    if let lane = try optionalString(.after, .nameBytes, of: members) { return .after(lane) }
    if let lane = try optionalString(.before, .nameBytes, of: members) { return .before(lane) }
    return try read(.to, of: members) { (decoder) throws(JSONFault) in
      let text = try decoder.json.text()
      if text == "start" { return .start }
      if text == "end" { return .end }
      throw decoder.unknownWord(.target, text, among: ["start", "end"])
    }
  }

  private mutating func meantLane(_ members: borrowing Members) throws(JSONFault) -> String {
    try string(members.has(.lane) ? .lane : .id, .nameBytes, of: members)
  }

  // MARK: - Stickies

  private mutating func editOfSticky(
    _ name: EditName, _ members: borrowing Members
  ) throws(JSONFault) -> Edit {
    let lane = try optionalString(.lane, .nameBytes, of: members)
    switch name {
    case .addSticky: return .addSticky(try newSticky(members, lane: lane))
    case .addCopy:
      return .addCopy(
        id: try optionalID(.id, of: members), of: try id(.of, of: members), lane: lane,
        to: try target(members) ?? .end)
    default: break
    }
    let id = try id(.id, of: members)
    switch name {
    case .rewordSticky:
      return .rewordSticky(
        id, text: try string(.text, .textBytes, of: members),
        was: try optionalString(.was, .textBytes, of: members))
    case .moveSticky:
      let target = try target(members)
      guard target != nil || lane != nil else {
        let places = EditName.target.members.map(\.name)
        throw refuse(.missingOneOf(["lane"] + places), at: members.start)
      }
      return .moveSticky(id, lane: lane, to: target ?? .samePosition)
    case .changeKind: return .changeKind(id, to: try kind(of: members))
    case .attach: return .attach(id, to: try self.id(.on, of: members))
    case .detach: return .detach(id)
    default: return .removeSticky(id)
    }
  }

  private mutating func newSticky(
    _ members: borrowing Members, lane: String?
  ) throws(JSONFault) -> NewSticky {
    let fields = try read(.fields, of: members) { (decoder) throws(JSONFault) in
      try decoder.fields()
    }
    return NewSticky(
      id: try optionalID(.id, of: members), kind: try kind(of: members),
      text: try optionalString(.text, .textBytes, of: members) ?? "", lane: lane,
      target: try target(members) ?? .end, fields: fields ?? [],
      note: try optionalString(.note, .noteBytes, of: members),
      isPivotal: try bool(.pivotal, of: members) ?? false,
      isTentative: try bool(.tentative, of: members) ?? false)
  }

  private mutating func editOfData(
    _ name: EditName, _ members: borrowing Members
  ) throws(JSONFault) -> Edit {
    let id = try id(.id, of: members)
    switch name {
    case .setField:
      let value = try require(.value, of: members) { (decoder) throws(JSONFault) in
        try decoder.fieldValue()
      }
      let was = try read(.was, of: members) { (decoder) throws(JSONFault) in
        try decoder.fieldValue()
      }
      return .setField(
        id, name: try string(.name, .fieldNameBytes, of: members), value: value, was: was)
    case .removeField:
      return .removeField(id, name: try string(.name, .fieldNameBytes, of: members))
    case .setNote:
      return .setNote(
        id, note: try string(.note, .noteBytes, of: members),
        was: try optionalString(.was, .noteBytes, of: members))
    case .setPivotal: return .setPivotal(id, try bool(.pivotal, of: members) ?? true)
    case .setTentative: return .setTentative(id, try bool(.tentative, of: members) ?? true)
    case .reopenHotspot: return .reopenHotspot(id)
    case .vote:
      let count = try read(.count, of: members) { (decoder) throws(JSONFault) in
        try decoder.json.integer()
      }
      return .vote(id, count: count)
    default: return .addressHotspot(id)
    }
  }

  // MARK: - All that is no sticky

  private mutating func editOfLane(
    _ name: EditName, _ members: borrowing Members
  ) throws(JSONFault) -> Edit {
    switch name {
    case .addLane:
      return .addLane(
        id: try optionalID(.id, of: members), name: try string(.name, .nameBytes, of: members),
        to: try laneTarget(members) ?? .end)
    case .renameLane:
      return .renameLane(
        try meantLane(members), name: try string(.name, .nameBytes, of: members),
        was: try optionalString(.was, .nameBytes, of: members))
    case .moveLane:
      return .moveLane(try meantLane(members), to: try laneTarget(members) ?? .end)
    default: return .removeLane(try meantLane(members))
    }
  }

  private mutating func editOfFurniture(
    _ name: EditName, _ members: borrowing Members
  ) throws(JSONFault) -> Edit {
    switch name {
    case .addLink:
      return .addLink(
        id: try optionalID(.id, of: members), from: try id(.from, of: members),
        to: try id(.to, of: members), label: try optionalString(.label, .nameBytes, of: members))
    case .removeLink: return .removeLink(try id(.id, of: members))
    case .addContext:
      return .addContext(
        id: try optionalID(.id, of: members), name: try string(.name, .nameBytes, of: members),
        stickies: try ids(.stickies, of: members))
    case .changeContext:
      return .changeContext(
        try id(.id, of: members), name: try optionalString(.name, .nameBytes, of: members),
        adding: try ids(.adding, of: members), removing: try ids(.removing, of: members))
    case .removeContext: return .removeContext(try id(.id, of: members))
    case .setTerm:
      return .setTerm(
        name: try string(.name, .nameBytes, of: members),
        meaning: try string(.meaning, .noteBytes, of: members))
    default: return .removeTerm(name: try string(.name, .nameBytes, of: members))
    }
  }

  private mutating func editOfWorkshop(
    _ name: EditName, _ members: borrowing Members
  ) throws(JSONFault) -> Edit {
    switch name {
    case .setTitle:
      return .setTitle(
        try string(.title, .nameBytes, of: members),
        was: try optionalString(.was, .nameBytes, of: members))
    case .setLevel:
      return .setLevel(
        try require(.level, of: members) { (decoder) throws(JSONFault) in try decoder.level() })
    case .setPhase:
      return .setPhase(
        try require(.phase, of: members) { (decoder) throws(JSONFault) in try decoder.phase() })
    case .makeRoom:
      let columns = try read(.columns, of: members) { (decoder) throws(JSONFault) in
        try decoder.json.integer()
      }
      return .makeRoom(after: try optionalID(.after, of: members), columns: columns ?? 1)
    case .closeGap: return .closeGap(after: try optionalID(.after, of: members))
    case .undo: return .undo(of: try optionalID(.of, of: members))
    case .redo: return .redo(of: try optionalID(.of, of: members))
    default: return .batch(members.edits)
    }
  }
}
