internal import SquallModel

// Streams: everybody gets the same bytes, but for where they begin (H7 to H10).

extension HostMachine {
  mutating func openStream(
    _ stream: StreamID, _ token: Secret, _ version: Int, after: LogPoint?
  ) {
    if let mismatch = ProtocolVersion.mismatch(host: ProtocolVersion.current, guest: version) {
      actions.append(.refuseStream(stream, .version(mismatch)))
      return
    }
    switch authorize(token) {
    case .failure(let complaint): actions.append(.refuseStream(stream, complaint))
    case .success(let id):
      while let oldest = guests[id]?.streams.first,
        guests[id]?.streams.count ?? 0 >= limits.streamsOfPerson
      {
        close(oldest, .replaced)
      }
      if let guest = guests[id], guest.link(at: now.uptime) == .gone {
        news.append(.joined(guest.person))
      }
      guests[id]?.streams.append(stream)
      personOfStream[stream] = id
      opened.append((stream, id, after))
      noteActivity(of: id)
      changedPeople.insert(id)
    }
  }

  /// Sends what a new stream begins with: everything beside the board, and what its log lacks.
  mutating func begin(_ stream: StreamID, of person: ID, after: LogPoint?) {
    guard personOfStream[stream] != nil else { return }
    var writer = EventStreamWriter()
    writer.write(
      .hello(
        Hello(
          session: workshop.board.id, you: person, latest: recorded, people: people, lock: lock,
          lockedBy: lockedBy, timer: timer?.state(at: now.uptime), isHalted: isHalted,
          told: told)))
    actions.append(.acceptStream(stream))
    if let after, case .lines(let lines) = window.rest(after: after) {
      for line in lines { writer.entry(line) }
      live.append(stream)
      actions.append(.send([stream], writer.bytes))
    } else {
      writer.write(.bye(.reset))
      actions.append(.send([stream], writer.bytes))
      forget(stream)
      closing.append((stream, .reset))
    }
  }

  /// Tells all streams what is new, in one write.
  mutating func tellAll() {
    var writer = EventStreamWriter()
    for line in untold { writer.entry(line) }
    untold = []
    if !changedPeople.isEmpty {
      let people = changedPeople.sorted().compactMap { refreshed($0) }
      if !people.isEmpty { messages.append(.people(people)) }
      movedPeople.subtract(changedPeople)
      changedPeople = []
    }
    if !movedPeople.isEmpty, now.uptime - presenceSentAt >= Timing.presence {
      presenceSentAt = now.uptime
      let moved = movedPeople.sorted().compactMap { id in
        guests[id].map { StreamMessage.PersonPresence(id: id, presence: $0.person.presence) }
      }
      movedPeople = []
      messages.append(.presence(moved))
    }
    for message in messages { writer.write(message) }
    told += messages.count
    messages = []
    if live.isEmpty {
      sentAt = now.uptime
    } else if !writer.isEmpty {
      send(writer)
    } else if now.uptime - sentAt >= Timing.heartbeat {
      writer.comment(Heartbeat(latest: recorded, told: told).text)
      send(writer)
    }
  }

  private mutating func send(_ writer: EventStreamWriter) {
    sentAt = now.uptime
    actions.append(.send(live, writer.bytes))
  }

  /// A person as they are to be told now.
  private mutating func refreshed(_ id: ID) -> Person? {
    guard let link = guests[id]?.link(at: now.uptime) else { return nil }
    guests[id]?.person.link = link
    if link == .gone || link == .removed { guests[id]?.person.presence = Presence() }
    return guests[id]?.person
  }

  // MARK: - Ends

  /// Ends a stream with a word.
  mutating func close(_ stream: StreamID, _ reason: Farewell) {
    guard personOfStream[stream] != nil else { return }
    if live.contains(stream), reason != .slow {
      var writer = EventStreamWriter()
      // Whoever is sent out hears by whom.
      if reason == .removed, let person = personOfStream[stream].flatMap({ refreshed($0) }) {
        writer.write(.people([person]))
      }
      writer.write(.bye(reason))
      actions.append(.send([stream], writer.bytes))
    }
    let isNew = opened.contains { $0.stream == stream }
    forget(stream)
    if isNew {
      actions.append(.refuseStream(stream, reason == .removed ? .removed : .ended))
    } else {
      closing.append((stream, reason))
    }
  }

  mutating func dropSlow(_ stream: StreamID) {
    guard let id = personOfStream[stream], let guest = guests[id] else { return }
    news.append(.droppedSlow(guest.person))
    close(stream, .slow)
  }

  /// Takes a stream off all lists.
  mutating func forget(_ stream: StreamID) {
    guard let id = personOfStream.removeValue(forKey: stream) else { return }
    live.removeAll { $0 == stream }
    opened.removeAll { $0.stream == stream }
    guests[id]?.streams.removeAll { $0 == stream }
    if guests[id]?.streams.isEmpty == true {
      guests[id]?.lostAt = now.uptime
      changedPeople.insert(id)
      if guests[id]?.isLeaving == true { noteGone(id) }
    }
  }

  mutating func end() {
    guard !isEnded else { return }
    isEnded = true
    for stream in live + opened.map(\.stream) { close(stream, .ended) }
  }
}
