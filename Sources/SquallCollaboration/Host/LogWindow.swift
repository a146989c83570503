/// The last recorded entries, as they were written, for streams that resume.
struct LogWindow: Sendable {
  private let limits: HostLimits
  private var lines: [LogLine] = []
  /// Where the kept entries begin in ``lines``: what is before is dropped now and then.
  private var start = 0
  private var byteCount = 0
  /// The entry before the first that is kept.
  private var base: LogPoint

  init(after base: LogPoint, _ limits: HostLimits) {
    self.base = base
    self.limits = limits
  }

  /// The last entry.
  var latest: LogPoint { lines.count > start ? lines[lines.count - 1].point : base }

  mutating func append(_ line: LogLine) {
    lines.append(line)
    byteCount += line.payload.count
    while byteCount > limits.windowBytes || lines.count - start > limits.windowLines {
      byteCount -= lines[start].payload.count
      base = lines[start].point
      start += 1
    }
    if start > 1_024, start * 2 > lines.count {
      lines.removeFirst(start)
      start = 0
    }
  }

  /// What a log lacks.
  enum Rest: Equatable {
    case lines(ArraySlice<LogLine>)
    /// It is another log, or more is lacking than is kept: it needs a snapshot.
    case tooFar
  }

  /// What a log that has come to a point lacks.
  func rest(after point: LogPoint) -> Rest {
    let offset = point.sequence - base.sequence
    guard offset >= 0, offset <= lines.count - start else { return .tooFar }
    let known = offset == 0 ? base : lines[start + offset - 1].point
    guard known == point else { return .tooFar }
    let rest = lines[(start + offset)...]
    var bytes = 0
    for line in rest {
      bytes += line.payload.count
      if bytes > limits.catchUpBytes { return .tooFar }
    }
    return .lines(rest)
  }
}
