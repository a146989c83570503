internal import SquallCollaboration
internal import SquallModel
internal import SquallSessions

/// A guest's program, and what outlives its crash.
struct GuestProcess {
  let number: Int
  /// Counts how often the program was started.
  var life = 1
  var machine: GuestMachine?
  var token: Secret?
  var participant: Participant?
  var role = Role.participant
  var tickAt = Int64.max
  var maker: EditMaker

  // On the guest's disk.
  var kept: [WaitingEdit] = []
  var keptRefused: [RefusedEdit] = []
  var copy: SessionSnapshot?
  var copyLines: [LogLine] = []

  init(number: Int) {
    self.number = number
    maker = EditMaker(number)
  }

  /// Guest 0 is the facilitator, and in a crowd the last one only watches.
  func wantedRole(among count: Int) -> Role {
    number == 0 ? .facilitator : number == count - 1 && count > 5 ? .observer : .participant
  }

  /// The copy on disk as it stands.
  func savedCopy() -> SessionSnapshot? {
    guard var copy else { return nil }
    for line in copyLines {
      copy.board.apply(line.entry.change, by: line.entry.by, at: line.entry.at)
      copy.revision = line.entry.sequence
      copy.checksum = line.checksum
    }
    return copy
  }

  var summary: String {
    guard let machine else { return "\(number): not here" }
    return "\(number): \(machine.link), \(machine.waiting.count) waiting, at "
      + "\(machine.confirmedWorkshop?.point.sequence ?? -1)"
  }
}

extension Simulation {
  // MARK: - Coming

  mutating func join(_ guest: Int) {
    guard guests[guest].token == nil else { return }
    // Whoever gets no answer asks again.
    events.add(.join(guest: guest), at: now + 2_000)
    guard let sign = host?.doorSign else { return }
    let role = guests[guest].wantedRole(among: guests.count)
    guard let entrance = sign[role] else { return }
    let ticket: Ticket =
      guest.isMultiple(of: 2) ? .code(entrance.code) : .invitation(entrance.invitation)
    let request = JoinRequest(ticket: ticket, name: "Guest \(guest)")
    do {
      let read = try JoinRequest(reading: request.bytes)
      if read != request { fail("a join request does not read as it was written") }
      ask(guest, .join) { .join($0, read, from: .address("10.0.0.\(guest)")) }
    } catch {
      fail("\(error)")
    }
  }

  private mutating func takeJoin(_ answer: HostAnswer, _ guest: Int) {
    guard guests[guest].token == nil else { return }
    guard case .joined(let joined) = answer else { return }
    do {
      let read = try JoinAnswer(reading: joined.bytes)
      if read != joined { fail("a join answer does not read as it was written") }
      guests[guest].token = read.token
      guests[guest].participant = read.participant
      guests[guest].role = read.role
    } catch {
      fail("\(error)")
    }
    startGuest(guest)
  }

  mutating func startGuest(_ guest: Int) {
    let process = guests[guest]
    guard let participant = process.participant else { return }
    let copy = Bool.random(using: &random) ? process.savedCopy() : nil
    var machine = GuestMachine(
      participant, role: process.role, copy: copy, waiting: process.kept,
      refused: process.keptRefused,
      postBytes: isRough && Bool.random(using: &random) ? 2_000 : 1 << 20,
      ids: CountedIDs("g\(guest)l\(process.life)n"),
      random: SeededGenerator(seed: random.next()), now: moment)
    let actions = machine.start(at: moment)
    guests[guest].machine = machine
    perform(actions, of: guest)
  }

  /// The program dies and is started again by the same person.
  mutating func crashGuest(_ guest: Int) {
    for (id, stream) in streams.sorted(by: { $0.key < $1.key }) where stream.guest == guest {
      cut(id, tellsHost: true)
    }
    guests[guest].life += 1
    guests[guest].machine = nil
    guests[guest].tickAt = .max
    startGuest(guest)
  }

  // MARK: - Turns

  mutating func turnGuest(_ guest: Int, _ inputs: [GuestInput]) {
    guard guests[guest].machine != nil else { return }
    if happens(settings.guestCrash) { return crashGuest(guest) }
    let moment = moment
    guard let actions = guests[guest].machine?.turn(inputs, at: moment) else { return }
    perform(actions, of: guest)
  }

  private mutating func perform(_ actions: [GuestAction], of guest: Int) {
    let life = guests[guest].life
    for action in actions { perform(action, of: guest) }
    guard guests[guest].life == life, let due = guests[guest].machine?.nextTurn,
      due < guests[guest].tickAt
    else { return }
    guests[guest].tickAt = max(due, now + 1)
    events.add(.guestTick(guest: guest, life: life), at: guests[guest].tickAt)
  }

