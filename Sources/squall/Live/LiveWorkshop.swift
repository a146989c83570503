import Glibc
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions

/// A live workshop that a subcommand speaks to, as one of its guests.
final class LiveWorkshop {
  let address: WorkshopAddress
  private let call: HostCall
  private let seats: GuestSeats
  private var taken: [String: GuestSeats.Seat] = [:]

  /// The workshop at the address that somebody typed.
  init(_ file: FileArgument) throws(Failure) {
    address = try WorkshopAddress.of(file.text)
    seats = GuestSeats()
    call = HostCall(address)
  }

  /// Asks as somebody of that name; whoever has not joined yet joins with the invitation.
  func ask(
    _ request: GuestRequest, as name: String
  ) throws(Failure) -> Result<[UInt8], LinkFault> {
    let seat = try seat(of: name)
    let answer = call.ask(request, token: seat.token)
    guard case .failure(.refused(let report)) = answer, report.isAbout(.unknownToken),
      address.invitation != nil
    else { return answer }
    // The host has forgotten who that was: the invitation still buys a new token.
    taken[name] = nil
    try seats.forget(seat, at: address)
    return call.ask(request, token: try self.seat(of: name).token)
  }

  /// The answer to a question, or the end of the subcommand.
  func answer(to request: GuestRequest, as name: String) throws(Failure) -> [UInt8] {
    switch try ask(request, as: name) {
    case .success(let body): return body
    case .failure(let fault): throw fault.failure(at: address)
    }
  }

  /// The workshop as it is, read by the user.
  func snapshot() throws(Failure) -> SessionSnapshot {
    let bytes = try answer(to: .snapshot, as: World.userName)
    do throws(FormatError) {
      return try SessionFormat.read(bytes)
    } catch {
      throw LinkFault.unreadable.failure(at: address)
    }
  }

  /// Goes through the log as far as it is recorded.
  func forEachEntry(of session: ID, _ body: (Entry, UInt64) -> Bool) throws(Failure) {
    let log = try answer(to: .log, as: World.userName)
    var checksum = SessionLog.start(of: session)
    for line in log.split(separator: UInt8(ascii: "\n")) {
      let payload = Array(line)
      checksum = XXH64.hash(payload, seed: checksum)
      guard let entry = try? EntryFormat.read(payload) else {
        throw LinkFault.unreadable.failure(at: address)
      }
      guard body(entry, checksum) else { return }
    }
  }

  /// The place of somebody in the workshop.
  func seat(of name: String) throws(Failure) -> GuestSeats.Seat {
    if let seat = taken[name] { return seat }
    let ticket = address.invitation.map { Ticket.invitation($0) }
    let seat = try seats.seat(of: name, with: ticket, at: address, of: call)
    taken[name] = seat
    return seat
  }
}

extension FileArgument {
  /// Whether it names a live workshop and no file.
  var isLive: Bool { text.contains("://") }
}

extension WorkshopAddress {
  /// The address that somebody typed, where a program can speak to it.
  static func of(_ text: String) throws(Failure) -> WorkshopAddress {
    switch WorkshopAddress.read(url: text) {
    case .success(let address): return try address.spoken
    case .failure(let fault): throw Failure(.usage, fault.sentence(about: text))
    }
  }

  /// The address, where it is one that terminals speak to.
  var spoken: WorkshopAddress {
    get throws(Failure) {
      guard isSecure else { return self }
      throw Failure(
        .usage,
        "\(self) is for browsers: a terminal joins by the plain http address of the host, or "
          + "through ssh: 'ssh -L \(WorkshopAddress.defaultPort):localhost:"
          + "\(WorkshopAddress.defaultPort) \(host)', then 'squall join CODE'")
    }
  }
}
