internal import NIOCore
internal import NIOPosix
internal import SquallCollaboration
internal import SquallModel
internal import SquallSessions

// Turns: everything here is on the event loop.

extension HostEdge {
  /// Takes in what has happened; it is acted upon together with everything else that has come by
  /// the time the loop has heard all its connections (H1).
  func take(_ input: HostInput) {
    inbox.append(input)
    turnSoon()
  }

  /// Takes in on which port the host listens.
  ///
  /// - Parameter isKept: told once that is in the access file, or cannot be.
  func listens(on port: Int, _ isKept: EventLoopPromise<Void>) {
    take(.listening(port: port))
    // Behind the turn that takes it in.
    loop.execute {
      if self.isPersisting { self.awaitingAccess.append(isKept) } else { isKept.succeed(()) }
    }
  }

  func turnSoon() {
    guard !isTurnDue else { return }
    isTurnDue = true
    loop.execute { self.turn() }
  }

  private func turn() {
    isTurnDue = false
    let inputs = inbox
    inbox.removeAll(keepingCapacity: inbox.count < 4_096)
    actions += machine.turn(inputs, at: surroundings.moment())
    performAll()
    arm()
  }

  /// Has a turn come when time alone brings something about.
  func arm() {
    var due = machine.nextTurn
    let uptime = surroundings.moment().uptime
    // What is not recorded yet is heard of; a host that cannot write any more saves nothing.
    if !machine.isHalted, handedIn == machine.workshop.sequence,
      let wait = schedule.wait(at: .milliseconds(uptime))
    {
      due = min(due, uptime + wait.wholeMilliseconds)
    }
    if let timer {
      // One that comes early finds nothing to do and is armed again.
      guard due < timer.due else { return }
      timer.task.cancel()
    }
    let task = loop.scheduleTask(in: .milliseconds(max(1, due - uptime))) {
      self.timer = nil
      self.turnSoon()
    }
    timer = (due, task)
  }

  // MARK: - Actions

  /// Does what is to be done, in order, as far as nothing has to be on disk before.
  func performAll() {
    while !isPersisting, let action = actions.popFirst() { perform(action) }
    saveIfDue()
    guard let ending, machine.isEnded, actions.isEmpty, !isPersisting else { return }
    if machine.isHalted || machine.recorded.sequence >= machine.workshop.sequence {
      self.ending = nil
      ending.succeed(())
    }
  }

  private func perform(_ action: HostAction) {
    switch action {
    case .record(let lines): record(lines.map(\.entry))
    case .persist(let record): persist(record)
    case .answer(let request, let answer): answers.removeValue(forKey: request)?(answer)
    case .acceptStream(let stream): streams[stream]?.accept()
    case .refuseStream(let stream, let complaint): forget(stream)?.refuse(complaint)
    case .send(let readers, let bytes):
      let buffer = ByteBuffer(bytes: bytes)
      let isShared = readers.count > 1
      for reader in readers where streams[reader]?.send(buffer, isShared: isShared) == false {
        take(.streamSlow(reader))
      }
    case .closeStream(let stream, let farewell): forget(stream)?.end(farewell)
    case .letGo(let person): letGo(person)
    case .tell(let news): surroundings.tell(.news(news))
    }
  }

  /// Has entries recorded. Where that is done at once, what follows from it belongs to this turn.
  private func record(_ entries: [Entry]) {
    handedIn = entries.last?.sequence ?? handedIn
    guard let reached = recorder.record(entries, within: HostEdge.patience) else { return }
    let moment = surroundings.moment()
    schedule.recorded(reached, at: .milliseconds(moment.uptime))
    actions += machine.turn([.recorded(through: reached)], at: moment)
    surroundings.tell(.recorder(.acknowledged(reached)))
  }

  /// How long the loop waits for a disk. One that takes longer is left to a thread, so that
  /// everybody else is served meanwhile; two changes of threads take about 0.3 ms where the
  /// processors were asleep (measured: 10 guests, 200 edits a second, two shared cores).
  private static let patience = Duration.milliseconds(2)

  private func forget(_ number: StreamID) -> (any HostStream)? {
    guard let stream = streams.removeValue(forKey: number) else { return nil }
    numbers[ObjectIdentifier(stream)] = nil
    return stream
  }

  /// Replaces the access file on another thread; what is to be done after it waits (H12).
  private func persist(_ record: AccessRecord) {
    port = record.port
    guard let file = surroundings.access else { return }
    isPersisting = true
    let writing = NIOThreadPool.singleton.runIfActive(eventLoop: loop) { () -> FileError? in
      do throws(FileError) {
        try file.write(record)
        return nil
      } catch {
        return error
      }
    }
    writing.assumeIsolated().whenComplete { result in
      if case .success(let error?) = result { self.surroundings.tell(.accessFailed(error)) }
      self.isPersisting = false
      self.performAll()
      self.arm()
      guard !self.isPersisting else { return }
      for isKept in self.awaitingAccess { isKept.succeed(()) }
      self.awaitingAccess = []
    }
  }

  // MARK: - The session's files

  /// Hears how it stands with the files.
  func take(_ news: SessionRecorder.News) {
    switch news {
    case .acknowledged(let sequence):
      schedule.recorded(sequence, at: .milliseconds(surroundings.moment().uptime))
      take(.recorded(through: sequence))
    case .failed: take(.recordFailed)
    case .begun, .saved, .saveFailed: break
    }
    surroundings.tell(.recorder(news))
  }

  /// Has the session file written where that is due, and what the recorder has adds up to the
  /// board as it is.
  private func saveIfDue() {
    let time = Duration.milliseconds(surroundings.moment().uptime)
    guard handedIn == machine.workshop.sequence, schedule.wait(at: time) == .zero else { return }
    schedule.saving(handedIn, at: time)
    recorder.save(machine.workshop.board)
  }

  /// The bytes of an answer. Snapshots are encoded, and logs read where they are recorded, on
  /// another thread (N9).
  func body(of answer: HostAnswer) -> EventLoopFuture<HostBody> {
    let sentences = surroundings.sentences
    switch answer {
    case .log(let point):
      // The entries up to a point, one a line (H18).
      let (paths, session, disk) = (paths, machine.workshop.board.id, surroundings.disk)
      return logs.body(at: point) {
        ByteBuffer(
          bytes: try SessionLog.payloads(
            of: session, at: paths, through: point.sequence, on: disk))
      }
    case .snapshot(let point, _):
      return snapshots.body(at: point) { ByteBuffer(bytes: answer.body(sentences)) }
    case .joined, .edits, .door, .done, .complaint:
      return loop.makeSucceededFuture(
        HostBody(bytes: ByteBuffer(bytes: answer.body(sentences))))
    }
  }
}

extension Duration {
  /// Rounded up.
  fileprivate var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
