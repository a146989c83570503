import SquallModel
import Testing

@testable import SquallSessions

@Suite struct RoundTripTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `F2 a session file is read back as it was, and written again as the same bytes`(
    seed: UInt64
  ) throws {
    let board = FormatStorm(seed: seed, steps: 150).board
    let snapshot = SessionSnapshot(board: board, revision: 42, checksum: 0x00AB_CDEF_0123_4567)

    let bytes = SessionFormat.bytes(of: snapshot)
    let read = try SessionFormat.read(bytes)

    #expect(read == snapshot)
    #expect(read.board.checkInvariants() == [])
    #expect(SessionFormat.bytes(of: read) == bytes)
    #expect(board.stickyCount > 10)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `E1 a log of entries is read back as it was, one line each, and gives the same board`(
    seed: UInt64
  ) throws {
    let storm = FormatStorm(seed: seed, steps: 150)

    var replayed = Workshop(board: FormatStorm.start)
    for entry in storm.log {
      let line = EntryFormat.bytes(of: entry)
      #expect(!line.contains(UInt8(ascii: "\n")))
      #expect(line.starts(with: "{\"sequence\": \(entry.sequence), \"edit_id\": ".utf8))
      let read = try EntryFormat.read(line)
      #expect(read == entry)
      #expect(EntryFormat.bytes(of: read) == line)
      replayed.apply(read)
    }
    replayed.settle()

    #expect(replayed.board == storm.board)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a board that was read from its file follows the log as the board in memory does`(
    seed: UInt64
  ) throws {
    let log = FormatStorm(seed: seed, steps: 150).log

    for cut in stride(from: 10, to: log.count, by: 30) {
      var whole = Workshop(board: FormatStorm.start)
      for entry in log[..<cut] { whole.apply(entry) }
      let file = SessionFormat.bytes(of: SessionSnapshot(board: whole.board, revision: cut))
      var reread = Workshop(board: try SessionFormat.read(file).board, sequence: cut)
      for entry in log[cut...] {
        whole.apply(entry)
        reread.apply(entry)
      }
      #expect(reread.board == whole.board)
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `E4 every edit is read back as it was`(seed: UInt64) throws {
    let storm = FormatStorm(seed: seed, steps: 150)

    for (index, edit) in storm.edits.enumerated() {
      let id = index.isMultiple(of: 2) ? ID(checked: "e\(index)") : nil
      let author = index.isMultiple(of: 3) ? "Ana \"A\"" : nil
      let line = EditFormat.bytes(of: edit, editID: id, author: author)
      #expect(!line.contains(UInt8(ascii: "\n")))
      #expect(
        EditFormat.read(line) == EditLine(editID: id, author: author, edit: .success(edit)))
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `E3 an adopted board is read back from its entry, with what no version knows`(
    seed: UInt64
  ) throws {
    var board = FormatStorm(seed: seed, steps: 150).board
    board.unknownMembers = [UnknownMember(name: "x\\u0041", json: #"{"a":[1, 2]}"#)]
    let entry = Entry(
      sequence: 7, editID: "e7".id, at: Instant(clamping: 5), by: nil, change: .adopted(board))

    let line = EntryFormat.bytes(of: entry)

    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(try EntryFormat.read(line) == entry)
  }

  @Test func `E2 changes carry unknown members in an object of their own`() throws {
    let unknown = [
      UnknownMember(name: "change", json: "1"), UnknownMember(name: "more", json: "[{}]"),
    ]
    let changes: [Change] = [
      .stickyAdded(Sticky(id: "s1".id, kind: .note, unknownMembers: unknown)),
      .laneAdded(Lane(id: "l1".id, name: "L", unknownMembers: unknown), index: 0),
      .linkAdded(Link(id: "k1".id, from: "a".id, to: "b".id, unknownMembers: unknown)),
      .contextAdded(Context(id: "c1".id, name: "C", stickies: [], unknownMembers: unknown)),
      .termSet(Term(name: "t", meaning: "m", unknownMembers: unknown)),
      .participantJoined(Participant(id: "p1".id, name: "P", unknownMembers: unknown)),
    ]

    for change in changes {
      let entry = Entry(
        sequence: 1, editID: "e".id, at: Instant(clamping: 0), by: "ana".id, change: change)
      #expect(try EntryFormat.read(EntryFormat.bytes(of: entry)) == entry)
    }
  }

  @Test func `every member is found by its name, and by nothing else`() throws {
    for member in Member.allCases {
      for name in [member.name, escaped(member.name)] {
        let found = try JSONReader.read(Array("{\"\(name)\": 1}".utf8)) {
          (reader) throws(JSONFault) in
          try reader.beginObject()
          let found = try reader.nextKey().flatMap { Member($0) }
          try reader.skipValue()
          _ = try reader.nextKey()
          return found
        }
        #expect(found == member)
      }
    }
    #expect(Set(Member.allCases.map(\.name)).count == Member.allCases.count)
  }

  private func escaped(_ name: String) -> String {
    let first = name.utf8.first ?? 0
    return "\\u00\(String(first, radix: 16))" + name.dropFirst()
  }
}
