import SquallModel
import Testing

@testable import SquallUI

@Suite struct PaneTests {
  @Test func `lanes are added, renamed, moved and removed in their list`() {
    var desk = Desk(Desk.board("E Placed", lanes: ["Sales"]))

    desk.press("g l a")
    desk.type("Warehouse")
    desk.press("Enter")
    #expect(desk.state.board.lanes.map(\.name) == ["Sales", "Warehouse"])
    desk.press("m k Enter")
    #expect(desk.state.board.lanes.map(\.name) == ["Warehouse", "Sales"])
    desk.press("Enter Ctrl-U")
    desk.type("Stock")
    desk.press("Enter")
    #expect(desk.state.board.lanes.map(\.name) == ["Stock", "Sales"])
    desk.press("j d")

    #expect(desk.state.board.lanes.map(\.name) == ["Stock"])
    #expect(desk.said == ["removed lane “Sales”, 1 sticky to the inbox — u undoes"])
    desk.press("u")
    #expect(desk.state.board.lanes.map(\.name) == ["Stock", "Sales"])
    #expect(desk.state.board.inbox.isEmpty)
  }

  @Test func `what waits in the inbox is placed behind the cursor, one by one`() {
    var desk = Desk(Desk.board("E One", "E Two", "E Three"))
    desk.press("l v l m i Enter")
    #expect(desk.drawing == "[E One]\ninbox: E Two  E Three")

    desk.press("i Enter Enter")

    #expect(desk.drawing == "E One  E Two  [E Three]")
    #expect(!desk.state.isPaneFocused)
  }

  @Test func `the list of hotspots takes the cursor along, and x works in it`() {
    var desk = Desk(Desk.board("E One", "! Why?", "E Two", "! How?"))

    desk.press("g h j")
    #expect(desk.state.cursor.sticky?.text == "s4")
    desk.press("x")
    #expect(desk.drawing == "E One  ! Why?  E Two  [! How? done]")
    desk.press("k Enter")

    #expect(!desk.state.isPaneFocused)
    #expect(desk.state.cursor.sticky?.text == "s2")
  }

  @Test func `votes are given, taken back and ranked`() {
    var desk = Desk(Desk.board("E One", "E Two"))

    desk.press("V v l")
    desk.press("3 V v")
    desk.press("g v")
    #expect(desk.state.paneRows.map(\.text) == ["Two", "One"])
    #expect(desk.state.paneRows[0].tail == "3 votes, 3 of them yours")
    desk.press("q V x g v")

    #expect(desk.state.paneRows.map(\.text) == ["One"])
  }

  @Test func `people are listed with what they wrote`() {
    var desk = Desk()
    desk.press("a e")
    desk.type("Placed")
    desk.press("Esc g p")

    #expect(desk.state.paneRows.map(\.text) == ["Ana"])
    #expect(desk.state.paneRows[0].tail == "1 sticky")
  }

  @Test func `the detail follows the cursor and tells what led to an event`() {
    var desk = Desk(SampleBoards.process, rows: 30, columns: 120)

    desk.press("/")
    desk.type("order placed")
    desk.press("Enter o")

    let screen = desk.draw().plainText()
    #expect(screen.contains("Happens about 300 times"))
    #expect(screen.contains("amount: 99.99"))
    #expect(screen.contains("Place order"))
    #expect(!desk.state.isPaneFocused)
  }

  @Test func `K11 Tab goes between board and list, Esc backs out one level`() {
    var desk = Desk(Desk.board("! Why?", "E One"))

    desk.press("g h")
    #expect(desk.state.isPaneFocused)
    desk.press("Tab l")
    #expect(desk.state.cursor.sticky?.text == "s2")
    desk.press("Space Esc")
    #expect(desk.state.selection.isEmpty && desk.state.pane != nil)
    desk.press("Esc Esc Esc")

    #expect(desk.state.pane == nil)
    #expect(!desk.effects.contains(.quit))
  }

