internal import SquallModel
internal import SquallSessions

// Edits: through one gate, in one order, to disk, and only then to anybody (H3 to H6).

extension HostMachine {
  mutating func takeEdits(_ request: RequestID, _ token: Secret, _ edits: [PostedEdit]) {
    switch authorize(token) {
    case .failure(let complaint): answer(request, .complaint(complaint))
    case .success(let id):
      if isHalted { return answer(request, .complaint(.cannotRecord)) }
      if let wait = guests[id]?.edits.wait(at: now.uptime) {
        return answer(request, .complaint(.tooFast(retryAfter: wait)))
      }
      let cost = edits.reduce(0) { $0 + $1.cost }
      guests[id]?.edits.take(cost, at: now.uptime)
      noteActivity(of: id)
      let effort = workshop.effort
      let answers = edits.map { accept($0, from: id) }
      // One edit may write thousands of parts: what it took beyond the usual is paid off too.
      let parts = workshop.effort - effort - cost * limits.partsOfEdit
      if parts > 0 { guests[id]?.edits.take(parts, at: now.uptime) }
      // What an answer says may rest on edits that are not recorded yet: it waits for them too.
      answerOnceRecorded(request, .edits(answers))
    }
  }

  private mutating func accept(_ posted: PostedEdit, from author: ID) -> EditAnswer {
    guard let editID = posted.id, let guest = guests[author] else {
      guard case .failure(let error) = posted.edit else { return .refused(id: nil, .noEditID) }
      return .refused(id: posted.id, .notAnEdit(error))
    }
    if let first = workshop.answer(to: editID) {
      return .accepted(
        EditAnswer.Accepted(
          id: editID, sequence: first.sequence, createdID: first.createdID, isRepeated: true))
    }
    if let complaint = guest.refusals[editID] { return .refused(id: editID, complaint) }
    do throws(Complaint) {
      return .accepted(try submit(posted.edit, editID, by: guest))
    } catch {
      let most = limits.refusalsOfPerson
      guests[author]?.refusals.remember(editID, error, atMost: most)
      return .refused(id: editID, error)
    }
  }

  private mutating func submit(
    _ edit: Result<Edit, FormatError>, _ editID: ID, by guest: Guest
  ) throws(Complaint) -> EditAnswer.Accepted {
    let wanted: Edit
    switch edit {
    case .success(let edit): wanted = edit
    case .failure(let error): throw .notAnEdit(error)
    }
    if let complaint = complaint(about: wanted, by: guest) { throw complaint }
    let acceptance: Workshop.Acceptance
    do throws(Refusal) {
      acceptance = try workshop.submit(
        wanted, editID: editID, by: guest.participant, at: now.instant, ids: &ids)
    } catch {
      throw .refused(error)
    }
    for entry in acceptance.entries {
      let line = LogLine(entry, after: head)
      head = line.point
      accepted.append(line)
    }
    return EditAnswer.Accepted(
      id: editID, sequence: acceptance.sequence, createdID: acceptance.createdID,
      leftovers: acceptance.leftovers)
  }

  private mutating func complaint(about edit: Edit, by guest: Guest) -> Complaint? {
    Gate(role: guest.person.role, author: guest.participant.id, lock: lock)
      .complaint(about: edit, on: &workshop)
  }

  // MARK: - Recording

  /// Answers once everything accepted so far is on disk.
  private mutating func answerOnceRecorded(_ request: RequestID, _ answer: HostAnswer) {
    if recorded.sequence >= head.sequence {
      self.answer(request, answer)
    } else {
      waiting.append((head.sequence, request, answer))
    }
  }

  mutating func takeRecorded(through sequence: Int) {
    guard !isHalted else { return }
    let count = recording.prefix { $0.entry.sequence <= sequence }.count
    for line in recording.prefix(count) { window.append(line) }
    untold += recording.prefix(count)
    recording.removeFirst(count)
    let ready = waiting.prefix { $0.needs <= recorded.sequence }.count
    for (_, request, answer) in waiting.prefix(ready) { self.answer(request, answer) }
    waiting.removeFirst(ready)
  }

  /// Nothing can be recorded any more: nothing is accepted, nothing more is told.
  mutating func halt() {
    guard !isHalted else { return }
    isHalted = true
    for (_, request, _) in waiting { answer(request, .complaint(.cannotRecord)) }
    waiting = []
    messages.append(.halted)
    news.append(.halted)
  }

  // MARK: - Snapshots and logs

  mutating func takeSnapshotRequest(_ request: RequestID, _ token: Secret) {
    switch authorize(token) {
    case .failure(let complaint): answer(request, .complaint(complaint))
    case .success(let id):
      if let complaint = takeReading(by: id) { return answer(request, .complaint(complaint)) }
      if isHalted, recorded != head { return answer(request, .complaint(.cannotRecord)) }
      answerOnceRecorded(request, .snapshot(head, workshop.board))
    }
  }

  /// What is recorded may be told at once: nobody waits for what is under way (H18).
  mutating func takeLogRequest(_ request: RequestID, _ token: Secret) {
    switch authorize(token) {
    case .failure(let complaint): answer(request, .complaint(complaint))
    case .success(let id):
      if let complaint = takeReading(by: id) { return answer(request, .complaint(complaint)) }
      answer(request, .log(through: recorded))
    }
  }

  /// Counts a snapshot or a log: each may be as long as the workshop (H17).
  private mutating func takeReading(by id: ID) -> Complaint? {
    noteActivity(of: id)
    if let wait = guests[id]?.readings.wait(at: now.uptime) { return .tooFast(retryAfter: wait) }
    guests[id]?.readings.take(1, at: now.uptime)
    return nil
  }
}

extension PostedEdit {
  /// How much of somebody's allowance it takes.
  var cost: Int {
    if case .success(.batch(let edits)) = edit { max(1, edits.count) } else { 1 }
  }
}
