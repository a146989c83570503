import SquallModel
import Testing

@testable import SquallCollaboration

/// What a host keeps of its log for streams that resume.
struct LogWindowTests {
  private let base = LogPoint(sequence: 3, checksum: 7)

  /// Entries 4 and 5, and a board that stands for all up to 9, and entry 10.
  private func lines() -> [LogLine] {
    var lines: [LogLine] = []
    for sequence in [4, 5, 9, 10] {
      let change: Change =
        sequence == 9
        ? .adopted(Board(id: "shop", title: "A shop")) : .titleSet("Shop \(sequence)")
      let entry = Entry(
        sequence: sequence, editID: ID("edit-\(sequence)")!, at: Instant(clamping: 0), by: nil,
        change: change)
      lines.append(LogLine(entry, after: lines.last?.point ?? base))
    }
    return lines
  }

  @Test func `H7 J4 a stream resumes before and behind entries that the log has lost`() {
    var window = LogWindow(after: base, HostLimits())
    for line in lines() { window.append(line) }
    let points = [base] + lines().map(\.point)

    for (count, point) in points.enumerated() {
      #expect(window.rest(after: point) == .lines(lines()[count...]))
    }
    for sequence in [2, 6, 8, 11] {
      #expect(window.rest(after: LogPoint(sequence: sequence, checksum: 7)) == .tooFar)
    }
    #expect(window.rest(after: LogPoint(sequence: 9, checksum: 7)) == .tooFar)
  }
}