  @Test func `K5 help tells what works here, searchable, and asked again everything`() {
    var desk = Desk(Desk.board("E One"))

    desk.press("?")
    let here = desk.state.paneRows.count
    desk.press("/")
    desk.type("pivotal")
    #expect(desk.state.paneRows.contains { $0.text == "pivotal event, or not" })
    #expect(desk.state.paneRows.count < here)
    desk.press("Esc ?")

    #expect(desk.state.paneRows.count > here)
  }

  @Test func `V3 help asked for in a list goes back to that list`() {
    var desk = Desk(Desk.board("! Why?"))

    desk.press("g h ?")
    #expect(desk.state.paneRows.contains { $0.text.hasPrefix("the hotspot is addressed") })
    desk.press("q")
    #expect(desk.state.pane?.kind == .hotspots)
    desk.press("q")

    #expect(desk.state.pane == nil)
  }

  @Test func `Enter in help does what is chosen`() {
    var desk = Desk(Desk.board("E One"))

    desk.press("? /")
    desk.type("tentative")
    desk.press("Enter Enter")

    #expect(desk.drawing == "[E One~]")
  }

  @Test func `squall alone lists sessions: opened by Enter, begun by a, left by q`() {
    let listing = SessionListing(
      path: "Sessions/a.json", title: "Order process", stickies: 12, changed: "yesterday")
    var state = State(
      sessions: [listing], me: Participant(id: ID(checked: "ana"), name: "Ana"), now: Desk.start,
      ids: RandomIDs(SeededGenerator(seed: 1)))
    func press(_ key: Key) -> [Effect] { state.update(.terminal(.key(key)), at: Desk.start) }

    _ = state.update(.resize(rows: 24, columns: 80), at: Desk.start)
    var grid = Grid(rows: 24, columns: 80)
    var view = ProgramView()
    view.draw(state, into: &grid)
    #expect(grid.plainText().contains("Order process"))
    #expect(press(Key(.enter)) == [.openSession(path: "Sessions/a.json")])
    #expect(press(Key("a")) == [])
    for scalar in "New".unicodeScalars { _ = press(Key(scalar)) }
    #expect(press(Key(.enter)) == [.newSession(title: "New")])
    #expect(press(Key(.escape)) == [])
    #expect(press(Key("?")) == [])
    #expect(press(Key("q")) == [])
    #expect(state.pane?.kind == .sessions)

    #expect(press(Key("q")) == [.quit])
  }
}

@Suite struct SessionListTests {
  private func rows(_ listings: [SessionListing]) -> [String] {
    var state = State(
      sessions: listings, me: Participant(id: ID(checked: "ana"), name: "Ana"), now: Desk.start,
      ids: RandomIDs(SeededGenerator(seed: 1)))
    _ = state.update(.resize(rows: 24, columns: 80), at: Desk.start)
    var grid = Grid(rows: 24, columns: 80)
    var view = ProgramView()
    view.draw(state, into: &grid)
    return grid.plainText().split(separator: "\n").dropFirst().prefix(listings.count).map {
      $0.trimmingPrefix("│").split(separator: " ").joined(separator: " ")
    }
  }

  @Test func `two sessions of one title are told apart by where they are, and by who writes`() {
    let listings = [
      SessionListing(
        path: "Sessions/a.json", title: "Order process", stickies: 12, changed: "just now",
        writer: .here),
      SessionListing(
        path: "/home/ana/b.json", title: "Order process", stickies: 9, changed: "1 day ago",
        place: "~/b.json", writer: .elsewhere("Bo")),
      SessionListing(
        path: "Sessions/c.json", title: "Rental", stickies: 1, changed: "2 days ago",
        writer: .elsewhere(nil)),
      SessionListing(
        path: "Sessions/d.json", title: "Returns", stickies: 0, changed: "3 days ago"),
    ]

    #expect(
      rows(listings) == [
        ">1 Order process · Sessions/a.json 12 stickies open here│",
        "2 Order process · ~/b.json 9 stickies open: Bo│",
        "3 Rental 1 sticky open elsewhere│",
        "4 Returns 0 stickies 3 days ago│",
      ])
  }
}

