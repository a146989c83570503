import Foundation
import SquallModel
import Testing

/// The page for phones, in a real browser on a real host; one browser at a time.
@Suite(.serialized)
struct PageTests {
  /// What `page_judge.py` tries, by the names that it has there.
  static let checks = [
    "joining", "code", "live", "adding", "changing", "overtaken", "lost", "tunnel", "gone",
    "rewound",
    "chain", "leap", "kept-apart", "hostile", "roles", "writing", "reasons", "kinds", "renewed",
    "unknown", "in-turn", "drafts", "nothing-kept", "folding", "many", "keys", "colours", "network",
  ]

  /// Those that WebKit can do, the engine of every browser on an iPhone.
  static let webKitChecks = checks.filter {
    !["tunnel", "gone", "chain", "leap", "kept-apart", "nothing-kept", "keys"].contains($0)
  }

  private let judgePath = Program.root.appending(path: "Tests/Judges/page_judge.py").path

  private func judge(_ words: String...) throws -> Program.Outcome {
    try Program.run([judgePath] + words, program: "/usr/bin/python3")
  }

  @Test(arguments: checks)
  func `the page does in Chromium what a person at a phone needs`(check: String) throws {
    let outcome = try judge(check, Program.path)

    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.last == "\(check): good")
  }

  @Test(arguments: webKitChecks)
  func `the page does the same in WebKit`(check: String) throws {
    let outcome = try judge(check, Program.path, "webkit")

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
    func names(_ outcome: Program.Outcome) -> [String] {
      outcome.lines.compactMap { $0.split(separator: ":").first.map(String.init) }
    }

    #expect(names(try judge()) == PageTests.checks)
    #expect(names(try judge("webkit")) == PageTests.webKitChecks)
  }
}
