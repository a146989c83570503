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
    let seats = try GuestSeats()
    let call = HostCall(address)
    let join = { (request: JoinRequest) in call.ask(.join(request), token: nil) }
    var seat = try seats.seat(of: name, with: ticket, at: address, join: join)
    var answer = call.ask(.snapshot, token: seat.token)
    if case .failure(.refused(let report)) = answer, report.isAbout(.unknownToken) {
      // The host has forgotten who that was: the ticket still buys a new token.
      try seats.forget(seat, at: address)
      seat = try seats.seat(of: name, with: ticket, at: address, join: join)
      answer = call.ask(.snapshot, token: seat.token)
    }
    let snapshot: SessionSnapshot
    switch answer {
    case .success(let bytes):
      guard let read = try? SessionFormat.read(bytes) else {
        throw LinkFault.unreadable.failure(at: address)
      }
      snapshot = read
    case .failure(let fault): throw fault.failure(at: address)
    }
    guard let checksum = snapshot.checksum else {
      throw LinkFault.unreadable.failure(at: address)
    }
    let point = LogPoint(sequence: snapshot.revision, checksum: checksum)
    let workshop = Workshop(board: snapshot.board, sequence: snapshot.revision)
    let joined = seat.joined
    document = Document(workshop: workshop, me: joined.participant, role: joined.role)
    company = Company(isHosting: false)
    self.name = address.authority
    let waiting = try GuestFiles.waiting(session: snapshot.board.id, of: joined.participant.id)
    if !waiting.found.isEmpty {
      let count = waiting.found.count
      news.append(
        "\(count) \(count == 1 ? "edit" : "edits") of yours from before, which the host has not "
          + "seen yet, \(count == 1 ? "is" : "are") sent now")
    }
    let folder = try GuestFiles.copyFolder()
    start = { [world] mailbox in
      let thread = NetworkThread()
      let copy = GuestFiles.copy(in: folder, to: mailbox)
      let edge = GuestEdge(
        joined, from: (workshop, point), over: HTTPHostConnection(address, on: thread.loop),
        on: thread.loop, files: GuestEdge.Files(waiting: waiting, copy: copy), ids: world.ids,
        random: SystemRandomNumberGenerator(), now: SystemMoment.now,
        LiveOpening.listener(mailbox, .asGuest))
      return LiveSession(
        edge, thread, to: mailbox,
        door: DoorMaker(ways: [.init(address: address, reach: "the way you came")]))
    }
  }

  /// Posts what is heard of a guest.
  static func listener(
    _ mailbox: Mailbox<Message>, _ number: LiveSession.Number
  ) -> GuestEdge.Listener {
    GuestEdge.Listener(
      turn: { mailbox.post(.turn($0, of: number)) },
      files: { news in
        for input in LiveSession.inputs(of: news) { mailbox.post(.input(input)) }
      })
  }
}

/// The files of a guest: what waits, and the copy of the workshop.
enum GuestFiles {
  /// The edits of a person that a workshop's host does not have yet.
  static func waiting(session: ID, of person: ID) throws(Failure) -> WaitingFile {
    let folder = try StateFolder.make("waiting")
    do throws(FileError) {
      return try WaitingFile(
        folder.child(Array("\(session.fileName)-\(person.fileName)".utf8)), on: RealFileSystem())
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
        return folder.child(Array("\(title)-\(board.id.fileName)".utf8))
      },
      news: { news in
        for input in LiveSession.inputs(of: .copy(news)) { mailbox.post(.input(input)) }
      })
  }
}

extension ID {
  /// The id as a part of a file's name; ids of sessions are letters and digits mostly.
  fileprivate var fileName: String {
    String(text.map { $0 == ":" ? "_" : $0 }.prefix(24))
  }
}

/// The time as the system tells it, by both clocks.
enum SystemMoment {
  static let now: @Sendable () -> Moment = {
    var wall = timespec()
    var steady = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    clock_gettime(CLOCK_MONOTONIC, &steady)
    return Moment(
      instant: Instant(clamping: Int64(wall.tv_sec) * 1_000 + Int64(wall.tv_nsec) / 1_000_000),
      uptime: Int64(steady.tv_sec) * 1_000 + Int64(steady.tv_nsec) / 1_000_000)
  }
}
