internal import SquallModel
internal import SquallSessions

// One's own edits: shown at once, kept, posted in their order, and settled (G1 to G6).

extension GuestMachine {
  /// The confirmed workshop with all that waits applied on top, as far as it still can be.
  mutating func working() -> Workshop? {
    if let ahead { return ahead }
    guard var workshop = confirmed else { return nil }
    for waiting in waiting {
      var ids = DerivedIDs(waiting.id)
      // What cannot be now is not shown, and stays: the host has the last word.
      _ = try? workshop.submit(
        waiting.edit, editID: waiting.id, by: me, at: waiting.at, ids: &ids)
    }
    ahead = workshop
    return workshop
  }

  mutating func make(_ edit: Edit, id wanted: ID?) {
    // Anything else would let go of a waiting edit while the copy on disk still has it.
    if let wanted, waiting.contains(where: { $0.id == wanted }) { return }
    let edit = edit.identified(by: &ids)
    let id = wanted ?? ids.next()
    do throws(Unmade) {
      let made = try accept(edit, id)
      waiting.append(made)
      actions.append(.keep(made))
    } catch {
      // The person may see it on their board already: its text is not lost (G6).
      guard makeAnew(id, error) else {
        return list(RefusedEdit(id: id, edit: error.edit, cause: error.cause))
      }
    }
  }

  /// Makes what cannot be here otherwise (G13).
  private mutating func makeAnew(_ id: ID, _ unmade: Unmade) -> Bool {
    guard case .here(let complaint) = unmade.cause,
      let other = anew(
        WaitingEdit(id: id, edit: unmade.edit, at: now.instant), after: complaint.word),
      let made = try? accept(other.edit, other.id)
    else { return false }
    waiting.append(made)
    actions.append(.keep(made))
    tell(.madeAnew(id, as: made))
    return true
  }

  /// An edit that cannot be, as far as this guest knows.
  private struct Unmade: Error {
    var edit: Edit
    var cause: RefusedEdit.Cause
  }

  /// Applies an edit on top of all that waits.
  private mutating func accept(_ edit: Edit, _ id: ID) throws(Unmade) -> WaitingEdit {
    guard var workshop = working() else { throw Unmade(edit: edit, cause: .noBoard) }
    guard waiting.count < GuestMachine.maximumWaiting else {
      throw Unmade(edit: edit, cause: .tooManyWaiting)
    }
    let edit = aimed(edit, at: &workshop)
    let gate = Gate(role: role, author: me.id, lock: lock)
    if let complaint = gate.complaint(about: edit, on: &workshop) {
      throw Unmade(edit: edit, cause: .here(complaint))
    }
    let bytes = EditFormat.bytes(of: edit)
    guard bytes.count <= postBytes - 256 else {
      throw Unmade(edit: edit, cause: .here(.tooLong(maximum: postBytes)))
    }
    // What the host would not read would stay in the way of all that is made later.
    if case .failure(let error) = bytes.withUnsafeBytes({ EditFormat.read($0).edit }) {
      throw Unmade(edit: edit, cause: .here(.notAnEdit(error)))
    }
    let made = WaitingEdit(id: id, edit: edit, at: now.instant)
    var derived = DerivedIDs(made.id)
    ahead = nil
    do throws(Refusal) {
      let acceptance = try workshop.submit(
        edit, editID: made.id, by: me, at: made.at, ids: &derived)
      if !acceptance.leftovers.isEmpty { tell(.left(acceptance.leftovers)) }
    } catch {
      // What was done before this guest came is known to the host alone.
      guard edit.mayReachBeyond(error) else {
        throw Unmade(edit: edit, cause: .here(.refused(error)))
      }
    }
    ahead = workshop
    return made
  }

  /// Says which edit an undo or redo means while it is clear here: by the time it reaches the host,
  /// another one may be the latest.
  private func aimed(_ edit: Edit, at workshop: inout Workshop) -> Edit {
    switch edit {
    case .undo(nil): .undo(of: workshop.nextUndo(by: me.id))
    case .redo(nil): .redo(of: workshop.nextRedo(by: me.id))
    default: edit
    }
  }

