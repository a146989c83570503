import SquallModel
import Testing

@testable import SquallUI

@Suite struct SavingTests {
  @Test func `saved is said only of what was acknowledged`() {
    var desk = Desk(Desk.board("E Placed"))
    func shows(_ text: String) -> Bool { desk.draw().plainText().contains(text) }

    desk.press("t t t")
    #expect(shows("saving 4…"))
    desk.take(.recorder(.recorded(through: 2)))
    #expect(shows("saving 2…"))
    desk.record()

    #expect(shows("saved 4"))
  }

  @Test func `every entry is handed out once, in order, without gaps`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("t * d u a e")
    desk.type("Paid")
    desk.press("Enter Esc")

    #expect(desk.recorded.map(\.sequence) == Array(1...desk.recorded.count))
    #expect(desk.state.document.workshop.sequence == desk.recorded.count)
  }

  @Test func `D7 after a failed flush the screen says which call and why, and edits stop`() {
    var desk = Desk(Desk.board("E Placed"), columns: 120)
    desk.press("t")
    let failure = Saving.Failure(call: "fdatasync", cause: "No space left on device")

    desk.take(.recorder(.failed(failure)))
    desk.take(.recorder(.recorded(through: 2)))
    desk.press("d")

    let screen = desk.draw().plainText()
    #expect(screen.contains("fdatasync: No space left on device"))
    #expect(screen.contains("2 changes only in memory"))
    #expect(screen.contains("NOT SAVED: 2"))
    #expect(desk.state.board.stickyCount == 1)
    #expect(desk.state.document.saving.recorded == 0)
  }

  @Test func `S4 leaving asks only where something would be lost`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("t")
    #expect(desk.press("q") == [.quit])

    desk.take(.recorder(.failed(Saving.Failure(call: "write", cause: "Input/output error"))))
    #expect(desk.press("Q") == [])
    #expect(desk.draw().plainText().contains("Leave and lose"))
    #expect(desk.press("Enter") == [])
    #expect(desk.state.mode == .normal)
    desk.press("Q s")
    desk.type("/tmp/x.json")
    #expect(desk.press("Enter") == [.saveCopy(path: "/tmp/x.json")])

    #expect(desk.press("Q y") == [.quit])
    desk.press("Esc")
    desk.take(.copySaved(path: "/tmp/x.json", failure: nil))
    #expect(desk.press("Q") == [.quit], "a copy has all of it")
  }

  @Test func `K13 q closes a list first, Q and :q leave`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("g h q")
    #expect(desk.state.pane == nil)
    #expect(!desk.effects.contains(.quit))
    #expect(desk.press("Q") == [.quit])
    desk.press(":")
    desk.type("q")

    #expect(desk.press("Enter") == [.quit])
  }

  @Test func `K14 Ctrl-C cancels and says how to leave, the second one within a second leaves`() {
    var desk = Desk(Desk.board("E Placed"))

    #expect(desk.press("Ctrl-C") == [])
    #expect(desk.said == [Words.leaveHint])
    desk.wait(1_001)
    #expect(desk.press("Ctrl-C") == [])
    desk.wait(500)

    #expect(desk.press("Ctrl-C") == [.quit])
  }

  @Test func `the end that the system asks for comes without a question`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.press("Enter")

    #expect(desk.take(.end) == [.quit])
  }

  @Test func `V10 the same thing said again is counted, and stays to be read`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("Ctrl-B Ctrl-B Ctrl-B")
    #expect(desk.draw().plainText().contains("×3"))
    desk.wait(4_001)
    #expect(desk.said.isEmpty)
    desk.press("g m")

    #expect(desk.draw().plainText().contains("no action on Ctrl-B"))
  }

  @Test func `T4 Ctrl-Z suspends and Ctrl-L redraws, whatever goes on`() {
    for keys in ["", "Enter", "m", ":", "g"] {
      var desk = Desk(Desk.board("E Placed"))
      desk.press(keys)
      let mode = desk.state.mode

      #expect(desk.press("Ctrl-Z") == [.suspend])
      #expect(desk.press("Ctrl-L") == [.redraw])
      #expect(desk.state.mode == mode)
    }
  }
}
