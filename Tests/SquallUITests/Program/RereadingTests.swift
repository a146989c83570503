import SquallModel
import Testing

@testable import SquallUI

/// The session's files are written elsewhere while the board is open (S6, M21).
@Suite struct RereadingTests {
  private let bo = Participant(id: ID(checked: "bo"), name: "Bo")

  /// A log that goes on from a board, with what somebody else does to it.
  private func elsewhere(_ desk: Desk, _ edits: Edit..., by author: Participant? = nil) throws
    -> Workshop
  {
    var workshop = Workshop(board: Desk.board("E Placed", "E Paid"))
    var ids = RandomIDs(SeededGenerator(seed: 99))
    for edit in edits {
      _ = try workshop.submit(
        edit, editID: ids.next(), by: author ?? bo, at: desk.now, ids: &ids)
    }
    return workshop
  }

  private let s1 = ID(checked: "s1")
  private let s2 = ID(checked: "s2")

  @Test func `what waits is put on top of what others have done, and recorded`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"))
    desk.press("t")
    let mine = try #require(desk.recorded.last)

    let theirs = try elsewhere(desk, .rewordSticky(s2, text: "Paid by card", was: nil))
    let effects = desk.take(.reread(Reread(workshop: theirs, news: ["elsewhere Bo reworded it"])))

