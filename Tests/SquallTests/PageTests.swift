import Foundation
import Testing

/// The page for phones, in a real browser on a real host; one browser at a time.
@Suite(.serialized)
struct PageTests {
  /// What `page_judge.py` tries, by the names that it has there.
  static let checks = [
    "joining", "code", "live", "adding", "changing", "overtaken", "lost", "gone", "rewound",
    "chain", "leap", "kept-apart", "hostile", "roles", "writing", "reasons", "renewed",
    "unknown", "nothing-kept", "folding", "many", "keys", "colours", "network",
  ]

  private func judge(_ words: String...) throws -> Program.Outcome {
    let judge = Program.root.appending(path: "Tests/Judges/page_judge.py").path
    return try Program.run([judge] + words, program: "/usr/bin/python3")
  }

  @Test(arguments: checks)
  func `the page does in Chromium what a person at a phone needs`(check: String) throws {
    let outcome = try judge(check, Program.path)

    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.last == "\(check): good")
  }

  @Test func `every check of the page is run`() throws {
    let names = try judge().lines.compactMap { $0.split(separator: ":").first.map(String.init) }

    #expect(names == PageTests.checks)
  }
}
