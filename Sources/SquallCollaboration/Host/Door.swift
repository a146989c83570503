public import SquallModel

/// What opens a workshop for newcomers: for each role a code to be spoken and an invitation.
struct Door: Sendable {
  private struct Entrance: Sendable {
    var code: JoinCode
    var shownAt: Int64
    /// The code before, and until when it still opens (H13).
    var previous: JoinCode?
    var previousUntil: Int64 = 0
    var invitation: Secret
  }

  private var entrances: [Role: Entrance] = [:]

  init(at uptime: Int64, using random: inout some RandomNumberGenerator) {
    for role in Role.allCases {
      entrances[role] = Entrance(
        code: freshCode(using: &random), shownAt: uptime, invitation: Secret(using: &random))
    }
  }

  /// When the codes are due to be renewed.
  var renewsAt: Int64 {
    (entrances.values.map(\.shownAt).min() ?? 0) + Timing.code
  }

  /// Shows new codes once the old ones have been shown long enough.
  ///
  /// - Returns: Whether there are new ones.
  mutating func renewIfDue(
    at uptime: Int64, using random: inout some RandomNumberGenerator
  ) -> Bool {
    guard uptime >= renewsAt else { return false }
    for role in Role.allCases {
      guard var entrance = entrances[role] else { continue }
      entrance.previous = entrance.code
      entrance.previousUntil = uptime + Timing.codeGrace
      entrance.code = freshCode(using: &random)
      entrance.shownAt = uptime
      entrances[role] = entrance
    }
    return true
  }

  /// Shows new codes and invitations, and lets nobody in by the old ones.
  mutating func renew(at uptime: Int64, using random: inout some RandomNumberGenerator) {
    for role in Role.allCases {
      let code = freshCode(using: &random)
      entrances[role]?.previous = nil
      entrances[role]?.code = code
      entrances[role]?.invitation = Secret(using: &random)
      entrances[role]?.shownAt = uptime
    }
  }

  /// The role that a ticket lets in as. Every entrance is looked at, whichever fits.
  func role(for ticket: Ticket, at uptime: Int64) -> Role? {
    var found: Role?
    for (role, entrance) in entrances {
      let fits: Bool
      switch ticket {
      case .code(let code):
        let isPrevious = entrance.previous?.isSame(as: code) ?? false
        fits = code.isSame(as: entrance.code) || isPrevious && uptime < entrance.previousUntil
      case .invitation(let secret): fits = secret == entrance.invitation
      }
      if fits { found = role }
    }
    return found
  }

  /// What the facilitators see.
  func shown(at uptime: Int64) -> DoorSign {
    var entries: [DoorSign.Entrance] = []
    for role in Role.allCases {
      guard let entrance = entrances[role] else { continue }
      entries.append(
        DoorSign.Entrance(role: role, code: entrance.code, invitation: entrance.invitation))
    }
    return DoorSign(entrances: entries, renewsIn: Int(max(0, renewsAt - uptime)))
  }

  /// A code that no entrance has, so that each lets in as one role only.
  private func freshCode(using random: inout some RandomNumberGenerator) -> JoinCode {
    while true {
      let code = JoinCode(using: &random)
      let isTaken = entrances.values.contains { $0.code == code || $0.previous == code }
      if !isTaken { return code }
    }
  }
}

/// What is shown at the door, to facilitators only.
public struct DoorSign: Equatable, Sendable {
  public struct Entrance: Equatable, Sendable {
    public var role: Role
    public var code: JoinCode
    public var invitation: Secret
  }

  public var entrances: [Entrance]
  /// Milliseconds until the codes are renewed.
  public var renewsIn: Int

  public init(entrances: [Entrance], renewsIn: Int) {
    self.entrances = entrances
    self.renewsIn = renewsIn
  }

  public subscript(role: Role) -> Entrance? { entrances.first { $0.role == role } }

  public var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.key("ok")
      writer.bool(true)
      writer.member("renews_in_ms", renewsIn)
      writer.key("door")
      writer.beginArray()
      for entrance in entrances {
        writer.beginObject()
        writer.member("role", entrance.role.name)
        writer.member("code", entrance.code.description)
        writer.member("invitation", entrance.invitation.text)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
  }

  /// Reads the answer of a host.
  public init(reading bytes: [UInt8]) throws(WireError) {
    let object = try WireObject(bytes)
    var entrances: [Entrance] = []
    for entrance in try object.objects("door") {
      entrances.append(
        Entrance(
          role: try entrance.word("role") { Role(name: $0) },
          code: try entrance.word("code") { try? JoinCode.read($0).get() },
          invitation: try entrance.word("invitation") { Secret($0) }))
    }
    self.init(
      entrances: entrances, renewsIn: try object.integer("renews_in_ms", atMost: Int(Timing.code)))
  }
}
