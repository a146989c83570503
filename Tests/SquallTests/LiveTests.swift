import Foundation
import Glibc
import TerminalTestSupport
import Testing

/// Live workshops with the whole program: hosts, terminals that joined, subcommands on addresses.
struct LiveTests {
  /// A session that is served without a board, and who takes part in it.
  private final class Room {
    let folder: Folder
    let file: String
    private(set) var host: RunningProgram
    private(set) var door: Door

    struct Door: Decodable {
      struct Entrance: Decodable {
        var code: String
        var url: String
      }
      var port: Int
      var facilitator: Entrance
      var participant: Entrance
      var observer: Entrance
    }

    init() throws {
      folder = try Folder()
      file = folder.file("order-process.json")
      for ending in ["json", "journal"] {
        let sample = Program.root.appending(path: "Sessions/order-process.\(ending)")
        try folder.write(Array(try Data(contentsOf: sample)), to: "order-process.\(ending)")
      }
      (host, door) = try Room.start(file, in: folder, port: 0)
    }

    deinit { host.signal(SIGKILL) }

    private static func start(
      _ file: String, in folder: Folder, port: Int
    ) throws -> (RunningProgram, Door) {
      let host = try RunningProgram(
        ["host", file, "--headless", "--port", "\(port)"],
        environment: ["XDG_STATE_HOME": folder.file("host-state")])
      let line = try #require(host.nextLine())
      return (host, try JSONDecoder().decode(Door.self, from: Data(line.utf8)))
    }

    func killHost() {
      host.signal(SIGKILL)
      host.wait()
    }

    /// Starts the host again where it was.
    func restartHost() throws {
      (host, door) = try Room.start(file, in: folder, port: door.port)
    }

    /// Serves the session from a terminal instead, whose door is shown.
    func hostOnTerminal(as name: String) throws -> PseudoTerminal {
      killHost()
      let terminal = try PseudoTerminal(
        Program.path, ["host", file, "--port", "0", "--as", name],
        environment: TestTerminfo.environment(home(of: name)), rows: 40, columns: 110)
      try terminal.wait(for: "squall join ")
      return terminal
    }

    /// What belongs to one person on one machine.
    func home(of name: String) -> [String: String] {
      [
        "XDG_STATE_HOME": folder.file("\(name)-state"),
        "XDG_DATA_HOME": folder.file("\(name)-data"), "USER": name,
        "SWIFT_BACKTRACE": "enable=no",
      ]
    }

    func run(_ name: String, _ arguments: String..., input: String = "") throws -> Program.Outcome {
      try Program.run(arguments, input: Array(input.utf8), environment: home(of: name))
    }

    func join(
      _ name: String, _ words: [String], rows: Int = 24, columns: Int = 110
    ) throws -> PseudoTerminal {
      let terminal = try PseudoTerminal(
        Program.path, ["join"] + words + ["--as", name],
        environment: TestTerminfo.environment(home(of: name)), rows: rows, columns: columns)
      try terminal.wait(for: "saved ")
      return terminal
    }
  }

  private static func add(_ text: String, on terminal: PseudoTerminal) throws {
    try terminal.type("Gae\(text)\r")
    try terminal.wait(for: text)
    try terminal.type("\u{1b}")
    try terminal.wait(for: "NORMAL")
  }

  // MARK: - Subcommands on an address

  @Test func `subcommands read a live workshop as they read its file`() throws {
    let room = try Room()
    let url = room.door.observer.url
    let calls: [[String]] = [
      ["show"], ["show", "--json"], ["show", "--json", "--at", "5"], ["events"], ["log"],
      ["log", "--json"], ["export"], ["export", "--to", "markdown"], ["render"],
    ]

    for call in calls {
      let live = try Program.run(
        [call[0], url] + call.dropFirst(), environment: room.home(of: "Ana"))
      let file = try Program.run([call[0], room.file] + call.dropFirst())
      #expect(live.status == 0, "\(live.errors)")
      #expect(live.output == file.output, "\(call)")
    }
  }

