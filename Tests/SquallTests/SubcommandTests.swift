import Foundation
import Testing

/// The subcommands that only read, on sessions good and bad.
struct SubcommandTests {
  private static func sample(_ name: String) -> String {
    Program.root.appending(path: "Sessions/\(name).json").path
  }

  @Test func `a new session has the title and level that were asked for`() throws {
    let folder = try Folder()
    let file = folder.file("order-process.json")

    let made = try Program.run("new", file, "--title", "My order", "--level", "design")
    let shown = try Program.run("show", file)

    #expect(made.status == 0)
    #expect(made.text == "")
    #expect(shown.text.hasPrefix("My order\nsoftware design, phase 1 of 8: events\n"))
    #expect(
      try folder.names() == ["order-process.journal", "order-process.json", "order-process.lock"])
  }

  @Test func `a new session is called after its file, and never takes another's place`() throws {
    let folder = try Folder()
    let file = folder.file("order-process.json")
    _ = try Program.run("new", file)
    let bytes = try folder.read("order-process.json")

    let again = try Program.run("new", file)

    #expect(try Program.run("show", file).text.hasPrefix("Order process\n"))
    #expect(again.status == 73)
    #expect(again.errors.contains("there is a session at"))
    #expect(try folder.read("order-process.json") == bytes)
  }

  @Test func `a new session can begin with the board of another one`() throws {
    let folder = try Folder()
    let file = folder.file("next.json")

    let made = try Program.run("new", file, "--from", SubcommandTests.sample("bike-rental"))

    #expect(made.status == 0, "\(made.errors)")
    let before = try Program.run("events", SubcommandTests.sample("bike-rental"))
    #expect(try Program.run("events", file).text == before.text)
    #expect(try Program.run("log", file).lines.count == 1)
  }

  @Test func `the canonical bytes are the file's own`() throws {
    for name in ["order-process", "bike-rental"] {
      let file = SubcommandTests.sample(name)

      let run = try Program.run("show", file, "--json")

      #expect(run.output == Array(try Data(contentsOf: URL(filePath: file))))
    }
  }

  @Test func `a board is shown as it was after an entry, and at an instant`() throws {
    let file = SubcommandTests.sample("order-process")

    let entry = try Program.run("show", file, "--at", "9")
    let instant = try Program.run("show", file, "--at", "2026-11-23T10:03:00Z")
    let last = try Program.run("show", file, "--at", "23", "--json")
    let beyond = try Program.run("show", file, "--at", "99")
    let before = try Program.run("show", file, "--at", "1999-01-01T00:00:00Z")
    let neither = try Program.run("show", file, "--at", "yesterday")

    #expect(entry.text.contains("event: Parcel goes out"))
    #expect(!entry.text.contains("Order shipped"))
    #expect(instant.text == entry.text)
    #expect(last.output == Array(try Data(contentsOf: URL(filePath: file))))
    #expect(beyond.status == 1)
    #expect(beyond.errors.contains("there is no entry 99"))
    #expect(before.status == 1)
    #expect(neither.status == 64)
  }

  @Test func `the log says who did what, with names instead of ids`() throws {
    let run = try Program.run("log", SubcommandTests.sample("order-process"))

    #expect(run.lines.count == 23)
    #expect(
      run.lines[9] == "   10  2026-11-23 10:03:20  Ana           "
        + "reworded event 'Parcel goes out' to 'Order shipped'")
    #expect(
      run.lines[13].hasSuffix("Bo            added hotspot 'Paid twice?' on event 'Order placed'"))
    #expect(!run.text.contains("order-placed"))
  }

  @Test func `the log tells an undo by the entry that it took back`() throws {
    let run = try Program.run("log", SubcommandTests.sample("bike-rental"))

    #expect(run.text.contains("  Bo            took back entry "))
  }

  @Test func `the log as JSON has one entry a line, as the journal does`() throws {
    let file = SubcommandTests.sample("order-process")

    let run = try Program.run("log", file, "--json")

    let journal = try String(
      contentsOfFile: file.replacing(".json", with: ".journal"), encoding: .utf8)
    let entries = journal.split(separator: "\n").compactMap { line in
      line.firstRange(of: #"{"sequence": "#).map { String(line[$0.lowerBound...]) }
    }
    #expect(run.lines == entries)
    #expect(entries.count == 23)
  }

  @Test func `a session comes through a pipe, and an export goes into one`() throws {
    let bytes = Array(
      try Data(contentsOf: URL(filePath: SubcommandTests.sample("order-process"))))

    let events = try Program.run(["events", "-"], input: bytes)
    let export = try Program.run(["export", "-", "-o", "-"], input: bytes)

    #expect(events.text == "Recorded events: ['OrderPlaced', 'OrderShipped']\n")
    #expect(
      export.output == (try Program.run("export", SubcommandTests.sample("order-process"))).output)
  }

  @Test func `an export takes the place of its file in one step, never that of the session`() throws
  {
    let folder = try Folder()
    let file = folder.file("a.json")
    _ = try Program.run("apply", file, "--create", input: ApplyTests.event("s1", "A"))
    let session = try folder.read("a.json")
    try folder.write("old", to: "out")

    let made = try Program.run("export", file, "-o", folder.file("out"))
    let own = try Program.run("export", file, "-o", file)
    let nowhere = try Program.run("export", file, "-o", folder.file("none/out"))

    #expect(made.status == 0)
    #expect(try folder.read("out") == (try Program.run("export", file)).output)
    #expect(own.status == 73)
    #expect(own.errors.contains("is the session itself"))
    #expect(nowhere.status == 73)
    #expect(try folder.read("a.json") == session)
    #expect(try folder.names() == ["a.journal", "a.json", "a.lock", "out"])
  }

  @Test func `what was left out of the events is counted on the stream for words`() throws {
    let run = try Program.run("export", SubcommandTests.sample("bike-rental"))

    #expect(
      run.errors
        == "squall: left out of the events: 1 tentative, 3 not placed yet, 1 a linked copy\n")
  }

  @Test func `an unknown format, subcommand or option finds the one that was meant`() throws {
    let file = SubcommandTests.sample("order-process")

    let format = try Program.run("export", file, "--to", "stroe")
    let subcommand = try Program.run("exprot", file)
    let option = try Program.run("export", file, "--tp", "store")
    let path = try Program.run(file)

    #expect([format.status, subcommand.status, option.status, path.status] == [64, 64, 64, 64])
    #expect(format.errors.contains("did you mean 'store'?"))
    #expect(subcommand.errors.contains("did you mean 'squall export'?"))
    #expect(option.errors.contains("Did you mean '--to'?"))
    #expect(path.errors.contains("call 'squall open "))
  }

  @Test(arguments: [
    "open", "new", "apply", "show", "events", "log", "export", "import", "render", "check",
    "schema",
  ])
  func `the help of a subcommand begins with examples of it`(subcommand: String) throws {
    for call in [[subcommand, "--help"], ["help", subcommand], [subcommand, "-h"]] {
      let run = try Program.run(call)

      #expect(run.status == 0)
      #expect(run.text.hasPrefix("EXAMPLES:\n"))
      #expect(run.lines[1...].prefix(3).contains { $0.contains("squall \(subcommand)") })
      #expect(run.errors == "")
    }
  }

  @Test(arguments: ["show", "events", "log", "export", "render", "check", "apply", "open"])
  func `a session that is not there is told with status 66`(subcommand: String) throws {
    let folder = try Folder()

    let run = try Program.run(subcommand, folder.file("none.json"))

    // Without a terminal the board says that first.
    #expect(run.status == (subcommand == "open" ? 69 : 66))
    #expect(run.text == "")
    #expect(run.errors.hasPrefix("squall: "))
    #expect(try folder.names() == [])
  }

  @Test func `the board needs a terminal, and says what works without one`() throws {
    let open = try Program.run("open", SubcommandTests.sample("order-process"))
    let alone = try Program.run()

    #expect(open.status == 69)
    #expect(open.errors.contains("squall show "))
    #expect(alone.status == 69)
    #expect([open.text, alone.text] == ["", ""])
  }

  @Test func `one screen is rendered in the size that was asked for`() throws {
    let file = SubcommandTests.sample("order-process")

    let text = try Program.run("render", file, "--size", "80x24")
    let dots = try Program.run("render", file, "--zoom", "dots")
    let ansi = try Program.run("render", file, "--as", "ansi")
    let svg = try Program.run("render", file, "--as", "svg")
    let bad = try Program.run("render", file, "--size", "80")

    #expect(text.text.split(separator: "\n", omittingEmptySubsequences: false).count == 25)
    #expect(text.text.contains("E Order placed"))
    #expect(text.lines.allSatisfy { $0.count <= 80 })
    #expect(dots.status == 0)
    #expect(!dots.text.contains("Order placed"))
    #expect(ansi.text.contains("\u{1b}["))
    #expect(svg.text.hasPrefix("<svg "))
    #expect(bad.status == 64)
  }

  @Test func `a folder, a device and a file without permission are told`() throws {
    let folder = try Folder()

    let directory = try Program.run("events", folder.path)
    let device = try Program.run("events", "/dev/null")
    let new = try Program.run("new", folder.file("none/a.json"))

    #expect(directory.status == 65)
    #expect(device.status == 65)
    #expect(new.status == 73)
    #expect(directory.errors.contains("is no file"))
  }

  @Test func `a damaged journal is told, its good part shown, and salvaged into a copy`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    let edits = (1...50).map { ApplyTests.event("s\($0)", "Event \($0)") }
    for part in [edits[..<30], edits[30...]] {
      _ = try Program.run("apply", file, "--create", input: part.joined())
    }
    try FileManager.default.removeItem(atPath: file)
    var journal = try folder.read("a.journal")
    let middle = journal.count / 3
    journal[middle] ^= 1
    try folder.write(journal, to: "a.journal")

    let shown = try Program.run("events", file, "--json")
    let edited = try Program.run("apply", file, input: ApplyTests.event("x", "X"))
    let repaired = try Program.run("check", file, "--repair")

    #expect(shown.status == 65)
    #expect(shown.errors.contains("is damaged at byte"))
    let events = try JSONDecoder().decode([String].self, from: Data(shown.output))
    #expect(events == (1...events.count).map { "Event\($0)" })
    #expect(events.count < 30)
    #expect(edited.status == 65)
    #expect(edited.errors.contains("check --repair"))
    #expect(repaired.status == 65)
    #expect(try folder.read("a.journal") == journal)
    let copy = try Program.run("events", folder.file("a-repaired.json"), "--json")
    let salvaged = try JSONDecoder().decode([String].self, from: Data(copy.output))
    #expect(salvaged == (1...50).map { "Event\($0)" }.filter { $0 != "Event\(events.count + 1)" })
    #expect(String(decoding: repaired.output, as: UTF8.self).contains("is lost"))
    #expect(try Program.run("check", folder.file("a-repaired.json")).status == 0)
  }

  @Test func `a session file that is lost or spoiled is rebuilt from the journal, and told`() throws
  {
    let folder = try Folder()
    let file = folder.file("a.json")
    _ = try Program.run("apply", file, "--create", input: ApplyTests.event("s1", "Order placed"))
    let good = try folder.read("a.json")

    try folder.write(Array(good.dropLast(40)), to: "a.json")
    let spoiled = try Program.run("events", file)
    try FileManager.default.removeItem(atPath: file)
    let lost = try Program.run("events", file)

    for run in [spoiled, lost] {
      #expect(run.status == 0)
      #expect(run.text == "Recorded events: ['OrderPlaced']\n")
      #expect(run.errors.contains("was rebuilt from"))
    }
    #expect(spoiled.errors.contains("line "))
  }

  @Test func `a hand-written file opens, and reading it twice says the same`() throws {
    let folder = try Folder()
    let file = try folder.write(
      """
      {"title": "By hand", "stickies": [
        {"kind": "command", "text": "Place order"},
        {"kind": "domainEvent", "text": "Order placed", "fields": {"order_id": "O001"}},
        {"kind": "domainEvent", "text": "Order shipped", "lane": "Warehouse"}
      ]}
      """, to: "hand.json")

    let events = try Program.run("events", file)
    let first = try Program.run("show", file, "--json")
    let second = try Program.run("show", file, "--json")

    #expect(events.text == "Recorded events: ['OrderPlaced', 'OrderShipped']\n")
    #expect(first.output == second.output)
    #expect(try folder.names() == ["hand.json"])
    let through = try Program.run(["show", "-", "--json"], input: first.output)
    #expect(through.output == first.output)
  }

  @Test(arguments: ["store", "ndjson", "cloudevents", "cloudevents-lines"])
  func `what was exported is read back as the same events`(format: String) throws {
    let folder = try Folder()
    let document = folder.file("document")
    let exported = try Program.run(
      "export", SubcommandTests.sample("order-process"), "--to", format, "-o", document)

    let imported = try Program.run(
      "import", document, "--from", format, "-o", folder.file("new.json"))

    #expect(exported.status == 0)
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(
      try Program.run("events", folder.file("new.json")).text
        == "Recorded events: ['OrderPlaced', 'OrderShipped']\n")
  }

  @Test func `an import takes all of a document, or nothing`() throws {
    let folder = try Folder()
    let bad = try folder.write(#"[{"event_type": "A", "data": {}}, {"event_type": 7}]"#, to: "bad")
    let good = try folder.write(
      #"[{"event_type": "OrderPlaced", "data": {"n": 0.10}}]"#, to: "good")

    let refused = try Program.run("import", bad, "--from", "store", "-o", folder.file("a.json"))
    let taken = try Program.run("import", good, "--from", "store", "-o", folder.file("b.json"))
    let nowhere = try Program.run("import", good, "--from", "store")

    #expect(refused.status == 65)
    #expect(refused.errors.contains("line 1, column "))
    #expect(taken.status == 0)
    #expect(try Program.run("export", folder.file("b.json")).text.contains(#"{"n": 0.10}"#))
    #expect(nowhere.status == 64)
    #expect(try folder.names() == ["b.journal", "b.json", "b.lock", "bad", "good"])
  }
}
