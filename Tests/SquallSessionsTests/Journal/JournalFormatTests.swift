import SquallModel
import Testing

@testable import SquallSessions

/// The rules of the journal's bytes (FileFormat.md).
@Suite struct JournalFormatTests {
  @Test func `J1 a line is checksum, length, payload and newline`() {
    var line: [UInt8] = []
    JournalFrame.append(Array("{}".utf8), checksum: 0xAB, continues: false, to: &line)
    JournalFrame.append(Array("{}".utf8), checksum: .max, continues: true, to: &line)

    #expect(
      String(decoding: line, as: UTF8.self)
        == "00000000000000ab 2 {}\nffffffffffffffff+2 {}\n")
  }

  @Test(arguments: [
    "00000000000000AB 2 {}\n", "0000000000000ab 2 {}\n", "00000000000000ab-2 {}\n",
    "00000000000000ab 02 {}\n", "00000000000000ab 0 \n", "00000000000000ab 3 {}\n",
    "00000000000000ab 2 {} ", "00000000000000ab 2 {}", "00000000000000ab 2{} \n",
    "00000000000000ab 9999999999999999999999 {}\n", "00000000000000ab 999999999999999 {}\n",
    "00000000000000ab  {}\n", "", "\n", "00000000000000ab 1",
  ])
  func `J1 nothing else is a line`(_ text: String) {
    Array(text.utf8).withUnsafeBytes { #expect(JournalFrame(in: $0, at: 0) == nil) }
  }

  @Test func `J2 a changed, dropped, doubled or swapped entry breaks the chain there`() {
    let journal = JournalBytes.entries(6)
    let lines = (0...6).map { Array(journal.line($0)) }
    let first = (1...3).map(JournalBytes.entry)

    var changed = lines
    changed[4][30] ^= 1
    var dropped = lines
    dropped.remove(at: 4)
    for broken in [changed, dropped] {
      let scanned = Scanned(Array(broken.joined()))
      #expect(scanned.entries == first)
      #expect(scanned.ending != .clean)
    }
    var swapped = lines
    swapped.swapAt(4, 5)
    let found = Scanned(Array(swapped.joined()))
    #expect(found.entries == (1...4).map(JournalBytes.entry))
    #expect(found.bridged.count == 1)
    #expect(found.ending != .clean)
    var doubled = lines
    doubled.insert(lines[3], at: 4)
    let scanned = Scanned(Array(doubled.joined()))
    #expect(scanned.entries == (1...6).map(JournalBytes.entry))
    #expect(scanned.bridged == [journal.starts[4]..<(journal.starts[4] + lines[3].count)])
  }

  @Test func `J2 the chain starts at the header, so another session's entries do not follow it`() {
    let mine = JournalBytes(session: "mine")
    var yours = JournalBytes(session: "yours")
    yours.addEntry(1)

    let scanned = Scanned(mine.bytes + yours.line(1))

    #expect(scanned.entries == [])
    #expect(scanned.ending != .clean)
  }

  @Test func `J3 the header says session and version`() throws {
    let header = JournalHeader(session: try #require(ID("order-1")))

    let payload = header.payload

    #expect(
      String(decoding: payload, as: UTF8.self)
        == #"{"format": "squall-journal", "version": 1, "session": "order-1"}"#)
    payload.withUnsafeBytes { #expect(JournalHeader.read($0) == .header(header)) }
  }

  @Test(arguments: [
    (#"{"format": "squall-journal", "version": 2, "whatever": []}"#, Optional(2)),
    (#"{"format": "squall-journal", "version": 12}"#, 12),
    (#"{"format": "squall-journal", "version": 0, "session": "a"}"#, nil),
    (#"{"format": "squall-journal", "version": 1, "session": ""}"#, nil),
    (#"{"format": "squall-journal", "version": 1, "session": "é"}"#, nil),
    (#"{"format": "squall-journal", "version": 1, "session": "a", "more": 1}"#, nil),
    (#"{"format": "squall-session", "version": 1, "session": "a"}"#, nil),
    (#"{"format": "squall-journal", "version": 99999999999999999999, "session": "a"}"#, nil),
    ("{}", nil), ("", nil),
  ])
  func `J3 a newer version is known as one, anything else as no header`(
    _ payload: String, _ version: Int?
  ) {
    Array(payload.utf8).withUnsafeBytes { bytes in
      let expected = version.map { JournalHeader.Reading.newer(version: $0) } ?? .other
      #expect(JournalHeader.read(bytes) == expected)
    }
  }

  @Test func `J5 lines written together say so, and their sign is not part of the checksum`() {
    var apart = JournalBytes()
    var together = JournalBytes()
    for sequence in 1...4 {
      apart.addEntry(sequence)
      together.addEntry(sequence, continues: sequence > 1)
    }

    #expect(Scanned(apart.bytes).entries == Scanned(together.bytes).entries)
    #expect(Scanned(apart.bytes).checksum == Scanned(together.bytes).checksum)
    #expect(apart.bytes != together.bytes)
  }

  @Test func `J6 a mark proves its bytes and its place, and leaves the chain as it is`() {
    let mark = JournalMark(
      revision: 42, digest: (0..<32).map { UInt8($0 * 8) }, checksum: 0x0123_4567_89ab_cdef)
    let text = String(decoding: mark.payload, as: UTF8.self)
    var journal = JournalBytes()
    journal.addEntry(1)
    journal.add(text, isMark: true)
    journal.addEntry(2)
    var without = JournalBytes()
    without.addEntry(1)
    without.addEntry(2)

    let scanned = Scanned(journal.bytes)

    #expect(text.hasPrefix(#"{"mark": {"revision": 42, "sha256": "0008101820"#))
    #expect(text.hasSuffix(#"f0f8", "checksum": "0123456789abcdef"}}"#))
    #expect(scanned.kinds == [.header, .entry, .mark, .entry])
    #expect(scanned.ending == .clean)
    #expect(scanned.checksum == without.checksum)
    mark.payload.withUnsafeBytes { #expect(JournalMark(payload: $0) == mark) }
  }

  @Test(arguments: [
    #"{"mark": {}}"#, #"{"mark": {"revision": , "sha256": ""#,
    #"{"mark": {"revision": 42, "sha256": "00", "checksum": "0123456789abcdef"}}"#,
  ])
  func `J6 half a mark is no mark`(_ text: String) {
    Array(text.utf8).withUnsafeBytes { #expect(JournalMark(payload: $0) == nil) }
  }

  @Test func `J7 zeros at the end are no damage, zeros before a line are`() {
    let journal = JournalBytes.entries(3)
    let zeros = [UInt8](repeating: 0, count: 5000)

    #expect(Scanned(journal.bytes + zeros).ending == .clean)
    #expect(Scanned(journal.bytes + zeros).position == journal.bytes.count)
    #expect(Scanned(zeros).ending == .clean)
    #expect(Scanned(journal.bytes + zeros + [1]).ending != .clean)
    let holed = Array(journal.bytes[..<journal.starts[2]] + zeros + journal.line(3))
    #expect(Scanned(holed).entries == [JournalBytes.entry(1)])
    #expect(Scanned(holed).ending != .clean)
  }
}