  @Test func `apply on an address answers as on a file, and each answer is on the host's disk`()
    throws
  {
    let room = try Room()
    let edits = """
      {"edit": "addSticky", "id": "n1", "kind": "domainEvent", "text": "Order returned", \
      "to": "end", "edit_id": "x1"}
      no edit

      {"edit": "removeSticky", "id": "nowhere"}
      {"edit": "rewordSticky", "id": "n1", "text": "Sent back", "was": "something else"}
      {"edit": "addSticky", "kind": "hotspot", "text": "Why?", "on": "n1", "by": "Cy"}
      {"edit": "addSticky", "edit_id": "x1"}
      """
    let twin = try room.folder.write(try room.folder.read("order-process.json"), to: "twin.json")

    let live = try room.run("Ana", "apply", room.door.participant.url, input: edits)
    let file = try Program.run(["apply", twin, "--as", "Ana"], input: Array(edits.utf8))

    #expect(live.status == 1)
    #expect(file.status == 1)
    #expect(live.lines.count == file.lines.count)
    let keys = ["ok", "line", "error", "repeated", "present"]
    for (one, other) in zip(live.lines, file.lines) {
      let left = try JSONSerialization.jsonObject(with: Data(one.utf8)) as? [String: Any]
      let right = try JSONSerialization.jsonObject(with: Data(other.utf8)) as? [String: Any]
      for key in keys {
        #expect("\(left?[key] ?? "-")" == "\(right?[key] ?? "-")", "\(one)\n\(other)")
      }
      #expect(left?.keys.sorted() == right?.keys.sorted())
    }
    room.killHost()
    let log = try Program.run("log", room.file)
    #expect(log.text.contains("Ana           added event 'Order returned'"))
    #expect(log.text.contains("Cy            added hotspot 'Why?'"))
  }

