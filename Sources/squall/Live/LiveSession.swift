import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import SquallTerminal
import SquallUI

/// A live workshop at this terminal: the guest that takes part in it, and what of it was told to
/// the state so far.
///
/// Owned by the thread that owns the terminal; the guest has its own and posts to the mailbox.
final class LiveSession {
  /// Tells one time of taking part from another at the same terminal.
  enum Number: Sendable {
    case asGuest, asHost
  }

  let number: Number
  private let edge: GuestEdge
  private let thread: NetworkThread
  private let mailbox: Mailbox<Message>
  /// How others reach the host, as far as this guest knows; and what becomes of the door.
  private let door: DoorMaker
  /// The host, where it is this program.
  private let hosted: HostedWorkshop?
  /// Opens the file of waiting edits once more.
  private let reopenWaiting: () throws(Failure) -> WaitingFile?

  /// How long leaving waits for the host to take the last edits, in seconds.
  private static let patience: Int64 = 5

  /// Edits that were handed to the guest: a board from before the last of them is not shown.
  private var proposed = 0
  /// Entries of boards that were not shown.
  private var unseen: [Entry] = []
  private var told: GuestStatus?
  private var hasShownDoor = false

  init(
    _ edge: GuestEdge, _ thread: NetworkThread, to mailbox: Mailbox<Message>, door: DoorMaker,
    hosted: HostedWorkshop? = nil,
    reopenWaiting: @escaping () throws(Failure) -> WaitingFile? = { nil }
  ) {
    self.hosted = hosted
    self.reopenWaiting = reopenWaiting
    number = hosted == nil ? .asGuest : .asHost
    self.edge = edge
    self.thread = thread
    self.mailbox = mailbox
    self.door = door
    edge.start()
  }

  /// Hands an edit to the guest that the board shows already.
  func propose(_ id: ID, _ edit: Edit) {
    proposed += 1
    edge.take(.edit(edit, id: id))
  }

  func perform(_ effect: CompanyEffect) {
    switch effect {
    case .presence(let here):
      edge.take(
        .presence(Presence(at: here.at, isWriting: here.isWriting, follows: here.follows)))
    case .control(let control): ask(Control(control))
    case .showDoor: ask(.showDoor)
    case .renewCodes: ask(.renewCodes)
    case .retryNow: edge.take(.retryNow)
    case .dismissRefused(let ids): edge.take(.dismissRefused(ids))
    case .hostHere: break
    }
  }

  private func ask(_ control: Control) {
    edge.control(control) { [mailbox] result in
      switch result {
      case .success(let body):
        if let sign = try? DoorSign(reading: body) { mailbox.post(.door(sign)) }
      case .failure(.refused(let report)):
        mailbox.post(.input(.news(report.sentence, .warning)))
      case .failure:
        mailbox.post(.input(.news("the host was not reached: that was not done", .warning)))
      }
    }
  }

  /// Whether this program is the host.
  var isHosting: Bool { hosted != nil }

  /// Where the log of the workshop can be read here: the host's own, or that of the guest's copy.
  /// Nil where there is none yet. Not for the thread that owns the terminal, as it waits.
  var readLog: @Sendable () -> SessionPaths? {
    let (hosted, edge, thread) = (hosted?.paths, edge, thread)
    return {
      // Without its thread the guest would never answer.
      withExtendedLifetime(thread) {
        hosted ?? edge.copyPath.flatMap { try? SessionPaths($0, on: RealFileSystem()) }
      }
    }
  }

  /// Whether the host was found beyond this machine.
  var cameOverNetwork: Bool {
    door.ways().contains {
      HostListening(address: $0.address.host, port: $0.address.port).reach != .machine
    }
  }

  /// What was refused, and nobody has dismissed, when it was heard of last.
  var refused: [RefusedEdit] { told?.refused ?? [] }

  /// Whether the host was there when it was heard of last.
  var isLive: Bool { told?.link == .live }

  /// Leaves; what waits is kept. A host ends the workshop: everything is on disk after it.
  ///
  /// - Returns: where the copy of the workshop is, where there is one.
  func close() throws(Failure) -> Path? {
    let path: Path?
    var lost = 0
    do {
      if isLive { lost = try edge.settle(within: LiveSession.patience) }
      path = try edge.close()
    } catch {
      try? hosted?.end()
      throw LiveSession.copyFailure(error)
    }
    try hosted?.end()
    // A guest's edits that wait are on disk; those at the host's own terminal are nowhere else.
    if lost > 0, hosted != nil {
      throw Failure(
        .diskError, "the last \(lost == 1 ? "edit was" : "\(lost) edits were") not recorded")
    }
    return path
  }

