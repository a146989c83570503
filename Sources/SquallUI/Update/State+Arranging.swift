import SquallModel

/// Copying, deleting, marking: acts on the selection, else on the sticky under the cursor.
extension State {
  /// Copies what is meant, and offers its text to the terminal's clipboard.
  mutating func copyTargets() {
    let ids = targets
    memory.register = copies(of: ids)
    memory.copiedID = ids.count == 1 ? ids[0] : nil
    outbox.append(
      .copy(
        ids.compactMap { id in board[id].map(board.text(of:)) }
          .joined(separator: "\n")))
    say(Words.copied(ids.count))
    selection = Selection()
  }

  /// Deletes what is meant and keeps a copy of it; undo brings it back.
  mutating func deleteTargets() {
    let ids = targets
    let copies = copies(of: ids)
    let next = cursorAfterLosing(Set(ids))
    guard submit(all: ids.map { .removeSticky($0) }) != nil else { return }
    memory.register = copies
    selection = Selection()
    if !isPaneFocused { cursor = next }
    say(Words.deleted(ids.count))
  }

  /// The next sticky along time that stays, else the one before.
  func cursorAfterLosing(_ gone: Set<ID>) -> BoardCursor {
    let walk = self.walk
    guard let id = cursor.sticky, gone.contains(id), let here = walk.number(of: id) else {
      return cursor
    }
    let lane = board.spot(of: id)?.lane
    func stays(_ number: Int) -> Bool {
      !gone.contains(walk.ids[number]) && board.spot(of: walk.ids[number])?.lane == lane
    }
    let after = here..<walk.ids.count
    let next =
      after.first(where: stays) ?? (0..<here).last(where: stays)
      ?? after.first { !gone.contains(walk.ids[$0]) }
      ?? (0..<here).last { !gone.contains(walk.ids[$0]) }
    return next.map { .sticky(walk.ids[$0]) } ?? .nowhere
  }

  private func copies(of ids: [ID]) -> [Copied] {
    var previous: PositionKey?
    return ids.compactMap { id in
      guard let sticky = board[id] else { return nil }
      let spot = board.spot(of: sticky)
      defer { previous = spot?.at }
      var host: Int?
      if case .on(let id) = sticky.place { host = ids.firstIndex(of: id) }
      return Copied(
        kind: sticky.kind, text: board.text(of: sticky), fields: sticky.fields,
        note: sticky.note, isPivotal: sticky.isPivotal, isTentative: sticky.isTentative,
        lane: spot?.lane, isWithPrevious: spot != nil && spot?.at == previous, host: host)
    }
  }

  /// Puts down what was copied, behind the cursor, as it stood to each other.
  mutating func paste(times: Int) {
    var edits: [Edit] = []
    var last: ID?
    var count = 0
    let (firstTarget, cursorLane) = place(before: false)
    let lanes = Set(memory.register.map(\.lane))
    for _ in 0..<times {
      let ids = memory.register.map { _ in self.ids.next() }
      for (copied, id) in zip(memory.register, ids) {
        if copied.text.isEmpty, !copied.kind.mayBeBlank { continue }
        let target: Target
        if let host = copied.host {
          target = .on(ids[host])
        } else {
          target = last.map { copied.isWithPrevious ? .with($0) : .after($0) } ?? firstTarget
          last = id
        }
        let lane = lanes.count > 1 ? copied.lane.flatMap { board.lane($0)?.id } : cursorLane
        edits.append(
          .addSticky(
            NewSticky(
              id: id, kind: copied.kind, text: copied.text, lane: lane?.text, target: target,
              fields: copied.fields, note: copied.note, isPivotal: copied.isPivotal,
              isTentative: copied.isTentative)))
        count += 1
      }
    }
    guard submit(all: edits) != nil, let last else { return }
    cursor = .sticky(last)
    say(Words.pasted(count))
  }

  /// Turns a mark on for all that is meant where one lacks it, else off.
  mutating func toggle(
    _ isOn: (Sticky) -> Bool, only kind: Kind? = nil, _ edit: (ID, Bool) -> Edit
  ) {
    let stickies = targets.compactMap { board[$0] }.filter { kind == nil || $0.kind == kind }
    let turnsOn = stickies.contains { !isOn($0) }
    submit(all: stickies.filter { isOn($0) != turnsOn }.map { edit($0.id, turnsOn) })
  }

  mutating func changeKind(to kind: Kind) {
    submit(
      all: targets.filter { board[$0]?.kind != kind }.map { .changeKind($0, to: kind) })
  }

  /// Takes back the latest of one's own changes that stands, or does it again; tells what that was
  /// and what was left.
  mutating func takeBack(_ edit: Edit, times: Int) {
    let isUndo = if case .undo = edit { true } else { false }
    var done: [String] = []
    for number in 0..<times {
      let before = board
      // In company the edit that is meant is named, and what was passed by is not told with it.
      let passed =
        company != nil && edit == .undo(of: nil)
        ? document.passedByNextUndo() : []
      let acceptance: Workshop.Acceptance?
      do throws(Refusal) {
        acceptance = try attempt(edit)
      } catch {
        if number == 0 { say(Words.sentence(error, naming: .texts(on: board)), .hint) }
        return
      }
      guard let acceptance else { return }
      show(acceptance.entries.last?.change)
      if let change = acceptance.entries.last?.change {
        done.append(Words.done(change, isTakenBack: isUndo, on: before))
        say(isUndo ? Words.undone(done) : Words.redone(done), about: .takingBack)
      }
      if let left = Words.leftovers(passed + acceptance.leftovers, on: board) {
        say(left, .warning)
      }
    }
  }

  /// Brings what a change touched under the cursor, so that its result is seen.
  private mutating func show(_ change: Change?) {
    let placed = (change?.stickies ?? []).filter { board.spot(of: $0) != nil }
    guard placed.count > 1 else {
      if let id = placed.first { cursor = .sticky(id) }
      return
    }
    let walk = self.walk
    let first = placed.min { walk.number(of: $0) ?? .max < walk.number(of: $1) ?? .max }
    if let first { cursor = .sticky(first) }
  }
}

extension Change {
  /// The stickies that the change speaks of, in its order.
  var stickies: [ID] {
    switch self {
    case .stickyAdded(let sticky): [sticky.id]
    case .stickyReworded(let id, _), .stickyMoved(let id, _), .stickyRemoved(let id),
      .kindChanged(let id, _), .fieldSet(let id, _, _, _), .fieldRemoved(let id, _),
      .noteSet(let id, _), .pivotalSet(let id, _), .tentativeSet(let id, _),
      .hotspotAddressed(let id), .hotspotReopened(let id), .copyOfSet(let id, _),
      .voteCast(let id, _, _):
      [id]
    case .batch(let changes), .undone(_, let changes): changes.flatMap(\.stickies)
    default: []
    }
  }
}