  // MARK: - Posting

  var hasUnposted: Bool { hasUnposted(besides: []) }

  private func hasUnposted(besides others: Set<ID>) -> Bool {
    waiting.contains { acknowledged[$0.id] == nil && !others.contains($0.id) }
  }

  /// Posts what waits, one post at a time, so that nothing overtakes anything.
  mutating func postNext() {
    guard link == .live, post == nil, now.uptime >= postAt else { return }
    var edits: [(id: ID, edit: Edit)] = []
    var length = 64
    for waiting in waiting where acknowledged[waiting.id] == nil {
      length += EditFormat.bytes(of: waiting.edit, editID: waiting.id).count + 2
      guard edits.isEmpty || (length <= postBudget && !postsSingly),
        edits.count < EditPost.maximumEdits
      else { break }
      edits.append((waiting.id, waiting.edit))
    }
    guard !edits.isEmpty else { return }
    postCount += 1
    let bytes = EditPost.bytes(of: edits)
    post = (postCount, Set(edits.map(\.id)), bytes.count, now.uptime)
    actions.append(.post(postCount, bytes))
  }

  mutating func takeReceipts(_ number: Int, _ receipts: [EditReceipt]) {
    guard let post, post.number == number else { return }
    self.post = nil
    postFailures = 0
    postBudget = min(postBytes, postBudget * 2)
    if !hasUnposted(besides: post.edits) { postsSingly = false }
    var answered: Set<ID> = []
    var refusedNow: Set<ID> = []
    for receipt in receipts {
      switch receipt {
      case .accepted(let accepted):
        guard post.edits.contains(accepted.id) else { continue }
        answered.insert(accepted.id)
        acknowledge(accepted)
      case .refused(let id, let report):
        guard let id, post.edits.contains(id) else { continue }
        answered.insert(id)
        refusedNow.insert(id)
        refuse(id, report, with: refusedNow)
      }
    }
    // A host that answers less than it was asked is asked again, later.
    if answered != post.edits { delayPosts() }
  }

  private mutating func acknowledge(_ accepted: EditAnswer.Accepted) {
    guard waiting.contains(where: { $0.id == accepted.id }) else { return }
    if !accepted.leftovers.isEmpty { tell(.left(accepted.leftovers)) }
    acknowledged[accepted.id] = accepted.sequence
    if refused.contains(where: { $0.id == accepted.id }) { dismiss([accepted.id]) }
    if let point, point.sequence >= accepted.sequence { settle(accepted.id) }
  }

  /// The edit is in the confirmed log, or never will be.
  mutating func settle(_ id: ID) {
    acknowledged[id] = nil
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
    noteRecent(waiting[index].edit)
    waiting.remove(at: index)
    settled.append(id)
    ahead = nil
  }

  private mutating func refuse(_ id: ID, _ report: Report, with others: Set<ID>) {
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
    let edit = waiting[index].edit
    settled.append(id)
    ahead = nil
    if let other = anew(waiting[index], after: report.word) {
      return replace(at: index, by: other)
    }
    waiting.remove(at: index)
    list(RefusedEdit(id: id, edit: edit, cause: .host(report)), with: others)
  }

  /// Has an edit wait in the place of one that was refused; kept before that one is let go.
  private mutating func replace(at index: Int, by other: WaitingEdit) {
    let refused = waiting[index].id
    // After a crash it may wait already.
    guard !waiting.contains(where: { $0.id == other.id }) else {
      waiting.remove(at: index)
      return
    }
    waiting[index] = other
    actions.append(.keep(other))
    tell(.madeAnew(refused, as: other))
  }

  private mutating func list(_ refusal: RefusedEdit, with others: Set<ID> = []) {
    // The undo of what never was is no news.
    if case .undo(let target?) = refusal.edit {
      if others.contains(target) || refused.contains(where: { $0.id == target }) { return }
    }
    // After a crash it may be listed already.
    refused.removeAll { $0.id == refusal.id }
    refused.append(refusal)
    actions.append(.keepRefused(refusal))
    if refused.count > GuestMachine.maximumRefused { dismiss([refused[0].id]) }
    tell(.refused(refusal))
  }

