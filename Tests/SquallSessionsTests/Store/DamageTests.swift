import SquallModel
import Testing

@testable import SquallSessions

/// Regions of both files changed, one after the other: never silent, never overwritten.
@Suite struct DamageTests {
  private struct Files: Equatable {
    var session: [UInt8]
    var journal: [UInt8]
  }

  private let files: Files
  private let board: Board

  init() throws {
    let disk = try memory()
    var rig = try Rig.new(disk)
    for number in 0..<12 {
      try rig.record(
        .addSticky(
          NewSticky(
            kind: .domainEvent, text: "Event \(number)", lane: number % 3 == 0 ? nil : "Timeline")))
      if number == 5 { try rig.save() }
    }
    try rig.close()
    board = rig.workshop.board
    files = Files(
      session: try disk.read(Rig.path), journal: try disk.read(Path("/s/order.journal")))
  }

  /// Changes a region: other bytes, zeros, nothing at all, or something between.
  private func damage(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    let start = Int.random(in: bytes.indices, using: &generator)
    let longest = min(
      [1, 8, 200, bytes.count].randomElement(using: &generator) ?? 1, bytes.count - start)
    let end = start + Int.random(in: 1...longest, using: &generator)
    let length = end - start
    let filling: [UInt8]
    switch UInt8.random(in: 0..<4, using: &generator) {
    case 0: filling = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
    case 1: filling = [UInt8](repeating: 0, count: length)
    case 2: filling = []
    default: filling = Array(bytes[start..<end] + bytes[start..<end])
    }
    return Array(bytes[..<start]) + filling + Array(bytes[end...])
  }

  @Test func `O2 O3 three hundred damaged regions: none is silent, none is overwritten`() throws {
    var generator = SeededGenerator(seed: 300)
    var outcomes: [String: Int] = [:]
    var number = 0
    while outcomes.values.reduce(0, +) < 300 {
      number += 1
      var damaged = files
      let target = number % 3
      if target != 1 { damaged.session = damage(damaged.session, &generator) }
      if target != 0 { damaged.journal = damage(damaged.journal, &generator) }
      if damaged == files { continue }
      let disk = try memory()
      try disk.put(damaged.session, "order.json")
      try disk.put(damaged.journal, "order.journal")
      let outcome = try open(disk, damaged, "region \(number)")
      outcomes[outcome, default: 0] += 1
    }
    // Each way to come out was taken.
    for outcome in ["refused", "read-only", "undecided", "worked on"] {
      #expect(outcomes[outcome] ?? 0 > 0, "\(outcome)")
    }
  }

  private func open(_ disk: MemoryFileSystem, _ damaged: Files, _ place: String) throws -> String {
    let reading: SessionReading
    do {
      reading = try SessionReading(Rig.path, on: disk)
    } catch {
      try expectUntouched(disk, damaged, place)
      return "refused"
    }
    if reading.workshop.board != board {
      #expect(reading.findings != [], "\(place) was silent")
    }
    if reading.workshop.sequence != 14 { #expect(reading.findings != [], "\(place) was silent") }
    var rig = Rig(disk, reading, run: "w")
    do {
      try rig.add("Later")
    } catch {
      #expect(!reading.isWritable || reading.outside != nil, "\(place): \(error)")
      try expectUntouched(disk, damaged, place)
      return reading.isWritable ? "undecided" : "read-only"
    }
    try rig.close()
    #expect(reading.workshop.board == board || reading.findings != [], "\(place)")
    try expectKept(disk, damaged, reading, place)
    #expect(try SessionReading(Rig.path, on: disk).workshop.board == rig.workshop.board, "\(place)")
    return "worked on"
  }

  private func expectUntouched(_ disk: MemoryFileSystem, _ damaged: Files, _ place: String) throws {
    #expect(try disk.read(Rig.path) == damaged.session, "\(place)")
    #expect(try disk.read(Path("/s/order.journal")) == damaged.journal, "\(place)")
  }

  /// What could not be read is in a file beside the session, or still where it was.
  private func expectKept(
    _ disk: MemoryFileSystem, _ damaged: Files, _ reading: SessionReading, _ place: String
  ) throws {
    let kept = try disk.names.filter { $0.contains("damaged") }.map {
      try disk.read(Path("/s/\($0)"))
    }
    let journal = try disk.read(Path("/s/order.journal"))
    for finding in reading.findings {
      switch finding {
      case .sessionFileDamaged:
        #expect(kept.contains(damaged.session), "\(place)")
      case .lostHistory(let gap, _), .tornEnd(let gap):
        let rest = Array(damaged.journal[gap.start...])
        #expect(kept.contains { $0.suffix(rest.count).elementsEqual(rest) }, "\(place)")
      case .journalUnreadable, .journalOfAnotherSession:
        #expect(kept.contains(damaged.journal), "\(place)")
      case .strayBytes(let range):
        #expect(journal[range] == damaged.journal[range], "\(place)")
      case .journalBehind, .journalMissing, .sessionFileMissing: break
      default: Issue.record("\(place): \(finding)")
      }
    }
  }
}
