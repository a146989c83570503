import Glibc
import TerminalTestSupport
import Testing

@Suite struct TerminalLifeTests {
  private func start(_ environment: [String: String] = [:]) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      Program.built("TerminalProbe"), environment: TestTerminfo.environment(environment))
    try terminal.wait(for: "size ")
    return terminal
  }

  /// T1: cooked keys, main screen, cursor, mouse and paste marks off.
  private func expectRestored(
    _ terminal: PseudoTerminal, location: SourceLocation = #_sourceLocation
  ) {
    let flags = terminal.attributes.c_lflag
    let cooked = tcflag_t(ECHO | ICANON | ISIG)
    #expect(flags & cooked == cooked, sourceLocation: location)
    #expect(!terminal.screen.isAlternate, sourceLocation: location)
    #expect(terminal.screen.isCursorVisible, sourceLocation: location)
    #expect(terminal.screen.cursorShape == 0, sourceLocation: location)
    #expect(terminal.screen.modes == [], sourceLocation: location)
    #expect(terminal.screen.title == "", sourceLocation: location)
    #expect(terminal.screen.unknown == [], sourceLocation: location)
  }

  @Test func `T1 leaving gives the terminal back`() throws {
    let terminal = try start()
    #expect(terminal.attributes.c_lflag & tcflag_t(ECHO | ICANON) == 0)

    try terminal.type("q")

    #expect(try terminal.waitForEnd() == .exited(0))
    expectRestored(terminal)
    #expect(terminal.screen.text.contains("saved"))
  }

  @Test func `T1 exit and thrown errors give the terminal back`() throws {
    let exiting = try start()
    try exiting.type("ce")
    #expect(try exiting.waitForEnd() == .exited(3))
    expectRestored(exiting)

    let throwing = try start()
    try throwing.type("t")
    #expect(try throwing.waitForEnd() == .exited(69))
    expectRestored(throwing)
    #expect(throwing.screen.contains("refused: system"))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `T1 T3 a signal to end gives the terminal back, and the parent sees it`(
    signal: Int32
  ) throws {
    let terminal = try start()

    terminal.signal(signal)

    #expect(try terminal.waitForEnd() == .signalled(signal))
    expectRestored(terminal)
  }

  @Test(arguments: [SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGBUS])
  func `T1 T3 a signal of a crash gives the terminal back, and the parent sees it`(
    signal: Int32
  ) throws {
    let terminal = try start()

    terminal.signal(signal)

    #expect(try terminal.waitForEnd() == .signalled(signal))
    expectRestored(terminal)
    #expect(terminal.screen.contains("the work is safe"))
  }

  @Test(arguments: ["f", "i", "a", "s", "o"])
  func `T1 T2 a crash gives the terminal back and then says why`(key: String) throws {
    let terminal = try start()

    try terminal.type("c" + key)

    let end = try terminal.waitForEnd()
    #expect(
      [SIGTRAP, SIGILL, SIGABRT, SIGSEGV, SIGBUS].contains { end == .signalled($0) }, "\(end)")
    expectRestored(terminal)
    #expect(terminal.screen.contains("the work is safe"))
    if key == "f" { #expect(terminal.screen.contains("the reason")) }
  }

  @Test func `T1 signals end a program that hears none`() throws {
    let terminal = try start()
    try terminal.type("b")
    try terminal.wait(for: "busy")

    #expect(try terminal.waitForEnd(sending: SIGTERM) == .signalled(SIGTERM))

    expectRestored(terminal)
  }

  @Test func `T1 two signals at once are one: the window that closes sends SIGHUP twice`() throws {
    let terminal = try start()
    terminal.signal(SIGSTOP)
    try terminal.waitUntilStopped()
    for signal in [SIGHUP, SIGTERM, SIGHUP] { terminal.signal(signal) }

    terminal.signal(SIGCONT)

    let end = try terminal.waitForEnd()
    #expect(end == .signalled(SIGHUP) || end == .signalled(SIGTERM))
    #expect(terminal.screen.contains("in good order"))
    expectRestored(terminal)
  }

  /// A shell with job control, with the program running in it: only a shell can stop a program.
  private func startInShell() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i"], environment: TestTerminfo.environment(["PS1": "ready> "]))
    try terminal.wait(for: "ready>")
    try terminal.type(Program.built("TerminalProbe") + "\r")
    try terminal.wait(for: "size ")
    return terminal
  }

  @Test(arguments: ["\u{1a}", "S"])
  func `T4 a program that is stopped gives the terminal back, and going on draws again`(
    key: String
  ) throws {
    let terminal = try startInShell()
    try terminal.type("c" + key)
    try terminal.wait(for: "Stopped")
    expectRestored(terminal)

    terminal.resize(rows: 30, columns: 100)
    try terminal.type("fg\r")

    try terminal.wait(for: "size 30x100")
    try terminal.wait(for: "the modes again") { $0.modes == [2004, 1002, 1006] }
    try terminal.wait(for: "the cursor again") { $0.isCursorVisible && $0.row == 5 }
    #expect(terminal.attributes.c_lflag & tcflag_t(ECHO | ICANON) == 0)
    try terminal.type("j")
    try terminal.wait(for: "last j")
    try terminal.type("q")
    try terminal.wait(for: "saved")
    expectRestored(terminal)
  }

  @Test func `T4 being stopped without warning leaves a program that goes on`() throws {
    let terminal = try start()
    terminal.signal(SIGSTOP)
    try terminal.waitUntilStopped()
    let before = terminal.transcript.count

    terminal.signal(SIGCONT)

    try terminal.wait(for: "another frame") { _ in terminal.transcript.count > before + 200 }
    #expect(terminal.screen.modes == [2004, 1002, 1006])
    try terminal.type("k")
    try terminal.wait(for: "last k")
  }

  @Test func `T5 what is written to standard error comes after the screen, not onto it`() throws {
    let terminal = try start()

    try terminal.type("wwj")
    try terminal.wait(for: "last j")
    #expect(!terminal.screen.contains("noise"))
    try terminal.type("q")

    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.screen.contains("noise\nnoise\nsaved"))
    expectRestored(terminal)
  }

  @Test func `a terminal that goes away ends the program`() throws {
    let terminal = try start()

    terminal.hangUp()

    let end = try terminal.waitForEnd()
    #expect(end == .signalled(SIGHUP) || end == .exited(1))
  }

  @Test(arguments: [
    ("nonsense", "unknownTerminal(\"nonsense\")"), ("", "noTerminalType"),
    ("squall-test-nocup", "noCursorAddressing(\"squall-test-nocup\")"),
    ("dumb", "noCursorAddressing(\"dumb\")"),
  ])
  func `a terminal that cannot be used is refused before anything is written`(
    name: String, reason: String
  ) throws {
    let terminal = try PseudoTerminal(
      Program.built("TerminalProbe"), environment: TestTerminfo.environment(["TERM": name]))

    #expect(try terminal.waitForEnd() == .exited(69))
    #expect(terminal.screen.text.trimmed == "refused: \(reason)")
    #expect(!terminal.transcript.contains(0x1b))
    #expect(terminal.attributes.c_lflag & tcflag_t(ECHO | ICANON) != 0)
  }

  @Test func `what is no terminal is refused`() {
    #expect(Program.run(Program.built("TerminalProbe"), []) == .exited(69))
  }
}

extension String {
  /// Without the line feeds at the end.
  fileprivate var trimmed: Substring {
    var rest = self[...]
    while rest.last == "\n" { rest.removeLast() }
    return rest
  }
}
