import SquallModel

extension TextFormat: ExportFormat {
  public func export<Failure: Error>(
    _ request: ExportRequest, to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport? {
    var writing = TextWriting(request.board)
    try request.board.forEachOnTimeline { (sticky) throws(Failure) in
      writing.add(placed: sticky.pointee)
      try writing.buffer.passOn(to: write)
    }
    writing.beginInbox()
    for id in request.board.inbox {
      guard let sticky = request.board[id] else { continue }
      writing.add(unplaced: sticky)
      try writing.buffer.passOn(to: write)
    }
    try writing.buffer.passOn(to: write, atLeast: 1)
    return nil
  }
}

/// Writes stickies as lines, and remembers where it stands.
private struct TextWriting {
  var buffer = TextBuffer()
  private let board: Board
  private let laneNames: [ID: String]
  private var lane: ID?
  private var position: PositionKey?
  /// The originals whose text has been written, by themselves or by a copy.
  private var written: Set<ID> = []

  init(_ board: Board) {
    self.board = board
    laneNames = Dictionary(
      board.lanes.map { ($0.id, TextEscape.escaped($0.name)) },
      uniquingKeysWith: { first, _ in first })
    buffer.add("# " + TextEscape.escaped(board.title) + "\n")
    guard board.lanes.count > 1 else { return }
    buffer.add("\n")
    for lane in board.lanes { buffer.add("## " + (laneNames[lane.id] ?? "") + "\n") }
  }

  mutating func add(placed sticky: Sticky) {
    guard case .spot(let lane, let at, _) = sticky.place else { return }
    if lane != self.lane {
      buffer.add("\n## " + (laneNames[lane] ?? "") + "\n")
      self.lane = lane
    }
    if at == position { buffer.add("+" as Unicode.Scalar) }
    position = at
    add(sticky, indent: "")
  }

  mutating func beginInbox() {
    if !board.inbox.isEmpty { buffer.add("\n### " + TextFormat.inbox + "\n") }
  }

  mutating func add(unplaced sticky: Sticky) { add(sticky, indent: "") }

  private mutating func add(_ sticky: Sticky, indent: String) {
    let isRepeated = isRepeated(sticky)
    let source = sticky.copyOf.flatMap { board[$0] } ?? sticky
    var line = indent + String(sticky.kind.letter)
    if sticky.isPivotal { line.append(TextFormat.pivotal) }
    if sticky.isTentative { line.append(TextFormat.tentative) }
    if sticky.isAddressed { line.append(TextFormat.addressed) }
    if isRepeated { line.append(TextFormat.copy) }
    let text = board.text(of: sticky)
    if !text.isEmpty { line += " " + TextEscape.escaped(text) }
    if !isRepeated, !source.fields.isEmpty, sticky.kind.carriesFields {
      line += " " + TextEscape.json(source.fields)
    }
    buffer.add(line + "\n")
    if let note = sticky.note { buffer.add(indent + "  > " + TextEscape.escaped(note) + "\n") }
    guard indent.isEmpty, board.hasAttachments else { return }
    for id in board.attached(to: sticky.id) {
      if let attached = board[id] { add(attached, indent: "  ") }
    }
  }

  /// Whether the text of a sticky has been written where it appears first.
  private mutating func isRepeated(_ sticky: Sticky) -> Bool {
    if let original = sticky.copyOf { return !written.insert(original).inserted }
    guard !board.copies(of: sticky.id).isEmpty else { return false }
    return !written.insert(sticky.id).inserted
  }
}
