import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions

/// Who this person is in the workshops that they have joined: tokens in the state directory, for
/// nobody else to read, so that a second call does not come as another person.
struct GuestSeats {
  /// A place in a workshop.
  struct Seat: Equatable {
    /// The name that was asked for.
    var name: String
    /// What was shown at the door, as a digest: another ticket may let in as another role.
    var ticket: String
    var token: Secret
    var role: Role
    /// Who one is there.
    var participant: Participant
    var session: ID

    /// What the host said when it was given.
    var joined: JoinAnswer {
      JoinAnswer(token: token, role: role, participant: participant, session: session)
    }
  }

  /// The most places that are remembered of one host.
  private static let mostSeats = 64
  /// The most of them, under one name, that a host is asked about.
  private static let mostTried = 4
  private static let longestFile = 1 << 20
  private static let format = "squall-guest"

  private let disk = RealFileSystem()
  /// Nil where nothing can be remembered: each call is then another person.
  private let folder: Path?

  init() {
    folder = try? StateFolder.make("guests")
  }

  /// The name that was used at an address last.
  func latestName(at address: WorkshopAddress) -> String? { seats(at: address).last?.name }

  /// The name that was used last, wherever that was.
  func latestName() -> String? {
    files.lazy.compactMap { seats(in: $0).last?.name }.first
  }

  /// The files of all hosts, the one written last first.
  private var files: [Path] {
    guard let folder, let names = try? disk.names(in: folder) else { return [] }
    let found = names.map { folder.child($0) }.compactMap { path in
      (try? disk.status(of: path)).flatMap { status in status.map { (path, $0.modified) } }
    }
    return found.sorted { $0.1 > $1.1 }.map(\.0)
  }

  /// The place of somebody of that name: the one they had, or a new one.
  ///
  /// - Parameter ticket: what they show; nil: they come back by what they got before.
  func seat(
    of name: String, with ticket: Ticket?, at address: WorkshopAddress, of host: HostCall
  ) throws(Failure) -> Seat {
    let known = seats(at: address).filter { $0.name == name }
    if let ticket {
      let digest = GuestSeats.digest(of: ticket)
      if let seat = known.last(where: { $0.ticket == digest }) { return seat }
      // Another workshop may have been at the address meanwhile: who they are here, its host says.
      var mine: Secret?
      for seat in known.suffix(GuestSeats.mostTried).reversed() where mine == nil {
        if try isKnown(seat.token, at: address, to: host) { mine = seat.token }
      }
      return try take(name, ticket, at: address, known: mine, of: host)
    }
    if let seat = known.last { return seat }
    throw Failure(
      .usage,
      "\(name) has not joined the workshop at \(address) yet: the address needs the invitation "
        + "behind its '#', or call 'squall join \(address.authority) CODE'")
  }

  /// Whether a token is somebody's there, asked by what changes nothing: only a facilitator hears
  /// what stands at the door.
  ///
  /// - Throws: why the host does not answer.
  private func isKnown(
    _ token: Secret, at address: WorkshopAddress, to host: HostCall
  ) throws(Failure) -> Bool {
    switch host.ask(.control(.showDoor), token: token) {
    case .success: return true
    case .failure(.refused(let report)): return report.isAbout(.facilitatorsOnly)
    case .failure(let fault): throw fault.failure(at: address)
    }
  }

  private func take(
    _ name: String, _ ticket: Ticket, at address: WorkshopAddress, known: Secret?,
    of host: HostCall
  ) throws(Failure) -> Seat {
    // Nobody takes a place that cannot be remembered.
    let output = try file(of: address)
    let body: [UInt8]
    switch host.ask(.join(JoinRequest(ticket: ticket, name: name)), token: known) {
    case .success(let found): body = found
    case .failure(.refused(let report))
    where known != nil && (report.isAbout(.wrongCode) || report.isAbout(.wrongInvitation)):
      throw Failure(
        report.status,
        report.sentence(at: address.authority)
          + "; without one, 'squall join \(address.authority)' goes back as \(name)")
    case .failure(let fault): throw fault.failure(at: address)
    }
    let joined: JoinAnswer
    do throws(WireError) {
      joined = try JoinAnswer(reading: body)
    } catch {
      throw LinkFault.unreadable.failure(at: address)
    }
    let seat = Seat(
      name: name, ticket: GuestSeats.digest(of: ticket), token: joined.token, role: joined.role,
      participant: joined.participant, session: joined.session)
    try putLast(seat, at: address, output)
    return seat
  }

