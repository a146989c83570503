/// A workshop: the board, and the log that it is the sum of.
///
/// Whoever owns the log (the file of one person, the host of many) has one and submits edits to
/// it; everybody else applies the entries that the owner gives out.
public struct Workshop: Sendable {
  public private(set) var board: Board
  public internal(set) var history: History
  /// The sequence of the latest entry; 0 before the first.
  public private(set) var sequence: Int
  /// The edit of the latest entry that was applied here; nil before the first.
  public private(set) var latestEditID: ID?
  /// How many parts of the board were written or looked at for submitted edits, refused ones too:
  /// what they cost, to be charged to whoever sent them.
  public internal(set) var effort = 0

  /// A workshop whose log begins, or goes on, behind a board at that sequence.
  public init(board: Board, sequence: Int = 0) {
    self.board = board
    self.sequence = sequence
    history = History()
  }

  /// What an accepted edit came to.
  public struct Acceptance: Equatable, Sendable {
    /// The entries to be written, in order: the edit's own is the last; empty when repeated.
    public var entries: [Entry]
    /// The sequence of the edit's entry.
    public var sequence: Int
    public var editID: ID
    /// The id of what the edit added.
    public var createdID: ID?
    /// Whether the edit had been accepted before, and nothing was changed.
    public var isRepeated: Bool
    /// What an undo left as it is.
    public var leftovers: [Leftover]
  }

  /// The participant of that name, or a new one.
  public func participant(named name: String, ids: inout some IDSource) -> Participant {
    if let known = board.participants.first(where: { $0.name.isSameBytes(as: name) }) {
      return known
    }
    var id = ids.next()
    while board.participant(id) != nil { id = ids.next() }
    return Participant(id: id, name: name)
  }

  /// The answer that an edit got the first time, nil where it was never accepted.
  public mutating func answer(to editID: ID) -> History.Answer? { history.answer(to: editID) }

  /// Accepts an edit, applies it and gives the entries that the log gets for it.
  ///
  /// - Parameters:
  ///   - editID: made by the author; an id that was accepted before gets its first answer again.
  ///   - author: joins the workshop with their first accepted edit.
  /// - Throws: a ``Refusal``; the board is then as it was.
  public mutating func submit(
    _ edit: Edit, editID: ID, by author: Participant, at instant: Instant,
    ids: inout some IDSource
  ) throws(Refusal) -> Acceptance {
    if let answer = history.answer(to: editID) {
      return Acceptance(
        entries: [], sequence: answer.sequence, editID: editID, createdID: answer.createdID,
        isRepeated: true, leftovers: [])
    }
    board.settle()
    let isNew = board.participant(author.id) == nil
    if isNew {
      if author.name.utf8.count > Limit.nameBytes.maximum { throw .limit(.nameBytes) }
      if board.participants.count >= Limit.participants.maximum { throw .limit(.participants) }
    }
    if sequence > Limit.entries.maximum - (isNew ? 2 : 1) { throw .limit(.entries) }
    var trace = Trace(recording: true)
    defer { effort += trace.count }
    let outcome = try perform(edit, by: author.id, at: instant, trace: &trace, ids: &ids)
    var entries: [Entry] = []
    if isNew {
      let joined = Change.participantJoined(author)
      board.apply(joined, by: author.id, at: instant)
      entries.append(
        Entry(
          sequence: sequence + 1, editID: ids.next(), at: instant, by: author.id, change: joined))
    }
    entries.append(
      Entry(
        sequence: sequence + entries.count + 1, editID: editID, at: instant, by: author.id,
        change: outcome.change))
    for entry in entries.dropLast() {
      history.remember(entry.editID, sequence: entry.sequence, createdID: nil)
    }
    sequence += entries.count
    record(entries[entries.count - 1], touches: trace.touches, createdID: outcome.createdID)
    board.settle()
    return Acceptance(
      entries: entries, sequence: sequence, editID: editID, createdID: outcome.createdID,
      isRepeated: false, leftovers: outcome.leftovers)
  }

  /// Applies an entry of the log, as it was accepted where the log is owned.
  ///
  /// - Parameter recording: false for entries too old to be taken back; saves their memory.
  public mutating func apply(_ entry: Entry, recording: Bool = true) {
    var trace = Trace(recording: recording)
    board.apply(entry.change, by: entry.by, at: entry.at, trace: &trace)
    sequence = entry.sequence
    record(entry, touches: trace.touches, createdID: entry.change.createdID)
  }

  /// The entry that takes a board from outside the log into it, whole.
  public mutating func adopt(_ board: Board, editID: ID, at instant: Instant) -> Entry {
    let entry = Entry(
      sequence: sequence + 1, editID: editID, at: instant, by: nil, change: .adopted(board))
    apply(entry)
    settle()
    return entry
  }

