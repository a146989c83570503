public import SquallModel

/// Whether somebody can be reached.
public enum PersonLink: UInt8, CaseIterable, Hashable, Sendable {
  case here
  /// Here, and has done nothing for a while.
  case idle
  /// The link is lost, a moment ago.
  case away
  case gone
  /// Sent out by a facilitator; may be let back in.
  case removed

  /// The name in messages.
  public var name: String { String(describing: self) }

  init?(name: String) {
    guard let link = PersonLink.allCases.first(where: { $0.name == name }) else { return nil }
    self = link
  }
}

/// Somebody in the workshop, as everybody sees them. Never saved.
public struct Person: Equatable, Sendable {
  /// The participant's id.
  public var id: ID
  public var name: String
  public var role: Role
  public var link: PersonLink
  public var presence: Presence
  /// Who gave them their role; nil where nobody did since they joined, or it is not known.
  public var roleBy: ID?
  /// Who sent them out, or let them back in, last.
  public var seatBy: ID?

  public init(
    id: ID, name: String, role: Role, link: PersonLink = .gone, presence: Presence = Presence(),
    roleBy: ID? = nil, seatBy: ID? = nil
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.link = link
    self.presence = presence
    self.roleBy = roleBy
    self.seatBy = seatBy
  }

  /// Whether somebody has this person in view.
  public var isPresent: Bool { link == .here || link == .idle }
}

/// Where somebody is. Never saved.
public struct Presence: Equatable, Sendable {
  /// The sticky that the cursor is on; nil where it is hidden or on none.
  public var at: ID?
  /// Whether its text, its note or its data is being written.
  public var isWriting: Bool
  /// The person whose view is followed.
  public var follows: ID?
  /// Whether it is the last that is posted: the person leaves.
  public var isLeaving: Bool

  public init(
    at: ID? = nil, isWriting: Bool = false, follows: ID? = nil, isLeaving: Bool = false
  ) {
    self.at = at
    self.isWriting = isWriting
    self.follows = follows
    self.isLeaving = isLeaving
  }
}

/// What participants may do to the board while a facilitator holds it.
public enum BoardLock: UInt8, CaseIterable, Hashable, Sendable {
  /// Everything that their role allows.
  case open
  /// Nothing new of a kind that the phase has not opened.
  case phaseKinds
  /// Nothing.
  case board

  /// The name in messages.
  public var name: String { String(describing: self) }

  init?(name: String) {
    guard let lock = BoardLock.allCases.first(where: { $0.name == name }) else { return nil }
    self = lock
  }
}

/// A timer that everybody sees, as it was when the message was made.
public struct TimerState: Equatable, Sendable {
  /// The longest timer, in milliseconds: a day.
  public static let maximumLength = 86_400_000

  /// Milliseconds that it was set to.
  public var length: Int
  /// Milliseconds that are left.
  public var remaining: Int
  public var isRunning: Bool

  public init(length: Int, remaining: Int, isRunning: Bool) {
    self.length = length
    self.remaining = remaining
    self.isRunning = isRunning
  }
}

extension Role {
  init?(name: String) {
    guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
    self = role
  }
}

// MARK: - Coding

extension Person {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("name", name)
    writer.member("role", role.name)
    writer.member("link", link.name)
    presence.writeMembers(to: &writer)
    writer.optional("role_by", roleBy)
    writer.optional("seat_by", seatBy)
    writer.endObject()
  }

  init(_ object: WireObject) throws(WireError) {
    self.init(
      id: try object.id("id"), name: try object.string("name"),
      role: try object.word("role") { Role(name: $0) },
      link: try object.word("link") { PersonLink(name: $0) }, presence: try Presence(object),
      roleBy: try object.optionalID("role_by"), seatBy: try object.optionalID("seat_by"))
  }
}

extension Presence {
  func writeMembers(to writer: inout JSONWriter) {
    writer.optional("at", at)
    writer.flag("writing", isWriting)
    writer.optional("follows", follows)
    writer.flag("leaving", isLeaving)
  }

  init(_ object: WireObject) throws(WireError) {
    self.init(
      at: try object.optionalID("at"), isWriting: try object.flag("writing"),
      follows: try object.optionalID("follows"), isLeaving: try object.flag("leaving"))
  }

  /// The bytes of a posted presence.
  public var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writeMembers(to: &writer)
      writer.endObject()
    }
  }

  /// Reads a posted presence.
  public init(reading bytes: [UInt8]) throws(WireError) {
    try self.init(try WireObject(bytes))
  }
}

extension TimerState {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("length_ms", length)
    writer.member("remaining_ms", remaining)
    writer.flag("running", isRunning)
    writer.endObject()
  }

  init(_ object: WireObject) throws(WireError) {
    self.init(
      length: try object.integer("length_ms", atMost: TimerState.maximumLength),
      remaining: try object.integer("remaining_ms", atMost: TimerState.maximumLength),
      isRunning: try object.flag("running"))
  }
}
