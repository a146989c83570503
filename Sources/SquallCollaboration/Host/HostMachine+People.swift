public import SquallModel

// Who takes part, as what, and where they are (H11 to H15).

extension HostMachine {
  // MARK: - Joining

  mutating func join(_ request: JoinRequest, from origin: Origin) -> HostAnswer {
    let mismatch = ProtocolVersion.mismatch(
      host: ProtocolVersion.current, guest: request.version)
    if let mismatch { return .complaint(.version(mismatch)) }
    if isEnded { return .complaint(.ended) }
    let name = request.name.trimmed
    if name.shown.isEmpty { return .complaint(.blankName) }
    if name.utf8.count > JoinRequest.maximumName { return .complaint(.nameTooLong) }
    let role: Role
    switch ticketRole(request.ticket, from: origin) {
    case .failure(let complaint): return .complaint(complaint)
    case .success(let found): role = found
    }
    if let wait = joins.wait(origin, at: now.uptime) {
      return .complaint(.tooManyJoins(retryAfter: wait))
    }
    let id: ID
    // A token that would not outlive the host is no use to whoever comes from elsewhere.
    var kept: Secret?
    if let known = person(known: request.known) {
      id = known
      raise(id, to: role)
      kept = request.known.flatMap { token in
        guests[id]?.localTokens.contains(token.digest(digest)) == true ? nil : token
      }
    } else {
      guard let found = seat(named: name, as: role) else { return .complaint(.full) }
      id = found
    }
    joins.count(origin, at: now.uptime)
    noteActivity(of: id)
    return .joined(
      kept.map { joinAnswer(to: id, with: $0) } ?? giveToken(to: id, isLocal: false))
  }

  /// Whoever has that token and was not sent out.
  private func person(known token: Secret?) -> ID? {
    guard let token, let id = guestOfToken[token.digest(digest)], guests[id]?.isRemoved == false
    else { return nil }
    return id
  }

  /// Somebody has come back as themselves with a ticket for a role. What a facilitator gave them
  /// stays, but for what a facilitator's ticket opens.
  private mutating func raise(_ id: ID, to role: Role) {
    guard let person = guests[id]?.person, person.role != role, person.role != .facilitator,
      role == .facilitator || (role == .participant && person.roleBy == nil)
    else { return }
    guests[id]?.person.role = role
    guests[id]?.person.roleBy = nil
    isAccessChanged = true
    changedPeople.insert(id)
  }

  private mutating func ticketRole(
    _ ticket: Ticket, from origin: Origin
  ) -> Result<Role, Complaint> {
    guard case .code = ticket else {
      // Nobody guesses 128 bits: an invitation opens however many wrong codes there were.
      return door.role(for: ticket, at: now.uptime).map { .success($0) }
        ?? .failure(.wrongInvitation)
    }
    if let wait = attempts.wait(origin, at: now.uptime) {
      return .failure(.tooManyAttempts(retryAfter: wait))
    }
    if let role = door.role(for: ticket, at: now.uptime) { return .success(role) }
    attempts.count(origin, at: now.uptime)
    news.append(.wrongCode(origin))
    return .failure(.wrongCode)
  }

  /// Lets in the person at the host itself; their token ends with the host.
  ///
  /// - Parameter id: who they were before, where they carry a workshop on as its host.
  /// - Returns: nil where the workshop is full.
  public mutating func admitLocally(
    named name: String, as role: Role = .facilitator, id: ID? = nil, at moment: Moment
  ) -> JoinAnswer? {
    now = moment
    if let id, let guest = guests[id] {
      guests[id]?.isRemoved = false
      if guest.person.role != role || guest.isRemoved {
        guests[id]?.person.role = role
        guests[id]?.person.roleBy = nil
        isAccessChanged = true
        changedPeople.insert(id)
      }
      return giveToken(to: id, isLocal: true)
    }
    return seat(named: name.trimmed, as: role, id: id).map { giveToken(to: $0, isLocal: true) }
  }

  /// The seat of whoever had it before and is not here, else a new one under a name of its own.
  private mutating func seat(named wanted: String, as role: Role, id: ID? = nil) -> ID? {
    let name = wanted.shown.isEmpty ? "?" : wanted
    let shown = name.shown
    let holder = guests.values.first { $0.shownName == shown }
    // Nobody's tokens make room for those of somebody who came later under their name.
    if let holder, holder.person.role == role, !holder.isRemoved, holder.streams.isEmpty,
      holder.tokens.count < limits.tokensOfPerson
    {
      return holder.person.id
    }
    guard guests.count < limits.people || makeRoom() else { return nil }
    var free = name
    var number = 2
    let taken = Set(guests.values.map(\.shownName))
    while taken.contains(free.shown) {
      free = "\(name) \(number)"
      number += 1
    }
    var participant = workshop.participant(named: free, ids: &ids)
    if let id, workshop.board.participant(id)?.name.hasSameBytes(as: free) ?? true {
      participant.id = id
    }
    while guests[participant.id] != nil { participant.id = ids.next() }
    guests[participant.id] = Guest(participant, role, limits, at: now.uptime)
    changedPeople.insert(participant.id)
    return participant.id
  }

