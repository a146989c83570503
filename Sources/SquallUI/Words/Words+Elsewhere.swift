import SquallModel

/// What is said where somebody else writes the session's files, or has.
extension Words {
  static func writtenElsewhere(by writer: String) -> String {
    "read only while \(writer) writes this session — r tries again"
  }
  static let writableAgain = "nobody else writes this session any more: it can be changed here"
  static let unchangedElsewhere = "nothing is new in the session's files"
  static let undecided = "which board counts is not said; r asks again"
  static let writtenElsewhereMark = "written elsewhere"
  static func waitHere(_ number: Int) -> String {
    "\(count(number, "change waits", "changes wait"))"
  }

  static func putOnTop(_ number: Int) -> String {
    "\(count(number, "change of yours was", "changes of yours were")) put on top of it"
  }

  /// What was done here and can no longer be, with its text.
  static func lost(_ edit: Edit, _ why: Refusal, on board: Board) -> String {
    "NOT KEPT: \(words(edit, on: board)): \(sentence(why, naming: .texts(on: board)))"
  }

  /// An edit in a few words, with all of the text that was written for it.
  static func words(_ edit: Edit, on board: Board) -> String {
    switch edit {
    case .addSticky(let new): "the new \(new.kind.word) “\(line(new.text))”"
    case .rewordSticky(let id, let text, let was):
      "“\(line(text))” instead of " + (was.map(quoted) ?? called(id, on: board))
    case .setNote(_, let note, _): "the note “\(line(note))”"
    case .setField(let id, let name, let value, _):
      "\(quoted(name)): \(FieldLines.json(value)) of \(called(id, on: board))"
    case .moveSticky(let id, _, _): "the move of \(called(id, on: board))"
    case .removeSticky(let id): "the removal of \(called(id, on: board))"
    case .addLane(_, let name, _), .renameLane(_, let name, _): "the lane \(quoted(name))"
    case .addLink(_, _, _, let label): "the link" + (label.map { " “\(line($0))”" } ?? "")
    case .addContext(_, let name, _): "the context \(quoted(name))"
    case .setTerm(let name, let meaning): "\(quoted(name)) as “\(line(meaning))”"
    case .setTitle(let title, _): "the title “\(line(title))”"
    case .batch(let edits): edits.map { words($0, on: board) }.joined(separator: ", ")
    default: "a change of yours"
    }
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension State {
  /// The person has asked for the files to be looked at.
  mutating func tellWriter() {
    say(document.writer.map(Words.writtenElsewhere) ?? Words.unchangedElsewhere, .hint)
  }
}
