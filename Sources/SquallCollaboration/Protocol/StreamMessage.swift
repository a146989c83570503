public import SquallModel
public import SquallSessions

/// What a host tells a guest over its stream (W6).
public enum StreamMessage: Equatable, Sendable {
  case hello(Hello)
  case entry(LogLine)
  /// People who came, went or changed, each whole.
  case people([Person])
  /// Where people are now.
  case presence([PersonPresence])
  /// What participants may do now, and who has set that, where the host says so.
  case lock(BoardLock, by: ID? = nil)
  /// nil where there is no timer any more.
  case timer(TimerState?)
  /// A facilitator asks everybody to come to a sticky.
  case come(by: ID, to: ID)
  /// The host cannot write its journal any more: nothing is accepted (H5).
  case halted
  /// The stream ends.
  case bye(Farewell)
  /// A message of a later version that this one does not know (W3).
  case unknown

  /// Where one person is.
  public struct PersonPresence: Equatable, Sendable {
    public var id: ID
    public var presence: Presence

    public init(id: ID, presence: Presence) {
      self.id = id
      self.presence = presence
    }
  }
}

/// The first message of a stream: everything beside the board, as it is now.
public struct Hello: Equatable, Sendable {
  public var version: Int
  /// The session's id.
  public var session: ID
  /// The guest's own participant.
  public var you: ID
  /// The last entry that the host has recorded.
  public var latest: LogPoint
  public var people: [Person]
  public var lock: BoardLock
  /// Who has set the lock, where that is known.
  public var lockedBy: ID?
  public var timer: TimerState?
  public var isHalted: Bool
  /// How many messages the host has told to all so far, entries not counted (H9).
  public var told: Int

  public init(
    version: Int = ProtocolVersion.current, session: ID, you: ID, latest: LogPoint,
    people: [Person] = [], lock: BoardLock = .open, lockedBy: ID? = nil,
    timer: TimerState? = nil, isHalted: Bool = false, told: Int = 0
  ) {
    self.version = version
    self.session = session
    self.you = you
    self.latest = latest
    self.people = people
    self.lock = lock
    self.lockedBy = lockedBy
    self.timer = timer
    self.isHalted = isHalted
    self.told = told
  }
}

/// What a host says when it has nothing to say: how far it is, so that whoever lacks something
/// notices (H9).
public struct Heartbeat: Equatable, Sendable {
  /// The last recorded entry.
  public var latest: LogPoint
  /// How many messages the host has told to all so far, entries not counted.
  public var told: Int

  public init(latest: LogPoint, told: Int) {
    self.latest = latest
    self.told = told
  }

  /// The comment that says it.
  var text: String { "\(latest) \(told)" }

  /// Reads a comment; nil where it says something else.
  init?(_ comment: [UInt8]) {
    let parts = String(decoding: comment, as: UTF8.self).split(separator: " ")
    guard parts.count == 2, let latest = LogPoint(parts[0]), let told = Int(parts[1]) else {
      return nil
    }
    self.init(latest: latest, told: told)
  }
}

/// Why a host ends a stream.
public enum Farewell: UInt8, CaseIterable, Hashable, Sendable {
  /// The host stops.
  case ended
  /// A facilitator has sent the person out.
  case removed
  /// The guest's log is not the host's, or too far behind: it has to fetch a snapshot (H7).
  case reset
  /// The guest has not read for too long; it resumes from where it was.
  case slow
  /// The same person has opened too many streams since.
  case replaced

  /// The name in messages.
  public var name: String { String(describing: self) }

  init?(name: String) {
    guard let farewell = Farewell.allCases.first(where: { $0.name == name }) else { return nil }
    self = farewell
  }
}

// MARK: - Writing

extension EventStreamWriter {
  /// Writes an entry: the very bytes that are in the journal.
  public mutating func entry(_ line: LogLine) {
    message("entry", id: line.point.description, data: line.payload)
  }

