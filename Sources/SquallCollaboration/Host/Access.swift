public import SquallModel

/// Who may come back after the host was started anew; kept in the state directory, 0600 (H12).
public struct AccessRecord: Equatable, Sendable {
  /// Somebody who has joined.
  public struct Guest: Equatable, Sendable {
    public var participant: Participant
    public var role: Role
    public var isRemoved: Bool
    /// Who gave them their role, and who sent them out or let them back in; nil where nobody did.
    public var roleBy, seatBy: ID?
    /// The SHA-256 of each token, the oldest first.
    public var tokens: [[UInt8]]

    public init(
      participant: Participant, role: Role, isRemoved: Bool, roleBy: ID? = nil, seatBy: ID? = nil,
      tokens: [[UInt8]]
    ) {
      self.participant = participant
      self.role = role
      self.isRemoved = isRemoved
      self.roleBy = roleBy
      self.seatBy = seatBy
      self.tokens = tokens
    }
  }

  /// A timer, by the clock on the wall: that of the host has not run before it was started.
  public struct Timer: Equatable, Sendable {
    /// Milliseconds that it was set to.
    public var length: Int
    public var end: End

    public enum End: Equatable, Sendable {
      case at(Instant)
      /// It is paused, and so many milliseconds are left.
      case paused(left: Int)
    }

    public init(length: Int, end: End) {
      self.length = length
      self.end = end
    }
  }

  /// The session's id.
  public var session: ID
  /// The port that the host listens on, so that it is found again.
  public var port: Int?
  public var lock: BoardLock
  /// Who set the lock; nil where that is not known.
  public var lockedBy: ID?
  public var timer: Timer?
  public var guests: [Guest]

  public init(
    session: ID, port: Int? = nil, lock: BoardLock = .open, lockedBy: ID? = nil,
    timer: Timer? = nil, guests: [Guest] = []
  ) {
    self.session = session
    self.port = port
    self.lock = lock
    self.lockedBy = lockedBy
    self.timer = timer
    self.guests = guests
  }
}

extension AccessRecord {
  private static let format = "squall-access"
  private static let version = 1

  /// The bytes of the file, a guest a line.
  public var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.member("format", AccessRecord.format)
      writer.member("version", AccessRecord.version)
      writer.member("session", session)
      if let port { writer.member("port", port) }
      writer.member("lock", lock.name)
      writer.optional("lock_by", lockedBy)
      if let timer {
        writer.key("timer")
        timer.write(to: &writer)
      }
      writer.key("guests")
      writer.beginArray()
      for guest in guests {
        writer.breakLine(indent: 1)
        guest.write(to: &writer)
      }
      writer.endArray()
      writer.endObject()
    }
  }

  /// Reads the file.
  public init(reading bytes: [UInt8]) throws(WireError) {
    let object = try WireObject(bytes)
    guard try object.string("format") == AccessRecord.format else { throw .bad("format") }
    guard try object.integer("version") == AccessRecord.version else { throw .bad("version") }
    self.init(
      session: try object.id("session"), port: try object.optionalInteger("port", atMost: 65_535),
      lock: try object.word("lock") { BoardLock(name: $0) },
      lockedBy: try object.optionalID("lock_by"),
      timer: try object.optionalObject("timer").map { (timer) throws(WireError) in
        try Timer(timer)
      })
    for guest in try object.objects("guests") { guests.append(try Guest(guest)) }
  }
}

extension AccessRecord.Timer {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("length_ms", length)
    switch end {
    case .at(let instant):
      writer.key("ends")
      writer.instant(instant)
    case .paused(let left): writer.member("left_ms", left)
    }
    writer.endObject()
  }

  fileprivate init(_ object: WireObject) throws(WireError) {
    let length = try object.integer("length_ms", atMost: TimerState.maximumLength)
    guard object.has("ends") else {
      let left = try object.integer("left_ms", atMost: TimerState.maximumLength)
      self.init(length: length, end: .paused(left: left))
      return
    }
    self.init(length: length, end: .at(try object.word("ends") { Instant($0) }))
  }
}

extension AccessRecord.Guest {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", participant.id)
    writer.member("name", participant.name)
    writer.member("role", role.name)
    writer.flag("removed", isRemoved)
    writer.optional("role_by", roleBy)
    writer.optional("seat_by", seatBy)
    writer.key("tokens")
    writer.beginArray()
    for token in tokens { writer.string(Hexadecimal.text(of: token)) }
    writer.endArray()
    writer.endObject()
  }

  fileprivate init(_ object: WireObject) throws(WireError) {
    self.init(
      participant: Participant(id: try object.id("id"), name: try object.string("name")),
      role: try object.word("role") { Role(name: $0) },
      isRemoved: try object.flag("removed"), roleBy: try object.optionalID("role_by"),
      seatBy: try object.optionalID("seat_by"), tokens: [])
    for text in try object.strings("tokens") {
      guard text.utf8.count == 64, let token = Hexadecimal.bytes(text) else { throw .bad("tokens") }
      tokens.append(token)
    }
  }
}
