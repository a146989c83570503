import SquallModel
import Testing

@testable import SquallSessions

/// Calls that fail, one after the other and for good (D7, D8).
@Suite struct FaultTests {
  /// What a run came to.
  private struct Outcome {
    /// The board after each entry that was handed in.
    var boards: [Int: Board] = [:]
    var acknowledged = 0
    var sent = 0
    /// Whether a step failed.
    var failures: [SessionError] = []
  }

  /// A whole run: a new session, edits, saves, a close, and the same again on what is there. It
  /// goes on after a failed save, and ends at any other failure.
  private func run(_ disk: any FileSystem) -> Outcome {
    var outcome = Outcome()
    do {
      var rig = try Rig.new(disk)
      try work(&rig, &outcome)
      rig = try Rig.open(disk)
      try work(&rig, &outcome)
    } catch let error as SessionError {
      outcome.failures.append(error)
    } catch {
      Issue.record("\(error)")
    }
    return outcome
  }

  private func work(_ rig: inout Rig, _ outcome: inout Outcome) throws {
    rig.reading.zerosAhead = 1000
    rig.reading.prepareForEdits(editID: rig.ids.next(), at: .earliest)
    rig.workshop = rig.reading.workshop
    send(rig, &outcome)
    try rig.begin()
    outcome.acknowledged = rig.workshop.sequence
    for number in 0..<3 {
      let receipt = try rig.submit(
        .addSticky(NewSticky(kind: .domainEvent, text: "Event \(number)")))
      send(rig, &outcome)
      try rig.store?.flush(receipt)
      outcome.acknowledged = rig.workshop.sequence
      do {
        if number == 1 { try rig.save() }
      } catch let error as SessionError {
        outcome.failures.append(error)
      }
    }
    try rig.close()
  }

  private func send(_ rig: Rig, _ outcome: inout Outcome) {
    outcome.sent = rig.workshop.sequence
    outcome.boards[outcome.sent] = rig.workshop.board
  }

