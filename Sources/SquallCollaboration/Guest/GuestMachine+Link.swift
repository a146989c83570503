internal import SquallModel
internal import SquallSessions

// The link: opened, listened to, given up, and tried again (G7 to G12).

extension GuestMachine {
  mutating func connect() {
    attempt += 1
    link = .connecting
    heardAt = now.uptime
    reader = EventStreamReader()
    if let point, !needsSnapshot {
      actions.append(.openStream(attempt, after: point))
    } else {
      needsSnapshot = true
      actions.append(.fetchSnapshot(attempt))
    }
  }

  /// The link is lost: tries again later, and later each time.
  mutating func lose(_ fault: LinkFault?) {
    if case .refused(let report) = fault, let end = end(for: report) { return self.end(end) }
    drop()
    failures += 1
    link = .offline(retryAt: now.uptime + delay(after: failures))
    tell(.linkLost(fault))
  }

  private func end(for report: Report) -> LinkEnd? {
    if report.isAbout(.unknownToken) { return .unknownToken }
    if report.isAbout(.removed) { return .removed }
    guard let version = report.hostVersion else { return nil }
    let mismatch = ProtocolVersion.mismatch(host: version, guest: ProtocolVersion.current)
    return mismatch.map { .version($0) }
  }

  mutating func end(_ reason: LinkEnd) {
    guard link != .ended(reason) else { return }
    drop()
    link = .ended(reason)
    tell(.ended(reason))
  }

  /// Lets go of the stream and of what was under way on it.
  private mutating func drop() {
    switch link {
    case .connecting, .live: actions.append(.closeStream(attempt))
    case .offline, .ended: break
    }
    attempt += 1
    if post != nil { shortenPosts() }
    post = nil
    postAt = 0
    postFailures = 0
  }

  mutating func retry() {
    switch link {
    case .connecting, .live: return
    case .offline: break
    case .ended(let end): guard end.mayRetry else { return }
    }
    failures = 0
    connect()
  }

  /// How long nothing may come. Of a snapshot nothing is heard here before it is whole.
  var silence: Int64 {
    isFetching ? Timing.snapshot(after: snapshotsGivenUp) : Timing.silence
  }

  private var isFetching: Bool { link == .connecting && needsSnapshot }

  mutating func keepTime() {
    switch link {
    case .connecting, .live:
      if now.uptime - heardAt >= silence {
        if isFetching { snapshotsGivenUp += 1 }
        lose(nil)
      }
    case .offline(let retryAt):
      if now.uptime >= retryAt { connect() }
    case .ended: break
    }
    if let post, now.uptime - post.at >= Timing.answer(to: post.length) {
      shortenPosts()
      self.post = nil
      delayPosts()
    }
  }

  /// Milliseconds before the next try: longer each time, and never the same for all (G9).
  mutating func delay(after failures: Int) -> Int64 {
    let longest = min(
      Timing.lastRetry, Timing.firstRetry << Int64(min(failures, 10)))
    return Int64.random(in: Timing.firstRetry...longest, using: &random)
  }

  // MARK: - Listening

  mutating func hear(_ bytes: [UInt8]) {
    heardAt = now.uptime
    let events: [StreamEvent]
    do throws(EventStreamReader.Fault) {
      events = try reader.read(bytes)
    } catch {
      return lose(.unreadable)
    }
    let current = attempt
    for event in events {
      guard attempt == current else { return }
      switch event {
      case .comment(let text): hearComment(text)
      case .message(let name, let id, let data):
        do throws(StreamMessage.Fault) {
          hear(try StreamMessage(name: name, id: id, data: data))
        } catch {
          resynchronise()
        }
      }
    }
  }

  /// A sign of life that says how far the host is; what is lacking was lost on the way (G8).
  private mutating func hearComment(_ text: [UInt8]) {
    guard link == .live else { return lose(.unreadable) }
    resets = 0
    guard let heartbeat = Heartbeat(text) else { return }
    let isBehind = heartbeat.latest.sequence > point?.sequence ?? 0
    if isBehind || heartbeat.told != heard { lose(.unreadable) }
  }

