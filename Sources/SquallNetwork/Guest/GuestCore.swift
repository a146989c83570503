internal import NIOCore
internal import SquallCollaboration
internal import SquallModel
internal import SquallSessions

/// A guest's state machine and what it moves; lives on one event loop.
final class GuestCore {
  private var machine: GuestMachine
  private let me: Participant
  private let token: Secret
  private let connection: any HostConnection
  private let loop: any EventLoop
  private var files: GuestEdge.Files
  private let now: @Sendable () -> Moment
  private let listener: GuestEdge.Listener
  private var ids: any IDSource & Sendable
  /// The log that the guest begins with, until the copy has it.
  private var log: [(entry: Entry, checksum: UInt64)]

  private var inputs: [GuestInput] = []
  private var isTurnDue = false
  /// How many edits came, and whether one has come for this turn.
  private var taken = 0
  private var isEdited = false
  private var alarm: Scheduled<Void>?
  private var stream: (attempt: Attempt, stream: any StreamHandle)?
  /// The attempt that the snapshot which is under way is for.
  private var fetching: Attempt?
  private var presenceAt: Int64 = .min / 2
  private var nextPresence: Presence?
  private var presenceAlarm: Scheduled<Void>?
  private var isClosed = false
  /// Whoever waits until nothing waits for the host any more.
  private var settling: [EventLoopPromise<Int>] = []
  private var canKeep = true

  init(
    _ joined: JoinAnswer, _ beginning: GuestBeginning?,
    _ connection: any HostConnection, _ loop: any EventLoop, _ files: GuestEdge.Files,
    ids: some IDSource & Sendable,
    random: some RandomNumberGenerator & Sendable, now: @escaping @Sendable () -> Moment,
    _ listener: GuestEdge.Listener
  ) {
    machine = GuestMachine(
      joined.participant, role: joined.role, waiting: files.waiting?.found ?? [],
      refused: files.waiting?.foundRefused ?? [], ids: ids, random: random, now: now())
    if let beginning {
      machine.begin(
        from: beginning.workshop, at: beginning.point, refused: beginning.refused)
    }
    log = beginning?.log ?? []
    me = joined.participant
    token = joined.token
    self.connection = connection
    self.loop = loop
    self.files = files
    self.ids = ids
    self.now = now
    self.listener = listener
  }

  func start() {
    let moment = now()
    if let (workshop, point) = machine.confirmedWorkshop {
      let snapshot = SessionSnapshot(
        board: workshop.board, revision: point.sequence, checksum: point.checksum)
      replaceCopy(snapshot, at: moment)
    }
    perform(machine.start(at: moment), at: moment)
  }

  /// Takes an input; all that are there make one turn.
  func take(_ input: GuestInput) {
    guard !isClosed else { return }
    if case .presence(let presence) = input, isTooSoon(presence) { return }
    if case .edit = input {
      taken += 1
      isEdited = true
    }
    inputs.append(input)
    guard !isTurnDue else { return }
    isTurnDue = true
    let core = NIOLoopBound(self, eventLoop: loop)
    loop.execute { core.value.turn() }
  }

  /// Where somebody is goes out only so often; the latest goes last.
  private func isTooSoon(_ presence: Presence) -> Bool {
    let uptime = now().uptime
    if presenceAlarm == nil, uptime - presenceAt >= Timing.presence {
      presenceAt = uptime
      return false
    }
    nextPresence = presence
    guard presenceAlarm == nil else { return true }
    let core = NIOLoopBound(self, eventLoop: loop)
    presenceAlarm = loop.scheduleTask(
      in: .milliseconds(max(1, presenceAt + Timing.presence - uptime))
    ) {
      core.value.presenceAlarm = nil
      core.value.presenceAt = .min / 2
      if let next = core.value.nextPresence { core.value.take(.presence(next)) }
    }
    return true
  }

  private func turn() {
    isTurnDue = false
    guard !isClosed else { return }
    let taken = inputs
    inputs = []
    let moment = now()
    perform(machine.turn(taken, at: moment), at: moment)
  }

