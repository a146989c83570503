import SquallModel
import Testing

@testable import SquallUI

/// What undo and redo say that they did.
@Suite struct TakingBackTests {
  @Test(arguments: [
    ("a e P a r c e l Esc", "added “Parcel”"),
    ("d", "deleted “Placed”"),
    ("Enter Ctrl-U N e w Enter", "reworded to “New”"),
    ("m l l l Enter", "moved “Placed”"),
    ("*", "made “Placed” pivotal"),
    ("t", "marked “Placed” as tentative"),
    ("c p", "made “Placed” a policy"),
    ("V v", "your votes for “Placed”"),
    ("v l d", "deleted “Placed”, and 1 more"),
    ("e a : Space 1 Esc", "data “a” of “Placed”"),
    ("g n T o Esc", "the note on “Placed”"),
    ("g l a L a b Enter q", "added lane “Lab”"),
    ("g l Enter Ctrl-U L a b Enter q", "renamed lane “Lab”"),
    ("s", "made room"),
  ])
  func `M12 undo and redo say what they took back and did again`(keys: String, what: String) {
    var desk = Desk(Desk.board("E Placed", "E Paid", lanes: ["Sales", "Store"]))
    desk.press(keys)
    desk.wait(5_000)

    desk.press("u")
    #expect(desk.said == [Words.undone([what])])
    desk.press("U")

    #expect(desk.said == [Words.redone([what])])
  }

  @Test func `what has come or gone is told, not what moved with it`() {
    var desk = Desk(Desk.board("E Placed", "E Paid"), columns: 120)
    desk.press("!")
    desk.type("Twice?")
    desk.press("Enter Esc g g d u")

    #expect(desk.said.last?.hasPrefix("undone: deleted “Placed”, and 1 more") == true)
    #expect(desk.drawing.contains("Placed"))
  }

  @Test func `a key that changes nothing is no change of the workshop, so nothing is read anew`() {
    var desk = Desk(Desk.board("E Placed", "E Paid"))
    desk.press("t")
    let version = desk.state.document.version

    desk.press("h l j k G g g")

    #expect(desk.state.document.version == version)
    #expect(desk.state.memory.version == version)
    desk.press("u")
    #expect(desk.state.document.version > version)
  }

  @Test func `several steps are told in one line`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("* t 2 u")
    #expect(
      desk.said.last == Words.undone(["marked “Placed” as tentative", "made “Placed” pivotal"]))
  }
}