  private mutating func hear(_ message: StreamMessage) {
    if case .hello(let hello) = message { return hear(hello) }
    // A stream begins with hello: without it the rest was lost too.
    guard link == .live else { return lose(.unreadable) }
    switch message {
    // The host counts what a later version tells too (W3).
    case .people, .presence, .lock, .timer, .come, .halted, .unknown: heard += 1
    case .hello, .entry, .bye: break
    }
    switch message {
    case .hello: break
    case .entry(let line): confirm(line)
    case .people(let people):
      // A host has no more people than that; what it says beyond is let be.
      for person in people
      where self.people[person.id] != nil || self.people.count < GuestMachine.maximumPeople {
        take(person)
      }
    case .presence(let presences):
      for one in presences { people[one.id]?.presence = one.presence }
    case .lock(let lock, let by):
      self.lock = lock
      lockedBy = by
      tell(.lock(lock))
    case .timer(let timer):
      take(timer)
      tell(.timer(timer))
    case .come(let by, let to): tell(.come(by: by, to: to))
    case .halted:
      isHostHalted = true
      tell(.hostHalted)
    case .bye(.reset): resynchronise()
    case .bye(.removed): end(.removed)
    case .bye(.ended):
      tell(.hostLeft)
      lose(nil)
    case .bye: lose(nil)
    case .unknown: break
    }
  }

  private mutating func hear(_ hello: Hello) {
    let mismatch = ProtocolVersion.mismatch(
      host: hello.version, guest: ProtocolVersion.current)
    if let mismatch { return end(.version(mismatch)) }
    if let confirmed, confirmed.board.id != hello.session {
      return end(.otherSession(hello.session))
    }
    guard link == .connecting else { return }
    let before = role
    people = Dictionary(hello.people.prefix(GuestMachine.maximumPeople).map { ($0.id, $0) }) {
      first, _ in first
    }
    role = people[hello.you]?.role ?? role
    lock = hello.lock
    lockedBy = hello.lockedBy
    isHostHalted = hello.isHalted
    heard = hello.told
    take(hello.timer)
    link = .live
    failures = 0
    tell(.linkBack)
    if role != before { tell(.myRole(role)) }
    // What the host has may be of before the link was lost.
    if presence != people[me.id]?.presence ?? Presence() {
      actions.append(.postPresence(presence))
    }
  }

  private mutating func take(_ timer: TimerState?) {
    self.timer = timer
    timerAt = now.uptime
  }

  private mutating func take(_ person: Person) {
    let before = people.updateValue(person, forKey: person.id)
    let wasThere = before.map { $0.link != .gone && $0.link != .removed } ?? false
    if person.id == me.id {
      guard role != person.role else { return }
      role = person.role
      tell(.myRole(role))
    } else if person.isPresent, !wasThere {
      tell(.joined(person))
    } else if wasThere, person.link == .gone || person.link == .removed {
      tell(.leftUs(person))
    }
  }

  // MARK: - The confirmed log

  /// Applies an entry, if it is the next one; one that is known already changes nothing (G2).
  private mutating func confirm(_ line: LogLine) {
    guard let point, confirmed != nil else { return resynchronise() }
    let sequence = line.entry.sequence
    guard sequence > point.sequence else { return }
    // Only a whole board may stand for entries that a log has lost (FileFormat.md, J4).
    let isBoard = if case .adopted = line.entry.change { true } else { false }
    guard sequence == point.sequence + 1 || isBoard else { return lose(.unreadable) }
    guard XXH64.hash(line.payload, seed: point.checksum) == line.checksum else {
      return resynchronise()
    }
    ahead = nil
    confirmed?.apply(line.entry)
    confirmed?.settle()
    self.point = line.point
    resets = 0
    lines.append(line)
    if waiting.contains(where: { $0.id == line.entry.editID }) { settle(line.entry.editID) }
    checkOvertaking(line.entry)
  }

  /// The copy is of no use: fetches the session anew, and keeps what waits (G11).
  private mutating func resynchronise() {
    drop()
    needsSnapshot = true
    resets += 1
    // The first time at once; a host whose every snapshot is of no use is not asked without end.
    if resets == 1 {
      connect()
    } else {
      link = .offline(retryAt: now.uptime + delay(after: resets))
    }
  }

  mutating func replace(by snapshot: SessionSnapshot) {
    guard let checksum = snapshot.checksum else { return lose(.unreadable) }
    if let confirmed, confirmed.board.id != snapshot.board.id {
      return end(.otherSession(snapshot.board.id))
    }
    // Lines that came before belong to the copy that goes.
    if !lines.isEmpty { actions.append(.confirm(lines)) }
    lines = []
    needsSnapshot = false
    snapshotsGivenUp = 0
    confirmed = Workshop(board: snapshot.board, sequence: snapshot.revision)
    confirmed?.settle()
    point = LogPoint(sequence: snapshot.revision, checksum: checksum)
    ahead = nil
    // Whether what was acknowledged is in it, the host is asked once more: it knows each edit.
    acknowledged = [:]
    actions.append(.replaceCopy(snapshot))
    tell(.replaced)
    connect()
  }
}
