import SquallModel
import Testing

@testable import SquallUI

@Suite struct PromptTests {
  private let row = Desk(Desk.board("E Order placed", "E Paid", "E Order packed", "E Order sent"))

  @Test func `K4 search goes to a match while it is typed, n and N go on, Esc clears`() {
    var desk = row

    desk.press("l /")
    desk.type("order")
    #expect(desk.state.cursor.sticky?.text == "s3")
    #expect(desk.state.matchCount == "2/3")
    desk.press("Enter n")
    #expect(desk.state.cursor.sticky?.text == "s4")
    #expect(desk.draw().plainText().contains("3/3"))
    desk.press("n")
    #expect(desk.state.cursor.sticky?.text == "s1")
    desk.press("N")
    #expect(desk.state.cursor.sticky?.text == "s4")
    desk.press("Esc")

    #expect(desk.state.search.pattern == nil)
  }

  @Test func `a search that is given up goes back to where it began`() {
    var desk = row

    desk.press("l /")
    desk.type("sent")
    desk.press("Esc")

    #expect(desk.state.cursor.sticky?.text == "s2")
    #expect(desk.state.search.found.isEmpty)
  }

  @Test func `a search finds fields and notes, and says when there is nothing`() {
    var desk = row
    desk.press("l e")
    desk.type("amount: 99.99")
    desk.press("Esc l g n")
    desk.type("fragile")
    desk.press("Esc gg /")
    desk.type("99.9")
    desk.press("Enter")
    #expect(desk.state.cursor.sticky?.text == "s2")
    desk.press("/")
    desk.type("FRAG")
    desk.press("Enter")
    #expect(desk.state.cursor.sticky?.text == "s3")
    desk.press("/")
    desk.type("nowhere")
    desk.press("Enter")

    #expect(desk.said == ["nothing found"])
  }

  @Test func `a filter lets only what fits stand out`() {
    var desk = row

    desk.press("&")
    desk.type("order")
    desk.press("Enter")

    #expect(desk.state.scene.filter == Set(["s1", "s3", "s4"].map { ID(checked: $0) }))
    desk.press("Esc")
    #expect(desk.state.scene.filter == nil)
  }

  @Test(arguments: [
    ("zoom dots", Zoom.dots), ("zoom 2", .titles), ("zoom details", .details),
  ])
  func `K6 the command line takes arguments`(line: String, zoom: Zoom) {
    var desk = row

    desk.press(":")
    desk.type(line)
    desk.press("Enter")

    #expect(desk.state.zoom == zoom)
  }

  @Test func `Tab completes names and arguments, Up brings back what was written`() {
    var desk = row

    desk.press(":")
    desk.type("zoo")
    #expect(desk.draw().plainText().contains("zoom-in"))
    desk.press("Tab")
    desk.type("de")
    desk.press("Tab Enter")
    #expect(desk.state.zoom == .details)
    desk.press("- : Up Enter")

    #expect(desk.state.zoom == .details)
  }

  @Test func `an unknown name or argument is told, with what was probably meant`() {
    var desk = row

    desk.press(":")
    desk.type("pivotl")
    desk.press("Enter :")
    desk.type("zoom near")
    desk.press("Enter :")
    desk.type("undo 3")
    desk.press("Enter")

    #expect(desk.said[0] == "there is no :pivotl — did you mean :pivotal")
    #expect(desk.said[1].hasPrefix(":zoom takes one of dots, titles"))
    #expect(desk.said[2] == ":undo takes nothing behind it")
  }

  @Test(arguments: [
    ("pivotal", "pivotal"), ("half a screen on", "half-page-right"), ("gp", "people"),
  ])
  func `D5 the palette finds by name, words and key`(query: String, id: String) {
    let found = Fuzzy.actions(fitting: query, keymap: .standard)

    #expect(found.first?.id == id)
  }

  @Test func `the palette does what is chosen, and what was used lately comes first`() {
    var desk = row

    desk.press("Ctrl-P")
    desk.type("tentative")
    desk.press("Enter")
    #expect(desk.drawing.hasPrefix("[E Order placed~]"))
    desk.press("Ctrl-P")

    #expect(
      desk.state.suggestions(for: Prompt(purpose: .palette, field: TextField())).first?.text
        == "tentative")
    desk.press("Enter")
    #expect(desk.drawing.hasPrefix("[E Order placed]"))
  }

  @Test func `S3 :w says that everything is saved already`() {
    var desk = row

    desk.press(":")
    desk.type("w")
    desk.press("Enter")

    #expect(desk.said == [Words.alreadySaved])
  }

  @Test func `:title, :phase and :level change the workshop`() {
    var desk = row
    for line in ["title Returns", "phase previous", "level process", "phase next"] {
      desk.press(":")
      desk.type(line)
      desk.press("Enter")
    }

    #expect(desk.state.board.title == "Returns")
    #expect(desk.state.board.level == .process)
    #expect(desk.state.board.phase == .collectEvents)
  }

  @Test func `:save-as and :open hand paths out`() {
    var desk = row
    for line in ["save-as other place.json", "open b.json", "open"] {
      desk.press(":")
      desk.type(line)
      desk.press("Enter")
    }

    #expect(
      desk.effects == [
        .saveCopy(path: "other place.json"), .openSession(path: "b.json"), .listSessions,
      ])
    #expect(desk.state.pane?.kind == .sessions)
  }

  @Test func `completions say what each word means, and what a setting is now is told`() {
    let desk = Desk()
    for name in ["theme", "zoom", "mouse", "level"] {
      let offered = desk.state.suggestions(
        for: Prompt(purpose: .command, field: TextField(name + " ")))
      let words = offered.map(\.words)
      #expect(Set(words).count == (name == "zoom" ? 4 : words.count), "\(name)")
      #expect(!words.contains("colours of its own"), "a theme without words")
    }
    let phases = desk.state.suggestions(
      for: Prompt(purpose: .command, field: TextField("phase ")))
    #expect(phases.map(\.text).contains("phase rules"))
    #expect(!phases.map(\.text).contains("phase kickOff"))
    #expect(phases.first { $0.text == "phase rules" }?.words == Words.phase(.rules))

    for (line, told) in [
      ("mouse off", Words.hasMouse(false)), ("theme dark", Words.theme("dark")),
      ("ascii on", Words.drawsASCII(true)), ("q?", "there is no :q? — did you mean :q"),
    ] {
      var desk = Desk()
      desk.press(":")
      desk.type(line)
      desk.press("Enter")
      #expect(desk.said == [told])
    }
  }
}