  /// Reads what a failed run left, on a disk that works again.
  private func check(_ disk: any FileSystem, _ outcome: Outcome, _ place: String) throws {
    let reading: SessionReading
    do {
      reading = try SessionReading(Rig.path, on: disk)
    } catch {
      #expect(error == .notFound(Rig.path) && outcome.acknowledged == 0, "\(place): \(error)")
      return
    }
    let sequence = reading.workshop.sequence
    #expect(sequence >= outcome.acknowledged && sequence <= outcome.sent, "\(place)")
    if let board = outcome.boards[sequence] { #expect(reading.workshop.board == board, "\(place)") }
    #expect(reading.outside == nil && reading.isWritable, "\(place): \(reading.findings)")
    var rig = Rig(disk, reading, run: "later")
    try rig.add("Later")
    try rig.close()
    #expect(try SessionReading(Rig.path, on: disk).workshop.board == rig.workshop.board, "\(place)")
    #expect(try disk.names.allSatisfy { !$0.hasSuffix("squall-new") }, "\(place)")
  }

  /// The calls of a run without a fault.
  private func calls() throws -> [SystemCall] {
    let disk = FaultyFileSystem(try memory())
    disk.startCounting()
    #expect(run(disk).failures == [])
    return disk.record
  }

  @Test(arguments: [ErrorCode.inputOutput, ErrorCode.noSpace])
  func `D7 whichever call fails once, it is told and nothing acknowledged is lost`(
    _ code: Int32
  ) throws {
    let calls = try calls()
    for (index, call) in calls.enumerated() {
      let base = try memory()
      let disk = FaultyFileSystem(base)
      disk.startCounting()
      disk.fail(at: index + 1, with: .failure(code: code))

      let outcome = run(disk)

      let place = "call \(index + 1), \(call)"
      if !isHarmless(call, disk, code) { #expect(outcome.failures != [], "\(place)") }
      try check(base, outcome, place)
    }
  }

  /// Calls whose failure costs nothing and so is told to nobody: closing what only was read or has
  /// been given up, zeros that find no room.
  private func isHarmless(_ call: SystemCall, _ disk: FaultyFileSystem, _ code: Int32) -> Bool {
    switch call {
    case .close, .open, .flock: true
    case .write: code == ErrorCode.noSpace
    default: false
    }
  }

  @Test(arguments: [ErrorCode.inputOutput, ErrorCode.readOnlyFileSystem])
  func `D7 from whichever call on everything fails, nothing acknowledged is lost`(
    _ code: Int32
  ) throws {
    let count = try calls().count
    for first in 1...count {
      let base = try memory()
      let disk = FaultyFileSystem(base)
      disk.startCounting()
      disk.fail(from: first, with: .failure(code: code))

      let outcome = run(disk)

      #expect(outcome.failures != [] || first > count - 4, "from call \(first)")
      try check(base, outcome, "from call \(first)")
    }
  }

  @Test func `D8 writes that are all cut short lose nothing`() throws {
    for length in [1, 7, 100] {
      let base = try memory()
      let disk = FaultyFileSystem(base)
      disk.startCounting(only: [.write])
      disk.fail(from: 1, with: .shortWrite(bytes: length))

      let outcome = run(disk)

      #expect(outcome.failures == [])
      #expect(outcome.acknowledged == outcome.sent)
      try check(base, outcome, "\(length) bytes at a time")
    }
  }

  @Test func `D7 after a failed flush nothing is written or flushed any more`() throws {
    let disk = FaultyFileSystem(try memory())
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    let acknowledged = try #require(rig.store).acknowledged
    disk.startCounting(only: [.write, .fdatasync, .fsync, .truncate, .rename])
    disk.fail(at: 2, with: .failure(code: ErrorCode.inputOutput))
    let failure = SessionError.poisoned(
      .failed(.fdatasync, code: ErrorCode.inputOutput, path: Path("/s/order.journal")))

    #expect(throws: failure) { try rig.add("Order paid") }
    #expect(throws: failure) { try rig.add("Order shipped") }
    #expect(throws: failure) { try rig.save() }
    #expect(throws: failure) { try rig.store?.close() }

    #expect(disk.record == [.write, .fdatasync])
    #expect(rig.store?.acknowledged == acknowledged)
    #expect(rig.workshop.board.texts == ["Order placed", "Order paid", "Order shipped"])
  }

  @Test func `a full disk: what fits is kept, what does not is told`() throws {
    let disk = try memory(capacity: 6000)
    var rig = try Rig.new(disk)
    var texts: [String] = []
    var failure: SessionError?

    while failure == nil, texts.count < 100 {
      let text = String(repeating: "x", count: 500)
      do {
        try rig.add(text)
        texts.append(text)
      } catch let error as SessionError {
        failure = error
      }
    }
    _ = try? rig.store?.close()

    #expect(
      failure == .poisoned(.failed(.write, code: ErrorCode.noSpace, path: Path("/s/order.journal")))
    )
    #expect(try SessionReading(Rig.path, on: disk).workshop.board.texts == texts)
  }

  @Test(arguments: [
    ErrorCode.readOnlyFileSystem, ErrorCode.noAccess, ErrorCode.processOutOfDescriptors,
  ])
  func
    `a folder that cannot be written to, or no descriptors left, is told before anything changes`(
      _ code: Int32
    ) throws
  {
    let base = try memory()
    var rig = try Rig.new(base)
    try rig.add("Order placed")
    try rig.close()
    let before = try base.names.map { try base.text($0) }
    let disk = FaultyFileSystem(base)
    rig = try Rig.open(disk)
    disk.startCounting()
    disk.fail(from: 1, with: .failure(code: code))

    #expect(
      throws: SessionError.file(.failed(.open, code: code, path: Path("/s/order.lock")))
    ) {
      try rig.add("Order paid")
    }
    #expect(throws: SessionError.self) { try SessionReading(Rig.path, on: disk) }

    #expect(try base.names.map { try base.text($0) } == before)
  }
}
