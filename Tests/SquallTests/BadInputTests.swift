import Foundation
import Testing

/// Anything that is not a session: one sentence with its place, status 65, no signal, within one
/// second of work and 300 MiB, and the file untouched.
struct BadInputTests {
  struct Input: CustomTestStringConvertible {
    var name: String
    /// What the sentence must tell, beside the file's name.
    var told: String
    var bytes: @Sendable () -> [UInt8]

    init(_ name: String, tells told: String, _ bytes: @escaping @Sendable () -> [UInt8]) {
      (self.name, self.told, self.bytes) = (name, told, bytes)
    }

    init(_ name: String, tells told: String, _ text: String) {
      self.init(name, tells: told) { Array(text.utf8) }
    }

    var testDescription: String { name }
  }

  private static func session(_ members: String) -> String {
    #"{"format": "squall-session", "version": 1, "id": "s", "title": "T", \#(members)}"#
  }

  private static func stickies(_ stickies: String) -> String {
    session(#""lanes": [{"id": "l1", "name": "L"}], "stickies": [\#(stickies)]"#)
  }

  private static let sticky =
    #"{"id": "a", "kind": "domainEvent", "text": "A", "lane": "l1", "at": "V", "row": "V"}"#

  static let inputs: [Input] = [
    Input("an empty file", tells: "line 1, column 1: it is empty", ""),
    Input("spaces alone", tells: "line 2, column 1", " \n"),
    Input("a text", tells: "line 1, column 1: this is no JSON", "Hello"),
    Input("a number", tells: "line 1, column 1", "42"),
    Input("an object of something else", tells: "no session", #"{"hello": 1}"#),
    Input("another format", tells: "'tldraw'", #"{"format": "tldraw", "version": 1}"#),
    Input("a newer version", tells: "version 2", #"{"format": "squall-session", "version": 2}"#),
    Input(
      "a newer version that looks quite different", tells: "version 9",
      #"{"boards": [[[{}]]], "version": 9, "format": "squall-session"}"#),
    Input(
      "a version that never was", tells: "version 0", #"{"format": "squall-session", "version": 0}"#
    ),
    Input("a truncated file", tells: "ends too early", String(stickies(sticky).dropLast(7))),
    Input("an array cut in its middle", tells: "line 1", String(stickies(sticky).prefix(90))),
    Input("text after the end", tells: "follows the end", stickies(sticky) + " x"),
    Input("two documents", tells: "follows the end", stickies(sticky) + stickies(sticky)),
    Input("a trailing comma", tells: "a comma stands before the end", stickies(sticky + ",")),
    Input("a byte-order mark", tells: "byte-order mark", "\u{feff}" + stickies(sticky)),
    Input("a key that is there twice", tells: "twice", session(#""title": "U""#)),
    Input(
      "a key of a sticky that is there twice", tells: "at stickies[0].text",
      stickies(#"{"id": "a", "kind": "note", "text": "A", "text": "B", "inbox": true}"#)),
    Input(
      "an id that is there twice", tells: "the id a is there twice",
      stickies(sticky + ", " + sticky)),
    Input(
      "a kind that is none", tells: "'domainEvnt' is no kind",
      stickies(
        sticky.replacing("domainEvent", with: "domainEvnt"))),
    Input("a level that is none", tells: "no level", session(#""level": "deep""#)),
    Input(
      "a phase of another level", tells: "kickOff",
      session(
        #""level": "process", "phase": "kickOff""#)),
    Input(
      "a text that is a number", tells: "at stickies[0].text",
      stickies(
        sticky.replacing(#""A""#, with: "7"))),
    Input("stickies that are an object", tells: "an array is needed", session(#""stickies": {}"#)),
    Input(
      "a title that is null", tells: "at title",
      #"{"format": "squall-session", "version": 1, "title": null}"#),
    Input(
      "a version with a fraction", tells: "at version",
      #"{"format": "squall-session", "version": 1.5}"#),
    Input(
      "a lane that is not there", tells: "no lane 'l9'",
      stickies(
        sticky.replacing(#""lane": "l1""#, with: #""lane": "l9""#))),
    Input(
      "a host that is not there", tells: "no sticky zz",
      stickies(
        #"{"id": "h", "kind": "hotspot", "text": "?", "on": "zz"}"#)),
    Input(
      "a sticky attached to itself", tells: "attached to itself",
      stickies(
        #"{"id": "h", "kind": "hotspot", "text": "?", "on": "h"}"#)),
    Input(
      "a copy of what is not there", tells: "no sticky zz",
      stickies(
        #"{"id": "c", "kind": "domainEvent", "copyOf": "zz", "lane": "l1", "at": "V"}"#)),
    Input(
      "a link to what is not there", tells: "no sticky zz",
      session(
        #""stickies": [], "links": [{"id": "k", "from": "zz", "to": "zy"}]"#)),
    Input(
      "an id of another alphabet", tells: "is no id",
      stickies(
        sticky.replacing(#""id": "a""#, with: #""id": "a b""#))),
    Input(
      "a position that is none", tells: "is no position",
      stickies(
        sticky.replacing(#""at": "V""#, with: #""at": "V0""#))),
    Input("an instant that is none", tells: "is no instant", session(#""createdAt": "today""#)),
    Input(
      "a number that is none", tells: "no number",
      stickies(
        sticky.replacing(#""row""#, with: #""fields": {"n": 01}, "row""#))),
    Input(
      "a number that is not a number", tells: "line 1",
      stickies(
        sticky.replacing(#""row""#, with: #""fields": {"n": NaN}, "row""#))),
    Input(
      "a lone surrogate", tells: "surrogate",
      stickies(
        sticky.replacing(#""A""#, with: #""\ud800""#))),
    Input(
      "a raw control character", tells: "control character",
      stickies(
        sticky.replacing(#""A""#, with: "\"A\u{7}\""))),
    Input(
      "an escape that is none", tells: "no escape",
      stickies(
        sticky.replacing(#""A""#, with: #""\x41""#))),
    Input("bytes that are no UTF-8", tells: "no UTF-8") {
      Array(stickies(sticky).utf8).map { $0 == UInt8(ascii: "A") ? 0xFF : $0 }
    },
    Input("bytes of anything", tells: "line 1, column 1") {
      (0..<4096).map { UInt8($0 * 7 & 0xff) }
    },
    Input("arrays nested 100,000 deep", tells: "at stickies[0]") {
      Array(
        (String(session(#""stickies": "#).dropLast()) + String(repeating: "[", count: 100_000))
          .utf8)
    },
    Input("an unknown member nested 100,000 deep", tells: "too deep") {
      Array(
        (String(session(#""x": "#).dropLast()) + String(repeating: #"{"a":"#, count: 100_000)).utf8)
    },
    Input("a hundred thousand unclosed stickies", tells: "stickies") {
      Array((session(#""stickies": ["#) + String(repeating: #"{"id":"#, count: 100_000)).utf8)
    },
    Input("100 MB of text", tells: "line 1, column 1") {
      Array(repeating: UInt8(ascii: "x"), count: 100_000_000)
    },
    Input("100 MB of spaces", tells: "too early") {
      Array(repeating: UInt8(ascii: " "), count: 100_000_000)
    },
    Input("a title of 100 MB", tells: "title") {
      Array(#"{"format": "squall-session", "version": 1, "title": ""#.utf8)
        + Array(repeating: UInt8(ascii: "x"), count: 100_000_000) + Array("\"}".utf8)
    },
    Input("100 MB of zeros", tells: "line 1, column 1") { Array(repeating: 0, count: 100_000_000) },
  ]

  @Test(arguments: inputs)
  func `what is no session is told with its place`(input: Input) throws {
    let folder = try Folder()
    let bytes = input.bytes()
    let file = try folder.write(bytes, to: "bad.json")

    for call in ["events", "export", "check"] {
      let run = try Limited.run(call, file)

      #expect(run.signal == nil, "\(call): ended by signal \(run.signal ?? 0)")
      #expect(run.status == 65, "\(call): \(run.errors.prefix(500))")
      #expect(run.output.isEmpty)
      let lines = run.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(run.errors.prefix(500))")
      #expect(run.errors.contains("bad.json'"), "\(run.errors.prefix(500))")
      #expect(run.errors.contains(input.told), "\(run.errors.prefix(500))")
      #expect(run.errors.utf8.count < 1000)
    }
    #expect(try folder.names() == ["bad.json"])
    #expect(try folder.read("bad.json") == bytes)
  }

  @Test(arguments: inputs)
  func `nothing is applied to what is no session`(input: Input) throws {
    let folder = try Folder()
    let bytes = input.bytes()
    let file = try folder.write(bytes, to: "bad.json")

    let run = try Limited.run(
      "apply", file, "--create", input: #"{"edit": "addLane", "name": "L"}"#)

    #expect(run.status == 65, "\(run.errors.prefix(500))")
    #expect(run.output.isEmpty)
    #expect(try folder.names() == ["bad.json"])
    #expect(try folder.read("bad.json") == bytes)
  }

  @Test(arguments: inputs)
  func `what is no session is told on standard input too`(input: Input) throws {
    let run = try Program.run(["events", "-"], input: input.bytes())

    #expect(run.signal == nil)
    #expect(run.status == 65, "\(run.errors.prefix(500))")
    #expect(run.errors.contains("standard input"))
    #expect(run.errors.contains(input.told), "\(run.errors.prefix(500))")
  }

  @Test func `control characters of a file's name and text are shown, not obeyed`() throws {
    let folder = try Folder()
    let file = try folder.write(
      #"{"format": "\u001b]0;gone\u0007\u202e", "version": 1}"#, to: "a\u{1b}[2J.json")

    let run = try Program.run("events", file)

    #expect(run.status == 65)
    #expect(!run.errors.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(!run.errors.contains("\u{202e}"))
    #expect(run.errors.contains("^[[2J.json"))
    #expect(run.errors.contains("^[]0;gone^G"))
  }
}

/// Runs the program with one second of work and 300 MiB of memory of its own.
enum Limited {
  static func run(_ arguments: String..., input: String = "") throws -> Program.Outcome {
    // A build for debugging is many times slower; only the one that users get is held to a second.
    let seconds = ProcessInfo.processInfo.environment["SQUALL_PROGRAM"] == nil ? 60 : 1
    return try Program.run(
      ["-c", "ulimit -d 307200; ulimit -t \(seconds); exec \"$0\" \"$@\"", Program.path]
        + arguments,
      input: Array(input.utf8), program: "/bin/sh")
  }
}
