import Foundation
import Glibc
import TerminalTestSupport
import Testing

/// The whole program on a terminal of its own.
struct BoardTests {
  /// A copy of the order process, and the board open on it.
  private struct Opened {
    let folder: Folder
    let file: String
    let terminal: PseudoTerminal

    init(
      _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24,
      columns: Int = 80
    ) throws {
      folder = try Folder()
      file = folder.file("order-process.json")
      for ending in ["json", "journal"] {
        let sample = Program.root.appending(path: "Sessions/order-process.\(ending)")
        try folder.write(Array(try Data(contentsOf: sample)), to: "order-process.\(ending)")
      }
      terminal = try BoardTests.start(
        ["open", file, "--as", "Eva"] + arguments, environment, rows: rows, columns: columns)
      try terminal.wait(for: "Place order")
    }

    /// Adds an event at the end, and waits until it is counted as saved.
    func add(_ text: String, saved: Int) throws {
      try terminal.type("Gae\(text)\r")
      try terminal.wait(for: "saved \(saved)")
      try stopWriting()
    }

    /// Gives up the next event of the chain. What follows an escape too soon would be one key with it.
    func stopWriting() throws {
      try terminal.type("\u{1b}")
      try terminal.wait(for: "NORMAL")
    }

    /// The names of the events that are on disk.
    func events() throws -> String { try Program.run("events", file).text }
  }