  mutating func dismiss(_ ids: [ID]) {
    refused.removeAll { ids.contains($0.id) }
    actions.append(.dismissRefused(ids))
  }

  mutating func takePostFault(_ number: Int, _ fault: LinkFault) {
    guard let post, post.number == number else { return }
    guard case .refused(let report) = fault else {
      shortenPosts()
      self.post = nil
      return delayPosts()
    }
    if report.word == "tooSlow" { shortenPosts() }
    self.post = nil
    if report.isAbout(.unknownToken) {
      end(.unknownToken)
    } else if report.isAbout(.removed) {
      end(.removed)
    } else if let time = report.retryAfter {
      postAt = now.uptime + Int64(min(max(time, 0), Int(Timing.lastRetry)))
    } else if report.isAboutTheBytes, !mayBeAboutMe(report, post.length) {
      if post.edits.count > 1 {
        postsSingly = true
      } else {
        for id in post.edits { refuse(id, report, with: []) }
      }
    } else {
      delayPosts()
    }
  }

  /// Whether a host that calls a post too long may mean its author, who was sent out, rather than the
  /// post: that is heard in a moment.
  private func mayBeAboutMe(_ report: Report, _ length: Int) -> Bool {
    report.word == "bodyTooLong" && length <= postBytes && postFailures < 3
  }

  /// The next post is half as long as this one, so that it gets through a slow link.
  mutating func shortenPosts() {
    guard let post, post.length > GuestMachine.leastPost else { return }
    let half = min(post.length, postBudget) / 2
    postBudget = min(postBytes, max(GuestMachine.leastPost, half))
  }

  /// The shortest post that is made of several edits, in bytes.
  static let leastPost = 4 << 10

  mutating func delayPosts() {
    postFailures += 1
    postAt = now.uptime + delay(after: postFailures)
  }

  // MARK: - Overtaking

  /// Remembers which stickies my edit has changed, to tell when somebody else does (M25).
  private mutating func noteRecent(_ edit: Edit) {
    for id in edit.changedStickies { recent[id] = now.uptime }
    if recent.count > 1_000 {
      recent = recent.filter { now.uptime - $0.value < Timing.overtaking }
    }
  }

  mutating func checkOvertaking(_ entry: Entry) {
    guard let author = entry.by, author != me.id, !recent.isEmpty else { return }
    for id in entry.change.changedStickies {
      guard let at = recent[id], now.uptime - at < Timing.overtaking else { continue }
      recent[id] = nil
      tell(.overtaken(id, by: author))
    }
  }
}

extension Edit {
  /// Whether the host may accept what was refused here, because it knows more of the past.
  func mayReachBeyond(_ refusal: Refusal) -> Bool {
    switch (self, refusal) {
    case (.undo, .nothingToUndo), (.undo, .nothingStands), (.undo, .noSuchEdit),
      (.undo, .tooOldToUndo),
      (.redo, .nothingToRedo), (.redo, .noSuchEdit), (.redo, .tooOldToUndo):
      true
    default: false
    }
  }

  /// Stickies whose place or text the edit changes.
  var changedStickies: [ID] {
    switch self {
    case .moveSticky(let id, _, _), .rewordSticky(let id, _, _), .attach(let id, _),
      .detach(let id):
      [id]
    case .batch(let edits): edits.flatMap(\.changedStickies)
    default: []
    }
  }
}

extension Change {
  /// Stickies whose place or text the change changes, or which it removes.
  var changedStickies: [ID] {
    switch self {
    case .stickyMoved(let id, _), .stickyReworded(let id, _), .stickyRemoved(let id): [id]
    case .batch(let changes), .undone(_, let changes): changes.flatMap(\.changedStickies)
    default: []
    }
  }
}
