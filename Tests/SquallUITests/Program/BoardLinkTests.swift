import SquallModel
import Testing

@testable import SquallUI

/// Links on the board, and the ways along them.
@Suite struct BoardLinkTests {
  private func linked() -> Desk {
    var desk = Desk(Desk.board("E Placed", "E Paid", "E Shipped"), columns: 100)
    desk.press("Space l l :")
    desk.type("link triggers")
    desk.press("Enter")
    return desk
  }

  @Test func `both ends of a link are marked, and the other end stands out`() throws {
    var desk = linked()

    let lines = desk.draw().plainText().split(separator: "\n").map(String.init)
    let first = try #require(lines.first { $0.contains("E Placed") })
    #expect(first.contains("«E Placed"))
    let badges = try #require(lines.first { $0.contains("»") && $0.contains("«") })
    #expect(badges.contains("»"))

    desk.press("h h")
    #expect(desk.draw().plainText().contains("»E Shipped"))
  }

  @Test func `g t goes to the other end and back, with a count to that one`() {
    var desk = linked()
    #expect(desk.drawing == "E Placed  E Paid  [E Shipped]")

    desk.press("g t")
    #expect(desk.drawing == "[E Placed]  E Paid  E Shipped")
    desk.press("Space l :")
    desk.type("link")
    desk.press("Enter h 2 g t")
    #expect(desk.drawing == "E Placed  [E Paid]  E Shipped")
    desk.press("g t")

    #expect(desk.drawing == "[E Placed]  E Paid  E Shipped")
  }

  @Test func `the detail pane tells both directions with the label`() {
    var desk = linked()
    desk.press("o")
    #expect(desk.draw().plainText().contains("comes from (triggers)"))

    desk.press("g t")

    #expect(desk.draw().plainText().contains("leads to (triggers)"))
  }

  @Test func `where no link leads, that is said`() {
    var desk = Desk(Desk.board("E Placed"))

    desk.press("g t")

    #expect(desk.said.last == Words.sentence(.notLinked))
  }
}