  /// The number of edits that still wait, once none does or the time is over.
  func settle(within time: TimeAmount) -> EventLoopFuture<Int> {
    turn()
    guard machine.waitingCount > 0, !isClosed else { return loop.makeSucceededFuture(0) }
    let promise = loop.makePromise(of: Int.self)
    settling.append(promise)
    let core = NIOLoopBound(self, eventLoop: loop)
    loop.scheduleTask(in: time) { core.value.tellSettled() }
    return promise.futureResult
  }

  private func tellSettled() {
    let promises = settling
    settling = []
    for promise in promises { promise.succeed(machine.waitingCount) }
  }

  var copyPath: Path? { files.copy?.path }

  func lendFiles() throws -> Path? {
    turn()
    return try closeFiles()
  }

  private func closeFiles() throws -> Path? {
    try? files.waiting?.close()
    files.waiting = nil
    let path = files.copy?.path
    try files.copy?.close(machine.confirmedWorkshop?.workshop.board)
    return path
  }

  func takeFilesBack(waiting: WaitingFile?) {
    files.waiting = waiting
    guard let confirmed = machine.confirmedWorkshop else { return }
    let snapshot = SessionSnapshot(
      board: confirmed.workshop.board, revision: confirmed.point.sequence,
      checksum: confirmed.point.checksum)
    replaceCopy(snapshot, at: now())
  }

  func close() throws -> Path? {
    guard !isClosed else { return files.copy?.path }
    turn()
    let moment = now()
    perform(machine.turn([.leave], at: moment), at: moment)
    isClosed = true
    alarm?.cancel()
    presenceAlarm?.cancel()
    stream?.stream.close()
    stream = nil
    return try closeFiles()
  }

  // MARK: - What the machine wants done

  private func perform(_ actions: [GuestAction], at moment: Moment) {
    var kept: [WaitingEdit] = []
    var refused: [RefusedEdit] = []
    var news: [GuestNews] = []
    var entries: [Entry] = []
    // A board that lacks what the person sees already is told in any case.
    var isChanged = isEdited
    isEdited = false
    for action in actions {
      switch action {
      case .keep(let edit):
        kept.append(edit)
        isChanged = true
        continue
      case .keepRefused(let one):
        refused.append(one)
        continue
      case .tell(let one):
        news.append(one)
        continue
      case .confirm(let lines):
        entries += lines.map(\.entry)
        isChanged = true
      case .replaceCopy, .settle: isChanged = true
      default: break
      }
      keep(&kept, &refused)
      perform(action, at: moment)
    }
    keep(&kept, &refused)
    save(at: moment)
    listener.turn(
      GuestTurn(
        workshop: isChanged ? machine.workshop : nil,
        confirmed: machine.confirmedWorkshop?.point.sequence ?? 0, entries: entries, taken: taken,
        news: news, status: status(at: moment)))
    if machine.waitingCount == 0 { tellSettled() }
    setAlarm(at: moment)
  }

  private func perform(_ action: GuestAction, at moment: Moment) {
    switch action {
    case .keep, .keepRefused, .tell: break
    case .dismissRefused(let ids):
      keeping { () throws(FileError) in try files.waiting?.dismiss(ids) }
    case .settle(let ids): keeping { () throws(FileError) in try files.waiting?.settle(ids) }
    case .confirm(let lines):
      files.copy?.confirm(lines.map(\.entry), uptime: moment.uptime)
    case .replaceCopy(let snapshot): replaceCopy(snapshot, at: moment)
    case .fetchSnapshot(let attempt): fetchSnapshot(attempt)
    case .openStream(let attempt, let point): openStream(attempt, after: point)
    case .closeStream(let attempt):
      guard stream?.attempt == attempt else { return }
      stream?.stream.close()
      stream = nil
    case .post(let number, let bytes): post(number, bytes)
    case .postPresence(let presence):
      connection.ask(.presence(presence), token: token) { _ in }
    }
  }

  /// What has come together is flushed together.
  private func keep(_ edits: inout [WaitingEdit], _ refused: inout [RefusedEdit]) {
    let (new, listed) = (edits, refused)
    (edits, refused) = ([], [])
    if !new.isEmpty {
      keeping { () throws(FileError) in try files.waiting?.keep(new) }
    }
    if !listed.isEmpty {
      keeping { () throws(FileError) in try files.waiting?.keep(listed) { files.reason($0.cause) } }
    }
  }