  /// Lets go of the guest's files for a host that is to be made of them.
  ///
  /// - Returns: where the copy of the workshop is, where there is one.
  func lendFiles() throws(Failure) -> Path? {
    do {
      return try edge.lendFiles()
    } catch {
      throw LiveSession.copyFailure(error)
    }
  }

  private static func copyFailure(_ error: any Error) -> Failure {
    (error as? SessionError)?.failure
      ?? Failure(.diskError, "the copy of the workshop was not written: \(error)")
  }

  /// Goes on as a guest whose files no host was made of.
  func takeFilesBack() {
    do throws(Failure) {
      edge.takeFilesBack(waiting: try reopenWaiting())
    } catch {
      edge.takeFilesBack(waiting: nil)
      mailbox.post(.input(.news(error.sentence?.description ?? "no edits are kept", .problem)))
    }
  }

  // MARK: - What the state hears

  /// What a turn of the guest is to the state.
  ///
  /// - Parameter showsBoard: false where a newer board follows at once.
  func inputs(of turn: GuestTurn, showingBoard showsBoard: Bool) -> [UIInput] {
    var inputs: [CompanyInput] = []
    let status = turn.status
    unseen += turn.entries
    if told?.people != status.people { inputs.append(.people(status.people.map { .init($0) })) }
    // A board that lacks an edit which is shown already is followed by one that has it.
    if showsBoard, let workshop = turn.workshop, turn.taken >= proposed {
      inputs.append(
        .board(
          CompanyBoard(
            workshop: workshop, confirmed: turn.confirmed, waiting: status.waiting, news: unseen)))
      unseen = []
    }
    if told?.role != status.role { inputs.append(.myRole(status.role)) }
    if told?.lock != status.lock || told?.lockedBy != status.lockedBy {
      inputs.append(.lock(.init(status.lock), by: status.lockedBy))
    }
    if told?.timer != status.timer || told?.timerAt != status.timerAt {
      inputs.append(.timer(status.shownTimer))
    }
    // Each try of a lost link is no news: it is lost until it is back.
    if told?.link != status.link, told == nil || status.link != .connecting {
      inputs.append(.link(status.shownLink))
    }
    if told?.refused != status.refused, told != nil || !status.refused.isEmpty {
      inputs.append(.refused(status.refused.map { .init($0) }))
    }
    if told?.isHostHalted ?? false != status.isHostHalted {
      inputs.append(.hostHalted(status.isHostHalted))
    }
    told = status
    var inboxed: [ID] = []
    for case .madeAnew(_, let made) in turn.news { inboxed += made.edit.inboxedAdditions }
    if !inboxed.isEmpty { inputs.append(.inboxed(inboxed)) }
    return inputs.map { .company($0) } + turn.news.compactMap { self.input(of: $0) }
  }

  private func input(of news: GuestNews) -> UIInput? {
    switch news {
    case .hostLeft: .company(.hostEnded)
    case .left(let leftovers): .company(.leftovers(leftovers))
    case .overtaken(let sticky, let by): .company(.overtaken(sticky, by: by))
    case .joined(let person): .company(.joined(person.id))
    case .leftUs(let person): .company(.left(person.id))
    case .come(let by, let to): .company(.come(by: by, to: to))
    case .refused, .madeAnew, .linkLost, .linkBack, .myRole, .lock, .timer, .hostHalted, .replaced,
      .ended:
      nil
    }
  }

  /// The door as the state shows it.
  func input(of sign: DoorSign, now: Instant) -> UIInput {
    // A host begins with the door: nobody else is here yet.
    defer { hasShownDoor = true }
    return .company(.door(door.door(for: sign, now: now), opens: isHosting && !hasShownDoor))
  }

  /// What there is to tell about the guest's own files.
  static func inputs(of news: GuestFileNews) -> [UIInput] {
    switch news {
    case .cannotKeep(let error):
      [.news("edits that wait are not kept on disk: \(error.sentence)", .problem)]
    case .cannotCopy(let error):
      [.news("there is no copy of the workshop here: \(error.sentence)", .problem)]
    case .copy(.failed(let error)), .copy(.saveFailed(let error)):
      [.news("the copy of the workshop is not written any more: \(error.sentence)", .problem)]
    case .copy: []
    case .passedBy(let others, let copy):
      [
        .news(
          "work that went on without this host is in "
            + "\(others.map(\.quoted).joined(separator: " and ")), and stays there; what is done here "
            + "goes to \(copy.quoted)", .warning)
      ]
    }
  }
}
