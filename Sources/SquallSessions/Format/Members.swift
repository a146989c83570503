internal import SquallModel

/// The members of a change or an edit: where each value stands, so that they can be read in any
/// order once the object is known whole.
struct Members {
  /// Where the object begins.
  let start: Int
  private(set) var seen: MemberSet = []
  private var offsets = InlineArray<64, Int>(repeating: 0)
  /// What is nested is read at once, so that no depth is walked twice.
  var changes: [Change] = []
  var edits: [Edit] = []
  var board: Board?

  init(start: Int) {
    self.start = start
  }

  func has(_ member: Member) -> Bool { seen.contains(member) }

  /// Where the value of a member stands, or nil where it is left out.
  func offset(of member: Member) -> Int? {
    has(member) ? offsets[Int(member.rawValue)] : nil
  }

  mutating func note(_ member: Member, at offset: Int) {
    seen.insert(member)
    offsets[Int(member.rawValue)] = offset
  }
}

/// What a change or an edit may say: the one table that its reader and its schema are made of.
struct Shape {
  /// Members that say the same thing in different ways: at most one of them stands there.
  struct Choice {
    var members: [Member]
    /// Whether one of them must stand there.
    var isRequired: Bool
  }

  var required: MemberSet = []
  var optional: MemberSet = []
  var choices: [Choice] = []

  /// Everything that may stand there, but the name of the change or edit itself.
  var allowed: MemberSet {
    choices.flatMap(\.members).reduce(into: required.union(optional)) { $0.insert($1) }
  }
}

// MARK: - Reading members by name

extension FormatDecoder {
  /// Notes the members of an object that holds nothing but what is allowed.
  mutating func members(
    allowed: MemberSet,
    nested: (inout FormatDecoder, Member, inout Members) throws(JSONFault) -> Bool
  ) throws(JSONFault) -> Members {
    var members = Members(start: json.nextOffset())
    var keys = JSONKeySet()
    try json.beginObject()
    while let key = try json.nextKey() {
      guard let member = Member(key), allowed.contains(member) else {
        throw unknownMember(key, among: allowed)
      }
      try keys.insert(Int(member.rawValue), key, in: json)
      members.note(member, at: json.nextOffset())
      if try !nested(&self, member, &members) { try json.skipValue() }
    }
    return members
  }

  /// Holds members to what a change or an edit must say.
  mutating func check(_ members: borrowing Members, _ shape: Shape) throws(JSONFault) {
    if let missing = shape.required.first(besides: members.seen) {
      throw refuse(.missingMember(missing.name), at: members.start)
    }
    for choice in shape.choices {
      let found = choice.members.filter { members.has($0) }
      if found.count > 1 {
        throw refuse(
          .conflictingMembers(found[0].name, found[1].name),
          at: members.offset(of: found[1]) ?? members.start)
      }
      if found.isEmpty, choice.isRequired {
        throw refuse(.missingOneOf(choice.members.map(\.name)), at: members.start)
      }
    }
  }

  /// The value of a member, or nil where it is left out.
  mutating func read<Value>(
    _ member: Member, of members: borrowing Members,
    _ body: (inout FormatDecoder) throws(JSONFault) -> Value
  ) throws(JSONFault) -> Value? {
    guard let offset = members.offset(of: member) else { return nil }
    let place = json
    json.move(to: offset)
    let value = try body(&self)
    json = place
    return value
  }

  /// The value of a member that must be there.
  mutating func require<Value>(
    _ member: Member, of members: borrowing Members,
    _ body: (inout FormatDecoder) throws(JSONFault) -> Value
  ) throws(JSONFault) -> Value {
    guard let value = try read(member, of: members, body) else {
      throw refuse(.missingMember(member.name), at: members.start)
    }
    return value
  }

  mutating func id(_ member: Member, of members: borrowing Members) throws(JSONFault) -> ID {
    try require(member, of: members) { (decoder) throws(JSONFault) in try decoder.id() }
  }

  mutating func optionalID(
    _ member: Member, of members: borrowing Members
  ) throws(JSONFault) -> ID? {
    try read(member, of: members) { (decoder) throws(JSONFault) in try decoder.id() }
  }

  mutating func string(
    _ member: Member, _ limit: Limit, of members: borrowing Members
  ) throws(JSONFault) -> String {
    try require(member, of: members) { (decoder) throws(JSONFault) in
      try decoder.string(limit)
    }
  }

  mutating func optionalString(
    _ member: Member, _ limit: Limit, of members: borrowing Members
  ) throws(JSONFault) -> String? {
    try read(member, of: members) { (decoder) throws(JSONFault) in try decoder.string(limit) }
  }

  mutating func integer(
    _ member: Member, of members: borrowing Members
  ) throws(JSONFault) -> Int {
    try require(member, of: members) { (decoder) throws(JSONFault) in
      try decoder.json.integer()
    }
  }

  mutating func bool(
    _ member: Member, of members: borrowing Members
  ) throws(JSONFault) -> Bool? {
    try read(member, of: members) { (decoder) throws(JSONFault) in try decoder.json.bool() }
  }

  mutating func ids(
    _ member: Member, of members: borrowing Members
  ) throws(JSONFault) -> [ID] {
    try read(member, of: members) { (decoder) throws(JSONFault) in try decoder.ids() } ?? []
  }

  mutating func more(_ members: borrowing Members) throws(JSONFault) -> [UnknownMember] {
    try read(.more, of: members) { (decoder) throws(JSONFault) in try decoder.more() } ?? []
  }
}
