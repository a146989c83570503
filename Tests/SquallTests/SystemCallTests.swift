import Foundation
import Testing

/// The real program, stopped by the system at each call that touches its files.
struct SystemCallTests {
  /// One call of one kind: the first, the second and so on that a thread makes.
  struct Point: CustomStringConvertible {
    var call: String
    var number: Int

    var description: String { "\(call) \(number)" }
  }

  private static let edits = (1...6).map(edit).joined()
  private static let types = (1...6).map { "Event\($0)" }

  private static func edit(_ number: Int) -> String {
    #"{"edit": "addSticky", "id": "s\#(number)", "kind": "domainEvent", "text": "Event \#(number)", "#
      + #""edit_id": "e\#(number)"}"# + "\n"
  }

  /// The calls by which a file comes to be, is written, and takes the place of another.
  private static let calls = [
    "openat", "flock", "pwrite64", "fdatasync", "fsync", "ftruncate", "fchmod", "rename", "unlink",
    "write",
  ]

  @Test func `D1 D9 killed at every call that touches a file, nothing acknowledged is lost`() throws
  {
    let points = try SystemCallTests.points()
    #expect(points.count > 20, "\(points)")
    for point in points {
      let folder = try Folder()
      let run = try SystemCallTests.apply(folder, stopping: "signal=SIGKILL", at: point)
      #expect(run.signal == SIGKILL, "\(point)")
      try SystemCallTests.expectWhole(folder, acknowledged: run.lines, "\(point)")
    }
  }

  @Test(arguments: ["EIO", "ENOSPC"])
  func `D1 D7 refused at every call that touches a file, nothing acknowledged is lost`(
    _ code: String
  ) throws {
    for point in try SystemCallTests.points() {
      let folder = try Folder()
      let run = try SystemCallTests.apply(folder, stopping: "error=\(code)", at: point)
      #expect(run.signal == nil, "\(point)")
      // What goes wrong is told, or the disk was asked for no more than room ahead.
      if run.lines.count < SystemCallTests.types.count {
        #expect(run.status != 0 && !run.errors.isEmpty, "\(point): \(run.errors)")
      }
      try SystemCallTests.expectWhole(folder, acknowledged: run.lines, "\(point): \(code)")
    }
  }

  /// The board is the first edits, each once, in order; and all, once they are sent again with one
  /// more.
  private static func expectWhole(
    _ folder: Folder, acknowledged: [String], _ place: String
  ) throws {
    let file = folder.file("a.json")
    let accepted = acknowledged.filter { $0.hasPrefix(#"{"ok": true"#) }.count
    let read = try Program.run("events", file, "--json")
    if read.status == 0 {
      let events = try JSONDecoder().decode([String].self, from: Data(read.output))
      #expect(events == Array(types.prefix(events.count)), "\(place)")
      #expect(events.count >= accepted, "\(place)")
    } else {
      // Stopped before there was a session.
      #expect(accepted == 0 && read.status == 66, "\(place): \(read.errors)")
    }
    let again = try Program.run("apply", file, "--create", input: edits + edit(7))
    #expect(again.status == 0, "\(place): \(again.errors)")
    let all = try Program.run("events", file, "--json")
    #expect(
      try JSONDecoder().decode([String].self, from: Data(all.output)) == types + ["Event7"],
      "\(place)")
    let check = try Program.run("check", file)
    #expect(check.status == 0, "\(place): \(check.text)")
  }

  /// Applies the edits, and has the system stop the program at a call.
  private static func apply(
    _ folder: Folder, stopping how: String, at point: Point
  ) throws -> Program.Outcome {
    try trace(
      folder,
      ["-e", "trace=\(point.call)", "-e", "inject=\(point.call):\(how):when=\(point.number)"],
      to: "/dev/null")
  }

  private static func trace(
    _ folder: Folder, _ options: [String], to log: String
  ) throws -> Program.Outcome {
    try Program.run(
      ["-f", "-qq", "-o", log] + options
        + [Program.path, "apply", folder.file("a.json"), "--create"],
      input: Array(edits.utf8), program: "/usr/bin/strace")
  }

  /// The calls that a whole run makes. Those that open anything but the session's files are left
  /// out: they are the system's way to start a program.
  private static func points() throws -> [Point] {
    let folder = try Folder()
    let log = folder.file("trace")
    let run = try trace(folder, ["-e", "trace=\(calls.joined(separator: ","))"], to: log)
    try #require(run.status == 0, "\(run.errors)")
    var counts: [String: Int] = [:]
    var points: [String: Set<Int>] = [:]
    for line in try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard words.count == 2, let end = words[1].firstIndex(of: "(") else { continue }
      let call = String(words[1].drop { $0 == " " }.prefix { $0 != "(" })
      guard calls.contains(call), end > words[1].startIndex else { continue }
      counts["\(words[0]) \(call)", default: 0] += 1
      if call == "openat", !words[1].contains(folder.path) { continue }
      points[call, default: []].insert(counts["\(words[0]) \(call)"] ?? 0)
    }
    return calls.flatMap { call in
      (points[call] ?? []).sorted().map { Point(call: call, number: $0) }
    }
  }
}
