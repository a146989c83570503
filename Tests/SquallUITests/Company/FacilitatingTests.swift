import SquallModel
import Testing

@testable import SquallUI

/// Roles, locks, the timer, the door.
@Suite struct FacilitatingTests {
  private func id(_ text: String) -> ID { ID(checked: text) }

  @Test func `M16 a role that changes is told, shown, and counts at once`() {
    var table = CompanyDesk(columns: 120)
    table.hear(.myRole(.observer))
    #expect(table.desk.said == [Words.nowRole(.observer)])
    #expect(table.screen().contains("observer ●3"))

    table.desk.press("d")
    table.collect()
    #expect(table.waiting.isEmpty)
    #expect(table.desk.said.contains("observers only read"))
    table.hear(.myRole(.participant))
    table.desk.press("d")
    table.collect()

    #expect(table.waiting.count == 1)
  }

  @Test func `M16 who becomes an observer while writing keeps the text`() {
    var table = CompanyDesk()
    table.desk.press("Enter Ctrl-U")
    table.desk.type("Thought")

    table.hear(.myRole(.observer))

    #expect(table.desk.state.mode == .normal)
    #expect(table.desk.effects.contains(.copy("Thought")))
    #expect(table.desk.state.memory.register.first?.text == "Thought")
  }

  @Test func `G1 only facilitators have the keys behind F, and each says why`() {
    for role in [SquallModel.Role.participant, .observer] {
      let table = CompanyDesk(role: role)
      for action in Action.facilitating where action.id != "trouble" && action.id != "renew-codes" {
        #expect(action.whyNot(in: table.desk.state) == .facilitatorsOnly, "\(action.id)")
      }
    }
    let alone = Desk()
    for action in Action.company + Action.facilitating {
      #expect(action.whyNot(in: alone.state) != nil, "\(action.id)")
    }
  }

  @Test func `G2 a locked board says so, to whom it is locked`() {
    var table = CompanyDesk(columns: 120)

    table.hear(.lock(.board))
    table.desk.press("d")

    #expect(table.screen().contains("# locked"))
    #expect(table.desk.said.contains("the facilitator has locked the board"))
    table.hear(.lock(.board, by: id("bo")))
    table.desk.press("d")
    #expect(table.desk.said.last == "Bo has locked the board")
    table.hear(.myRole(.facilitator))
    table.desk.press("d")
    table.collect()
    #expect(table.waiting.count == 1)
  }

  /// A board with a command in a phase that has not opened commands.
  private static var earlyBoard: Board {
    var board = Desk.board("E Placed", "C Pay")
    board.level = .bigPicture
    board.phase = .chaoticExploration
    return board
  }

