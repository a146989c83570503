import SquallModel

/// Writes the parts of a report.
struct MarkdownReport {
  var buffer = TextBuffer()
  let board: Board

  init(_ board: Board) { self.board = board }

  /// What stands for a sticky that says nothing.
  private static let blank = "…"

  /// The text of a sticky on one line.
  func text(_ sticky: Sticky) -> String {
    let text = MarkdownEscape.line(board.text(of: sticky))
    return text.isEmpty ? MarkdownReport.blank : text
  }

  private func text(_ id: ID) -> String { board[id].map { text($0) } ?? MarkdownReport.blank }

  // MARK: - Timeline

  mutating func addHeading(of part: MarkdownPart) {
    switch (part.before, part.pivotal) {
    case (_, let end?): buffer.add("\n### \(part.number). To \(text(end))\n")
    case (let start?, nil): buffer.add("\n### \(part.number). After \(text(start))\n")
    case (nil, nil): break
    }
  }

  mutating func addHeading(ofLane lane: Lane) {
    buffer.add("\n**\(MarkdownEscape.line(lane.name))**\n\n")
  }

  /// A sticky as an item of a list, with its note and what is attached to it.
  mutating func addItem(_ id: ID, indent: String = "") {
    guard let sticky = board[id] else { return }
    buffer.add("\(indent)- \(sticky.kind.word): ")
    buffer.add(sticky.kind == .domainEvent ? "**\(text(sticky))**" : text(sticky))
    let marks = marks(of: sticky)
    if !marks.isEmpty { buffer.add(" (\(marks.joined(separator: ", ")))") }
    buffer.add("\n")
    addNote(of: sticky, indent: indent + "  ")
    guard board.hasAttachments, indent.isEmpty else { return }
    for attached in board.attached(to: id) { addItem(attached, indent: "  ") }
  }

  private func marks(of sticky: Sticky) -> [String] {
    var marks: [String] = []
    if sticky.isPivotal { marks.append("pivotal") }
    if sticky.isTentative { marks.append("tentative") }
    if sticky.kind == .hotspot { marks.append(sticky.isAddressed ? "addressed" : "open") }
    if sticky.copyOf != nil { marks.append("again") }
    if sticky.voteCount > 0 { marks.append(count(sticky.voteCount, "vote")) }
    return marks
  }

  private mutating func addNote(of sticky: Sticky, indent: String) {
    addQuote(MarkdownEscape.lines(sticky.note ?? ""), indent: indent)
  }

  private mutating func addQuote(_ lines: [String], indent: String = "") {
    for (number, line) in lines.enumerated() {
      buffer.add("\(indent)> \(line)\(number + 1 < lines.count ? "\\" : "")\n")
    }
  }

  func count(_ number: Int, _ word: String) -> String {
    if number == 1 { return "1 \(word)" }
    return "\(number) " + (word.hasSuffix("y") ? "\(word.dropLast())ies" : "\(word)s")
  }

  // MARK: - Events

  mutating func add(_ event: borrowing RecordedEvent) {
    buffer.add("\n### \(event.sequence). \(MarkdownEscape.line(event.text))\n\n")
    addFact("type", event.type)
    addFact("stream", event.stream)
    addFact("lane", event.lane)
    addFact("aggregate", event.aggregate)
    addFact("command", event.command)
    addFact("actor", event.actor)
    addFact("policy", event.policy)
    addFact("context", event.boundedContext)
    addFact("author", event.author)
    addFields(event.data)
    if let note = event.note {
      buffer.add("\n")
      addQuote(MarkdownEscape.lines(note))
    }
  }

  private mutating func addFact(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    buffer.add("- \(name): \(MarkdownEscape.line(value))\n")
  }

  mutating func addFields(_ fields: [Field]) {
    guard !fields.isEmpty else { return }
    buffer.add("\n| field | example |\n| --- | --- |\n")
    for field in fields {
      var json = JSONWriter()
      json.value(field.value)
      let value = json.withBytes { String(decoding: $0, as: UTF8.self) }
      buffer.add("| \(MarkdownEscape.line(field.name)) | \(MarkdownEscape.line(value)) |\n")
    }
  }
}
