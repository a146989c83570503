/// What has been done, by whom, and what it touched: for undo, and to know a repeated edit.
///
/// Rebuilt from the log, so it survives a restart; never stored by itself.
public struct History: Sendable {
  /// How many of the latest entries can be taken back.
  public static let undoDepth = 10_000

  /// What one entry did, as far as taking it back needs to know.
  struct Record: Sendable {
    var sequence: Int
    var editID: ID
    var author: ID?
    var touches: [Touch]
    /// The edit that this entry took back.
    var undoes: ID?
    /// Whether it is a redo: the undo of an undo.
    var isRedo = false
    /// Whether it has been taken back itself.
    var isUndone = false

    var isEdit: Bool { undoes == nil }
  }

  /// The first answer to an edit, given again when it is repeated.
  public struct Answer: Equatable, Sendable {
    public var sequence: Int
    public var createdID: ID?
  }

  private(set) var records: [Record] = []
  private var answers: [ID: Answer] = [:]
  /// Answers that nobody has asked for since they were given: a replay only collects them.
  private var collected: [(editID: ID, answer: Answer)] = []

  /// The answer that an edit got the first time.
  public mutating func answer(to editID: ID) -> Answer? {
    if !collected.isEmpty {
      if collected.count > 1_000 { answers.reserveCapacity(answers.count + collected.count) }
      for (editID, answer) in collected { answers[editID] = answer }
      collected.removeAll(keepingCapacity: collected.count == 1)
    }
    return answers[editID]
  }

  mutating func remember(_ editID: ID, sequence: Int, createdID: ID?) {
    collected.append((editID, Answer(sequence: sequence, createdID: createdID)))
  }

  mutating func append(_ record: Record) {
    if let undone = record.undoes, let index = index(of: undone) {
      records[index].isUndone = true
      if let first = records[index].undoes, let original = self.index(of: first) {
        records[original].isUndone = !records[original].isUndone
      }
    }
    records.append(record)
    if records.count > 2 * History.undoDepth {
      records.removeFirst(records.count - History.undoDepth)
    }
  }

  /// Forgets what can be taken back: the board was replaced as a whole.
  mutating func forgetRecords() { records = [] }

  func index(of editID: ID) -> Int? { records.lastIndex { $0.editID == editID } }

  /// The author's edits that are not taken back, the latest first.
  func undoable(by author: ID?) -> some Sequence<Record> {
    records.lazy.reversed().filter { $0.author == author && $0.isEdit && !$0.isUndone }
  }

  /// The author's latest undo that can be taken back: nothing new of theirs came after it.
  func redoable(by author: ID?) -> Record? {
    for record in records.reversed() where record.author == author {
      if record.isEdit { return nil }
      if !record.isRedo, !record.isUndone { return record }
    }
    return nil
  }

  /// For each part of the board, the records that wrote it, oldest first.
  func writers(of parts: Set<Touch.Part>) -> [Touch.Part: [Int]] {
    var writers: [Touch.Part: [Int]] = [:]
    for (index, record) in records.enumerated() {
      for touch in record.touches where parts.contains(touch.part) {
        writers[touch.part, default: []].append(index)
      }
    }
    return writers
  }

  /// The record whose value stands in a part, as it was before the record at `bound`.
  ///
  /// An undo has put back what stood before the entry it took back.
  func standing(among writers: [Int], before bound: Int) -> Int? {
    guard let last = writers.last(where: { $0 < bound }) else { return nil }
    guard let undone = records[last].undoes else { return last }
    guard let index = index(of: undone), index < last else { return nil }
    return standing(among: writers, before: index)
  }
}
