public import SquallModel

/// What somebody shows at the door.
public enum Ticket: Equatable, Sendable {
  /// What was said aloud.
  case code(JoinCode)
  /// What stood in an address or a QR code.
  case invitation(Secret)
}

/// Somebody asks to take part; only a name is asked.
public struct JoinRequest: Equatable, Sendable {
  /// The longest name of a guest, in bytes.
  public static let maximumName = 128

  public var version: Int
  public var ticket: Ticket
  public var name: String
  /// A token that the person got before. Like any other it comes in the head, and not in the bytes.
  public var known: Secret?

  public init(
    version: Int = ProtocolVersion.current, ticket: Ticket, name: String, known: Secret? = nil
  ) {
    self.version = version
    self.ticket = ticket
    self.name = name
    self.known = known
  }

  /// The body of the request.
  public var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.member("protocol", version)
      switch ticket {
      case .code(let code): writer.member("code", code.description)
      case .invitation(let invitation): writer.member("invitation", invitation.text)
      }
      writer.member("name", name)
      writer.endObject()
    }
  }

  /// Reads a posted request.
  ///
  /// - Parameter known: the token in its head.
  public init(reading bytes: [UInt8], known: Secret? = nil) throws(WireError) {
    let object = try WireObject(bytes)
    let ticket: Ticket
    if let invitation = try object.optionalString("invitation") {
      guard let secret = Secret(invitation) else { throw .bad("invitation") }
      ticket = .invitation(secret)
    } else {
      guard case .success(let code) = JoinCode.read(try object.string("code")) else {
        throw .bad("code")
      }
      ticket = .code(code)
    }
    self.init(
      version: try object.integer("protocol"), ticket: ticket, name: try object.string("name"),
      known: known)
  }
}

/// What somebody gets who was let in.
public struct JoinAnswer: Equatable, Sendable {
  public var version: Int
  /// What the guest shows from now on, to nobody but the host.
  public var token: Secret
  public var role: Role
  public var participant: Participant
  /// The session's id.
  public var session: ID

  public init(
    version: Int = ProtocolVersion.current, token: Secret, role: Role, participant: Participant,
    session: ID
  ) {
    self.version = version
    self.token = token
    self.role = role
    self.participant = participant
    self.session = session
  }

  public var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.key("ok")
      writer.bool(true)
      writer.member("protocol", version)
      writer.member("token", token.text)
      writer.member("role", role.name)
      writer.member("id", participant.id)
      writer.member("name", participant.name)
      writer.member("session", session)
      writer.endObject()
    }
  }

  /// Reads the answer of a host.
  public init(reading bytes: [UInt8]) throws(WireError) {
    let object = try WireObject(bytes)
    self.init(
      version: try object.integer("protocol"),
      token: try object.word("token") { Secret($0) },
      role: try object.word("role") { Role(name: $0) },
      participant: Participant(id: try object.id("id"), name: try object.string("name")),
      session: try object.id("session"))
  }
}
