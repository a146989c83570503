import SquallModel
import Testing

@testable import SquallSessions

/// A power cut after every single operation of long runs, on a disk that loses, tears and reorders
/// what was not flushed. After each, the session is what its first j entries add up to, with
/// acknowledged ≤ j ≤ sent; and it can be worked on, through another power cut.
@Suite struct CrashTests {
  /// A run, and what was known at each of its moments.
  struct Run {
    let disk: SimulatedDisk
    var rig: Rig
    var generator: SeededGenerator
    /// The board after each entry.
    var boards: [Int: Board] = [:]
    /// After how many operations which entry was handed in, and which one acknowledged.
    var sent: [(operation: Int, sequence: Int)] = []
    var acknowledged: [(operation: Int, sequence: Int)] = []

    init(_ disk: SimulatedDisk, _ rig: Rig, seed: UInt64) {
      self.disk = disk
      self.rig = rig
      generator = SeededGenerator(seed: seed)
      disk.rememberMoments()
    }

    /// The operations since moments are remembered.
    private var operation: Int { disk.momentCount - 1 }

    mutating func begin() throws {
      let before = operation
      rig.reading.zerosAhead = 3000
      do {
        try rig.begin()
      } catch SessionError.foreignLock(let lock) {
        // This disk may leave rubbish of a lock's bytes: told, and taken away by a person.
        #expect(!LockHolder.isOwn(try disk.read(lock)))
        try disk.remove(lock)
        try rig.begin()
      }
      boards[rig.workshop.sequence] = rig.workshop.board
      sent.append((before, rig.workshop.sequence))
      acknowledged.append((operation, rig.workshop.sequence))
    }

    private mutating func remember() {
      boards[rig.workshop.sequence] = rig.workshop.board
      sent.append((operation, rig.workshop.sequence))
    }

    private mutating func edit() throws {
      let text = String(repeating: "e", count: Int.random(in: 1...700, using: &generator))
      // The author joins with the first edit: two entries.
      let before = rig.workshop
      try rig.submit(.addSticky(NewSticky(kind: .domainEvent, text: text)))
      if rig.workshop.sequence == before.sequence + 2 {
        var joined = before
        joined.apply(
          Entry(
            sequence: before.sequence + 1, editID: ID(checked: "joined"), at: .earliest,
            by: Rig.ana.id, change: .participantJoined(Rig.ana)))
        boards[before.sequence + 1] = joined.board
      }
      remember()
    }

    mutating func work(steps: Int) throws {
      for _ in 0..<steps {
        for _ in 0..<Int.random(in: 1...4, using: &generator) { try edit() }
        let store = try #require(rig.store)
        try store.flush(store.latest)
        acknowledged.append((operation, rig.workshop.sequence))
        switch UInt8.random(in: 0..<8, using: &generator) {
        case 0, 1: try rig.save()
        case 2: try reopen()
        default: break
        }
      }
    }

    mutating func reopen() throws {
      try rig.close()
      let ids = rig.ids
      rig = try Rig.open(disk)
      rig.ids = ids
      try begin()
    }

    /// The least and the most entries that a power cut after an operation may leave.
    func bounds(at moment: Int) -> ClosedRange<Int> {
      let least = acknowledged.last { $0.operation <= moment }?.sequence ?? 0
      let most = sent.last { $0.operation < moment }?.sequence ?? 0
      return least...max(least, most)
    }
  }

  /// Checks what a power cut left, and gives the reading.
  private func check(
    _ disk: SimulatedDisk, _ bounds: ClosedRange<Int>, _ boards: [Int: Board], _ place: String
  ) throws -> SessionReading? {
    let reading: SessionReading
    do {
      reading = try SessionReading(Rig.path, on: disk)
    } catch {
      #expect(bounds.lowerBound == 0 && error == .notFound(Rig.path), "\(place): \(error)")
      return nil
    }
    let sequence = reading.workshop.sequence
    #expect(bounds.contains(sequence), "\(place): \(sequence) in \(bounds)")
    #expect(reading.workshop.board == boards[sequence], "\(place): another board")
    #expect(reading.isWritable && reading.outside == nil, "\(place): \(reading.findings)")
    for finding in reading.findings {
      switch finding {
      case .tornEnd, .sessionFileMissing: break
      default: Issue.record("\(place): \(finding)")
      }
    }
    if try disk.status(of: Rig.path) != nil {
      let snapshot = try SessionFormat.read(disk.read(Rig.path))
      #expect(snapshot.board == boards[snapshot.revision], "\(place): another file")
    }
    return reading
  }

  @Test(arguments: UInt64(1)...20)
  func `D1 D5 O1 nothing acknowledged is lost and nothing invented, wherever the power fails`(
    _ seed: UInt64
  ) throws {
    let disk = SimulatedDisk()
    try disk.makeFolder(Path("/s"))
    try disk.flushFolder(Path("/"))
    var run = Run(disk, try Rig.new(disk), seed: seed)
    try run.begin()
    try run.work(steps: 8)
    try run.rig.close()

    for moment in 0..<disk.momentCount {
      let place = "seed \(seed), moment \(moment)"
      let left = try #require(
        disk.afterPowerCut(atMoment: moment, seed: seed << 32 + UInt64(moment)))
      let bounds = run.bounds(at: moment)
      guard let reading = try check(left, bounds, run.boards, place) else { continue }

      // Work goes on, and is cut off again somewhere.
      var second = Run(left, Rig(left, reading, run: "s\(moment)."), seed: seed)
      second.boards = run.boards
      let base = reading.workshop.sequence
      second.acknowledged = [(0, base)]
      second.sent = [(0, base)]
      try second.begin()
      try second.work(steps: 1)
      try second.rig.close()
      let again = Int.random(in: 0..<left.momentCount, using: &run.generator)
      let rest = try #require(left.afterPowerCut(atMoment: again, seed: UInt64(again)))
      _ = try check(rest, second.bounds(at: again), second.boards, "\(place), then \(again)")
    }
  }
}