    #expect(desk.drawing == "[E Placed~]  E Paid by card")
    let entries = effects.flatMap { effect -> [Entry] in
      if case .record(let entries) = effect { entries } else { [] }
    }
    #expect(entries.last?.editID == mine.editID)
    #expect(entries.map(\.sequence) == [3, 4])
    #expect(desk.said.contains("elsewhere Bo reworded it"))
    #expect(desk.said.contains("1 change of yours was put on top of it"))
    #expect(desk.state.document.unrecorded == 2)
    desk.record()
    #expect(desk.state.document.waiting.isEmpty)
  }

  @Test func `what no longer applies is told with its whole text`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"), columns: 120)
    let text = "Paid twice by the same card, on two days that are far apart"
    desk.press("l Enter")
    desk.type(" twice by the same card, on two days that are far apart")
    desk.press("Enter")

    desk.take(.reread(Reread(workshop: try elsewhere(desk, .removeSticky(s2)))))

    #expect(desk.drawing == "[E Placed]")
    let told = "NOT KEPT: “\(text)” instead of “Paid”: the sticky has gone"
    #expect(desk.state.notices.all.map(\.text).contains(told))
    #expect(desk.state.document.unrecorded == 0)
  }

  @Test func `an edit that has reached the disk is not done twice`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"))
    desk.press("t")
    var theirs = Workshop(board: Desk.board("E Placed", "E Paid"))
    for entry in desk.recorded { theirs.apply(entry) }
    theirs.settle()

    let effects = desk.take(.reread(Reread(workshop: theirs)))

    #expect(effects == [])
    #expect(desk.drawing == "[E Placed~]  E Paid")
    #expect(desk.state.document.waiting.isEmpty)
  }

  @Test func `the person of my name in the log is me`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"))
    let other = Participant(id: ID(checked: "ana-2"), name: "Ana")

    desk.take(
      .reread(Reread(workshop: try elsewhere(desk, .setTentative(s1, true), by: other))))
    desk.press("u")

    #expect(desk.state.document.me == other)
    #expect(desk.drawing == "[E Placed]  E Paid")
  }

  @Test func `S6 while another writes, nothing is recorded and everything waits`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"), columns: 120)
    desk.press("t")

    let effects = desk.take(
      .reread(Reread(workshop: try elsewhere(desk), writer: "Bo on studio")))
    desk.press("d")

    #expect(effects == [])
    #expect(desk.drawing == "[E Placed~]  E Paid")
    let screen = desk.draw().plainText()
    #expect(screen.contains("written elsewhere"))
    #expect(screen.contains("2 changes wait"))
    #expect(desk.said.last == "read only while Bo on studio writes this session — r tries again")
    #expect(desk.press("r") == [.look(isAsked: true)])
    #expect(desk.press("Q") == [])
    #expect(desk.draw().plainText().contains("Leave and lose"))
    desk.press("Esc")

    let later = try elsewhere(desk, .setPivotal(s2, true))
    let freed = desk.take(.reread(Reread(workshop: later)))

    #expect(desk.drawing == "[E Placed~]  E Paid*")
    #expect(freed.count == 1)
    #expect(desk.said.contains(Words.writableAgain))
    desk.press("d")
    #expect(desk.drawing == "[E Paid*]")
  }

  @Test func `O6 another board in the files is asked about once no text is being written`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"), columns: 120)
    desk.press("Enter")
    desk.type("!")

    desk.take(.recorder(.undecided(["1 sticky removed."])))
    #expect(!desk.draw().plainText().contains("1 sticky removed."))
    desk.press("Enter")
    #expect(desk.draw().plainText().contains("1 sticky removed."))
    #expect(desk.drawing == "[E Placed!]  E Paid")
    #expect(desk.press("Enter") == [])
    #expect(desk.press("m") == [.decide(.mine)])

    let board = desk.state.board
    let effects = desk.take(
      .reread(Reread(workshop: try elsewhere(desk, .removeSticky(s2)), kept: board)))

    #expect(desk.drawing == "[E Placed!]  E Paid")
    #expect(
      effects.contains { effect in
        if case .record(let entries) = effect, case .adopted = entries.last?.change {
          true
        } else {
          false
        }
      })
    #expect(desk.state.document.unrecorded == 1)
  }

  @Test func `who decides later may look, and is asked again`() {
    var desk = Desk(Desk.board("E Placed"))
    desk.take(.recorder(.undecided(["1 sticky removed."])))

    desk.press("Esc t")

    #expect(desk.drawing == "[E Placed]")
    #expect(desk.said.last == Words.undecided)
    #expect(desk.press("r") == [.look(isAsked: true)])
    desk.take(.recorder(.undecided(["1 sticky removed."])))
    #expect(desk.press("t") == [.decide(.theirs)])
  }

  @Test func `V8 a text that is being written stays, wherever its sticky was to go`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"))
    desk.press("l a e")
    desk.type("Shipped")

    desk.take(.reread(Reread(workshop: try elsewhere(desk, .removeSticky(s2)))))
    #expect(desk.draw().plainText().contains("Shipped"))
    desk.press("Enter Esc")

    #expect(desk.drawing == "E Placed  [E Shipped]")
  }

  @Test func `what was written beside a sticky that has gone goes to the end of the board`() throws
  {
    var desk = Desk(Desk.board("E Placed", "E Paid"))
    desk.press("l a e")
    desk.type("Shipped")
    desk.press("Enter Esc")
    desk.paste("One", "Two")
    desk.press("y")

    desk.take(.reread(Reread(workshop: try elsewhere(desk, .removeSticky(s2)))))

    #expect(desk.drawing == "E Placed  E Shipped  E One  [E Two]")
  }

  @Test func `what is held is put back where it has gone`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"))
    desk.press("l m h")

    desk.take(.reread(Reread(workshop: try elsewhere(desk, .removeSticky(s2)))))

    #expect(desk.state.mode == .normal)
    #expect(desk.said.last == Words.heldHasGone)
    #expect(desk.drawing == "[E Placed]")
  }

  @Test func `a log of the same length shows its own board and its own counts`() throws {
    var desk = Desk(Desk.board("E Placed", "E Paid"), columns: 120)
    desk.press("t")
    desk.record()
    #expect(desk.draw().plainText().contains("E 1/2"))

    desk.take(.reread(Reread(workshop: try elsewhere(desk, .removeSticky(s2)))))

    #expect(desk.state.document.workshop.sequence == 2)
    #expect(desk.draw().plainText().contains("E 1/1"))
  }
}