  /// Somebody has come back to a place: its name is the one used last from now on. Where that
  /// cannot be written down, another name is offered the next time, and nothing else is lost.
  func noteReturn(to seat: Seat, at address: WorkshopAddress) {
    if files.first == path(of: address), seats(at: address).last == seat { return }
    guard let output = try? file(of: address) else { return }
    try? putLast(seat, at: address, output)
  }

  private func putLast(
    _ seat: Seat, at address: WorkshopAddress, _ output: FileOutput?
  ) throws(Failure) {
    try GuestSeats.write(
      seats(at: address).filter { $0.token != seat.token } + [seat], to: output)
  }

  /// The host does not know that place any more.
  func forget(_ seat: Seat, at address: WorkshopAddress) throws(Failure) {
    let output = try file(of: address)
    try GuestSeats.write(seats(at: address).filter { $0.token != seat.token }, to: output)
  }

  private static func digest(of ticket: Ticket) -> String {
    let text =
      switch ticket {
      case .code(let code): code.description
      case .invitation(let secret): secret.text
      }
    return String(XXH64.hash(Array(text.utf8), seed: 0), radix: 16)
  }

  // MARK: - The file

  /// A file for each host.
  private func path(of address: WorkshopAddress) -> Path? {
    let plain = (address.authority + address.path).map { character in
      character.isASCII && (character.isLetter || character.isNumber || character == ".")
        ? character : "_"
    }
    return folder?.child(Array("\(String(plain)).json".utf8))
  }

  /// The file of a host, to be written anew: of that very name, whoever put a link there.
  private func file(of address: WorkshopAddress) throws(Failure) -> FileOutput? {
    try path(of: address).map { path throws(Failure) in try FileOutput(path, followsLink: false) }
  }

  private func seats(at address: WorkshopAddress) -> [Seat] {
    path(of: address).map { seats(in: $0) } ?? []
  }

  private func seats(in path: Path) -> [Seat] {
    guard let bytes = try? disk.read(path, limit: GuestSeats.longestFile),
      case .object(let object)? = try? JSONValue(parsing: bytes),
      object["format"]?.string == GuestSeats.format, case .array(let seats)? = object["seats"]
    else { return [] }
    return seats.compactMap { seat in
      if case .object(let object) = seat { Seat(object) } else { nil }
    }
  }

  private static func write(_ seats: [Seat], to output: FileOutput?) throws(Failure) {
    guard let output else { return }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("format")
    writer.string(GuestSeats.format)
    writer.key("seats")
    writer.beginArray()
    for seat in seats.suffix(GuestSeats.mostSeats) { seat.write(to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    try writer.withBytes { bytes throws(Failure) in try output.write(bytes) }
    try output.commit()
  }
}

extension GuestSeats.Seat {
  fileprivate init?(_ object: JSONObject) {
    guard let name = object["name"]?.string, let ticket = object["ticket"]?.string,
      let token = object["token"]?.string.flatMap({ Secret($0) }),
      let role = object["role"]?.string.flatMap({ name in Role.allCases.first { $0.name == name } }
      ),
      let id = object["id"]?.string.flatMap({ ID($0) }), let called = object["called"]?.string,
      let session = object["session"]?.string.flatMap({ ID($0) })
    else { return nil }
    self.init(
      name: name, ticket: ticket, token: token, role: role,
      participant: Participant(id: id, name: called), session: session)
  }

  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    let members: [(StaticString, String)] = [
      ("name", name), ("ticket", ticket), ("token", token.text), ("role", role.name),
      ("id", participant.id.text), ("called", participant.name), ("session", session.text),
    ]
    for (key, value) in members {
      writer.key(key)
      writer.string(value)
    }
    writer.endObject()
  }
}