  @Test func `a second call is the same person, and nobody else can read who`() throws {
    let room = try Room()
    for text in ["One", "Two"] {
      let edit = #"{"edit": "addSticky", "kind": "domainEvent", "text": "\#(text)", "to": "end"}"#
      let run = try room.run("Dee", "apply", room.door.participant.url, input: edit)
      #expect(run.status == 0, "\(run.errors)")
    }

    let log = try room.run("Dee", "log", room.door.participant.url)
    #expect(log.lines.filter { $0.contains("Dee") && $0.contains("joined") }.count == 1)
    let state = URL(filePath: room.folder.file("Dee-state/squall/guests"))
    let files = try FileManager.default.contentsOfDirectory(atPath: state.path)
    #expect(files.count == 1)
    for file in files {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: state.appending(path: file).path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func `who cannot get in is told why, and what helps`() throws {
    let room = try Room()
    let address = "http://127.0.0.1:\(room.door.port)/"
    let wrong = address + "#" + String(repeating: "0", count: 32)
    let observer = try room.run(
      "Ana", "apply", room.door.observer.url,
      input: #"{"edit": "addSticky", "kind": "note", "text": "Hm", "to": "end"}"#)
    #expect(observer.status == 1)
    #expect(observer.text.contains("observers"))

    let invitation = try room.run("Ana", "show", wrong)
    #expect(invitation.status == 77)
    #expect(invitation.errors.contains("ask for a new one"))
    let nobody = try room.run("Bo", "show", address)
    #expect(nobody.status == 64)
    #expect(nobody.errors.contains("squall join 127.0.0.1:\(room.door.port) CODE"))
    let secure = try room.run("Bo", "show", "https://board.example.org/")
    #expect(secure.status == 64)
    #expect(secure.errors.contains("ssh -L"))
    room.killHost()
    let gone = try room.run("Ana", "show", room.door.observer.url)
    #expect(gone.status == 69)
    #expect(gone.errors.contains("nobody hosts a workshop at 127.0.0.1:\(room.door.port)"))
    #expect(gone.output == [])
  }

  @Test(arguments: [
    (["7-orange-harbor"], 64, "did you mean '7-orange-harbour'?"),
    (["7-ornage-harbour"], 64, "did you mean '7-orange-harbour'?"),
    (["harbour"], 64, "such as 7-orange-harbour"),
    (["localhost:0", "7-orange-harbour"], 64, "a number from 1 to 65535"),
    ([], 64, "say which workshop"),
  ])
  func `a call to join that cannot be meant says what is`(
    words: [String], status: Int32, part: String
  ) throws {
    let run = try Program.run(["join"] + words)

    #expect(run.status == status)
    #expect(run.errors.contains(part), "\(run.errors)")
  }

  @Test func `apply goes on with the same edits when the host comes back`() throws {
    let room = try Room()
    let program = try RunningProgram(
      ["apply", room.door.participant.url], environment: room.home(of: "Ana"))
    for number in 1...20 {
      if number == 5 {
        room.killHost()
        try room.restartHost()
      }
      program.send(
        #"{"edit": "addSticky", "kind": "domainEvent", "text": "E\#(number)", "to": "end"}"# + "\n")
      let answer = try #require(program.nextLine())
      #expect(answer.contains(#""ok": true"#), "\(answer)")
    }
    program.closeInput()
    #expect(program.wait().status == 0)
    let events = try Program.run("events", room.file)
    #expect(events.text.contains((1...20).map { "'E\($0)'" }.joined(separator: ", ")))
  }

  // MARK: - Terminals

  @Test func `two terminals see each other's stickies, and undo is mine`() throws {
    let room = try Room()
    let ana = try room.join("Ana", [room.door.participant.url])
    let eva = try room.join("Eva", ["127.0.0.1:\(room.door.port)", room.door.facilitator.code])
    try ana.wait(for: "●2")

    try LiveTests.add("Parcel lost", on: ana)
    try eva.type("G")
    try eva.wait(for: "Parcel lost")
    try LiveTests.add("Parcel found", on: eva)
    try ana.type("G")
    try ana.wait(for: "Parcel found")
    try ana.type("u")
    try ana.wait(for: "undone")
    try eva.wait(for: "the end of Ana's sticky") { !$0.text.contains("Parcel lost") }
    #expect(eva.screen.text.contains("Parcel found"))

    try ana.type("Q")
    #expect(try ana.waitForEnd() == .exited(0))
    #expect(ana.screen.text.contains("your copy of the workshop is"))
    let log = try room.run("Ana", "log", room.door.participant.url)
    #expect(log.text.contains("took back entry"))
  }

  @Test func `a guest and whoever hosts look at the board as it was while others go on`() throws {
    let room = try Room()
    let host = try room.hostOnTerminal(as: "Fay")
    let call = try #require(host.screen.text.firstMatch(of: /squall join (\S+) (\S+)/))
    try host.type("q")
    let ana = try room.join("Ana", [String(call.1), String(call.2)])
    try ana.wait(for: "●2")
    try LiveTests.add("Parcel lost", on: ana)
    try ana.wait(for: "saved 24")
    try host.wait(for: "saved 24")

    for terminal in [ana, host] {
      try terminal.type(":earlier 1\r")
      try terminal.wait(for: "entry 23")
      // News of it may still be read for a while.
      try terminal.wait(for: "the board without it") { !$0.text.contains("Parcel lost") }
      try terminal.type("\u{1B}")
      try terminal.wait(for: "back in the present")
      try terminal.type("G")
      try terminal.wait(for: "Parcel lost")
    }
  }

  @Test func `a lost link is said, work goes on, and a new host gets all of it`() throws {
    let room = try Room()
    let ana = try room.join("Ana", [room.door.participant.url])
    let bo = try room.join("Bo", ["127.0.0.1:\(room.door.port)", room.door.participant.code])
    try LiveTests.add("Before", on: ana)
    try ana.wait(for: "saved 24")

    room.killHost()
    try ana.wait(for: "offline")
    try LiveTests.add("Meanwhile", on: ana)
    try ana.wait(for: "1 edit waiting")
    // Whoever ends the program meanwhile keeps what waits.
    ana.signal(SIGKILL)
    _ = try ana.waitForEnd()
    try room.restartHost()
    let again = try room.join("Ana", ["127.0.0.1:\(room.door.port)"])

    try bo.wait(for: "saved 25")
    try bo.type("G")
    try bo.wait(for: "Meanwhile")
    try again.type("G")
    try again.wait(for: "Meanwhile")
    #expect(again.screen.text.contains("Before"))
    // What was done at another time is still theirs to take back.
    try again.type("u")
    try again.wait(for: "undone")
    try bo.wait(for: "the end of what was taken back") { !$0.text.contains("Meanwhile") }
  }

  @Test func `a role is changed live, and every action says why it is not allowed`() throws {
    let room = try Room()
    let eva = try room.join("Eva", [room.door.facilitator.url])
    let bo = try room.join("Bo", [room.door.participant.url])
    try eva.wait(for: "●2")
    try eva.type("Fco")
    try eva.type("Bo\r")
    try bo.wait(for: "Eva made you an observer")
    try bo.type("ae")
    try bo.wait(for: "observer")
    #expect(!bo.screen.text.contains("INSERT"))
  }

  @Test func `whoever hosts and leaves at once loses nothing of what was typed`() throws {
    let room = try Room()
    let eva = try room.hostOnTerminal(as: "Eva")
    let texts = (1...40).map { "Typed \($0)" }

    try eva.type("qGae" + texts.joined(separator: "\r") + "\r\u{3}Q")

    #expect(try eva.waitForEnd() == .exited(0))
    let shown = try Program.run("log", room.file)
    for text in texts { #expect(shown.text.contains("'\(text)'")) }
  }

  @Test func `a host on a terminal shows the door, and its end leaves a copy that goes on`() throws
  {
    let room = try Room()
    let eva = try room.hostOnTerminal(as: "Eva")
    let lines = eva.screen.text.split(separator: "\n")
    let call = try #require(lines.first { $0.contains("squall join ") })
    let words = call[call.firstRange(of: "squall join ")!.upperBound...].split(separator: " ")
    let bo = try room.join("Bo", words.map(String.init))
    try eva.type("q")
    try LiveTests.add("Hosted", on: eva)
    try bo.type("G")
    try bo.wait(for: "Hosted")
    try LiveTests.add("Guested", on: bo)
    try eva.type("G")
    try eva.wait(for: "Guested")

    try eva.type("Q")
    try eva.wait(for: "y leave")
    try eva.type("y")
    #expect(try eva.waitForEnd() == .exited(0))
    #expect(eva.screen.text.contains("saved: order-process"))
    try bo.wait(for: "offline")
    // What waits for the host that has gone is done on the copy, and once.
    try LiveTests.add("Waited", on: bo)
    try bo.wait(for: "1 edit waiting")
    let kept = URL(filePath: room.folder.file("Bo-state/squall/waiting"))
    func waiting() throws -> String {
      try FileManager.default.contentsOfDirectory(atPath: kept.path).map { name in
        try String(contentsOf: kept.appending(path: name), encoding: .utf8)
      }.joined()
    }
    #expect(try waiting().contains("Waited"))
    try bo.type(":host\r")
    try bo.wait(for: "squall join ")
    try bo.type("q")
    try bo.wait(for: "host ●1")
    try bo.type("gm")
    try bo.wait(for: "the edit that waited is done on it now")
    try bo.type("q")
    try LiveTests.add("Carried", on: bo)
    try bo.type("Q")
    #expect(try bo.waitForEnd() == .exited(0))
    let copies = URL(filePath: room.folder.file("Bo-data/squall"))
    let names = try FileManager.default.contentsOfDirectory(atPath: copies.path)
    let copy = try #require(names.first { $0.hasSuffix(".json") })
    let shown = try Program.run("show", copies.appending(path: copy).path)
    #expect(shown.status == 0)
    #expect(shown.errors == "")
    for text in ["Hosted", "Guested", "Waited", "Carried"] {
      #expect(shown.text.components(separatedBy: text).count == 2, "\(text)")
    }
    // Nothing is left that a host which comes back would be sent once more.
    #expect(try waiting() == "")
  }

  @Test func `a place in a workshop is written to the file of that very name, through no link`()
    throws
  {
    let room = try Room()
    #expect(try room.run("Ana", "show", room.door.participant.url).status == 0)
    let folder = URL(filePath: room.folder.file("Ana-state/squall/guests"))
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    let target = room.folder.file("precious")
    try FileManager.default.removeItem(at: folder.appending(path: name))
    try room.folder.write("precious", to: "precious")
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: name).path, withDestinationPath: target)

    let outcome = try room.run("Ana", "show", room.door.participant.url)

    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("is a symbolic link"))
    #expect(try room.folder.read("precious") == Array("precious".utf8))
  }

  @Test func `who joins is asked for the name that they used last, wherever that was`() throws {
    let room = try Room()
    let first = try room.join("Bo", [room.door.participant.url])
    try first.type("Q")
    #expect(try first.waitForEnd() == .exited(0))

    let other = try Room()
    var environment = room.home(of: "Bo")
    environment["USER"] = "root"
    let terminal = try PseudoTerminal(
      Program.path, ["join", other.door.participant.url],
      environment: TestTerminfo.environment(environment), rows: 24, columns: 110)

    try terminal.wait(for: "(Enter: Bo)")
    try terminal.type("Eva\r")
    try terminal.wait(for: "saved ")
    // Whoever comes back has used their name last, too.
    let again = try room.join("Bo", [room.door.participant.url])
    try again.type("Q")
    #expect(try again.waitForEnd() == .exited(0))
    let third = try Room()
    let last = try PseudoTerminal(
      Program.path, ["join", third.door.participant.url],
      environment: TestTerminfo.environment(environment), rows: 24, columns: 110)
    try last.wait(for: "(Enter: Bo)")
  }

  @Test func `opening a file that a host of this machine serves says how to take part`() throws {
    let room = try Room()
    var environment = room.home(of: "Bo")
    environment["XDG_STATE_HOME"] = room.folder.file("host-state")

    let terminal = try PseudoTerminal(
      Program.path, ["open", room.file], environment: TestTerminfo.environment(environment),
      rows: 24, columns: 110)

    try terminal.wait(for: "'squall join localhost:\(room.door.port) CODE' takes part")
    room.killHost()
    let alone = try PseudoTerminal(
      Program.path, ["open", room.file], environment: TestTerminfo.environment(environment),
      rows: 24, columns: 110)
    try alone.wait(for: "NORMAL")
    #expect(!alone.screen.text.contains("squall join"))
  }
}
