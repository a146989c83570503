internal import SquallCollaboration
internal import SquallModel
internal import SquallSessions

/// What was asked for and what was promised, to be held against the log.
struct Ledger {
  struct Made {
    var id: ID
    var guest: Int
    var edit: Edit
  }

  var made = 0
  /// Edits that were shown and kept, in the order in which they were made.
  var edits: [Made] = []
  var author: [ID: ID] = [:]
  /// Edits that were never sent.
  var cannot = 0
  var refused: [ID: [RefusedEdit]] = [:]
  /// Edits that others took the place of, and those.
  var replaced: Set<ID> = []
  var replacing: Set<ID> = []
  var acknowledged: [ID: Int] = [:]
  /// The host's run that each edit reached first.
  var firstRun: [ID: Int] = [:]

  /// An edit is kept: one of a guest's own making takes the place of another (G13).
  mutating func note(_ kept: WaitingEdit, of guest: Int, by author: ID?) {
    guard kept.id.text.hasSuffix(".1") else { return }
    replaced.insert(ID(checked: String(kept.id.text.dropLast(2))))
    // After a crash it is made once more, and is the same one.
    guard replacing.insert(kept.id).inserted else { return }
    edits.append(Made(id: kept.id, guest: guest, edit: kept.edit))
    self.author[kept.id] = author
  }

  mutating func note(_ edits: [PostedEdit], run: Int) {
    for edit in edits {
      if let id = edit.id, firstRun[id] == nil { firstRun[id] = run }
    }
  }
}

extension Simulation {
  // MARK: - While it runs

  mutating func confirm(_ lines: [LogLine], by guest: Int) {
    for line in lines {
      let index = line.entry.sequence - 1
      guard disk.lines.indices.contains(index), disk.lines[index] == line else {
        return fail("guest \(guest) has an entry that is not in the log: \(line.entry)")
      }
    }
    guests[guest].copyLines += lines
  }

  mutating func checkSnapshot(_ snapshot: SessionSnapshot) {
    guard snapshot.revision <= disk.lines.count else {
      return fail("a snapshot was ahead of the log")
    }
    if snapshot.revision == disk.lines.count, snapshot.board != disk.fold() {
      fail("a snapshot is not the fold of the log")
    }
  }

  mutating func acknowledge(_ accepted: EditAnswer.Accepted) {
    let index = accepted.sequence - 1
    guard disk.lines.indices.contains(index), disk.lines[index].entry.editID == accepted.id else {
      return fail("acknowledged and not on disk: \(accepted)")
    }
    if let first = ledger.acknowledged.updateValue(accepted.sequence, forKey: accepted.id),
      first != accepted.sequence
    {
      fail("\(accepted.id) was acknowledged as \(first), then as \(accepted.sequence)")
    }
  }

  // MARK: - At the end

  mutating func check() {
    let value = disk.fold()
    let broken = value.checkInvariants()
    if !broken.isEmpty { fail("the board is broken: \(broken)") }
    if host?.workshop.board != value { fail("the host's board is not the fold of its log") }
    for guest in guests.indices {
      if guests[guest].machine?.board != value {
        fail("the board of guest \(guest) is not the fold of the host's log")
      }
      if let copy = guests[guest].savedCopy(),
        copy.board != value || copy.revision != disk.lines.count
      {
        fail("the copy of guest \(guest) is not the fold of the host's log")
      }
      if !guests[guest].kept.isEmpty { fail("guest \(guest) keeps edits that are settled") }
      if guests[guest].machine?.refused.map(\.id) != guests[guest].keptRefused.map(\.id) {
        fail("guest \(guest) has not kept what was refused")
      }
    }
    checkLog()
    checkUndo()
  }