  /// Brings the board's reading order up to date after a replay.
  public mutating func settle() { board.settle() }

  private mutating func record(_ entry: Entry, touches: [Touch], createdID: ID?) {
    latestEditID = entry.editID
    history.remember(entry.editID, sequence: entry.sequence, createdID: createdID)
    switch entry.change {
    case .adopted:
      history.forgetRecords()
    case .participantJoined:
      break
    case .undone(let target, _):
      let wasUndo = history.number(of: target).map { !history.records[$0].isEdit } ?? false
      history.append(History.Record(entry, touches: touches, undoes: target, isRedo: wasUndo))
    default:
      history.append(History.Record(entry, touches: touches))
    }
  }

  /// What an edit came to on the board.
  struct Outcome {
    var change: Change
    var createdID: ID?
    var leftovers: [Leftover] = []
  }

  private mutating func perform(
    _ edit: Edit, by author: ID, at instant: Instant, trace: inout Trace,
    ids: inout some IDSource
  ) throws(Refusal) -> Outcome {
    switch edit {
    case .batch(let edits):
      return try performBatch(edits, by: author, at: instant, trace: &trace, ids: &ids)
    case .undo(let target):
      let plan = try undoPlan(of: target, by: author)
      return takeBack(plan, by: author, at: instant, trace: &trace)
    case .redo(let target):
      let plan = try redoPlan(of: target, by: author)
      return takeBack(plan, by: author, at: instant, trace: &trace)
    default:
      let resolved = try board.resolve(edit, by: author, ids: &ids)
      board.apply(resolved.change, by: author, at: instant, trace: &trace)
      return Outcome(change: resolved.change, createdID: resolved.createdID)
    }
  }

  /// All of the edits, or none: what was done already is put back when one is refused.
  private mutating func performBatch(
    _ edits: [Edit], by author: ID, at instant: Instant, trace: inout Trace,
    ids: inout some IDSource
  ) throws(Refusal) -> Outcome {
    if edits.isEmpty { throw .emptyBatch }
    if edits.count > Limit.editsInOneBatch.maximum { throw .limit(.editsInOneBatch) }
    let before = board
    var changes: [Change] = []
    var createdID: ID?
    var written = 0
    defer { effort += written }
    for (index, edit) in edits.enumerated() {
      do throws(Refusal) {
        let resolved = try board.resolve(edit, by: author, ids: &ids)
        board.apply(resolved.change, by: author, at: instant, trace: &trace)
        written += resolved.change.listedParts
        if trace.count + written > Limit.partsOfOneBatch.maximum {
          throw .limit(.partsOfOneBatch)
        }
        changes.append(resolved.change)
        createdID = createdID ?? resolved.createdID
      } catch {
        board = before
        throw .inBatch(index: index + 1, error)
      }
    }
    return Outcome(change: .batch(changes), createdID: createdID)
  }

  /// Takes back each part that still stands, the last touched first; columns side by side as one.
  private mutating func takeBack(
    _ plan: UndoPlan, by author: ID, at instant: Instant, trace: inout Trace
  ) -> Outcome {
    var changes: [Change] = []
    var leftovers = plan.leftovers
    var rest = plan.touches[...]
    while let touch = rest.popFirst() {
      if case .lane(let id, nil, _) = touch, board.holdsStickies(lane: id) {
        leftovers.append(Leftover(subject: .lane(id), by: nil))
        continue
      }
      var change = touch.inverse
      if case .emptyColumn(let key, let wasThere) = touch {
        var keys = [key]
        while case .emptyColumn(let key, wasThere)? = rest.first {
          keys.append(key)
          rest.removeFirst()
        }
        change = wasThere ? .roomMade(keys) : .gapClosed(keys)
      }
      board.apply(change, by: author, at: instant, trace: &trace)
      changes.append(change)
    }
    return Outcome(change: .undone(of: plan.target, changes: changes), leftovers: leftovers)
  }
}

extension Change {
  /// How many parts the change names beyond those that it writes.
  fileprivate var listedParts: Int {
    switch self {
    case .contextAdded(let context): context.stickies.count
    case .contextChanged(_, _, let stickies): stickies.count
    case .batch(let changes): changes.reduce(0) { $0 + $1.listedParts }
    default: 0
    }
  }

  /// The id of what the change adds; of a batch, the first.
  public var createdID: ID? {
    switch self {
    case .stickyAdded(let sticky): sticky.id
    case .laneAdded(let lane, _): lane.id
    case .linkAdded(let link): link.id
    case .contextAdded(let context): context.id
    case .batch(let changes):
      // A sticky that brings the board's first lane is what was asked for, not the lane.
      if changes.count == 2, case .laneAdded = changes[0],
        case .stickyAdded(let sticky) = changes[1]
      {
        sticky.id
      } else {
        changes.lazy.compactMap(\.createdID).first
      }
    default: nil
    }
  }
}