  private mutating func perform(_ action: GuestAction, of guest: Int) {
    guard let token = guests[guest].token else { return }
    switch action {
    case .fetchSnapshot(let attempt):
      ask(guest, .snapshot(attempt)) { .snapshot($0, token: token) }
    case .openStream(let attempt, let after): open(guest, attempt, token, after)
    case .closeStream(let attempt):
      for (id, stream) in streams where stream.guest == guest && stream.attempt == attempt {
        streams[id] = nil
        events.add(.hostTurn(run: run, [.streamClosed(id)]), at: now + delay() * 20)
      }
    case .post(let number, let bytes):
      do {
        let edits = try EditPost.read(bytes)
        ask(guest, .post(number)) { .edits($0, token: token, edits) }
      } catch {
        fail("a post cannot be read: \(error)")
      }
    case .postPresence(let presence):
      do {
        let read = try Presence(reading: presence.bytes)
        ask(guest, .other) { .presence($0, token: token, read) }
      } catch {
        fail("\(error)")
      }
    case .keep(let edit):
      guard let read = WaitingEdit(reading: edit.bytes), read == edit else {
        return fail("a waiting edit does not read as it was written: \(edit)")
      }
      guests[guest].kept.append(read)
      ledger.note(read, of: guest, by: guests[guest].participant?.id)
    case .keepRefused(let edit):
      guard let read = RefusedEdit(reading: edit.bytes("no")), read.edit == edit.edit else {
        return fail("a refused edit does not read as it was written: \(edit)")
      }
      guests[guest].keptRefused.append(read)
    case .dismissRefused(let ids): guests[guest].keptRefused.removeAll { ids.contains($0.id) }
    case .settle(let ids): guests[guest].kept.removeAll { ids.contains($0.id) }
    case .confirm(let lines): confirm(lines, by: guest)
    case .replaceCopy(let snapshot):
      guests[guest].copy = snapshot
      guests[guest].copyLines = []
      checkSnapshot(snapshot)
    case .tell(let news): take(news, of: guest)
    }
  }

  private mutating func take(_ news: GuestNews, of guest: Int) {
    switch news {
    case .refused(let edit):
      if case .host = edit.cause {
        ledger.refused[edit.id, default: []].append(edit)
      } else {
        ledger.cannot += 1
      }
    case .myRole(let role): guests[guest].role = role
    case .ended(.removed):
      // Whoever was sent out knocks again, now and then.
      events.add(
        .guestTurn(guest: guest, life: guests[guest].life, [.retryNow]), at: now + 3_000)
    case .ended(let end): fail("guest \(guest) gave up: \(end)")
    default: break
    }
  }

  // MARK: - The way to the host

  /// Sends a request: late, never or twice.
  mutating func ask(
    _ guest: Int, _ kind: Request.Kind, _ input: (RequestID) -> HostInput
  ) {
    requestCount += 1
    let id = requestCount
    requests[id] = Request(guest: guest, life: guests[guest].life, kind: kind)
    guard host != nil else { return failRequest(id) }
    if happens(settings.drop) { return }
    if happens(settings.cut) { failRequest(id) }
    events.add(.hostTurn(run: run, [input(id)]), at: now + delay())
    if happens(settings.double) {
      // Nobody waits for the answer to the second delivery.
      requestCount += 1
      events.add(.hostTurn(run: run, [input(requestCount)]), at: now + delay() * 10)
    }
  }

  private mutating func open(_ guest: Int, _ attempt: Attempt, _ token: Secret, _ after: LogPoint) {
    streamCount += 1
    let id = streamCount
    let life = guests[guest].life
    guard host != nil else {
      let fault = LinkFault.unreachable("refused")
      events.add(
        .guestTurn(guest: guest, life: life, [.streamEnded(attempt, fault)]), at: now + delay())
      return
    }
    if happens(settings.drop) { return }
    streams[id] = Stream(guest: guest, life: life, attempt: attempt, deliveredAt: now)
    guard let point = LogPoint(after.description) else { return fail("\(after)") }
    events.add(
      .hostTurn(
        run: run, [.openStream(id, token: token, version: ProtocolVersion.current, after: point)]),
      at: now + delay())
  }

  mutating func failRequest(_ id: RequestID) {
    guard let request = requests.removeValue(forKey: id) else { return }
    let fault = LinkFault.unreachable("lost")
    let input: GuestInput
    switch request.kind {
    case .snapshot(let attempt): input = .snapshotFailed(attempt, fault)
    case .post(let number): input = .postFailed(number, fault)
    case .join, .other: return
    }
    events.add(
      .guestTurn(guest: request.guest, life: request.life, [input]), at: now + delay())
  }

  mutating func deliver(_ answer: HostAnswer, to id: RequestID) {
    guard let request = requests.removeValue(forKey: id),
      guests[request.guest].life == request.life
    else { return }
    let guest = request.guest
    if case .join = request.kind { return takeJoin(answer, guest) }
    let body = answer.body { "\($0)" }
    do {
      if case .complaint = answer {
        let fault = LinkFault.refused(try Report(reading: body))
        switch request.kind {
        case .snapshot(let attempt): turnGuest(guest, [.snapshotFailed(attempt, fault)])
        case .post(let number): turnGuest(guest, [.postFailed(number, fault)])
        case .join, .other: break
        }
        return
      }
      switch request.kind {
      case .snapshot(let attempt):
        turnGuest(guest, [.snapshot(attempt, try SessionFormat.read(body))])
      case .post(let number):
        let receipts = try EditReceipt.list(reading: body)
        for receipt in receipts {
          if case .accepted(let accepted) = receipt { acknowledge(accepted) }
        }
        turnGuest(guest, [.posted(number, receipts)])
      case .join, .other: break
      }
    } catch {
      fail("an answer cannot be read: \(error)")
    }
  }
}