  /// Does something with the file of waiting edits; after a failure nothing more is believed of it
  /// (durability.md D7), and the person is told once.
  private func keeping(_ body: () throws(FileError) -> Void) {
    guard canKeep else { return }
    do throws(FileError) {
      try body()
    } catch {
      canKeep = false
      listener.files(.cannotKeep(error))
    }
  }

  private func replaceCopy(_ snapshot: SessionSnapshot, at moment: Moment) {
    do throws(SessionError) {
      let log = log
      self.log = []
      guard let copy = files.copy else { return }
      try copy.replace(
        by: snapshot, log: log, editID: ids.next(), at: moment.instant, uptime: moment.uptime)
      if let path = copy.path, !copy.passedBy.isEmpty {
        listener.files(.passedBy(copy.passedBy, copy: path))
      }
    } catch {
      listener.files(.cannotCopy(error))
    }
  }

  private func save(at moment: Moment) {
    guard let copy = files.copy, let due = copy.saveDue(at: moment.uptime), due <= moment.uptime,
      let board = machine.confirmedWorkshop?.workshop.board
    else { return }
    copy.saveIfDue(board, uptime: moment.uptime)
  }

  private func status(at moment: Moment) -> GuestStatus {
    GuestStatus(
      link: machine.link, role: machine.role, lock: machine.lock, lockedBy: machine.lockedBy,
      people: machine.people.values.sorted { $0.id < $1.id }, timer: machine.timer,
      timerAt: machine.timerAt, waiting: machine.waitingCount, refused: machine.refused,
      isHostHalted: machine.isHostHalted, moment: moment)
  }

  private func setAlarm(at moment: Moment) {
    alarm?.cancel()
    alarm = nil
    let due = [machine.nextTurn, files.copy?.saveDue(at: moment.uptime)].compactMap { $0 }.min()
    guard let due, !isClosed else { return }
    let core = NIOLoopBound(self, eventLoop: loop)
    alarm = loop.scheduleTask(in: .milliseconds(max(1, due - moment.uptime))) {
      core.value.turn()
    }
  }

  // MARK: - The host

  /// Asks for the session, or has the answer that is on its way count for this attempt: over a slow
  /// link a second one would only come later.
  private func fetchSnapshot(_ attempt: Attempt) {
    let isUnderWay = fetching != nil
    fetching = attempt
    guard !isUnderWay else { return }
    let core = NIOLoopBound(self, eventLoop: loop)
    let loop = loop
    connection.ask(.snapshot, token: token) { result in
      let snapshot = result.flatMap { bytes in
        (try? SessionFormat.read(bytes)).map { .success($0) } ?? .failure(LinkFault.unreadable)
      }
      loop.execute { core.value.take(snapshot) }
    }
  }

  private func take(_ result: Result<SessionSnapshot, LinkFault>) {
    guard let attempt = fetching else { return }
    fetching = nil
    switch result {
    case .success(let snapshot): take(.snapshot(attempt, snapshot))
    case .failure(let fault): take(.snapshotFailed(attempt, fault))
    }
  }

  private func openStream(_ attempt: Attempt, after point: LogPoint) {
    stream?.stream.close()
    let core = NIOLoopBound(self, eventLoop: loop)
    let loop = loop
    let opened = connection.listen(after: point, token: token) { news in
      let input: GuestInput =
        switch news {
        case .opened: .streamOpened(attempt)
        case .bytes(let bytes): .streamBytes(attempt, bytes)
        case .ended(let fault): .streamEnded(attempt, fault)
        }
      loop.execute { core.value.take(input) }
    }
    stream = (attempt, opened)
  }

  private func post(_ number: Int, _ bytes: [UInt8]) {
    let core = NIOLoopBound(self, eventLoop: loop)
    let loop = loop
    connection.ask(.edits(bytes), token: token) { result in
      let input: GuestInput
      switch result {
      case .success(let bytes):
        if let receipts = try? EditReceipt.list(reading: bytes) {
          input = .posted(number, receipts)
        } else {
          input = .postFailed(number, .unreadable)
        }
      case .failure(let fault): input = .postFailed(number, fault)
      }
      loop.execute { core.value.take(input) }
    }
  }
}
