import Glibc
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import SquallTerminal
import SquallUI

/// A live workshop that was joined and is to be shown.
struct LiveOpening {
  var document: Document
  var company: Company
  /// What the session is called in the title and at the end.
  var name: String
  /// What the person should know, in sentences.
  var news: [String] = []
  /// Where everything is that is shown as saved, for the last words after a crash.
  var whereSaved = "at the host; 'squall join' brings you back"
  /// Where others post already.
  var mailbox: Mailbox<Message>?
  /// What is said at the end, where the session's files are this program's.
  var sessionName: String?
  /// Starts the guest, which posts to the mailbox from then on.
  var start: (Mailbox<Message>) -> LiveSession
}

extension LiveOpening {
  /// Joins a workshop over the network, and fetches its board.
  init(
    joining address: WorkshopAddress, with ticket: Ticket?, as name: String, _ world: World
  ) throws(Failure) {
    let seats = GuestSeats()
    let call = HostCall(address)
    var seat = try seats.seat(of: name, with: ticket, at: address, of: call)
    var answer = call.ask(.log, token: seat.token)
    if case .failure(.refused(let report)) = answer, report.isAbout(.unknownToken) {
      // The host has forgotten who that was: the ticket still buys a new token.
      try seats.forget(seat, at: address)
      seat = try seats.seat(of: name, with: ticket, at: address, of: call)
      answer = call.ask(.log, token: seat.token)
    }
    let beginning = try LiveOpening.beginning(answer, seat, call, at: address)
    seats.noteReturn(to: seat, at: address)
    let workshop = beginning.workshop
    let joined = seat.joined
    document = Document(workshop: workshop, me: joined.participant, role: joined.role)
    company = Company(isHosting: false)
    self.name = address.authority
    let called = joined.participant.name
    if called != name {
      news.append(
        "there is somebody called \(SafeText(name)) here already: you are \(SafeText(called))")
    }
    var waiting: WaitingFile?
    var folder: Path?
    do throws(Failure) {
      waiting = try GuestFiles.waiting(session: workshop.board.id, of: joined.participant.id)
      folder = try GuestFiles.copyFolder()
    } catch {
      // One can take part without; what that costs is told.
      news.append(error.sentence?.description ?? "nothing of the workshop is kept here")
    }
    if let count = waiting?.found.count, count > 0 {
      news.append(
        "\(count) \(count == 1 ? "edit" : "edits") of yours from before, which the host has not "
          + "seen yet, \(count == 1 ? "is" : "are") sent now")
    }
    if let waiting, waiting.unreadLines > 0 {
      let count = waiting.unreadLines
      news.append(
        "\(waiting.path.quoted) has \(count) \(count == 1 ? "line" : "lines") that this version "
          + "cannot read; a newer one may have written them, and they stay there")
    }
    start = { [world, waiting, folder] mailbox in
      let thread = NetworkThread()
      let copy = folder.map { GuestFiles.copy(in: $0, to: mailbox) }
      let edge = GuestEdge(
        joined, from: beginning, over: HTTPHostConnection(address, on: thread.loop),
        on: thread.loop,
        files: GuestEdge.Files(
          waiting: waiting, copy: copy, reason: { $0.sentence }), ids: world.ids,
        random: SystemRandomNumberGenerator(), now: SystemMoment.now,
        LiveOpening.listener(mailbox, .asGuest))
      let (session, person) = (workshop.board.id, joined.participant.id)
      return LiveSession(
        edge, thread, to: mailbox,
        door: DoorMaker(ways: { [.init(address: address, reach: "the way you came")] }),
        reopenWaiting: { () throws(Failure) in
          try GuestFiles.waiting(session: session, of: person)
        })
    }
  }

  /// Refuses where no host of this program's kind answers, before somebody types their name.
  static func refuseUnlessHosted(
    _ address: WorkshopAddress, _ ticket: Ticket?
  ) throws(Failure) {
    // Nobody is let in without a name, and it is looked at before the ticket.
    var random = SystemRandomNumberGenerator()
    let request = JoinRequest(ticket: ticket ?? .invitation(Secret(using: &random)), name: "")
    guard case .failure(let fault) = HostCall(address).ask(.join(request), token: nil) else {
      return
    }
    if case .refused(let report) = fault, report.isAbout(.blankName) { return }
    throw fault.failure(at: address)
  }

