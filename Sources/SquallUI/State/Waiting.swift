public import SquallModel

/// An edit that was done here and is not known to be on disk.
struct Waiting: Equatable, Sendable {
  var editID: ID
  var edit: Edit
  /// When it was done.
  var at: Instant
  /// Of its entry, as the log is thought to be.
  var sequence: Int
}

/// A session as its files say now.
public struct Reread: Sendable {
  /// Everything in it is on disk.
  public var workshop: Workshop
  /// The edit of the latest entry on disk, where a log is there.
  public var recordedID: ID?
  /// Who writes the session elsewhere; nil where it may be written to here.
  public var writer: String?
  /// Whether the files may be written to at all.
  public var isWritable: Bool
  /// The board that the person keeps instead: it enters the log as the next entry.
  public var kept: Board?
  /// What has changed, in sentences.
  public var news: [String]

  public init(
    workshop: Workshop, recordedID: ID? = nil, writer: String? = nil, isWritable: Bool = true,
    kept: Board? = nil,
    news: [String] = []
  ) {
    self.workshop = workshop
    self.recordedID = recordedID
    self.writer = writer
    self.isWritable = isWritable
    self.kept = kept
    self.news = news
  }
}

extension Document {
  /// An edit was accepted and handed out.
  mutating func await(_ edit: Edit, _ acceptance: Workshop.Acceptance, at instant: Instant) {
    guard !acceptance.isRepeated else { return }
    waiting.append(
      Waiting(
        editID: acceptance.editID, edit: edit.creating(acceptance.createdID), at: instant,
        sequence: acceptance.sequence))
  }

  /// Every entry up to that sequence is on disk.
  mutating func acknowledge(_ sequence: Int) {
    saving.recorded = max(saving.recorded, sequence)
    let count = waiting.prefix { $0.sequence <= saving.recorded }.count
    guard count > 0 else { return }
    recordedID = waiting[count - 1].editID
    waiting.removeFirst(count)
  }

  /// Whether a log goes on from what is known to be on disk.
  public func isContinued(by workshop: Workshop) -> Bool {
    var workshop = workshop
    return recordedID.map { workshop.answer(to: $0) != nil } ?? true
  }

  /// The edits that were done here and wait to be on disk.
  public var waitingIDs: Set<ID> { Set(waiting.map(\.editID)) }

  /// Takes a log for what is on disk, and puts what waits on top of it.
  ///
  /// - Returns: the entries to be recorded, and what can no longer be.
  mutating func rebase(
    onto base: Workshop, recordedID: ID?, ids: inout some IDSource
  ) -> (entries: [Entry], lost: [(edit: Edit, why: Refusal)]) {
    workshop = base
    saving = Saving(recorded: base.sequence)
    self.recordedID = recordedID
    me = base.participant(me)
    var entries: [Entry] = []
    var lost: [(edit: Edit, why: Refusal)] = []
    let all = waiting
    waiting = []
    for item in all {
      do throws(Refusal) {
        entries += try submitAgain(item, item.edit, ids: &ids)
      } catch {
        // What was written for a place that has gone goes to the end of the board.
        if let edit = item.edit.atTheEnd, let added = try? submitAgain(item, edit, ids: &ids) {
          entries += added
        } else {
          lost.append((item.edit, error))
        }
      }
    }
    return (entries, lost)
  }

  private mutating func submitAgain(
    _ item: Waiting, _ edit: Edit, ids: inout some IDSource
  ) throws(Refusal) -> [Entry] {
    let acceptance = try workshop.submit(
      edit, editID: item.editID, by: me, at: item.at, ids: &ids)
    self.await(edit, acceptance, at: item.at)
    return acceptance.entries
  }
}

extension Workshop {
  /// The same person as this log knows them: somebody of that name may have joined meanwhile.
  fileprivate func participant(_ known: Participant) -> Participant {
    if board.participant(known.id) != nil { return known }
    return board.participants.first { $0.name.utf8.elementsEqual(known.name.utf8) } ?? known
  }
}

extension Edit {
  /// An addition that asks for no neighbour; nil for other edits.
  fileprivate var atTheEnd: Edit? {
    switch self {
    case .addSticky(var new):
      new.target = .end
      new.lane = nil
      return .addSticky(new)
    case .batch(let edits):
      guard let first = edits.first?.atTheEnd else { return nil }
      return .batch([first] + edits.dropFirst())
    default: return nil
    }
  }

  /// The edit with the id of what it added, so that it adds the same when it is done again.
  fileprivate func creating(_ id: ID?) -> Edit {
    switch self {
    case .addSticky(var new) where new.id == nil:
      new.id = id
      return .addSticky(new)
    case .addCopy(nil, let original, let lane, let target):
      return .addCopy(id: id, of: original, lane: lane, to: target)
    case .addLane(nil, let name, let target): return .addLane(id: id, name: name, to: target)
    case .addLink(nil, let from, let to, let label):
      return .addLink(id: id, from: from, to: to, label: label)
    case .addContext(nil, let name, let stickies):
      return .addContext(id: id, name: name, stickies: stickies)
    default: return self
    }
  }
}
