import SquallModel
import Testing

@testable import SquallSessions

/// Long lists of stickies are read by several threads, and nobody can tell.
@Suite struct StickyRunsTests {
  /// Every list is long enough.
  private static let divisions = [2, 3, 4].map { Division(runs: $0, smallest: 1) }

  /// What a document comes to: its bytes as they would be written, or what is wrong with it.
  private func outcome(_ text: [UInt8], _ division: Division) -> Result<[UInt8], FormatError> {
    text.withUnsafeBytes { document in
      do throws(FormatError) {
        return .success(
          SessionFormat.bytes(of: try SessionFormat.read(document, division: division)))
      } catch {
        return .failure(error)
      }
    }
  }

  private func expectNoDifference(
    _ text: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let inOrder = outcome(text, .none)
    for division in StickyRunsTests.divisions {
      #expect(outcome(text, division) == inOrder, sourceLocation: sourceLocation)
    }
  }

  private func file(seed: UInt64) -> [UInt8] {
    let board = FormatStorm(seed: seed, steps: 120).board
    return SessionFormat.bytes(of: SessionSnapshot(board: board, revision: 7, checksum: 9))
  }

  /// Runs of what `file` reads are there, and begin at stickies.
  @Test func `a file has a run for each thread`() throws {
    let text = file(seed: 1)
    try text.withUnsafeBytes { document throws in
      _ = try FormatDecoder.read(
        document, limits: SessionFormat.limits, division: Division(runs: 4, smallest: 1)
      ) { (decoder) throws(JSONFault) in
        let whole = decoder.json
        try decoder.json.beginObject()
        while let key = try decoder.json.nextKey(), Member(key) != .stickies {
          try decoder.json.skipValue()
        }
        try decoder.json.beginArray()
        var starts: [Int] = []
        do {
          var runs = StickyRuns(decoder, BoardDraft())
          while let next = runs.ahead.first?.start {
            starts.append(next)
            let run = runs.take(at: next)
            #expect(run?.draft.stickies.isEmpty == false)
          }
        }
        #expect(starts.count == 3)
        for start in starts { #expect(text[start...].starts(with: #"{"id": "#.utf8)) }
        decoder.json = whole
        try decoder.json.skipValue()
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `what is read by several threads is what is read by one`(seed: UInt64) {
    expectNoDifference(file(seed: seed))
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `damage is told as by one thread, wherever it is`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = file(seed: seed % 3)
    let signs = Array("{}[],:\"\\\nx1 ".utf8)
    for _ in 0..<60 {
      var damaged = text
      let place = Int.random(in: 0..<text.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: damaged.remove(at: place)
      case 1: damaged.insert(signs.randomElement(using: &random) ?? 0, at: place)
      case 2: damaged[place] = signs.randomElement(using: &random) ?? 0
      default: damaged.removeSubrange(place...)
      }
      expectNoDifference(damaged)
    }
  }

  @Test func `what only looks like a sticky at the beginning of a line is none`() {
    // Values of fields may be lists of objects, one a line.
    let thing = #"{"id": "x", "kind": "command", "text": "t"}"#
    let list = Array(repeating: thing, count: 40).joined(separator: ",\n")
    let sticky = #"{"id": "s1", "kind": "domainEvent", "fields": {"a": ["# + list + "]}}"
    expectNoDifference(
      Array(#"{"stickies": ["#.utf8) + Array(sticky.utf8)
        + Array(",\n{\"kind\": \"command\"}\n]}".utf8))
    // Here the list has ended before.
    expectNoDifference(
      Array((#"{"stickies": [{"kind": "command"}], "later": [\#n"# + list + "]}").utf8))
  }

  @Test func `a file by hand may leave out ids, lanes and places`() {
    let lines = (0..<90).map { number in
      let lane = number % 7 == 0 ? #", "lane": "Lane \#(number % 3)", "by": "Ana""# : ""
      let votes = number % 5 == 0 ? #", "votes": {"Bo": 2}"# : ""
      return #"{"kind": "domainEvent", "text": "Event \#(number)"\#(lane)\#(votes)}"#
    }
    expectNoDifference(Array((#"{"stickies": [\#n"# + lines.joined(separator: ",\n") + "]}").utf8))
    expectNoDifference(
      Array(
        (#"{"lanes": [{"name": "Lane 0"}, {"name": "Lane 1"}], "stickies": [\#n"#
          + lines.joined(separator: ",\n") + "]}").utf8))
  }

  @Test func `more stickies than a board may have are refused at the first of them`() throws {
    let line = #"{"kind": "domainEvent"}"#
    for (count, end) in [(40, ""), (41, ""), (43, ""), (40, ",\nx"), (41, ",\nx"), (40, "\nx")] {
      let lines = Array(repeating: line, count: count).joined(separator: ",\n")
      let text = Array("[\n\(lines)\(end)]".utf8)
      let outcomes = ([.none] + StickyRunsTests.divisions).map { division in
        text.withUnsafeBytes { document -> Result<[Int], FormatError> in
          do throws(FormatError) {
            return .success(
              try FormatDecoder.read(
                document, limits: SessionFormat.limits, division: division
              ) { (decoder) throws(JSONFault) in
                var draft = BoardDraft()
                try decoder.stickies(&draft, atMost: 40)
                return draft.offsets
              })
          } catch {
            return .failure(error)
          }
        }
      }
      #expect(Set(outcomes).count == 1)
      #expect((try? outcomes[0].get().count) == (end.isEmpty && count == 40 ? 40 : nil))
    }
  }
}