@Suite struct OtherViewTests {
  @Test func `the outline is a view to walk, to write and to mark in`() {
    var desk = Desk(Desk.board("E One", "E Two", "E Three"))

    desk.press("g o j Enter")
    desk.type("!")
    #expect(desk.draw().plainText().contains("Two!"))
    #expect(desk.draw().caret != nil)
    desk.press("Enter *")
    #expect(desk.drawing == "E One  [E Two!*]  E Three")
    desk.press("k m")

    #expect(!desk.state.isOutline, "what is held is moved over the wall")
  }

  @Test func `a word is defined and told, and the glossary lists it`() {
    var desk = Desk(Desk.board("E One"))
    for line in ["define order = what a customer asked for", "define order"] {
      desk.press(":")
      desk.type(line)
      desk.press("Enter")
    }
    desk.press("g d")

    #expect(desk.said == ["order = what a customer asked for"])
    // All of it can be read, on as many lines as it takes.
    #expect(desk.state.paneRows.map(\.text) == ["order = what a customer", "asked for"])
  }

  @Test func `what is picked joins a context, and one sticky leads to another`() {
    var desk = Desk(Desk.board("E One", "E Two"))
    desk.press("v l :")
    desk.type("context Sales")
    desk.press("Enter gg Space l :")
    desk.type("link later")
    desk.press("Enter")

    #expect(desk.state.board.contexts.map(\.stickies.count) == [2])
    #expect(desk.state.board.links.map(\.label) == ["later"])
    desk.press("h o")
    #expect(desk.draw().plainText().contains("leads to (later)"))
  }

  @Test func `F n and F p go through the phases, and the last one says so`() {
    var desk = Desk(Desk.board("E One"))

    desk.press("F p F n F n")

    #expect(desk.state.board.phase == .nameAggregates)
    #expect(desk.said.last == "this is the last phase")
  }

  @Test func `T10 the window is told when the title changes`() {
    var desk = Desk(Desk.board("E One"))

    desk.press(":")
    desk.type("title Returns")

    #expect(desk.press("Enter").contains(.setTitle("Returns - squall")))
    #expect(!desk.press("l").contains(.setTitle("Returns - squall")))
  }

  @Test func `a nearly full text tells how much is left`() {
    var desk = Desk(Desk.board("E One"))

    desk.press("Enter")
    desk.paste(String(repeating: "x", count: 4_000))

    #expect(desk.draw().plainText().contains("93 left"))
  }

  @Test func `the inbox stays when its last sticky is placed, so that q closes only it`() {
    var desk = Desk(Desk.board("E One", "E Two"))
    desk.press("m i Enter i Enter")
    #expect(desk.state.pane?.kind == .inbox)
    #expect(desk.draw().plainText().contains("Nothing waits for a place."))

    desk.press("q")

    #expect(desk.state.pane == nil)
    #expect(!desk.effects.contains(.quit))
  }

  @Test func `a sticky of another day says which`() {
    var sticky = Sticky(id: ID(checked: "s1"), kind: .note, text: "Note")
    sticky.createdAt = Instant(clamping: Desk.start.milliseconds - 172_800_000)
    let board = Desk.emptyBoard()
    #expect(
      Words.writtenBy(sticky, on: board, now: Desk.start)
        == "written on \(Words.day(sticky.createdAt ?? Desk.start)) at "
        + Words.time(Desk.start))
    sticky.createdAt = Desk.start
    #expect(
      Words.writtenBy(sticky, on: board, now: Desk.start)
        == "written at \(Words.time(Desk.start))")
  }

  @Test func `the box of data says how data are written, at every width`() {
    for columns in [40, 80] {
      var desk = Desk(
        Desk.board("E A text that is long enough for the title of a box to be cut"),
        columns: columns)
      desk.press("e")
      #expect(desk.draw().plainText().contains("name: value, one a line"))
    }
  }
}