  /// Takes the seat of whoever is gone, has left nothing in the log and was here least lately.
  ///
  /// Whoever was sent out keeps theirs: it is what keeps them out.
  ///
  /// - Returns: false where nobody is such.
  private mutating func makeRoom() -> Bool {
    let authors = Set(workshop.board.participants.map(\.id))
    let candidates = guests.values.filter { guest in
      guest.link(at: now.uptime) == .gone && guest.person.role != .facilitator
        && guest.localTokens.isEmpty && !authors.contains(guest.person.id)
    }
    let oldest = candidates.min { ($0.lastSeenAt, $0.person.id) < ($1.lastSeenAt, $1.person.id) }
    guard let oldest else { return false }
    let id = oldest.person.id
    for token in oldest.tokens { guestOfToken[token] = nil }
    guests[id] = nil
    changedPeople.remove(id)
    movedPeople.remove(id)
    isAccessChanged = true
    return true
  }

  private mutating func giveToken(to id: ID, isLocal: Bool) -> JoinAnswer {
    let token = Secret(using: &random)
    let hash = token.digest(digest)
    guests[id]?.tokens.append(hash)
    if isLocal {
      guests[id]?.localTokens.insert(hash)
    } else {
      isAccessChanged = true
    }
    guestOfToken[hash] = id
    if let tokens = guests[id]?.tokens, tokens.count > limits.tokensOfPerson {
      guestOfToken[tokens[0]] = nil
      guests[id]?.tokens.removeFirst()
    }
    return joinAnswer(to: id, with: token)
  }

  private func joinAnswer(to id: ID, with token: Secret) -> JoinAnswer {
    let person = guests[id]?.person
    return JoinAnswer(
      token: token, role: person?.role ?? .observer,
      participant: Participant(id: id, name: person?.name ?? ""), session: workshop.board.id)
  }

  // MARK: - What outlives the host

  var accessRecord: AccessRecord {
    let guests = guests.values.sorted { $0.person.id < $1.person.id }.compactMap { guest in
      let tokens = guest.tokens.filter { !guest.localTokens.contains($0) }
      return tokens.isEmpty
        ? nil
        : AccessRecord.Guest(
          participant: guest.participant, role: guest.person.role, isRemoved: guest.isRemoved,
          roleBy: guest.person.roleBy, seatBy: guest.person.seatBy, tokens: tokens)
    }
    return AccessRecord(
      session: workshop.board.id, port: port, lock: lock, lockedBy: lockedBy,
      timer: timer?.record(at: now), guests: guests)
  }

  mutating func restore(_ access: AccessRecord) {
    port = access.port
    lock = access.lock
    lockedBy = access.lockedBy
    timer = access.timer.flatMap { WorkshopTimer($0, at: now) }
    for known in access.guests.prefix(limits.people) {
      var guest = Guest(known.participant, known.role, limits, at: now.uptime)
      guest.isRemoved = known.isRemoved
      (guest.person.roleBy, guest.person.seatBy) = (known.roleBy, known.seatBy)
      guest.tokens = Array(known.tokens.suffix(limits.tokensOfPerson))
      guest.person.link = guest.link(at: now.uptime)
      for token in guest.tokens { guestOfToken[token] = known.participant.id }
      guests[known.participant.id] = guest
    }
  }

  // MARK: - Presence

  mutating func takePresence(_ token: Secret, _ presence: Presence) -> HostAnswer {
    switch authorize(token) {
    case .failure(let complaint): return .complaint(complaint)
    case .success(let id):
      noteActivity(of: id)
      // Too much of it is dropped without a word: the next one says it all again.
      guard guests[id]?.presences.wait(at: now.uptime) == nil else { return .done }
      guests[id]?.presences.take(1, at: now.uptime)
      if presence.isLeaving {
        guests[id]?.isLeaving = true
        if guests[id]?.streams.isEmpty == true { noteGone(id) }
        return .done
      }
      guard guests[id]?.person.presence != presence else { return .done }
      guests[id]?.person.presence = presence
      movedPeople.insert(id)
      return .done
    }
  }

  /// Somebody has no stream any more, and has said so.
  mutating func noteGone(_ id: ID) {
    guard let guest = guests[id], guest.person.link != .gone else { return }
    guests[id]?.lostAt = .min / 2
    guests[id]?.person.link = .gone
    news.append(.left(guest.person))
    changedPeople.insert(id)
  }

  mutating func noteActivity(of id: ID) {
    guests[id]?.activeAt = now.uptime
    guests[id]?.isLeaving = false
    if guests[id]?.person.link == .idle { changedPeople.insert(id) }
  }

  /// What time alone brings about.
  mutating func keepTime() {
    if door.renewIfDue(at: now.uptime, using: &random) { news.append(.codesRenewed(doorSign)) }
    guard now.uptime - peopleCheckedAt >= 1_000 else { return }
    peopleCheckedAt = now.uptime
    for guest in guests.values where guest.person.link != guest.link(at: now.uptime) {
      changedPeople.insert(guest.person.id)
      if guest.link(at: now.uptime) == .gone { news.append(.left(guest.person)) }
    }
  }
}

extension String {
  /// The text without white space around it.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// What of a name can be seen: names that look the same are the same one.
  var shown: String {
    var seen = UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
      seen.append(scalar)
    }
    return String(seen).trimmed
  }

  /// Whether two texts are the same bytes.
  func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
