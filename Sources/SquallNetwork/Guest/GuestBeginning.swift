public import SquallCollaboration
public import SquallModel
internal import SquallSessions

/// The workshop as a guest begins with it: its board, its place in the log, and where the whole
/// log is known, that too, so that what one did before can be taken back.
public struct GuestBeginning: Sendable {
  public var workshop: Workshop
  public var point: LogPoint
  /// What was refused before, and nobody has dismissed.
  var refused: [RefusedEdit] = []
  /// The log with the running checksum of each entry; empty where only the board is known.
  var log: [(entry: Entry, checksum: UInt64)] = []

  public init(workshop: Workshop, point: LogPoint, refused: [RefusedEdit] = []) {
    self.refused = refused
    self.workshop = workshop
    self.point = point
  }

  /// Adds a log up, an entry a line, as a host gives it (H18).
  ///
  /// - Returns: nil where it is none.
  public init?(log bytes: [UInt8], of session: ID) {
    var checksum = SessionLog.start(of: session)
    var log: [(entry: Entry, checksum: UInt64)] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let payload = Array(line)
      guard let entry = try? EntryFormat.read(payload) else { return nil }
      checksum = XXH64.hash(payload, seed: checksum)
      log.append((entry, checksum))
    }
    guard let last = log.last else { return nil }
    workshop = Workshop(board: Board(id: session, title: ""))
    for (index, line) in log.enumerated() {
      workshop.apply(line.entry, recording: log.count - index <= History.undoDepth)
    }
    workshop.settle()
    point = LogPoint(sequence: last.entry.sequence, checksum: checksum)
    self.log = log
  }
}
