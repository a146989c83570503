import Foundation
import Testing

/// `squall apply`: edits in, one answer each.
struct ApplyTests {
  static func event(_ id: String, _ text: String) -> String {
    #"{"edit": "addSticky", "id": "\#(id)", "kind": "domainEvent", "text": "\#(text)"}"# + "\n"
  }

  @Test func `an edit is acknowledged with its line, sequence, id and edit id`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")

    let run = try Program.run(
      "apply", file, "--create", "--as", "Ana",
      input: #"{"edit": "addSticky", "id": "s1", "kind": "command", "text": "Go", "edit_id": "e1"}"#
    )

    #expect(run.status == 0)
    #expect(
      run.text == #"{"ok": true, "line": 1, "sequence": 3, "id": "s1", "edit_id": "e1"}"# + "\n")
    #expect(run.errors == "")
    #expect(try Program.run("show", file).text.contains("command: Go (Timeline, by Ana)"))
  }

  @Test func `a refused edit is told with its line, and the rest goes on`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    let script = """
      {"edit": "moveSticky", "id": "s9", "to": "end", "edit_id": "e1"}
      words

      {"edit": "addSticky", "kind": "domainEvnt", "text": "A"}
      {"edit": "addSticky", "id": "s1", "kind": "note", "text": "A", "afte": "s0"}
      \(ApplyTests.event("s1", "Order placed"))
      """

    let run = try Program.run("apply", file, "--create", input: script)

    #expect(run.status == 1)
    let noValue =
      "this is not JSON: an edit is an object such as "
      + #"{\"edit\": \"setTitle\", \"title\": \"Orders\"} (column 1)"#
    let noKind =
      "'domainEvnt' is no kind of sticky; did you mean 'domainEvent'? (column 31, at kind)"
    let noMember = "\\\"afte\\\" means nothing here; did you mean 'after'? (column 64, at afte)"
    let expected: [String] = [
      "{\"ok\": false, \"line\": 1, \"edit_id\": \"e1\", \"error\": \"there is no sticky s9\"}",
      "{\"ok\": false, \"line\": 2, \"edit_id\": null, \"error\": \"\(noValue)\"}",
      "{\"ok\": false, \"line\": 4, \"edit_id\": null, \"error\": \"\(noKind)\"}",
      "{\"ok\": false, \"line\": 5, \"edit_id\": null, \"error\": \"\(noMember)\"}",
    ]
    #expect(Array(run.lines.prefix(4)) == expected)
    #expect(run.lines.count == 5)
    #expect(run.lines[4].hasPrefix(#"{"ok": true, "line": 6, "sequence": 3, "id": "s1""#))
    #expect(try Program.run("events", file).text == "Recorded events: ['OrderPlaced']\n")
  }

  @Test func `an edit upon an older value is answered with the present one`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    let reword = #"{"edit": "rewordSticky", "id": "s1", "text": "B", "was": "Z"}"#

    let run = try Program.run(
      "apply", file, "--create", input: ApplyTests.event("s1", "A") + reword)

    #expect(run.status == 1)
    #expect(run.lines.last?.hasSuffix(#""present": "A"}"#) == true, "\(run.text)")
  }

  @Test func `D9 a repeated edit id gets its first answer, whatever it contains, across restarts`()
    throws
  {
    let folder = try Folder()
    let file = folder.file("a.json")
    let first = try Program.run(
      "apply", file, "--create",
      input: #"{"edit": "addSticky", "id": "s1", "kind": "note", "text": "A", "edit_id": "e1"}"#)
    let board = try folder.read("a.json")

    for again in [
      #"{"edit": "addSticky", "id": "s1", "kind": "note", "text": "A", "edit_id": "e1"}"#,
      #"{"edit": "removeSticky", "id": "s1", "edit_id": "e1"}"#,
      #"{"edit_id": "e1", "edit": "nothing of this kind"}"#,
    ] {
      let run = try Program.run("apply", file, input: again)

      #expect(run.status == 0)
      #expect(run.text == first.text.replacing("}", with: #", "repeated": true}"#))
    }
    #expect(try folder.read("a.json") == board)
  }

  @Test func `a batch is one entry, or nothing`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    let good = #"{"edit": "addLane", "name": "L"}"#
    let bad = #"{"edit": "removeSticky", "id": "s9"}"#

    let run = try Program.run(
      "apply", file, "--create",
      input: #"{"edit": "batch", "edits": [\#(good), \#(bad)]}"# + "\n"
        + #"{"edit": "batch", "edits": [\#(good), \#(good.replacing("\"L\"", with: "\"M\""))]}"#)

    #expect(run.status == 1)
    #expect(run.lines[0].contains("edit 2 of the batch: there is no sticky s9"))
    #expect(run.lines[1].contains(#""ok": true, "line": 2, "sequence": 3"#))
    #expect(try Program.run("show", file).text.contains("lanes: L, M\n"))
  }

  @Test func `an edit is answered before the next one is sent`() throws {
    let folder = try Folder()
    let running = try RunningProgram(["apply", folder.file("a.json"), "--create"])

    for number in 1...20 {
      running.send(ApplyTests.event("s\(number)", "Event \(number)"))
      let answer = try #require(running.nextLine())

      #expect(answer.hasPrefix(#"{"ok": true, "line": \#(number), "sequence": \#(number + 2), "#))
    }
    running.closeInput()
    #expect(running.wait().status == 0)
  }

  @Test func `who else wants to write is told who writes, and to try again`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    let running = try RunningProgram(["apply", file, "--create"])
    running.send(ApplyTests.event("s1", "A"))
    _ = running.nextLine()

    let other = try Program.run("apply", file, input: ApplyTests.event("s2", "B"))
    let reader = try Program.run("events", file)

    #expect(other.status == 75, "\(other.errors)")
    #expect(other.output.isEmpty)
    #expect(other.errors.contains("is being written by tester on "))
    #expect(reader.status == 0)
    #expect(reader.text == "Recorded events: ['A']\n")
    running.closeInput()
    #expect(running.wait().status == 0)
    #expect(try Program.run("apply", file, input: ApplyTests.event("s2", "B")).status == 0)
  }

  @Test func `an interrupt ends it cleanly, with what was acknowledged in both files`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    let running = try RunningProgram(["apply", file, "--create"])
    running.send(ApplyTests.event("s1", "Order placed"))
    _ = running.nextLine()

    running.signal(SIGINT)

    #expect(running.wait().status == 130)
    let check = try Program.run("check", file)
    #expect(check.status == 0, "\(check.text)")
    #expect(String(decoding: try folder.read("a.json"), as: UTF8.self).contains("Order placed"))
  }

  @Test func `a reader of the answers that goes away ends it without a word`() throws {
    let folder = try Folder()
    let edits = (1...2000).map { ApplyTests.event("s\($0)", "Event \($0)") }.joined()
    let script = try folder.write(edits, to: "edits")

    let run = try Program.run(
      [
        "-c", "\"$0\" apply \"$1\" --create < \"$2\" | head -1; echo ${PIPESTATUS[0]}",
        Program.path, folder.file("a.json"), script,
      ], program: "/bin/bash")

    #expect(run.lines.count == 2)
    #expect(run.lines.last == "0")
    #expect(run.errors == "")
    #expect(try Program.run("check", folder.file("a.json")).status == 0)
  }

  @Test func `nothing is touched where no edit is accepted`() throws {
    let folder = try Folder()
    let text = #"{"stickies": [{"kind": "note", "text": "A"}]}"#
    let file = try folder.write(text, to: "a.json")

    let run = try Program.run("apply", file, input: #"{"edit": "removeSticky", "id": "zz"}"#)

    #expect(run.status == 1)
    #expect(try folder.names() == ["a.json"])
    #expect(try folder.read("a.json") == Array(text.utf8))
  }

  @Test func `a file that was changed by hand is not overwritten without a word`() throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    _ = try Program.run("apply", file, "--create", input: ApplyTests.event("s1", "Order placed"))
    let text = String(decoding: try folder.read("a.json"), as: UTF8.self)
    try folder.write(text.replacing("Order placed", with: "Order accepted"), to: "a.json")
    let edited = try folder.read("a.json")

    let refused = try Program.run("apply", file, input: ApplyTests.event("s2", "B"))
    let shown = try Program.run("events", file)
    let checked = try Program.run("check", file)

    #expect(refused.status == 1)
    #expect(refused.errors.contains("--use file or --use log"))
    #expect(try folder.read("a.json") == edited)
    #expect(shown.text == "Recorded events: ['OrderAccepted']\n")
    #expect(shown.errors.contains("changed outside of squall"))
    #expect(checked.status == 1)
    #expect(checked.text.contains("~ event 'Order accepted' (s1)"))

    let accepted = try Program.run(
      "apply", file, "--use", "file", input: ApplyTests.event("s2", "Order shipped"))

    #expect(accepted.status == 0)
    #expect(
      try Program.run("events", file).text == "Recorded events: ['OrderAccepted', 'OrderShipped']\n"
    )
    #expect(try Program.run("check", file).status == 0)
  }

  @Test func `the log's board counts where that is said, and the edited file is kept aside`() throws
  {
    let folder = try Folder()
    let file = folder.file("a.json")
    _ = try Program.run("apply", file, "--create", input: ApplyTests.event("s1", "Order placed"))
    let text = String(decoding: try folder.read("a.json"), as: UTF8.self)
    let edited = text.replacing("Order placed", with: "Order accepted")
    try folder.write(edited, to: "a.json")

    let run = try Program.run("apply", file, "--use", "log", input: ApplyTests.event("s2", "B"))

    #expect(run.status == 0, "\(run.errors)")
    #expect(try Program.run("events", file).text == "Recorded events: ['OrderPlaced', 'B']\n")
    #expect(try folder.read("a.damaged-1") == Array(edited.utf8))
  }

  @Test func `a line that is longer than any edit is refused, and the rest goes on`() throws {
    let folder = try Folder()
    let long = String(repeating: "x", count: 40 << 20)

    let run = try Program.run(
      "apply", folder.file("a.json"), "--create", input: long + "\n" + ApplyTests.event("s1", "A"))

    #expect(run.status == 1)
    #expect(run.lines.count == 2)
    #expect(run.lines[0].contains(#""ok": false, "line": 1, "edit_id": null"#))
    #expect(run.lines[1].contains(#""ok": true, "line": 2"#))
  }
}