  private static func start(
    _ arguments: [String], _ environment: [String: String] = [:], rows: Int = 24,
    columns: Int = 80, in folder: String? = nil
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      Program.path, arguments,
      environment: TestTerminfo.environment(
        environment.merging(["SWIFT_BACKTRACE": "enable=no", "USER": "tester"]) { one, _ in one }),
      rows: rows, columns: columns, directory: folder)
  }

  /// T1: cooked keys, main screen, cursor, mouse and paste marks off.
  private func expectRestored(
    _ terminal: PseudoTerminal, location: SourceLocation = #_sourceLocation
  ) {
    let cooked = tcflag_t(ECHO | ICANON | ISIG)
    #expect(terminal.attributes.c_lflag & cooked == cooked, sourceLocation: location)
    #expect(!terminal.screen.isAlternate, sourceLocation: location)
    #expect(terminal.screen.isCursorVisible, sourceLocation: location)
    #expect(terminal.screen.modes == [], sourceLocation: location)
    #expect(terminal.screen.unknown == [], sourceLocation: location)
  }

  @Test func `T5 an event is added by keys, saved, and named when the board is left`() throws {
    let board = try Opened()

    try board.add("Parcel delivered", saved: 25)
    try board.terminal.type("Q")

    #expect(try board.terminal.waitForEnd() == .exited(0))
    expectRestored(board.terminal)
    #expect(board.terminal.screen.text.contains("saved: order-process (25 entries)"))
    #expect(
      try board.events()
        == "Recorded events: ['OrderPlaced', 'OrderShipped', 'ParcelDelivered']\n")
    #expect(try Program.run("check", board.file).status == 0)
  }

  @Test func `looking at a board touches no file`() throws {
    let board = try Opened()
    let before = try board.folder.names()

    try board.terminal.type("llhjQ")

    #expect(try board.terminal.waitForEnd() == .exited(0))
    #expect(try board.folder.names() == before)
    let sample = Program.root.appending(path: "Sessions/order-process.json")
    #expect(try board.folder.read("order-process.json") == Array(Data(contentsOf: sample)))
  }

  @Test(arguments: ["Q", ":q\r", ":wq\r", "\u{3}\u{3}"])
  func `T1 every key that leaves gives the terminal back`(keys: String) throws {
    let board = try Opened()

    try board.terminal.type(keys)

    #expect(try board.terminal.waitForEnd() == .exited(0))
    expectRestored(board.terminal)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `S12 T3 a signal saves, gives the terminal back, and is seen by the parent`(signal: Int32)
    throws
  {
    let board = try Opened()
    try board.add("Parcel lost", saved: 25)

    board.terminal.signal(signal)

    #expect(try board.terminal.waitForEnd() == .signalled(signal))
    expectRestored(board.terminal)
    let text = String(decoding: try board.folder.read("order-process.json"), as: UTF8.self)
    #expect(text.contains("Parcel lost"))
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGQUIT])
  func `T1 T2 a crash gives the terminal back and says where the work is`(signal: Int32) throws {
    let board = try Opened()
    try board.add("Parcel lost", saved: 25)

    board.terminal.signal(signal)

    #expect(try board.terminal.waitForEnd() == .signalled(signal))
    expectRestored(board.terminal)
    #expect(board.terminal.screen.text.contains("order-process.journal"))
    #expect(try board.events().contains("ParcelLost"))
  }

  @Test func `S1 what is shown as saved survives kill -9`() throws {
    let board = try Opened()
    for number in 1...10 {
      try board.add("Step \(number)", saved: 24 + number)
    }

    board.terminal.signal(SIGKILL)

    #expect(try board.terminal.waitForEnd() == .signalled(SIGKILL))
    for number in 1...10 { #expect(try board.events().contains("'Step\(number)'")) }
  }

  @Test func `V8 a resize keeps the text that is being typed`() throws {
    let board = try Opened()

    try board.terminal.type("GaeHalf a word")
    try board.terminal.wait(for: "Half a word")
    board.terminal.resize(rows: 40, columns: 120)
    try board.terminal.wait(for: "the larger screen") {
      $0.rows == 40 && $0.line(39).contains("Enter") && $0.contains("Half a word")
    }
    try board.terminal.type(" more\r")
    try board.terminal.wait(for: "saved 25")

    #expect(try board.events().contains("'HalfAWordMore'"))
  }

  @Test func `V7 a terminal that is too small is told, and recovers by itself`() throws {
    let board = try Opened()

    board.terminal.resize(rows: 5, columns: 20)
    try board.terminal.wait(for: "40x12")
    board.terminal.resize(rows: 12, columns: 40)
    try board.terminal.wait(for: "the board at 40x12") {
      $0.rows == 12 && !$0.contains("40x12") && $0.contains("Order")
    }
    try board.terminal.type("Q")

    #expect(try board.terminal.waitForEnd() == .exited(0))
  }

  @Test func `S9 a board that is opened read-only says so and changes nothing`() throws {
    let board = try Opened(["--read-only"])
    let before = try board.folder.names()

    try board.terminal.type("ae")
    try board.terminal.wait(for: "opened to be read only")
    try board.terminal.type("Q")

    #expect(try board.terminal.waitForEnd() == .exited(0))
    #expect(try board.folder.names() == before)
  }

  @Test func `S1 a text that was being written survives kill -9 and is offered again`() throws {
    let state = try Folder()
    let environment = ["XDG_STATE_HOME": state.path]
    let board = try Opened(environment: environment)
    try board.terminal.type("GaeParcel lo")
    try board.terminal.wait(for: "Parcel lo")
    let name = "squall/drafts"
    let deadline = ContinuousClock.now + .seconds(30)
    // What is still being written has another ending.
    func isKept() -> Bool {
      let names = try? FileManager.default.contentsOfDirectory(atPath: state.file(name))
      return names?.contains { $0.hasSuffix(".json") } ?? false
    }
    while !isKept() {
      try #require(ContinuousClock.now < deadline)
      _ = poll(nil, 0, 20)
    }
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: state.file(name)).first)
    let mode = try FileManager.default.attributesOfItem(atPath: state.file("\(name)/\(file)"))
    #expect((mode[.posixPermissions] as? Int) == 0o600)
    board.terminal.signal(SIGKILL)
    #expect(try board.terminal.waitForEnd() == .signalled(SIGKILL))

    let again = try BoardTests.start(["open", board.file, "--as", "Eva"], environment)
    try again.wait(for: "A text was not finished")
    try again.type("\r")
    try again.wait(for: "ADD EVENT")
    try again.type("st\r")
    try again.wait(for: "saved 25")
    try again.type("\u{1b}")
    try again.wait(for: "NORMAL")
    try again.type("Q")

    #expect(try again.waitForEnd() == .exited(0))
    #expect(try board.events().contains("ParcelLost"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: state.file(name)) == [])
  }

  @Test func `S6 what a script writes under an open board is shown, with what was done here`()
    throws
  {
    let board = try Opened(columns: 160)
    let script = try Program.run(
      "apply", board.file, input: ApplyTests.event("x", "Parcel weighed"),
      environment: ["SQUALL_NAME": "Bo"])
    #expect(script.status == 0)

    try board.add("Parcel lost", saved: 26)

    try board.terminal.wait(for: "elsewhere Bo added event 'Parcel weighed'")
    #expect(board.terminal.screen.text.contains("Parcel lost"))
    try board.add("Parcel found", saved: 27)
    try board.terminal.type("Q")
    #expect(try board.terminal.waitForEnd() == .exited(0))
    let events = try board.events()
    for name in ["ParcelWeighed", "ParcelLost", "ParcelFound"] { #expect(events.contains(name)) }
    #expect(try Program.run("check", board.file).status == 0)
  }

  @Test func `S6 a board that another one writes can be written again when that one is left`()
    throws
  {
    let board = try Opened(columns: 160)
    let second = try BoardTests.start(
      ["open", board.file, "--as", "Bo"], columns: 160)
    try second.wait(for: "Place order")
    try board.add("Step 1", saved: 25)

    // Bo's first edit finds the lock taken, and waits.
    try second.type("GaeStep 2\r")
    try second.wait(for: "read only while tester")
    try second.wait(for: "1 change waits")
    try second.type("\u{1b}")
    try second.wait(for: "NORMAL")
    try board.add("Step 3", saved: 26)
    try second.wait(for: "Step 3")
    try board.terminal.type("Q")
    #expect(try board.terminal.waitForEnd() == .exited(0))
    try second.type("r")
    try second.wait(for: "saved 27")
    try second.type("Q")

    #expect(try second.waitForEnd() == .exited(0))
    let events = try board.events()
    for name in ["Step1", "Step2", "Step3"] { #expect(events.contains(name)) }
    #expect(try Program.run("check", board.file).status == 0)
  }

  @Test(arguments: ["m", "t"])
  func `O6 files that are put back to an older state under a board are asked about`(
    answer: String
  ) throws {
    let board = try Opened(columns: 120)
    try board.add("Parcel lost", saved: 25)
    for ending in ["json", "journal"] {
      let sample = Program.root.appending(path: "Sessions/order-process.\(ending)")
      let bytes = Array(try Data(contentsOf: sample))
      try board.folder.write(bytes, to: "new")
      #expect(
        rename(board.folder.file("new"), board.folder.file("order-process.\(ending)")) == 0)
    }

    try board.terminal.type("GaeParcel found\r")
    try board.terminal.wait(for: "Parcel found")
    try board.terminal.type("\u{1b}")
    try board.terminal.wait(for: "Another board stands in the files")
    try board.terminal.type(answer)
    try board.terminal.wait(for: "NORMAL")
    try board.terminal.wait(for: "saved")
    try board.terminal.type("Q")

    #expect(try board.terminal.waitForEnd() == .exited(0))
    let events = try board.events()
    #expect(events.contains("ParcelLost") == (answer == "m"))
    #expect(events.contains("ParcelFound"))
    #expect(try Program.run("check", board.file).status == 0)
  }

  @Test func `S6 who opens what somebody writes is told who does, and may look`() throws {
    let board = try Opened()
    try board.add("A step", saved: 25)

    let second = try BoardTests.start(["open", board.file], columns: 160)
    try second.wait(for: "A step")
    try second.wait(for: "being written by tester")
    try second.type("Q")

    #expect(try second.waitForEnd() == .exited(0))
    #expect(try Program.run("apply", board.file).status == 0)
    let script = try Program.run("apply", board.file, input: ApplyTests.event("x", "X"))
    #expect(script.status == 75)
  }

  @Test func `T6 a locale without UTF-8 gets a board of ASCII`() throws {
    let board = try Opened(environment: ["LC_ALL": "C"])

    #expect(board.terminal.screen.text.unicodeScalars.allSatisfy { $0.isASCII })
    try board.terminal.type("Q")
    #expect(try board.terminal.waitForEnd() == .exited(0))
  }

  @Test func `T7 the mouse is left to the terminal where that is asked for`() throws {
    let with = try Opened()
    let without = try Opened(["--no-mouse"])

    #expect(with.terminal.screen.modes.contains(1006))
    #expect(!without.terminal.screen.modes.contains(1006))
  }

  @Test func `T1 no text of a file reaches the terminal as a control sequence`() throws {
    let folder = try Folder()
    let file = try folder.write(
      #"{"title": "\u001b]0;gone\u0007\u009b2J", "lanes": [{"id": "l", "name": "\u001b[2J"}], "#
        + #""stickies": [{"kind": "domainEvent", "text": "Mark\u001b[31m \u202eevil", "lane": "l", "#
        + #""note": "\u0085\u0000"}]}"#, to: "evil.json")

    let terminal = try BoardTests.start(["open", file])
    try terminal.wait(for: "Mark^[[31m")
    try terminal.type("oQ")

    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.screen.unknown == [])
    #expect(!String(decoding: terminal.transcript, as: UTF8.self).contains("\u{1b}]0;gone"))
  }

  @Test func `F1 squall alone lists the sessions it finds, and opens one`() throws {
    let folder = try Folder()
    let sessions = folder.path + "/Sessions"
    try FileManager.default.createDirectory(atPath: sessions, withIntermediateDirectories: true)
    _ = try Program.run("new", "\(sessions)/one.json", "--title", "The first")
    _ = try Program.run("new", "\(sessions)/two.json", "--title", "The second")
    try folder.write("garbage", to: "Sessions/bad.json")

    let terminal = try BoardTests.start([], in: folder.path)
    try terminal.wait(for: "both sessions") {
      $0.contains("The first") && $0.contains("The second") && $0.contains("bad.json")
    }
    try terminal.type("q")

    #expect(try terminal.waitForEnd() == .exited(0))
    expectRestored(terminal)
  }

  @Test func `F1 squall alone makes a session in the data directory where there is none`() throws {
    let folder = try Folder()

    let terminal = try BoardTests.start(
      [], ["XDG_DATA_HOME": folder.path + "/data"], in: folder.path)
    try terminal.wait(for: "No session")
    try terminal.type("aOrder intake\r")
    try terminal.wait(for: "Order intake · big picture")
    try terminal.type("aeOrder received\r")
    try terminal.wait(for: "saved 3")
    try terminal.type("\u{1b}")
    try terminal.wait(for: "NORMAL")
    try terminal.type("Q")

    #expect(try terminal.waitForEnd() == .exited(0))
    let made = folder.path + "/data/squall/order-intake.json"
    #expect(try Program.run("events", made).text == "Recorded events: ['OrderReceived']\n")
  }

  @Test func `a copy is saved under another name without leaving`() throws {
    let board = try Opened()

    try board.terminal.type(":save-as \(board.folder.file("copy.json"))\r")
    try board.terminal.wait(for: "a copy was saved as")
    try board.terminal.type("Q")

    #expect(try board.terminal.waitForEnd() == .exited(0))
    let copy = try Program.run("events", board.folder.file("copy.json"))
    #expect(copy.text == "Recorded events: ['OrderPlaced', 'OrderShipped']\n")
  }

  @Test(arguments: ["", "nosuchterm", "dumb"])
  func `a terminal that cannot be used is told with what can be`(name: String) throws {
    let folder = try Folder()
    let file = folder.file("a.json")
    _ = try Program.run("new", file)

    let terminal = try BoardTests.start(["open", file], ["TERM": name])

    #expect(try terminal.waitForEnd() == .exited(69))
    #expect(terminal.screen.text.contains("squall: "))
    #expect(terminal.screen.text.contains("squall show"))
  }

  @Test func `T11 a long text is written in the person's own editor`() throws {
    let board = try Opened(
      environment: ["EDITOR": "sed -i s/Customer/Buyer/"])

    try board.terminal.type(":edit-in-editor\r")
    try board.terminal.wait(for: "Buyer")
    try board.terminal.type("Q")

    #expect(try board.terminal.waitForEnd() == .exited(0))
    #expect(try Program.run("show", board.file).text.contains("actor: Buyer"))
  }
}
