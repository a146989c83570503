import Glibc
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions

/// A live workshop that edits are posted to; each is answered as for a file, once the host has it
/// on disk.
struct LiveApplying {
  /// How long a lost link is tried again, in milliseconds.
  private static let patience: Int64 = 30_000
  /// The longest edit, in bytes; a post holds as many as fit.
  private static let longestEdit = HostLimits().editBodyBytes - 1_024

  /// Whether an edit was refused.
  private(set) var hasRefused = false

  private let workshop: LiveWorkshop
  private let author: String
  private let console: Console
  private let interrupts: Interrupts
  private var world: World
  private var answers = Acknowledgements()

  /// An edit on its way.
  private struct Wanted {
    var line: Int
    /// The id that the line gave it.
    var editID: ID?
    /// The edit as it is posted, with its id.
    var json: [UInt8]
  }

  init(
    _ file: FileArgument, author: String, on console: Console, interrupts: Interrupts
  ) throws(Failure) {
    workshop = try LiveWorkshop(file)
    self.author = author
    self.console = console
    self.interrupts = interrupts
    world = try World()
    // Whoever may not take part is told so before anything is read.
    _ = try workshop.seat(of: author)
  }

  /// Posts lines, in their order; consecutive ones of one author go together.
  mutating func apply(_ lines: [LineInput.Line]) throws(Failure) {
    var wanted: [Wanted] = []
    var name = author
    var length = 0
    for line in lines {
      if let bytes = line.bytes, bytes.isBlank { continue }
      let asked = line.bytes.map { EditFormat.read($0) }
      guard let next = self.wanted(line, asked) else {
        try post(&wanted, as: name)
        length = 0
        refuse(line, asked)
        continue
      }
      let by = asked?.author ?? author
      length += next.json.count + 2
      if by != name || length > LiveApplying.longestEdit || wanted.count == EditPost.maximumEdits {
        try post(&wanted, as: name)
        length = next.json.count + 2
      }
      name = by
      wanted.append(next)
    }
    try post(&wanted, as: name)
    try flush()
  }

  /// What is posted for a line; nil where that is no edit that a host could know.
  private mutating func wanted(_ line: LineInput.Line, _ asked: EditLine?) -> Wanted? {
    guard let asked, let bytes = line.bytes, bytes.count <= LiveApplying.longestEdit else {
      return nil
    }
    switch asked.edit {
    case .success(let edit):
      let id = asked.editID ?? world.ids.next()
      let json = EditFormat.bytes(of: edit, editID: id)
      return Wanted(line: line.number, editID: asked.editID, json: json)
    case .failure:
      // An edit that was accepted before gets its answer again, whatever it contains.
      return asked.editID.map { Wanted(line: line.number, editID: $0, json: bytes) }
    }
  }

  private mutating func refuse(_ line: LineInput.Line, _ asked: EditLine?) {
    guard let asked else {
      return answers.refuse(
        line.number, editID: nil,
        "the line is longer than \(Limit.grouped(LineInput.longestLine)) bytes")
    }
    guard case .failure(let error) = asked.edit else {
      return answers.refuse(
        line.number, editID: asked.editID,
        "the edit is longer than the \(Limit.grouped(LiveApplying.longestEdit)) bytes that a "
          + "host takes")
    }
    answers.refuse(line.number, editID: asked.editID, error.wordsInLine)
  }

  private mutating func flush() throws(Failure) {
    hasRefused = hasRefused || answers.hasRefused
    try console.results.raw(answers.bytes)
    try console.results.flush()
    answers.removeAll()
  }

  private mutating func post(_ wanted: inout [Wanted], as name: String) throws(Failure) {
    guard let first = wanted.first else { return }
    let edits = wanted.map(\.json).joined(separator: ", ".utf8)
    let body = Array(#"{"edits": ["#.utf8) + edits + Array("]}".utf8)
    let receipts = try receipts(for: body, as: name, from: first.line)
    guard receipts.count == wanted.count else {
      throw LinkFault.unreadable.failure(at: workshop.address)
    }
    for (edit, receipt) in zip(wanted, receipts) {
      switch receipt {
      case .accepted(let accepted): answers.accept(edit.line, accepted)
      case .refused(_, let report):
        answers.refuse(
          edit.line, editID: edit.editID, report.sentence, present: report.present)
      }
    }
    wanted = []
    try flush()
  }

  /// Posts until the host has answered: it knows each edit by its id, however often it comes.
  private func receipts(
    for body: [UInt8], as name: String, from line: Int
  ) throws(Failure) -> [EditReceipt] {
    var waited: Int64 = 0
    var delay = Timing.firstRetry
    while true {
      let fault: LinkFault
      switch try workshop.ask(.edits(body), as: name) {
      case .success(let answer):
        if let receipts = try? EditReceipt.list(reading: answer) { return receipts }
        fault = .unreadable
      case .failure(.refused(let report)):
        guard let retry = report.retryAfter else {
          throw unfinished(LinkFault.refused(report), line)
        }
        // The host asks for patience: that is no lost link.
        try pause(Int64(retry))
        continue
      case .failure(let found): fault = found
      }
      guard waited < LiveApplying.patience else { throw unfinished(fault, line) }
      try pause(delay)
      waited += delay
      delay = min(delay * 2, Timing.lastRetry)
    }
  }

  private func unfinished(_ fault: LinkFault, _ line: Int) -> Failure {
    let failure = fault.failure(at: workshop.address)
    return Failure(
      failure.status,
      "\(fault.sentence(at: workshop.address)); nothing from line \(line) on is acknowledged")
  }

  /// Waits, or ends at once where somebody asks for it.
  private func pause(_ milliseconds: Int64) throws(Failure) {
    var watched = pollfd(fd: interrupts.descriptor, events: Int16(POLLIN), revents: 0)
    poll(&watched, 1, Int32(clamping: max(1, milliseconds)))
    if interrupts.hasCome { throw .silent(interrupts.end()) }
  }
}

extension [UInt8] {
  /// Whether nothing stands in a line.
  fileprivate var isBlank: Bool { allSatisfy { $0 == 32 || $0 == 9 || $0 == 13 } }
}
