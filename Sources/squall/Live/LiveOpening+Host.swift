import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import SquallTerminal
import SquallUI

// A workshop that is hosted here and shown on the same terminal: the host has a guest of its own.

extension LiveOpening {
  /// Serves a session, and lets in the facilitator at this terminal.
  ///
  /// - Parameters:
  ///   - id: who they were before, where they carry a workshop on.
  ///   - refused: what was refused to them before, and they have not dismissed.
  init(
    hosting file: FileArgument, _ options: HostedWorkshop.Options, as name: String, id: ID? = nil,
    refused: [RefusedEdit] = [], postingTo mailbox: Mailbox<Message>, on console: Console?,
    _ world: inout World
  ) throws(Failure) {
    let hosted = try HostedWorkshop(
      file, options, canAsk: console != nil, on: console ?? Console(), &world,
      telling: { paths in
        { event in
          for message in LiveOpening.messages(of: event, paths) { mailbox.post(message) }
        }
      })
    guard let joined = hosted.edge.admitLocally(named: name, id: id) else {
      try? hosted.end()
      throw Failure(.notAllowed, Complaint.full.sentence)
    }
    let waiting: WaitingFile?
    do throws(Failure) {
      // Only who carries a workshop on may have edits from before that no host has seen.
      waiting = try id.map { id throws(Failure) in
        try GuestFiles.waiting(session: joined.session, of: id)
      }
    } catch {
      try? hosted.end()
      throw error
    }
    let (workshop, point) = (hosted.session.workshop, hosted.session.point)
    document = Document(workshop: workshop, me: joined.participant, role: joined.role)
    company = Company(isHosting: true, capacity: HostLimits().people)
    self.name = String(decoding: hosted.paths.base.name, as: UTF8.self)
    sessionName = self.name
    whereSaved = "in \(hosted.paths.journal.quoted)"
    self.mailbox = mailbox
    start = { [world] mailbox in
      let thread = NetworkThread()
      let edge = GuestEdge(
        joined, from: GuestBeginning(workshop: workshop, point: point, refused: refused),
        over: LocalHostConnection(hosted.edge), on: thread.loop,
        files: GuestEdge.Files(waiting: waiting, reason: { $0.sentence }), ids: world.ids,
        random: SystemRandomNumberGenerator(), now: SystemMoment.now,
        LiveOpening.listener(mailbox, .asHost))
      let session = LiveSession(
        edge, thread, to: mailbox, door: DoorMaker(ways: { hosted.ways }), hosted: hosted)
      if let sign = hosted.edge.doorSign { mailbox.post(.door(sign)) }
      return session
    }
  }

  /// What the person at the host is told of it; the rest they hear as a guest.
  private static func messages(of event: HostEvent, _ paths: SessionPaths) -> [Message] {
    switch event {
    case .news(.codesRenewed(let sign)): [.door(sign)]
    case .news(.wrongCode): [.input(.news("somebody tried a wrong code", .hint))]
    case .news: []
    case .recorder(.acknowledged): []
    case .recorder(let news): SessionRecording.messages(of: news, paths)
    case .accessFailed(let error):
      [
        .input(
          .news("everybody has to join again after a restart: \(error.sentence)", .warning))
      ]
    case .descriptorsExhausted:
      [.input(.news("no more connections can be taken: see 'ulimit -n'", .warning))]
    case .refused: []
    }
  }
}

extension HostedWorkshop {
  /// The ways to the host, the best first, each with who can go it.
  fileprivate var ways: [DoorMaker.Way] {
    var isHereShown = false
    return server.addresses.compactMap { address in
      // This machine has many names, all of which lead here: one is enough to be read.
      let isHere =
        HostListening(address: address.host, port: address.port).reach == .machine
      if isHere, isHereShown { return nil }
      isHereShown = isHereShown || isHere
      let reach =
        if isHere {
          "this machine; others through ssh"
        } else if address.isSecure {
          "browsers, through the proxy"
        } else {
          "everybody who reaches this network"
        }
      return DoorMaker.Way(address: address, reach: reach)
    }
  }
}
