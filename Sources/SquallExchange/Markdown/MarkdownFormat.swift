import SquallModel

/// The workshop as a report that people read: what happened, what is open, who took part.
public struct MarkdownFormat: ExportFormat {
  public let name = "markdown"
  public let summary = "the workshop as a readable report"

  public init() {}

  public func export<Failure: Error>(
    _ request: ExportRequest, to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport? {
    var report = MarkdownReport(request.board)
    report.addSummary()
    try report.buffer.passOn(to: write)
    try addTimeline(to: &report, write)
    try addEvents(request.events, to: &report, write)
    try addData(to: &report, write)
    report.addHotspots()
    report.addList("Policies", of: .policy)
    report.addList("Opportunities", of: .opportunity)
    try report.buffer.passOn(to: write)
    report.addLinks()
    report.addContexts()
    report.addGlossary()
    report.addVotes()
    try report.buffer.passOn(to: write)
    report.addInbox()
    try report.buffer.passOn(to: write, atLeast: 1)
    return nil
  }

  /// The timeline in parts that end with a pivotal event, each part by lane.
  private func addTimeline<Failure: Error>(
    to report: inout MarkdownReport,
    _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var part = MarkdownPart()
    report.buffer.add("\n## Timeline\n")
    try report.board.forEachOnTimeline { (sticky) throws(Failure) in
      guard case .spot(let lane, _, _) = sticky.pointee.place else { return }
      part.stickies[lane, default: []].append(sticky.pointee.id)
      guard sticky.pointee.isPivotal else { return }
      part.pivotal = sticky.pointee.id
      try add(part, to: &report, write)
      part = MarkdownPart(number: part.number + 1, before: sticky.pointee.id)
    }
    try add(part, to: &report, write)
  }

  private func add<Failure: Error>(
    _ part: MarkdownPart, to report: inout MarkdownReport,
    _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard !part.stickies.isEmpty else { return }
    report.addHeading(of: part)
    for lane in report.board.lanes {
      guard let stickies = part.stickies[lane.id] else { continue }
      report.addHeading(ofLane: lane)
      for id in stickies {
        report.addItem(id)
        try report.buffer.passOn(to: write)
      }
    }
  }

  private func addEvents<Failure: Error>(
    _ events: RecordedEvents, to report: inout MarkdownReport,
    _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try events.read { (event) throws(Failure) in
      if event.sequence == 1 { report.buffer.add("\n## Recorded events\n") }
      report.add(event)
      try report.buffer.passOn(to: write)
    }
  }

  private func addData<Failure: Error>(
    to report: inout MarkdownReport,
    _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var isFirst = true
    try report.board.forEachInFileOrder { (sticky) throws(Failure) in
      guard sticky.kind != .domainEvent, !sticky.fields.isEmpty else { return }
      if isFirst { report.buffer.add("\n## Data of commands and read models\n") }
      isFirst = false
      report.addData(of: sticky)
      try report.buffer.passOn(to: write)
    }
  }
}

/// A part of the timeline: what stands between two pivotal events.
struct MarkdownPart {
  var number = 1
  /// The pivotal event that the part follows.
  var before: ID?
  /// The pivotal event that the part ends with.
  var pivotal: ID?
  /// The stickies of each lane, in reading order.
  var stickies: [ID: [ID]] = [:]
}