  private mutating func checkLog() {
    var sequences: [ID: Int] = [:]
    let made = Dictionary(uniqueKeysWithValues: ledger.edits.map { ($0.id, $0) })
    for (index, line) in disk.lines.enumerated() {
      let entry = line.entry
      if entry.sequence != index + 1 { fail("a gap before \(entry.sequence)") }
      if sequences.updateValue(entry.sequence, forKey: entry.editID) != nil {
        fail("\(entry.editID) is in the log twice")
      }
      if case .participantJoined(let participant) = entry.change {
        if participant.id != entry.by { fail("somebody joined as another") }
      } else if made[entry.editID] == nil {
        fail("nobody made \(entry)")
      } else if entry.by != ledger.author[entry.editID] {
        fail("\(entry.editID) is said to be by \(String(describing: entry.by))")
      }
    }
    for (id, sequence) in ledger.acknowledged where sequences[id] != sequence {
      fail("\(id) was acknowledged as \(sequence) and is \(String(describing: sequences[id]))")
    }
    var last: [Int: Int] = [:]
    for edit in ledger.edits {
      let told = ledger.refused[edit.id]?.count ?? 0
      guard let sequence = sequences[edit.id] else {
        let isReplaced = ledger.replaced.contains(edit.id)
        if told == 0, !isReplaced, !isUndoOfRefused(edit.edit) { fail("\(edit) vanished") }
        continue
      }
      if told > 0 { fail("\(edit) was refused and is in the log") }
      // What takes the place of another was made later than what waits behind it.
      if ledger.replacing.contains(edit.id) { continue }
      // Refused once, unheard, and accepted by a host that was started anew: it comes later (H6).
      if ledger.firstRun[edit.id] != disk.runs[sequence - 1] { continue }
      if sequence < last[edit.guest] ?? 0 { fail("\(edit.id) was overtaken by a later edit") }
      last[edit.guest] = sequence
    }
  }

  private func isUndoOfRefused(_ edit: Edit) -> Bool {
    guard case .undo(let target?) = edit else { return false }
    return ledger.refused[target] != nil || !ledger.acknowledged.keys.contains(target)
  }

  /// An undo takes back an entry of its author's, and writes over nothing that others wrote.
  private mutating func checkUndo() {
    var authors: [ID: ID?] = [:]
    var writers = Writers()
    var board = Disk.first
    for line in disk.lines {
      let entry = line.entry
      var isUndo = false
      if case .undone(let target, _) = entry.change {
        isUndo = true
        guard let author = authors[target] else {
          fail("\(entry.editID) takes back \(target), which is not in the log")
          continue
        }
        if author != entry.by { fail("\(entry.editID) takes back what another did") }
      }
      authors[entry.editID] = entry.by
      board.apply(entry.change, by: entry.by, at: entry.at)
      let overwritten = writers.note(board, by: entry.by, isUndo: isUndo)
      if !overwritten.isEmpty { fail("\(entry) wrote over another's work: \(overwritten)") }
    }
  }
}

/// Who wrote what is seen of each sticky, and what stood there before.
private struct Writers {
  private struct Part: Hashable {
    var sticky: ID
    var name: String
  }

  private struct Written {
    var value: String
    var by: ID?
  }

  /// What was written, the last on top; an undo takes its author's work off.
  private var stacks: [Part: [Written]] = [:]
  /// Who changed each part last, be it by taking something back.
  private var last: [Part: ID?] = [:]

  /// - Returns: What an undo has changed that somebody else had written last.
  mutating func note(_ board: Board, by author: ID?, isUndo: Bool) -> [String] {
    var overwritten: [String] = []
    board.forEachInFileOrder { sticky in
      let isCopy = sticky.copyOf != nil
      var parts = [("kind", sticky.kind.name), ("note", sticky.note ?? "")]
      // A copy shows its original's text, and changes with it.
      if !isCopy { parts.append(("text", sticky.text)) }
      for (name, value) in parts {
        let part = Part(sticky: sticky.id, name: name)
        let isOverwritten = write(value, to: part, by: author, isUndo: isUndo)
        if isOverwritten { overwritten.append("\(name) of \(sticky.id)") }
      }
      let text = Part(sticky: sticky.id, name: "text")
      guard isCopy, let last = stacks[text]?.last else { return }
      if isUndo, last.value != board.text(of: sticky), last.by != author,
        self.last[text] ?? last.by != author
      {
        overwritten.append("text of the copy \(sticky.id)")
      }
      stacks[text] = nil
    }
    return overwritten
  }

  private mutating func write(
    _ value: String, to part: Part, by author: ID?, isUndo: Bool
  ) -> Bool {
    var stack = stacks[part] ?? []
    guard let last = stack.last else {
      stacks[part] = [Written(value: value, by: author)]
      return false
    }
    guard last.value != value else { return false }
    if isUndo, stack.count > 1, stack[stack.count - 2].value == value {
      stack.removeLast()
    } else {
      stack.append(Written(value: value, by: author))
    }
    stacks[part] = stack
    let before = self.last.updateValue(author, forKey: part) ?? last.by
    return isUndo && last.by != author && before != author
  }
}
