import Glibc
import SquallTerminal
import SquallUI
import TerminalTestSupport

/// The smallest program on a terminal: each key does one thing that a test wants to see.
@main struct Probe {
  private struct Unexpected: Error {}

  private let mailbox: Mailbox<Int>
  private let loop: EventLoop<Int>
  private let terminal: Terminal
  private var lines: [SafeText] = Array(repeating: "", count: 8)
  private var wakes = 0
  private var keys = 0
  private var scene: Int?
  private var caret: Grid.Caret?

  static func main() throws {
    var options = TerminalOptions(title: "squall probe")
    if CommandLine.arguments.contains("--no-mouse") { options.usesMouse = false }
    if CommandLine.arguments.contains("--ascii") { options.charset = .ascii }
    if CommandLine.arguments.contains("--no-title") { options.title = nil }
    do throws(TerminalError) {
      var probe = try Probe(options)
      do { try probe.run() } catch {
        // A throw leaves the terminal to the end of its owner's life.
        throw .system(call: "thrown", number: 0)
      }
    } catch {
      fputs("refused: \(error)\n", Probe.standardError)
      exit(69)
    }
  }

  private static var standardError: UnsafeMutablePointer<FILE>? { fdopen(dup(2), "w") }

  private init(_ options: TerminalOptions) throws(TerminalError) {
    mailbox = try Mailbox(limit: 5000)
    loop = try EventLoop(mailbox: mailbox)
    terminal = try Terminal(options)
    terminal.setCrashNote(["the work is safe"])
  }

  private mutating func run() throws {
    draw()
    while true {
      let wake = loop.wait()
      wakes += 1
      if let signal = wake.endingSignal {
        terminal.restore()
        write(2, "in good order\n", 14)
        Signal.die(by: signal)
      }
      if wake.isHungUp {
        terminal.restore()
        exit(1)
      }
      if wake.isResized { terminal.resize() }
      if wake.wantsSuspend { terminal.suspend() }
      if wake.isContinued { terminal.resume() }
      if !wake.messages.isEmpty {
        lines[4] = "messages \(wake.messages.count) sum \(wake.messages.reduce(0, +))"
      }
      for input in wake.inputs where try take(input) == false {
        terminal.restore()
        write(2, "saved\n", 6)
        return
      }
      draw()
    }
  }

  private mutating func draw() {
    var grid = Grid(rows: terminal.rows, columns: terminal.columns)
    if let scene {
      grid = Scenes.grid(rows: terminal.rows, columns: terminal.columns, seed: scene)
      grid.put("scene \(scene) ", row: 0, column: 0, role: .mode)
    } else {
      let size = "size \(terminal.rows)x\(terminal.columns) depth \(terminal.depth.rawValue)"
      grid.put("\(size) \(terminal.charset)", row: 0, column: 0, role: .title)
      for (row, line) in lines.enumerated() {
        grid.put(line, row: row + 1, column: 0, role: .plain)
      }
      grid.box(
        Rect(row: 10, column: 0, rows: 3, columns: 12), .double, terminal.charset,
        role: .popupBorder)
      grid.put("注文 e\u{301}", row: 11, column: 1, role: .domainEvent)
    }
    grid.caret = caret
    terminal.draw(grid)
  }

  /// False ends the program.
  private mutating func take(_ input: TerminalInput) throws -> Bool {
    switch input {
    case .key(let key):
      keys += 1
      lines[0] = "keys \(keys) last \(key)"
      return try act(on: key)
    case .paste(let paste):
      lines[1] = "paste \(paste.lines.count) first \(paste.lines.first ?? "")"
    case .mouse(let mouse): lines[2] = "mouse \(mouse.kind) \(mouse.row) \(mouse.column)"
    case .focus(let isOn): lines[3] = "focus \(isOn)"
    }
    return true
  }

  private mutating func act(on key: Key) throws -> Bool {
    switch key.description {
    case "q": return false
    case "e": exit(3)
    case "t": throw Unexpected()
    case "n": scene = (scene ?? 0) + 1
    case "0": scene = nil
    case "w": write(2, "noise\n", 6)
    case "c": caret = caret == nil ? Grid.Caret(row: 5, column: 7, shape: .bar) : nil
    case "T": terminal.setTitle("new \u{1b}]title\u{7}")
    case "y": lines[5] = "copied \(terminal.copy(["one", "two"]))"
    case "Y":
      let long = SafeText(String(repeating: "x", count: Terminal.maximumCopy + 1))
      lines[5] = "copied \(terminal.copy([long]))"
    case "m": terminal.setMouse(!terminal.usesMouse)
    case "r": terminal.redraw()
    case "p": post()
    case "W": lines[6] = "wakes \(wakes)"
    case "Ctrl-Z": terminal.suspend()
    case "S": kill(getpid(), SIGTSTP)
    default: crash(key)
    }
    return true
  }

  private func post() {
    var threads: [pthread_t] = [0, 0]
    let pointer = Unmanaged.passUnretained(mailbox).toOpaque()
    for index in threads.indices {
      pthread_create(
        &threads[index], nil,
        { raw in
          guard let raw else { return nil }
          let mailbox = Unmanaged<Mailbox<Int>>.fromOpaque(raw).takeUnretainedValue()
          for _ in 0..<1000 { mailbox.post(1) }
          return nil
        }, pointer)
    }
    for thread in threads { pthread_join(thread, nil) }
  }

  private func crash(_ key: Key) {
    switch key.description {
    case "f": fatalError("the reason")
    case "i":
      let empty = [Int](repeating: 0, count: keys - keys)
      _ = empty[keys]
    case "a": abort()
    case "s": UnsafeMutablePointer<Int>(bitPattern: 8 * keys)?.pointee = 1
    case "o": _ = overflow(keys)
    case "b":
      var grid = Grid(rows: terminal.rows, columns: terminal.columns)
      grid.put("busy", row: 0, column: 0, role: .title)
      terminal.draw(grid)
      while keys > 0 {}
    default: break
    }
  }

  private func overflow(_ depth: Int) -> Int {
    depth < 0 ? 0 : overflow(depth + 1) &+ overflow(depth + 2)
  }
}
