/// What has been done, by whom, and what it touched: for undo, and to know a repeated edit.
///
/// Rebuilt from the log, so it survives a restart; never stored by itself.
public struct History: Sendable {
  /// How many of the latest entries can be taken back.
  public static let undoDepth = 10_000

  /// Bytes of old values that are kept for taking back: beyond, the oldest entries lose their undo.
  public static let undoBytes = 64 << 20

  /// What one entry did, as far as taking it back needs to know.
  struct Record: Sendable {
    var sequence: Int
    var editID: ID
    var author: ID?
    let touches: [Touch]
    /// The edit that this entry took back.
    var undoes: ID?
    /// Whether it is a redo: the undo of an undo.
    var isRedo = false
    /// Whether it has been taken back itself.
    var isUndone = false
    /// About how many bytes it keeps.
    let byteCount: Int

    init(_ entry: Entry, touches: [Touch], undoes: ID? = nil, isRedo: Bool = false) {
      sequence = entry.sequence
      editID = entry.editID
      author = entry.by
      self.touches = touches
      self.undoes = undoes
      self.isRedo = isRedo
      byteCount = History.recordBytes + touches.byteCount
    }

    var isEdit: Bool { undoes == nil }
  }

  /// Bytes of a record without its touches, with its place in the index.
  private static let recordBytes = 192
  /// How many of the newest records are looked through before the index is asked: an undo mostly
  /// means one of them, and a replay then needs no index.
  private static let recent = 32

  /// The first answer to an edit, given again when it is repeated.
  public struct Answer: Equatable, Sendable {
    public var sequence: Int
    public var createdID: ID?
  }

  private(set) var records: [Record] = []
  /// Bytes that the records keep.
  private(set) var byteCount = 0
  /// Who wrote what, of as many records as were asked after.
  private var index = HistoryIndex()
  private var answers = AnswerTable()

  /// The answer that an edit got the first time.
  public mutating func answer(to editID: ID) -> Answer? { answers.answer(to: editID) }

  mutating func remember(_ editID: ID, sequence: Int, createdID: ID?) {
    answers.remember(Answer(sequence: sequence, createdID: createdID), to: editID)
  }

  mutating func append(_ record: Record) {
    if let undone = record.undoes, let number = number(of: undone) {
      records[number].isUndone = true
      if let first = records[number].undoes, let original = self.number(of: first) {
        records[original].isUndone = !records[original].isUndone
      }
    }
    records.append(record)
    byteCount += record.byteCount
    if records.count > 2 * History.undoDepth { forget(records.count - History.undoDepth) }
    if byteCount > History.undoBytes { forgetBytes() }
  }

  /// Forgets the oldest records until half of what may be kept is left: seldom, as it costs about
  /// as much as there is.
  private mutating func forgetBytes() {
    var left = byteCount
    var count = 0
    while count < records.count, left > History.undoBytes / 2 {
      left -= records[count].byteCount
      count += 1
    }
    forget(count)
  }

  private mutating func forget(_ count: Int) {
    byteCount -= records[..<count].reduce(0) { $0 + $1.byteCount }
    records.removeFirst(count)
    index = HistoryIndex()
  }

  /// Forgets what can be taken back: the board was replaced as a whole.
  mutating func forgetRecords() {
    records = []
    byteCount = 0
    index = HistoryIndex()
  }

  /// Where among the records an edit's is.
  mutating func number(of editID: ID) -> Int? {
    let recent = records.suffix(History.recent)
    if let number = recent.lastIndex(where: { $0.editID == editID }) { return number }
    if recent.count == records.count { return nil }
    catchUp()
    return index.number(of: editID)
  }

  /// Brings the index up to date; what follows then looks at nothing but what it is asked about.
  mutating func catchUp() { index.read(records) }

  /// The author's edits that are not taken back, the latest first.
  func undoable(by author: ID?) -> some Sequence<Int> {
    records.indices.lazy.reversed().filter { [records] number in
      records[number].isEdit && !records[number].isUndone && records[number].author == author
    }
  }

  /// The author's latest undo that can be taken back: nothing new of theirs came after it.
  func redoable(by author: ID?) -> Int? {
    for number in records.indices.reversed() where records[number].author == author {
      if records[number].isEdit { return nil }
      if !records[number].isRedo, !records[number].isUndone { return number }
    }
    return nil
  }

  // MARK: - What the index knows; `catchUp()` comes first

  /// The number of the record of that edit, as the index has it.
  func indexedNumber(of editID: ID) -> Int? { index.number(of: editID) }

  /// The record whose value stood in a part before the record of that number; now where nil.
  func standing(_ part: Touch.Part, before number: Int?) -> Int? {
    index.standing(part, before: number ?? records.count)
  }

  /// The record that wrote a part last, a taking back too.
  func lastWriter(of part: Touch.Part) -> Int? { index.lastWriter(of: part) }

  /// The records behind that number that worked on what a sticky says or where it stands.
  func workers(on sticky: ID, after number: Int) -> some Collection<Int> {
    index.workers(on: sticky, after: number)
  }

  /// The records behind that number that wrote a part.
  func writers(of part: Touch.Part, after number: Int) -> some Collection<Int> {
    index.writers(of: part, after: number)
  }
}
