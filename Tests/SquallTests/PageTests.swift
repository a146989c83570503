import Foundation
import SquallModel
import Testing

/// The page for phones, in a real browser on a real host; one browser at a time.
@Suite(.serialized)
struct PageTests {
  /// What `page_judge.py` tries, by the names that it has there.
  static let checks = [
    "joining", "code", "live", "adding", "changing", "overtaken", "lost", "gone", "rewound",
    "chain", "leap", "kept-apart", "hostile", "roles", "writing", "reasons", "kinds", "renewed",
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

  @Test func `G6 the page and the model open the same kinds in the same phases`() throws {
    let opened = try judge("kinds", Program.path).lines.dropLast()

    let expected = Phase.allCases.map { phase in
      ([phase.name] + Kind.allCases.filter { phase.opens($0) }.map(\.name).sorted())
        .joined(separator: " ")
    }
    #expect(Array(opened) == expected)
  }

  @Test func `every check of the page is run`() throws {
    let names = try judge().lines.compactMap { $0.split(separator: ":").first.map(String.init) }

    #expect(names == PageTests.checks)
  }
}
