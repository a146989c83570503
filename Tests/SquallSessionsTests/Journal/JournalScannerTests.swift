import Testing

@testable import SquallSessions

/// Where the readable part of a journal ends, and what is said about the rest (Recovery.md).
@Suite struct JournalScannerTests {
  let journal = JournalBytes.entries(8)
  let entries = (1...8).map(JournalBytes.entry)

  @Test func `O1 cut anywhere, the whole lines before the cut count`() {
    let ends = journal.starts.dropFirst() + [journal.bytes.count]
    for cut in 0...journal.bytes.count {
      let scanned = Scanned(Array(journal.bytes[..<cut]))
      let whole = ends.filter { $0 <= cut }.count

      #expect(scanned.payloads.count == whole, "cut at \(cut)")
      #expect(scanned.bridged == [])
      let gap = JournalGap(start: scanned.position, entriesBefore: max(0, whole - 1))
      #expect(scanned.ending == (cut == scanned.position ? .clean : .torn(gap)), "cut at \(cut)")
    }
  }

  @Test func `O1 a write that was torn in any of its lines counts as far as it is whole`() {
    var journal = JournalBytes.entries(3)
    for sequence in 4...9 { journal.addEntry(sequence, continues: sequence > 4) }
    for broken in 4...9 {
      var bytes = journal.bytes
      for place in journal.starts[broken]..<(journal.starts[broken] + 20) { bytes[place] = 0 }

      let scanned = Scanned(bytes)

      #expect(scanned.entries == (1..<broken).map(JournalBytes.entry))
      let next = broken < 9 ? broken + 1 : nil
      let gap = JournalGap(
        start: journal.starts[broken], entriesBefore: broken - 1,
        end: next.map { journal.starts[$0] }, nextSequence: next)
      #expect(scanned.ending == .torn(gap))
    }
  }

  @Test func `O2 any changed byte is found, and no entry after it is believed`() {
    for place in journal.bytes.indices {
      var bytes = journal.bytes
      bytes[place] ^= 0x10
      let line = journal.starts.lastIndex { $0 <= place } ?? 0

      let scanned = Scanned(bytes)

      #expect(scanned.entries == Array(entries.prefix(max(0, line - 1))), "byte \(place)")
      switch scanned.ending {
      case .clean: Issue.record("byte \(place) was not found")
      case .torn(let gap):
        #expect(place >= journal.starts[8] || place == journal.starts[8] - 1, "byte \(place)")
        #expect(gap.start == journal.starts[line])
      case .damaged(let gap):
        #expect(gap.start == journal.starts[line])
        #expect(gap.nextSequence.map { $0 > line } == true)
      }
    }
  }

  @Test func `O2 a lost line between others is damage, whatever it was lost to`() {
    for filling in [[], [0x0A], [UInt8](repeating: 0, count: 100), Array("rubbish\n".utf8)] {
      let bytes = journal.bytes[..<journal.starts[4]] + filling
      let rest = journal.bytes[journal.starts[5]...]

      let scanned = Scanned(Array(bytes + rest))

      #expect(scanned.entries == Array(entries.prefix(3)))
      guard case .damaged(let gap) = scanned.ending else {
        Issue.record("\(scanned.ending)")
        continue
      }
      #expect(gap.start == journal.starts[4])
      #expect(gap.entriesBefore == 3)
      // Only what begins after a newline is looked at as a line.
      #expect(gap.nextSequence == (filling.last == 0x0A ? 5 : 6))
    }
  }

  @Test func `O2 damage that cost no entry is crossed and told`() {
    var journal = JournalBytes.entries(3)
    let mark = JournalMark(
      revision: 3, digest: [UInt8](repeating: 9, count: 32), checksum: journal.checksum)
    journal.add(String(decoding: mark.payload, as: UTF8.self), isMark: true)
    journal.addEntry(4)
    var bytes = journal.bytes
    bytes[journal.starts[4] + 40] ^= 1

    let scanned = Scanned(bytes)

    #expect(scanned.entries == (1...4).map(JournalBytes.entry))
    #expect(scanned.bridged == [journal.starts[4]..<journal.starts[5]])
    #expect(scanned.ending == .clean)
    #expect(scanned.checksum == journal.checksum)
  }

  @Test func `O2 the chain is taken up again by who knows a checksum beyond the damage`() {
    var checksums: [UInt64] = []
    var journal = JournalBytes()
    for sequence in 1...8 {
      journal.addEntry(sequence)
      checksums.append(journal.checksum)
    }
    var bytes = journal.bytes
    for place in journal.starts[3]..<journal.starts[5] { bytes[place] = 0 }

    bytes.withUnsafeBytes { buffer in
      var scanner = JournalScanner(buffer)
      while scanner.next() != nil {}
      #expect(scanner.entryCount == 2)
      let resumed = [12345, checksums[7], checksums[5]].map { checksum in
        scanner.resume(afterEntryWith: checksum)
      }
      #expect(resumed == [false, false, true])
      var rest: [Int] = []
      while let line = scanner.next() { rest.append(line.start) }
      #expect(rest == [journal.starts[7], journal.starts[8]])
      #expect(scanner.ending == .clean)
      #expect(scanner.checksum == journal.checksum)
    }
  }

  @Test func `O2 without a header nothing counts`() {
    let scanned = Scanned(Array(journal.bytes[journal.starts[1]...]))

    #expect(scanned.payloads == [])
    guard case .damaged(let gap) = scanned.ending else {
      Issue.record("\(scanned.ending)")
      return
    }
    #expect(gap.start == 0)
  }

  @Test func `O1 rubbish is no journal`() {
    var generator = SeededGenerator(seed: 7)
    let rubbish = (0..<4000).map { _ in UInt8.random(in: 0...255, using: &generator) }

    #expect(Scanned(rubbish).ending == .torn(JournalGap(start: 0, entriesBefore: 0)))
  }
}
