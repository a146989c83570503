import SquallUI
import TerminalTestSupport
import Testing

@Suite struct TerminalScreenTests {
  private func start(
    _ arguments: [String] = [], _ environment: [String: String] = [:], rows: Int = 24,
    columns: Int = 80
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      Program.built("TerminalProbe"), arguments,
      environment: TestTerminfo.environment(environment), rows: rows, columns: columns)
    try terminal.wait(for: "size ")
    return terminal
  }

  @Test func `the first frame shows texts, borders, wide and marked glyphs`() throws {
    let terminal = try start()

    try terminal.wait(for: "╔══════════╗")
    #expect(terminal.screen.line(0) == "size 24x80 depth 256 unicode")
    try terminal.wait(for: "the text in its box") { $0.line(11) == "║注文 e\u{301}    ║" }
    #expect(terminal.screen.isAlternate)
    #expect(!terminal.screen.isCursorVisible)
    #expect(terminal.screen.modes == [2004, 1002, 1006])
    #expect(terminal.screen.unknown == [])
  }

  @Test(arguments: [("squall-test", ColourDepth.indexed), ("squall-test-16", .sixteen)])
  func `P3 whatever changes from frame to frame, the screen is the last grid`(
    name: String, depth: ColourDepth
  ) throws {
    let terminal = try start([], ["TERM": name], rows: 20, columns: 60)
    for scene in 1...25 {
      try terminal.type("n")
      var grid = Scenes.grid(rows: 20, columns: 60, seed: scene)
      grid.put("scene \(scene) ", row: 0, column: 0, role: .mode)
      do {
        try terminal.wait(for: "scene \(scene) as drawn") { difference($0, grid, depth) == nil }
      } catch {
        Issue.record("\(difference(terminal.screen, grid, depth) ?? "")\n\(grid.plainText())")
        throw error
      }
    }
    #expect(terminal.screen.unknown == [])
  }

  /// The first place where the screen is not the grid.
  private func difference(_ screen: ScreenModel, _ grid: Grid, _ depth: ColourDepth) -> String? {
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let cell = grid[row, column]
        if cell.glyph.columns == 0 { continue }
        let place = screen.places[row * grid.columns + column]
        var text = ""
        cell.glyph.write(to: &text)
        let face = Theme.terminal.face(of: cell.role, at: depth)
        var pen = ScreenModel.Pen()
        if case .indexed(let index) = face.foreground { pen.foreground = Int(index) }
        if case .indexed(let index) = face.background { pen.background = Int(index) }
        pen.attributes = face.attributes(adding: cell.attributes)
        var seen = place.pen
        if cell.glyph.isSpace { (pen, seen) = (onSpace(pen), onSpace(seen)) }
        if place.text != text || seen != pen {
          return "row \(row), column \(column): \(place) is not \(text) \(pen)"
        }
      }
    }
    return nil
  }

  /// What is seen of a pen on a space: ncurses leaves out the rest.
  private func onSpace(_ pen: ScreenModel.Pen) -> ScreenModel.Pen {
    var pen = pen
    pen.attributes.subtract([.bold, .dim])
    if pen.attributes.isEmpty { pen.foreground = nil }
    return pen
  }

  @Test func `P3 a small change is a few bytes, and no change is none`() throws {
    let terminal = try start()
    try terminal.type("j")
    try terminal.wait(for: "keys 1 last j")
    let before = terminal.transcript.count

    try terminal.type("j")
    try terminal.wait(for: "keys 2 last j")

    #expect(terminal.transcript.count - before < 40)
  }

  @Test func `keys, mouse and pastes arrive`() throws {
    let terminal = try start(columns: 100)

    try terminal.type("\u{1b}[1;2D")
    try terminal.wait(for: "last Shift-Left")
    try terminal.type("\u{1b}")
    try terminal.wait(for: "last Esc")
    try terminal.type("é")
    try terminal.wait(for: "last é")
    try terminal.type("\u{1b}[<32;240;7M")
    try terminal.wait(for: "mouse drag(")
    #expect(terminal.screen.contains(" 6 239"))
    let lines = (1...200).map { "Event \($0)" }.joined(separator: "\r")
    try terminal.type("\u{1b}[200~\(lines)\r\u{1b}[201~")
    try terminal.wait(for: "paste 200 first Event 1")
  }

  @Test func `V8 another size is another frame, however many sizes come at once`() throws {
    let terminal = try start()

    for size in 0..<20 { terminal.resize(rows: 30 + size, columns: 90 + size) }

    try terminal.wait(for: "size 49x109")
    try terminal.wait(for: "╚══════════╝")
    terminal.resize(rows: 12, columns: 40)
    try terminal.wait(for: "size 12x40")
    #expect(terminal.screen.unknown == [])
  }

  @Test func `W7 the real cursor stands in the text field, with its shape`() throws {
    let terminal = try start()

    try terminal.type("c")
    try terminal.wait(for: "a cursor") { $0.isCursorVisible && $0.row == 5 && $0.column == 7 }
    #expect(terminal.screen.cursorShape == 6)

    try terminal.type("c")
    try terminal.wait(for: "no cursor") { !$0.isCursorVisible }
  }

  @Test func `T10 the title is set, made safe, and given back`() throws {
    let terminal = try start()
    #expect(terminal.screen.title == "squall probe")

    try terminal.type("T")
    try terminal.wait(for: "the new title") { $0.title == "new ^[]title^G" }

    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.screen.title == "")
  }

  @Test func `T9 a copy is sent, unless it is too long or the terminal has no clipboard`() throws {
    let terminal = try start()

    try terminal.type("y")
    try terminal.wait(for: "copied true")
    #expect(terminal.screen.clipboard == ["b25lCnR3bw=="])
    try terminal.type("Y")
    try terminal.wait(for: "copied false")
    #expect(terminal.screen.clipboard.count == 1)

    let linux = try start([], ["TERM": "linux", "TERMINFO": ""])
    try linux.type("y")
    try linux.wait(for: "copied false")
    #expect(linux.screen.clipboard == [])
    #expect(linux.screen.title == "")
  }

  @Test func `T7 the mouse can be left alone, and given back`() throws {
    let quiet = try start(["--no-mouse"])
    #expect(quiet.screen.modes == [2004])

    let terminal = try start()
    try terminal.type("m")
    try terminal.wait(for: "the mouse to be given back") { $0.modes == [2004] }
    try terminal.type("m")
    try terminal.wait(for: "the mouse to be taken") { $0.modes == [2004, 1002, 1006] }
  }

  @Test func `T6 a locale without UTF-8 gets ASCII`() throws {
    let terminal = try start([], ["LC_ALL": "C"])

    try terminal.wait(for: "ascii")
    try terminal.wait(for: "#==========#")
    try terminal.wait(for: "the text in ASCII") { $0.line(11) == "#???? e    #" }
    #expect(terminal.transcript.allSatisfy { $0 < 0x80 })
  }

  @Test func `C8 ASCII furniture leaves the texts of the board as they are`() throws {
    let terminal = try start(["--ascii"])

    try terminal.wait(for: "#==========#")
    try terminal.wait(for: "the text as it is") { $0.line(11) == "#注文 e\u{301}    #" }
  }

  @Test func `T6 a locale that is not installed still gets UTF-8`() throws {
    let terminal = try start([], ["LC_ALL": "xx_YY.UTF-8"])

    try terminal.wait(for: "注文")
  }

  @Test func `C7 NO_COLOR leaves attributes and no colour`() throws {
    let terminal = try start([], ["NO_COLOR": "1"])

    try terminal.wait(for: "depth 0")
    try terminal.type("n")
    try terminal.wait(for: "scene 1")
    let pens = terminal.screen.places.map(\.pen)
    #expect(pens.allSatisfy { $0.foreground == nil && $0.background == nil })
    #expect(pens.contains { !$0.attributes.isEmpty })
  }

  @Test func `C6 a terminal without colours is drawn on as well`() throws {
    let terminal = try start([], ["TERM": "vt100", "TERMINFO": ""])

    try terminal.wait(for: "depth 0")
    try terminal.type("n")
    try terminal.wait(for: "scene 1")
  }

  @Test func `messages of other threads wake the loop, and none is lost up to the limit`() throws {
    let terminal = try start()

    try terminal.type("p")
    try terminal.wait(for: "messages 2000 sum 2000")
    try terminal.type("ppp")
    try terminal.wait(for: "messages 5000 sum 5000")
  }

  @Test func `P4 nothing wakes the loop but what happens`() throws {
    let terminal = try start()
    try terminal.type("W")
    try terminal.wait(for: "wakes 1")

    try terminal.type("\u{1b}")
    try terminal.wait(for: "last Esc")
    try terminal.type("W")

    try terminal.wait(for: "wakes 3")
  }
}