  private func expectNotOpened(_ table: inout CompanyDesk) {
    table.collect()
    #expect(table.waiting.isEmpty)
    #expect(
      table.desk.said.last == "commands belong to process modelling; a facilitator goes on to it")
  }

  @Test func `G2 where kinds are locked, a paste of another kind says why`() {
    var table = CompanyDesk(FacilitatingTests.earlyBoard)
    table.hear(.lock(.phaseKinds))

    table.desk.press("w y p")

    expectNotOpened(&table)
  }

  @Test func `G2 where kinds are locked, taking back the removal of another kind says why`() {
    var table = CompanyDesk(FacilitatingTests.earlyBoard)
    table.desk.press("w d")
    table.accept()
    table.hear(.lock(.phaseKinds))

    table.desk.press("u")

    expectNotOpened(&table)
  }

  @Test func `F l locks and opens, F n goes on, F b calls`() {
    var table = CompanyDesk(role: .facilitator)

    table.desk.press("F l b F l k F b")

    #expect(
      table.controls == [.setLock(.board), .setLock(.phaseKinds), .bring(to: id("s1"))])
    table.hear(.lock(.phaseKinds))
    table.desk.press("F l k")
    #expect(table.desk.said.contains(Words.sentence(.lockedSo)))
    table.desk.press("F l o")
    #expect(table.controls.last == .setLock(.open))
  }

  @Test func `G3 the timer is seen by all, and ends with a word`() {
    var table = CompanyDesk(columns: 120)
    table.hear(.timer(.running(ends: Instant(clamping: Desk.start.milliseconds + 432_000))))
    #expect(table.screen().contains("07:12"))
    table.desk.wait(1_000)
    #expect(table.screen().contains("07:11"))

    table.hear(.timer(.paused(remaining: 61_000)))
    table.desk.wait(10_000)
    #expect(table.screen().contains("01:01 paused"))
    table.hear(.timer(.running(ends: Instant(clamping: table.desk.now.milliseconds + 2_000))))
    table.desk.press("Enter")
    table.desk.type("Still")
    table.desk.wait(2_500)

    #expect(table.desk.said == [Words.timeIsUp])
    #expect(table.screen().contains("time is up"))
    #expect(table.desk.state.scene.editing?.beforeCaret == "PlacedStill")
    table.hear(.timer(nil))
    #expect(!table.screen().contains("time is up  "))
  }

  @Test func `F t starts, lengthens, holds and stops the timer`() {
    var table = CompanyDesk(role: .facilitator)
    table.desk.press("F t t Enter")
    #expect(table.controls == [.startTimer(milliseconds: 300_000)])
    table.desk.press("3 F t t")
    #expect(table.controls.last == .startTimer(milliseconds: 180_000))
    table.desk.press("F t p")
    #expect(table.desk.said.contains(Words.sentence(.noTimer)))

    table.hear(.timer(.running(ends: Instant(clamping: Desk.start.milliseconds + 180_000))))
    table.desk.press("F t + F t p")
    table.hear(.timer(.paused(remaining: 1_000)))
    table.desk.press("F t p F t s")

    #expect(
      table.controls.suffix(4) == [
        .extendTimer(milliseconds: 60_000), .pauseTimer, .resumeTimer, .stopTimer,
      ])
  }

  @Test func `M17 somebody is sent out and let back in, by name or in the list`() {
    var table = CompanyDesk(role: .facilitator)

    table.desk.press("F k")
    table.desk.type("bo")
    table.desk.press("Enter")
    #expect(table.controls == [.remove(id("bo"))])
    table.desk.press("g p j F k")
    table.change(id("bo")) { $0.presence = .removed }
    table.desk.press("G F a")
    table.change(id("bo")) { $0.presence = .here }
    table.desk.press("F c o")

    #expect(
      table.controls.dropFirst() == [
        .remove(id("bo")), .readmit(id("bo")), .setRole(id("bo"), .observer),
      ])
  }

  @Test func `M17 the chosen one stays chosen when the list changes its order`() {
    var table = CompanyDesk(role: .facilitator)
    table.desk.press("g p j j")
    #expect(table.desk.state.chosenRow?.subject == .person(id("cy")))

    table.change(id("bo")) { $0.presence = .removed }

    #expect(table.desk.state.chosenRow?.subject == .person(id("cy")))
  }

  // MARK: - The door

  static func door(addresses: Int = 3) -> Company.Door {
    var random = SeededGenerator(seed: 5)
    let modules = (0..<33).map { _ in (0..<33).map { _ in Bool.random(using: &random) } }
    let hosts = ["192.168.178.25", "10.8.0.3", ""]
    let reach = [
      "this network: wlan0, 192.168.178.25", "VPN: tun0, 10.8.0.3", "this machine only",
    ]
    let roles = [SquallModel.Role.facilitator, .participant, .observer]
    return Company.Door(
      codes: roles.map {
        Company.Door.Code(
          role: $0,
          code: $0 == .participant ? "7-orange-harbour" : "42-quiet-\($0.name.prefix(4))")
      },
      addresses: (0..<addresses).map { index in
        Company.Door.Address(
          host: hosts[index], reach: reach[index],
          invitations: roles.map {
            Company.Door.Invitation(
              role: $0,
              url: "http://\(hosts[index].isEmpty ? "127.0.0.1" : hosts[index]):7420/"
                + "#0123456789abcdef0123456789abcdef", modules: modules)
          })
      }, renewsAt: Instant(clamping: Desk.start.milliseconds + 400_000))
  }

  @Test(arguments: [(24, 80), (12, 40), (50, 200)])
  func `M14 the door is read from the back of the room`(rows: Int, columns: Int) {
    var table = CompanyDesk(role: .facilitator, rows: rows, columns: columns)

    table.desk.press("F o")
    #expect(table.asked.last == .showDoor)
    table.hear(.door(FacilitatingTests.door(), opens: false))

    Golden.check(table.desk.draw(), "company-door-\(columns)x\(rows)")
  }

  @Test func `M14 a door without room for the QR code still has code, line and address`() {
    for (rows, columns) in [(12, 40), (16, 60), (24, 60)] {
      var table = CompanyDesk(role: .facilitator, rows: rows, columns: columns)
      table.desk.press("F o")
      table.hear(.door(FacilitatingTests.door(), opens: false))
      let screen = table.screen()

      #expect(screen.contains("squall join 192.168.178.25"))
      #expect(screen.contains("http://192.168.178.25:7420/#"))
      #expect(screen.contains("R now"))
      #expect(rows < 16 || screen.contains("a larger window has a QR code"))
    }
  }

  @Test func `the door has addresses to choose from, and a code for each role`() {
    var table = CompanyDesk(role: .facilitator)
    table.hear(.door(FacilitatingTests.door(), opens: true))
    #expect(table.screen().contains("Join as a participant"))

    table.desk.press("j")
    #expect(table.screen().contains("http://10.8.0.3:7420/"))
    table.desk.press("l")
    #expect(table.screen().contains("Join as an observer"))
    #expect(table.screen().contains("join 10.8.0.3 42-quiet-obse"))
    table.desk.press("R")
    #expect(table.asked.last == .renewCodes)
    table.desk.press("F ?")

    #expect(table.screen().contains("Guest Wi-Fi"))
    table.desk.press("q")
    #expect(table.desk.state.pane?.kind == .door)
  }

  @Test func `a count at the door goes round the roles, either way`() {
    var table = CompanyDesk(role: .facilitator)
    table.hear(.door(FacilitatingTests.door(), opens: true))

    table.desk.press("5 h")
    #expect(table.screen().contains("Join as an observer"))
    table.desk.press("1 0 0 l")

    #expect(table.screen().contains("Join as a facilitator"))
  }

  @Test func `a host with others is not stopped by Ctrl-Z, as the workshop would be`() {
    var table = CompanyDesk(role: .facilitator, isHosting: true)
    table.desk.press("Ctrl-Z")
    #expect(!table.desk.effects.contains(.suspend))
    #expect(table.desk.said == [Words.sentence(.wouldStopOthers)])

    table.hear(.people(CompanyDesk.people(ana: .facilitator).filter { $0.name == "Ana" }))
    table.desk.press("Ctrl-Z")

    #expect(table.desk.effects.contains(.suspend))
  }

  @Test func `codes that have run out are asked for anew while the door is shown`() {
    var table = CompanyDesk(role: .facilitator)
    table.hear(.door(FacilitatingTests.door(), opens: true))
    #expect(table.screen().contains("new codes in 7 min"))

    table.desk.wait(399_000)
    #expect(!table.asked.contains(.showDoor))
    table.desk.wait(2_000)

    #expect(table.asked.filter { $0 == .showDoor }.count == 1)
  }

  @Test(arguments: [(24, 80), (12, 40)])
  func `what to try when nobody can connect`(rows: Int, columns: Int) {
    var table = CompanyDesk(role: .facilitator, rows: rows, columns: columns)
    table.desk.press("F ?")

    Golden.check(table.desk.draw(), "company-trouble-\(columns)x\(rows)")
  }

  @Test func `the QR code is drawn whole, with a light zone of at least two modules`() throws {
    var random = SeededGenerator(seed: 3)
    for side in [21, 25, 29, 33, 37] {
      let modules = (0..<side).map { _ in (0..<side).map { _ in Bool.random(using: &random) } }
      for (rows, columns) in [(22, 44), (21, 41), (50, 100)] {
        let picture = QRPicture(modules, rows: rows, columns: columns, charset: .unicode)
        guard let picture else {
          #expect(side + 4 > min(2 * rows, columns), "\(side) would fit \(columns)x\(rows)")
          continue
        }
        var grid = Grid(rows: rows, columns: columns)
        picture.draw(into: &grid, row: 0, column: 0, charset: .unicode)
        #expect(picture.rows <= rows && picture.columns <= columns)
        #expect(Self.read(grid, picture) == modules, "\(side) in \(columns)x\(rows)")
      }
    }
  }

  /// The modules of a drawn code, its light zone checked and taken away.
  private static func read(_ grid: Grid, _ picture: QRPicture) -> [[Bool]] {
    // The sides of codes are odd: only large modules take twice as many columns as rows.
    let isLarge = picture.rows * 2 == picture.columns
    var dots: [[Bool]] = []
    for row in 0..<picture.rows {
      let values = (0..<picture.columns).map { grid[row, $0].glyph.value }
      if isLarge {
        dots.append(stride(from: 0, to: values.count, by: 2).map { values[$0] == 0x2588 })
      } else {
        dots.append(values.map { $0 == 0x2588 || $0 == 0x2580 })
        dots.append(values.map { $0 == 0x2588 || $0 == 0x2584 })
      }
    }
    func trimmed(_ rows: [[Bool]]) -> [[Bool]] {
      let dark = rows.indices.filter { rows[$0].contains(true) }
      guard let first = dark.first, let last = dark.last, first >= 2 else { return [] }
      return Array(rows[first...last])
    }
    func turned(_ rows: [[Bool]]) -> [[Bool]] {
      (rows.first ?? []).indices.map { column in rows.map { $0[column] } }
    }
    return turned(trimmed(turned(trimmed(dots))))
  }

  @Test func `every word and number of a code has large letters`() {
    for word in (2...99).map(String.init) + ["abcdefghijklmnopqrstuvwxyz"] {
      #expect(BlockLetters(word) != nil, "\(word)")
    }
    let width = BlockLetters("harbour")?.size(isLarge: false).columns ?? 0
    #expect(width == 27)
  }

  @Test func `F t t shows five minutes, and takes what is typed instead`() {
    var table = CompanyDesk(role: .facilitator)
    table.desk.press("F t t")
    #expect(table.screen().contains(":timer 5"))

    table.desk.press("9 Enter")

    #expect(table.controls == [.startTimer(milliseconds: 540_000)])
    table.desk.press("F t t 1 2")
    #expect(table.screen().contains(":timer 12"))
    table.desk.press("Backspace Backspace")
    #expect(table.screen().contains(":timer 5"))
    table.desk.press("Esc")
    #expect(table.controls.count == 1)
  }

  @Test func `the advice names the port of the host, and counts no lines`() {
    var table = CompanyDesk(role: .facilitator)
    table.desk.press("F ?")
    #expect(table.asked.last == .showDoor)
    #expect(table.screen().contains("PORT"))

    table.hear(.door(FacilitatingTests.door(), opens: false))

    let screen = table.screen()
    #expect(screen.contains("7420/tcp") && !screen.contains("PORT"))
    #expect(Words.foot(of: table.desk.state) == "q closes")
    #expect(!table.desk.state.hints.contains { $0.keys == "Tab" })
  }

  @Test func `D1 the door's keys are told`() {
    var table = CompanyDesk(role: .facilitator, columns: 100)
    table.hear(.door(FacilitatingTests.door(), opens: true))

    #expect(table.screen().contains("h l role  j k address  R new codes"))
  }
}