  /// The workshop with all its history; where the host cannot give that, the board alone.
  private static func beginning(
    _ log: Result<[UInt8], LinkFault>, _ seat: GuestSeats.Seat, _ call: HostCall,
    at address: WorkshopAddress
  ) throws(Failure) -> GuestBeginning {
    if case .success(let bytes) = log,
      let beginning = GuestBeginning(log: bytes, of: seat.session)
    {
      return beginning
    }
    switch call.ask(.snapshot, token: seat.token) {
    case .success(let bytes):
      guard let snapshot = try? SessionFormat.read(bytes), let checksum = snapshot.checksum else {
        throw LinkFault.unreadable.failure(at: address)
      }
      return GuestBeginning(
        workshop: Workshop(board: snapshot.board, sequence: snapshot.revision),
        point: LogPoint(sequence: snapshot.revision, checksum: checksum))
    case .failure(let fault): throw fault.failure(at: address)
    }
  }

  /// Posts what is heard of a guest.
  static func listener(
    _ mailbox: Mailbox<Message>, _ number: LiveSession.Number
  ) -> GuestEdge.Listener {
    GuestEdge.Listener(
      turn: { turn in
        mailbox.post(.turn(turn, of: number)) { last in
          // Where nobody looks for a while, only the latest board is kept.
          guard turn.workshop != nil, case .turn(var before, number) = last else { return }
          before.dropBoard()
          last = .turn(before, of: number)
        }
      },
      files: { news in
        for input in LiveSession.inputs(of: news) { mailbox.post(.input(input)) }
      })
  }
}

/// The files of a guest: what waits, and the copy of the workshop.
enum GuestFiles {
  /// The edits of a person that a workshop's host does not have yet.
  ///
  /// Both ids are in the name whole, and a comma, which no id has, between them: what two people
  /// wait for is never in one file.
  static func waiting(session: ID, of person: ID) throws(Failure) -> WaitingFile {
    let folder = try StateFolder.make("waiting")
    do throws(FileError) {
      return try WaitingFile(
        folder.child(Array("\(session.text),\(person.text)".utf8)), on: RealFileSystem())
    } catch {
      throw Failure(error.status, "edits that wait cannot be kept: \(error.sentence)")
    }
  }

  /// The folder of copies: sessions that belong to no project live there.
  static func copyFolder() throws(Failure) -> Path {
    guard let data = World.dataFolder else {
      throw Failure(.cannotCreate, "neither HOME nor XDG_DATA_HOME says where copies may live")
    }
    return try Folders.make(data)
  }

  /// A copy named by the workshop's title and its id.
  static func copy(in folder: Path, to mailbox: Mailbox<Message>) -> GuestCopy {
    GuestCopy(
      holder: .own(since: SystemMoment.now().instant), on: RealFileSystem(),
      name: { board in
        let title = SessionFolders.fileName(of: board.title)
        return folder.child(Array("\(title)-\(board.id.shortFileName)".utf8))
      },
      news: { news in
        for input in LiveSession.inputs(of: .copy(news)) { mailbox.post(.input(input)) }
      })
  }
}

extension ID {
  /// The beginning of the id as a part of a copy's name; whose it is, the copy itself says.
  fileprivate var shortFileName: String {
    String(text.map { $0 == ":" ? "_" : $0 }.prefix(24))
  }
}

/// The time as the system tells it, by both clocks. The one that never jumps goes on while the
/// machine sleeps: a link that nothing came over for so long is dead when it wakes.
enum SystemMoment {
  static let now: @Sendable () -> Moment = {
    var wall = timespec()
    var steady = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    clock_gettime(CLOCK_BOOTTIME, &steady)
    return Moment(
      instant: Instant(clamping: Int64(wall.tv_sec) * 1_000 + Int64(wall.tv_nsec) / 1_000_000),
      uptime: Int64(steady.tv_sec) * 1_000 + Int64(steady.tv_nsec) / 1_000_000)
  }
}
