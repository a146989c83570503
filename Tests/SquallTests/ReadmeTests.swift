import Foundation
import SquallUI
import Testing

@testable import squall

/// What the README says is what the program does; `SQUALL_RECORD=1` writes it anew, and fails.
struct ReadmeTests {
  private static let isRecording = ProcessInfo.processInfo.environment["SQUALL_RECORD"] == "1"
  private static let readme = Program.root.appending(path: "README.md")

  private static let categories: [(Action.Category, String)] = [
    (.move, "Moving"), (.add, "Adding"), (.write, "Writing"), (.arrange, "Arranging"),
    (.mark, "Marking"), (.history, "Taking back"), (.look, "Looking"), (.company, "Together"),
    (.session, "The session"),
  ]

  /// The keys, one row for each action that has some.
  private static var keys: String {
    var lines = ["| keys | what they do |", "| --- | --- |"]
    for (category, title) in categories {
      lines.append("| | **\(title)** |")
      for action in Action.all where action.category == category && !action.keys.isEmpty {
        let keys = action.keys.map { "`\($0)`" }.joined(separator: " ")
        lines.append("| \(keys.replacing("|", with: "\\|")) | \(action.words) |")
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func `the keys of the README are those of the table of actions`() throws {
    let text = try String(contentsOf: ReadmeTests.readme, encoding: .utf8)
    let begin = try #require(text.range(of: "<!-- keys, from the table of actions -->\n"))
    let end = try #require(text.range(of: "\n<!-- end of keys -->"))
    let keys = "\n" + ReadmeTests.keys + "\n"

    if ReadmeTests.isRecording {
      let new = text[..<begin.upperBound] + keys + text[end.lowerBound...]
      try String(new).write(to: ReadmeTests.readme, atomically: true, encoding: .utf8)
      Issue.record("README.md was written anew")
    } else {
      #expect(text[begin.upperBound..<max(begin.upperBound, end.lowerBound)] == keys)
    }
  }

  @Test func `the picture of the README is the board as it is rendered now`() throws {
    let picture = Program.root.appending(path: ".github/board.svg")
    let sample = Program.root.appending(path: "Sessions/order-process.json").path

    let run = try Program.run("render", sample, "--size", "126x24", "--as", "svg")

    #expect(run.status == 0)
    if ReadmeTests.isRecording {
      try Data(run.output).write(to: picture)
      Issue.record(".github/board.svg was written anew")
    } else {
      #expect(try Array(Data(contentsOf: picture)) == run.output, ".github/board.svg is stale")
    }
  }

  @Test func `the picture of the page for phones is of the page as it is now`() throws {
    let script = Program.root.appending(path: ".ci/phone-picture").path

    let run = try Program.run([script, "--check"], program: "/usr/bin/python3")

    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `the README and the help tell every exit status`() throws {
    let text = try String(contentsOf: ReadmeTests.readme, encoding: .utf8)

    for status in ExitStatus.allCases {
      #expect(text.contains("| \(status.rawValue) | \(status.meaning) |"))
    }
  }

  @Test func `the README names every subcommand`() throws {
    let text = try String(contentsOf: ReadmeTests.readme, encoding: .utf8)

    for subcommand in Squall.subcommands {
      #expect(text.contains("squall \(subcommand.name)"), "no \(subcommand.name)")
    }
  }
}
