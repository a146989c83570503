public import SquallModel

/// A board in words, line by line in reading order: for eyes that like lists, for ears, for pipes.
///
/// No border, no column, no sign that a screen reader would spell.
public struct Outline {
  /// One line.
  public struct Line: Equatable, Sendable {
    /// How far it stands in, in steps.
    public var depth: Int
    public var text: SafeText
    /// The sticky that it speaks of first.
    public var sticky: ID?
    public var isHeading: Bool

    init(_ text: String, depth: Int = 0, sticky: ID? = nil, isHeading: Bool = false) {
      self.depth = depth
      self.text = SafeText(text)
      self.sticky = sticky
      self.isHeading = isHeading
    }

    /// The line as it is printed.
    public var description: String {
      String(repeating: "  ", count: depth) + text.description
    }
  }

  private let board: Board
  private let layout: BoardLayout

  /// The outline of a board.
  ///
  /// - Parameter layout: of the board, up to date; made where it is nil.
  public init(_ board: Board, layout: BoardLayout? = nil) {
    self.board = board
    self.layout = layout ?? BoardLayout(board)
  }

  /// Visits every line, from the title to the glossary.
  public func forEachLine<Failure: Error>(
    _ body: (Line) throws(Failure) -> Void
  ) throws(Failure) {
    for index in blocks {
      for line in block(index) { try body(line) }
    }
  }

  /// All of it as text, each line ended by a line feed.
  public var text: String {
    var text = ""
    forEachLine { line in
      text += line.description
      text += "\n"
    }
    return text
  }

  /// The numbers of the parts: the head, one for each column, for each sticky of the inbox, the rest.
  var blocks: ClosedRange<Int> { -1...layout.columnCount + board.inbox.count }

  /// The part that speaks of a sticky.
  func block(of cursor: BoardCursor) -> Int {
    if let location = layout.location(of: cursor, on: board) { return location.column }
    let inInbox = cursor.sticky.flatMap { board.inbox.firstIndex(of: $0) }
    return inInbox.map { layout.columnCount + $0 } ?? blocks.lowerBound
  }

  /// The lines of a part.
  func block(_ index: Int) -> [Line] {
    switch index {
    case ..<0: head
    case ..<layout.columnCount: column(index)
    case ..<(layout.columnCount + board.inbox.count): inbox(index - layout.columnCount)
    default: rest
    }
  }

  private var head: [Line] {
    let phase = board.phase
    var lines = [
      Line(board.title, isHeading: true),
      Line(
        "\(board.level.words), phase \(phase.number) of \(phase.level.phases.count): \(phase.words)"
      ),
    ]
    if !board.lanes.isEmpty {
      lines.append(Line("lanes: " + board.lanes.map(\.name).joined(separator: ", ")))
    }
    if !board.participants.isEmpty {
      lines.append(Line("by: " + board.participants.map(\.name).joined(separator: ", ")))
    }
    return lines
  }

  private func column(_ index: Int) -> [Line] {
    var lines = [Line("", depth: 0)]
    if layout.isEmpty(column: index) {
      lines.append(Line("position \(index + 1), kept free", isHeading: true))
      return lines
    }
    lines.append(Line("position \(index + 1)", isHeading: true))
    for spot in layout.spots(ofColumn: index) {
      let lane = Int(spot.lane) < layout.lanes.count ? layout.lanes[Int(spot.lane)].name : nil
      for slot in layout.slots(column: index, lane: Int(spot.lane)) {
        add(board.sticky(inSlot: slot), lane: lane, depth: 1, to: &lines)
      }
    }
    return lines
  }

  private func inbox(_ index: Int) -> [Line] {
    var lines: [Line] = []
    if index == 0 {
      lines = [Line(""), Line("inbox, \(board.inbox.count) not placed yet", isHeading: true)]
    }
    if let sticky = board[board.inbox[index]] { add(sticky, lane: nil, depth: 1, to: &lines) }
    return lines
  }

  private var rest: [Line] {
    var lines: [Line] = []
    func section(_ title: String, _ entries: [String]) {
      guard !entries.isEmpty else { return }
      lines += [Line(""), Line(title, isHeading: true)] + entries.map { Line($0, depth: 1) }
    }
    func words(_ id: ID) -> String { board[id].map { board.text(of: $0) } ?? id.text }
    section(
      "links",
      board.links.map { link in
        let label = link.label.map { " (\($0))" } ?? ""
        return "\(words(link.from)) to \(words(link.to))\(label)"
      })
    section(
      "contexts",
      board.contexts.map { context in
        "\(context.name): " + context.stickies.map(words).joined(separator: ", ")
      })
    section("glossary", board.terms.map { "\($0.name): \($0.meaning)" })
    return lines
  }

  /// A sticky, what it carries, and what is attached to it.
  private func add(_ sticky: Sticky, lane: String?, depth: Int, to lines: inout [Line]) {
    let facts = facts(of: sticky, lane: lane)
    let text = board.text(of: sticky)
    let said = sticky.isTentative ? "\"\(text)\"" : text
    let kind = sticky.kind.word
    lines.append(
      Line(
        (text.isEmpty ? "\(kind), without words" : "\(kind): \(said)")
          + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"),
        depth: depth, sticky: sticky.id))
    for field in sticky.fields {
      lines.append(Line("\(field.name): \(field.value.written)", depth: depth + 1))
    }
    if let note = sticky.note {
      for (index, line) in note.split(whereSeparator: \.isNewline).enumerated() {
        lines.append(Line((index == 0 ? "note: " : "") + line, depth: depth + 1))
      }
    }
    for id in board.attached(to: sticky.id) where depth < 2 {
      if let attached = board[id] { add(attached, lane: nil, depth: depth + 1, to: &lines) }
    }
  }

  private func facts(of sticky: Sticky, lane: String?) -> [String] {
    var facts: [String] = []
    if let lane { facts.append(lane) }
    if sticky.isPivotalEvent { facts.append("pivotal") }
    if sticky.isTentative { facts.append("tentative") }
    if sticky.kind == .hotspot { facts.append(sticky.isAddressed ? "addressed" : "open") }
    if sticky.copyOf != nil { facts.append("linked copy") }
    let votes = sticky.voteCount
    if votes > 0 { facts.append(votes == 1 ? "1 vote" : "\(votes) votes") }
    if let author = sticky.author.flatMap({ board.participant($0) }) {
      facts.append("by \(author.name)")
    }
    return facts
  }
}