  /// Writes a message.
  public mutating func write(_ message: StreamMessage) {
    switch message {
    case .hello(let hello): self.message("hello", data: hello.bytes)
    case .entry(let line): entry(line)
    case .people(let people):
      list("people", people) { person, writer in person.write(to: &writer) }
    case .presence(let presences):
      list("presence", presences) { one, writer in
        writer.beginObject()
        writer.member("id", one.id)
        one.presence.writeMembers(to: &writer)
        writer.endObject()
      }
    case .lock(let lock, let by):
      object("lock") { writer in
        writer.member("lock", lock.name)
        writer.optional("by", by)
      }
    case .timer(let timer):
      object("timer") { writer in
        guard let timer else { return }
        writer.key("timer")
        timer.write(to: &writer)
      }
    case .come(let by, let to):
      object("come") { writer in
        writer.member("by", by)
        writer.member("to", to)
      }
    case .halted: object("halted") { _ in }
    case .bye(let farewell): object("bye") { $0.member("reason", farewell.name) }
    case .unknown: break
    }
  }

  private mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
    message(
      name,
      data: wireBytes { writer in
        writer.beginObject()
        members(&writer)
        writer.endObject()
      })
  }

  private mutating func list<Element>(
    _ name: StaticString, _ elements: [Element],
    _ write: (Element, inout JSONWriter) -> Void
  ) {
    object(name) { writer in
      writer.key(name)
      writer.beginArray()
      for element in elements { write(element, &writer) }
      writer.endArray()
    }
  }
}

extension Hello {
  var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.member("protocol", version)
      writer.member("session", session)
      writer.member("you", you)
      writer.member("latest", latest.description)
      writer.member("told", told)
      writer.member("lock", lock.name)
      writer.optional("lock_by", lockedBy)
      writer.flag("halted", isHalted)
      if let timer {
        writer.key("timer")
        timer.write(to: &writer)
      }
      writer.key("people")
      writer.beginArray()
      for person in people { person.write(to: &writer) }
      writer.endArray()
      writer.endObject()
    }
  }

  init(_ object: WireObject) throws(WireError) {
    var people: [Person] = []
    for person in try object.objects("people") { people.append(try Person(person)) }
    self.init(
      version: try object.integer("protocol"), session: try object.id("session"),
      you: try object.id("you"), latest: try object.word("latest") { LogPoint($0) },
      people: people, lock: try object.word("lock") { BoardLock(name: $0) },
      lockedBy: try object.optionalID("lock_by"),
      timer: try object.optionalObject("timer").map { (timer) throws(WireError) in
        try TimerState(timer)
      }, isHalted: try object.flag("halted"),
      told: try object.integer("told"))
  }
}

// MARK: - Reading

extension StreamMessage {
  /// Why a message of a stream cannot be read.
  public enum Fault: Error, Equatable, Sendable {
    case wire(WireError)
    /// An entry that this program cannot read: it was written by a newer one.
    case entry(FormatError)
  }

  /// Reads an event of a stream.
  public init(name: String, id: String?, data: [UInt8]) throws(Fault) {
    switch name {
    case "entry":
      guard let point = id.flatMap({ LogPoint($0) }) else { throw .wire(.bad("id")) }
      do throws(FormatError) {
        let entry = try EntryFormat.read(data)
        self = .entry(LogLine(entry: entry, payload: data, checksum: point.checksum))
      } catch {
        throw .entry(error)
      }
    case "hello", "people", "presence", "lock", "timer", "come", "halted", "bye":
      do throws(WireError) {
        self = try StreamMessage(name: name, try WireObject(data))
      } catch {
        throw .wire(error)
      }
    default: self = .unknown
    }
  }

  private init(name: String, _ object: WireObject) throws(WireError) {
    switch name {
    case "hello": self = .hello(try Hello(object))
    case "people":
      var people: [Person] = []
      for person in try object.objects("people") { people.append(try Person(person)) }
      self = .people(people)
    case "presence":
      var presences: [PersonPresence] = []
      for one in try object.objects("presence") {
        presences.append(PersonPresence(id: try one.id("id"), presence: try Presence(one)))
      }
      self = .presence(presences)
    case "lock":
      self = .lock(
        try object.word("lock") { BoardLock(name: $0) }, by: try object.optionalID("by"))
    case "timer":
      self = .timer(
        try object.optionalObject("timer").map { (timer) throws(WireError) in
          try TimerState(timer)
        })
    case "come": self = .come(by: try object.id("by"), to: try object.id("to"))
    case "halted": self = .halted
    case "bye": self = .bye(Farewell(name: try object.string("reason")) ?? .ended)
    default: self = .unknown
    }
  }
}
