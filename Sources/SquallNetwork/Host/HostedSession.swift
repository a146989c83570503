public import SquallCollaboration
public import SquallModel
public import SquallSessions

/// A session that is to be hosted: its board, and the end of its log for guests that come back.
public struct HostedSession: Sendable {
  public let reading: SessionReading
  /// The last entry of the log.
  public let point: LogPoint
  /// The last entries before that, and the point before the first of them.
  let recent: (base: LogPoint, lines: [LogLine])?

  public var workshop: Workshop { reading.workshop }

  /// A session that was read and is ready for edits
  /// (``SessionReading/prepareForEdits(editID:at:)``).
  ///
  /// - Throws: ``FileError`` where the journal cannot be read.
  public init(
    _ reading: SessionReading, limits: HostLimits = HostLimits(), on disk: any FileSystem
  ) throws(FileError) {
    self.reading = reading
    point = LogPoint(sequence: reading.workshop.sequence, checksum: reading.checksum)
    recent = try HostedSession.recentLines(of: reading, limits, on: disk)
  }

  /// The end of the journal, as long as guests are caught up with it.
  private static func recentLines(
    of reading: SessionReading, _ limits: HostLimits, on disk: any FileSystem
  ) throws(FileError) -> (base: LogPoint, lines: [LogLine])? {
    var base: LogPoint?
    var last: LogPoint?
    var lines: [LogLine] = []
    try SessionLog.read(reading.paths, of: reading.workshop.board.id, on: disk) { entry, checksum in
      let line = last.map { LogLine(entry, after: $0) }
      last = LogPoint(sequence: entry.sequence, checksum: checksum)
      if let line, line.checksum == checksum {
        lines.append(line)
      } else {
        // The first, or one that this program would write otherwise: guests begin after it.
        lines = []
        base = last
      }
      if lines.count > 2 * limits.windowLines {
        base = lines[limits.windowLines - 1].point
        lines.removeFirst(limits.windowLines)
      }
      return true
    }
    return base.map { ($0, lines) }
  }
}
