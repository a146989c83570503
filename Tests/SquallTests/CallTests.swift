import Testing

/// How the program takes a call, before any subcommand does its work.
struct CallTests {
  @Test func `the version is one line with name, version and file format`() throws {
    let run = try Program.run("--version")

    #expect(run.status == 0)
    #expect(run.text == "squall 0.1.0 (session format 1, protocol 1)\n")
    #expect(run.errors == "")
  }

  @Test func `the help begins with examples and tells every exit status`() throws {
    let run = try Program.run("--help")

    #expect(run.status == 0)
    #expect(run.text.hasPrefix("EXAMPLES:\n  squall"))
    for status in [0, 1, 64, 65, 66, 69, 73, 74, 75, 77, 130] {
      #expect(run.lines.contains { $0.contains(" \(status)  ") || $0.hasPrefix("\(status)  ") })
    }
    #expect(run.errors == "")
  }

  @Test func `a mistyped option is told on the stream for words`() throws {
    let run = try Program.run("--verison")

    #expect(run.status == 64)
    #expect(run.text == "")
    #expect(run.errors.contains("--verison"))
  }

  @Test func `control characters of an argument are not passed on`() throws {
    let run = try Program.run("\u{1b}]0;gone\u{7}")

    #expect(run.status == 64)
    #expect(!run.errors.contains("\u{1b}"))
    #expect(run.errors.contains("^[]0;gone^G"))
  }
}
