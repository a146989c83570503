internal import SquallCollaboration
internal import SquallModel
internal import SquallSessions

/// What outlives a crash of the host.
struct Disk {
  static let first = Board(id: ID(checked: "w"), title: "Workshop", level: .process)
  static let start = LogPoint(sequence: 0, checksum: 42)

  var lines: [LogLine] = []
  /// The run in which each line was written.
  var runs: [Int] = []
  var access: AccessRecord?
  /// The fold of the lines.
  var board = Disk.first
  /// How far the fold has come.
  var foldedThrough = 0

  var point: LogPoint { lines.last?.point ?? Disk.start }

  mutating func write(_ new: some Sequence<LogLine>, run: Int) {
    lines += new
    while runs.count < lines.count { runs.append(run) }
  }

  /// What the log adds up to.
  mutating func fold() -> Board {
    for line in lines[foldedThrough...] {
      board.apply(line.entry.change, by: line.entry.by, at: line.entry.at)
    }
    foldedThrough = lines.count
    return board
  }
}

extension Simulation {
  mutating func startHost() {
    run += 1
    var workshop = Workshop(board: Disk.first)
    for line in disk.lines { workshop.apply(line.entry) }
    let kept = Int.random(in: 0...disk.lines.count, using: &random)
    let base = kept == 0 ? Disk.start : disk.lines[kept - 1].point
    host = HostMachine(
      workshop: workshop, at: disk.point, recent: (base, Array(disk.lines[kept...])),
      access: disk.access, digest: { $0 + $0 },
      ids: CountedIDs("h\(run)n"), random: SeededGenerator(seed: random.next()), now: moment)
    turnHost([.listening(port: 4711)])
  }

  /// The process dies: all connections with it, and everything that was not on disk.
  mutating func crashHost() {
    host = nil
    run += 1
    hostTickAt = .max
    for id in streams.keys.sorted() { cut(id, tellsHost: false) }
    for id in requests.keys.sorted() {
      // A refused connection is heard of at once, a silent one never.
      if Bool.random(using: &random) { requests[id] = nil } else { failRequest(id) }
    }
    events.add(.hostStart, at: now + Int64.random(in: 50...3_000, using: &random))
  }

  mutating func turnHost(_ inputs: [HostInput]) {
    for case .edits(_, _, let edits) in inputs { ledger.note(edits, run: run) }
    let moment = moment
    guard let actions = host?.turn(inputs, at: moment) else { return }
    for action in actions {
      if happens(settings.hostCrash) { return crashHost() }
      perform(action)
      if host == nil { return }
    }
    if let due = host?.nextTurn, due < hostTickAt {
      hostTickAt = max(due, now + 1)
      events.add(.hostTick(run: run), at: hostTickAt)
    }
  }

  private mutating func perform(_ action: HostAction) {
    switch action {
    case .record(let lines):
      events.add(.diskDone(run: run, lines), at: now + Int64.random(in: 0...8, using: &random))
    case .persist(let record):
      do { disk.access = try AccessRecord(reading: record.bytes) } catch { fail("\(error)") }
      if disk.access != record { fail("an access file does not read as it was written") }
    case .answer(let request, let answer):
      if happens(settings.drop) { requests[request] = nil }
      events.add(.answer(request: request, answer), at: now + delay())
    case .acceptStream(let stream):
      guard let found = streams[stream] else { return }
      events.add(
        .guestTurn(guest: found.guest, life: found.life, [.streamOpened(found.attempt)]), at: now)
    case .refuseStream(let stream, let complaint):
      guard let found = streams.removeValue(forKey: stream) else { return }
      let fault = reported(complaint)
      events.add(
        .guestTurn(guest: found.guest, life: found.life, [.streamEnded(found.attempt, fault)]),
        at: now + delay())
    case .send(let ids, let bytes):
      for id in ids { send(bytes, on: id) }
    case .letGo: break
    case .closeStream(let stream, _):
      events.add(.streamEnd(stream), at: (streams[stream]?.deliveredAt ?? now) + delay())
    case .tell: break
    }
  }

  func reported(_ complaint: Complaint) -> LinkFault {
    let body = complaint.body { "\($0)" }
    guard let report = try? Report(reading: body) else { return .unreadable }
    return .refused(report)
  }

  mutating func finishWrite(_ lines: [LogLine]) {
    if happens(settings.hostCrash) {
      disk.write(lines.prefix(Int.random(in: 0...lines.count, using: &random)), run: run)
      return crashHost()
    }
    if happens(settings.diskFailure) {
      disk.write(lines.prefix(Int.random(in: 0...lines.count, using: &random)), run: run)
      turnHost([.recordFailed])
      // Somebody notices, and starts it anew.
      if host != nil { crashHost() }
      return
    }
    disk.write(lines, run: run)
    if happens(settings.hostCrash) { return crashHost() }
    turnHost([.recorded(through: lines.last?.entry.sequence ?? 0)])
  }

  // MARK: - Streams

  private mutating func send(_ bytes: [UInt8], on id: StreamID) {
    guard var stream = streams[id] else { return }
    if happens(settings.drop / 4) { return }
    var chunks = [bytes]
    if happens(settings.double / 4) { chunks.append(bytes) }
    if let held = stream.held {
      chunks.append(held)
      stream.held = nil
    } else if happens(settings.reorder / 4) {
      stream.held = bytes
      streams[id] = stream
      return
    }
    for chunk in chunks {
      stream.deliveredAt = max(stream.deliveredAt, now + delay())
      // Split anywhere, as packets are.
      let split = isRough ? Int.random(in: 0...chunk.count, using: &random) : chunk.count
      events.add(.streamBytes(id, Array(chunk[..<split])), at: stream.deliveredAt)
      if split < chunk.count {
        stream.deliveredAt += Int64.random(in: 0...3, using: &random)
        events.add(.streamBytes(id, Array(chunk[split...])), at: stream.deliveredAt)
      }
    }
    streams[id] = stream
    if happens(settings.cut / 4) { cut(id, tellsHost: true) }
  }

  mutating func deliver(_ bytes: [UInt8], on id: StreamID) {
    guard let stream = streams[id] else { return }
    guard guests[stream.guest].life == stream.life else { return cut(id, tellsHost: true) }
    turnGuest(stream.guest, [.streamBytes(stream.attempt, bytes)])
  }

  /// The stream is no more; whoever hears of it does so late or never.
  mutating func cut(_ id: StreamID, tellsHost: Bool) {
    guard let stream = streams.removeValue(forKey: id) else { return }
    if !isRough || Int.random(in: 0..<4, using: &random) > 0 {
      let fault = LinkFault.unreachable("cut")
      events.add(
        .guestTurn(guest: stream.guest, life: stream.life, [.streamEnded(stream.attempt, fault)]),
        at: max(now, stream.deliveredAt) + delay())
    }
    if tellsHost {
      events.add(.hostTurn(run: run, [.streamClosed(id)]), at: now + delay() * 20)
    }
  }
}
