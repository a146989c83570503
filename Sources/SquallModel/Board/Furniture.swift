/// A horizontal band of the board: a department, an actor, a parallel flow.
public struct Lane: Hashable, Sendable {
  public var id: ID
  public var name: String
  public var unknownMembers: [UnknownMember]

  public init(id: ID, name: String, unknownMembers: [UnknownMember] = []) {
    self.id = id
    self.name = name
    self.unknownMembers = unknownMembers
  }
}

/// Somebody who takes part: the author of what they wrote.
public struct Participant: Hashable, Sendable {
  public var id: ID
  public var name: String
  public var unknownMembers: [UnknownMember]

  public init(id: ID, name: String, unknownMembers: [UnknownMember] = []) {
    self.id = id
    self.name = name
    self.unknownMembers = unknownMembers
  }
}

/// A relation said in so many words; rare, as adjacency already says most.
public struct Link: Hashable, Sendable {
  public var id: ID
  public var from: ID
  public var to: ID
  public var label: String?
  public var unknownMembers: [UnknownMember]

  public init(
    id: ID, from: ID, to: ID, label: String? = nil, unknownMembers: [UnknownMember] = []
  ) {
    self.id = id
    self.from = from
    self.to = to
    self.label = label
    self.unknownMembers = unknownMembers
  }
}

/// A named area of the board: an emerging bounded context.
public struct Context: Hashable, Sendable {
  public var id: ID
  public var name: String
  /// The stickies that stand in it.
  public var stickies: [ID]
  public var unknownMembers: [UnknownMember]

  public init(id: ID, name: String, stickies: [ID], unknownMembers: [UnknownMember] = []) {
    self.id = id
    self.name = name
    self.stickies = stickies
    self.unknownMembers = unknownMembers
  }
}

/// A word of the glossary and what the group agreed that it means.
public struct Term: Hashable, Sendable {
  public var name: String
  public var meaning: String
  public var unknownMembers: [UnknownMember]

  public init(name: String, meaning: String, unknownMembers: [UnknownMember] = []) {
    self.name = name
    self.meaning = meaning
    self.unknownMembers = unknownMembers
  }

  /// Whether the term has that name; names are compared by bytes.
  public func isNamed(_ other: String) -> Bool { name.utf8.elementsEqual(other.utf8) }
}
