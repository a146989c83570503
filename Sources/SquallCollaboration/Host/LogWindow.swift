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
    guard point.sequence >= base.sequence, point.sequence <= latest.sequence else {
      return .tooFar
    }
    let next = firstIndex(after: point.sequence)
    let known = next == start ? base : lines[next - 1].point
    guard known == point else { return .tooFar }
    let rest = lines[next...]
    var bytes = 0
    for line in rest {
      bytes += line.payload.count
      if bytes > limits.catchUpBytes { return .tooFar }
    }
    return .lines(rest)
  }

  /// Where the entries behind a sequence begin; sequences leap over what a log has lost (J4).
  private func firstIndex(after sequence: Int) -> Int {
    var (low, high) = (start, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].point.sequence <= sequence { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
