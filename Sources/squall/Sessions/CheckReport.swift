import SquallModel
import SquallSessions

/// What a check of a session has found.
struct CheckReport {
  private let reading: SessionReading
  /// What is wrong with the board itself.
  private let problems: [String]
  private let difference: BoardDifference?

  init(reading: SessionReading, problems: [String]) {
    self.reading = reading
    self.problems = problems
    difference = reading.outside.map {
      BoardDifference(from: reading.workshop.board, to: $0.board)
    }
  }

  /// Nothing wrong, something noticed, or damage.
  var status: ExitStatus {
    if !reading.isWritable || !problems.isEmpty { return .damagedData }
    return reading.findings.isEmpty ? .done : .found
  }

  /// The report for people.
  var lines: [String] {
    let board = reading.workshop.board
    var lines = [
      "\(reading.paths.session.quoted): \(count(board.stickyCount, "sticky", "stickies")), "
        + "entry \(reading.workshop.sequence) of the log"
    ]
    lines += reading.findings.map { $0.sentence(about: reading.paths) }
    if let difference {
      lines.append("compared with the log's board: \(difference.summary)")
      lines += difference.lines.map { "  " + $0 }
    }
    lines += problems
    if status == .done { lines.append("nothing is wrong") }
    return lines
  }

  /// The report for programs.
  func json(copy: Path?) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("session")
    writer.string(String(decoding: reading.paths.session.bytes, as: UTF8.self))
    writer.key("whole")
    writer.bool(status != .damagedData)
    writer.key("stickies")
    writer.integer(reading.workshop.board.stickyCount)
    writer.key("sequence")
    writer.integer(reading.workshop.sequence)
    writer.key("findings")
    writer.beginArray()
    for finding in reading.findings { writer.string(finding.sentence(about: reading.paths)) }
    for problem in problems { writer.string(problem) }
    writer.endArray()
    if let difference { writer.difference(difference) }
    if let copy {
      writer.key("copy")
      writer.string(String(decoding: copy.bytes, as: UTF8.self))
    }
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(Limit.grouped(number)) \(number == 1 ? one : many)"
  }
}

extension JSONWriter {
  /// The ids of the stickies that tell the file's board from the log's.
  fileprivate mutating func difference(_ difference: BoardDifference) {
    key("difference")
    beginObject()
    let groups = [
      ("added", difference.added), ("removed", difference.removed), ("changed", difference.changed),
    ]
    for (name, stickies) in groups {
      key(name)
      beginArray()
      for sticky in stickies { string(sticky.id.text) }
      endArray()
    }
    endObject()
  }
}
