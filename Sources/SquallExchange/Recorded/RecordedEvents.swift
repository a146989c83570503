public import SquallModel

/// The recorded events of a board: the one reading that every format of events is written from.
///
/// Recorded are the domain events that have a place and are not tentative; a linked copy is not a
/// second event. They come in reading order, one at a time, so that a million of them take no
/// more memory than ten. Source: design.md section 3, "The store format".
public struct RecordedEvents: Sendable {
  /// The board that is read.
  public let board: Board
  /// How texts become names of types.
  public let naming: Naming
  /// What stands before the type of every event.
  public let typePrefix: String

  /// The recorded events of a board.
  public init(of board: Board, naming: Naming = .pascal, typePrefix: String = "") {
    self.board = board
    self.naming = naming
    self.typePrefix = typePrefix
  }

  /// Goes through the recorded events in reading order.
  ///
  /// - Returns: how many there were and what was left out.
  @discardableResult
  public func read<Failure: Error>(
    _ body: (borrowing RecordedEvent) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport {
    var report = ExportReport()
    var reading = EventReading(self)
    try Flow.forEachEvent(of: board) { (event) throws(Failure) in
      let sticky = event.sticky
      if sticky.pointee.copyOf != nil {
        report.copies += 1
      } else if sticky.pointee.isTentative {
        report.tentative += 1
      } else if let name = naming.name(for: sticky.pointee.text) {
        report.recorded += 1
        let type = typePrefix.isEmpty ? name : typePrefix + name
        try body(reading.event(event, type: type, sequence: report.recorded))
      } else {
        report.unnamed.append(sticky.pointee.id)
      }
    }
    for id in board.inbox where board[id]?.kind == .domainEvent { report.unplaced += 1 }
    return report
  }

  /// The types of the recorded events, in reading order.
  public var types: [String] {
    var types: [String] = []
    read { types.append($0.type) }
    return types
  }
}
