import Foundation
import Testing

/// The real program, killed while it works: nothing acknowledged is lost, nothing is invented.
struct KillTests {
  /// Kills at points that a seed picks, one after another, on one session.
  @Test(arguments: 1...5)
  func `D1 D9 what was acknowledged survives kill -9, and a retry does nothing twice`(seed: Int)
    throws
  {
    let folder = try Folder()
    let file = folder.file("a.json")
    var random = SplitMix(seed: UInt64(seed))
    var acknowledged = 0
    var kills = 0

    while kills < 12 {
      let running = try RunningProgram(["apply", file, "--create"])
      // Everything from a few before the first that was not acknowledged is sent again.
      let first = max(1, acknowledged - 2)
      let last = first + Int.random(in: 5...200, using: &random)
      for number in first...last { running.send(KillTests.edit(number)) }
      let wanted = Int.random(in: 0...(last - first), using: &random)
      var answers: [String] = []
      while answers.count < wanted, let answer = running.nextLine() { answers.append(answer) }
      running.signal(SIGKILL)
      while let answer = running.nextLine() { answers.append(answer) }
      #expect(running.wait().signal == SIGKILL)
      kills += 1

      #expect(answers.allSatisfy { $0.hasPrefix(#"{"ok": true"#) }, "\(answers)")
      acknowledged = max(acknowledged, first + answers.count - 1)
      let events = try KillTests.events(file, folder)
      // The board is the first edits, each once, in order: at least what was acknowledged.
      #expect(events == (1...max(1, events.count)).prefix(events.count).map { "Event\($0)" })
      #expect(events.count >= acknowledged)
      #expect(events.count <= last)
      acknowledged = max(acknowledged, events.count)
    }

    let end = try Program.run("apply", file, input: KillTests.edit(acknowledged + 1))
    #expect(end.status == 0, "\(end.errors)")
    #expect(try KillTests.events(file, folder).count == acknowledged + 1)
    let check = try Program.run("check", file)
    #expect(check.status == 0, "\(check.text)")
  }

  private static func edit(_ number: Int) -> String {
    #"{"edit": "addSticky", "id": "s\#(number)", "kind": "domainEvent", "text": "Event \#(number)", "#
      + #""edit_id": "e\#(number)"}"# + "\n"
  }

  private static func events(_ file: String, _ folder: Folder) throws -> [String] {
    guard folder.has("a.json") || folder.has("a.journal") else { return [] }
    let run = try Program.run("events", file, "--json")
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode([String].self, from: Data(run.output))
  }
}

/// Random numbers that a seed repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
