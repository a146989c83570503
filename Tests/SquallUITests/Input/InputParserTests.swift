import SquallUI
import Testing

@Suite struct InputParserTests {
  private func parse(_ text: String) -> [TerminalInput] {
    var parser = InputParser()
    return parser.take(text.utf8) + parser.flush()
  }

  private func keys(_ text: String) -> [String] {
    parse(text).map { input in
      if case .key(let key) = input { key.description } else { "\(input)" }
    }
  }

  @Test(arguments: [
    ("a", ["a"]), ("é中🎉", ["é", "中", "🎉"]), ("\r", ["Enter"]), ("\t", ["Tab"]),
    ("\u{7f}\u{8}", ["Backspace", "Backspace"]), ("\u{12}", ["Ctrl-R"]), ("\n", ["Ctrl-J"]),
    ("\u{0}", ["Ctrl-Space"]), ("\u{1c}", ["Ctrl-\\"]), ("\u{1b}", ["Esc"]),
    ("\u{1b}\u{1b}", ["Esc", "Esc"]), ("\u{1b}x", ["Alt-x"]), ("\u{1b}\r", ["Alt-Enter"]),
    ("\u{1b}[A\u{1b}OA", ["Up", "Up"]), ("\u{1b}[1;2D", ["Shift-Left"]),
    ("\u{1b}[1;5C", ["Ctrl-Right"]), ("\u{1b}[1;3B", ["Alt-Down"]),
    ("\u{1b}[H\u{1b}[1~\u{1b}OH\u{1b}[7~", ["Home", "Home", "Home", "Home"]),
    ("\u{1b}[F\u{1b}[4~", ["End", "End"]), ("\u{1b}[5~\u{1b}[6~", ["PgUp", "PgDn"]),
    ("\u{1b}[3~\u{1b}[2~", ["Delete", "Insert"]), ("\u{1b}[Z", ["Shift-Tab"]),
    ("\u{1b}OP\u{1b}[15~\u{1b}[24~\u{1b}[[C", ["F1", "F5", "F12", "F3"]),
    ("\u{1b}[1;5P", ["Ctrl-F1"]), ("\u{1b}[3;5~", ["Ctrl-Delete"]),
    ("\u{1b}[a\u{1b}Ob\u{1b}[7$\u{1b}[8^", ["Shift-Up", "Ctrl-Down", "Shift-Home", "Ctrl-End"]),
    ("\u{1b}[97;5u\u{1b}[13;2u\u{1b}[97;2u", ["Ctrl-A", "Shift-Enter", "A"]),
    ("\u{1b}[27;5;105~", ["Ctrl-I"]), ("\u{1b}OM", ["Enter"]), ("\u{1b}[", ["Alt-["]),
    ("\u{1b}O", ["Alt-O"]), ("\u{1b}]", ["Alt-]"]),
  ])
  func `keys are told by the bytes that terminals send`(text: String, names: [String]) {
    #expect(keys(text) == names)
  }

  @Test(arguments: [
    "\u{1b}[?62;c", "\u{1b}[12;40R", "\u{1b}]11;rgb:0000/0000/0000\u{7}",
    "\u{1b}]52;c;aGVsbG8=\u{1b}\\", "\u{1b}P1$r0m\u{1b}\\", "\u{1b}[?2026;2$y",
    "\u{1b}_anything\u{1b}\\", "\u{1b}[999~", "\u{1b}[201~", "\u{1b}[>0;276;0c",
    "\u{1b}[\(String(repeating: "1;", count: 5000))A", "\u{1b}[99999999999999999999~",
  ])
  func `answers and unknown sequences are swallowed whole`(text: String) {
    #expect(keys(text + "z") == ["z"])
  }

  @Test func `bytes that are no UTF-8 are dropped and swallow nothing`() {
    var parser = InputParser()
    let bytes: [UInt8] = [
      0xff, 0xfe, 0x41, 0xc3, 0x42, 0xe4, 0xb8, 0x43, 0xc0, 0x80, 0xed, 0xa0, 0x80,
    ]

    #expect(parser.take(bytes) == [.key(Key("A")), .key(Key("B")), .key(Key("C"))])
    #expect(parser.patience == nil)
  }

  @Test func `a sequence that is broken off gives way to what comes`() {
    #expect(keys("\u{1b}[1;\u{1b}[A") == ["Up"])
    #expect(keys("\u{1b}[1;\ra") == ["Enter", "a"])
    #expect(keys("\u{1b}[12é") == ["é"])
    #expect(keys("\u{1b}]never ends") == [])
  }

  @Test func `the mouse is told in rows and columns from zero`() {
    #expect(
      parse("\u{1b}[<0;300;5M\u{1b}[<32;301;5M\u{1b}[<0;301;5m") == [
        .mouse(Mouse(.press(.left), row: 4, column: 299)),
        .mouse(Mouse(.drag(.left), row: 4, column: 300)),
        .mouse(Mouse(.release(.left), row: 4, column: 300)),
      ])
    #expect(
      parse("\u{1b}[<64;1;1M\u{1b}[<65;1;1M\u{1b}[<2;1;1M\u{1b}[<20;2;2M\u{1b}[<35;3;3M") == [
        .mouse(Mouse(.wheelUp, row: 0, column: 0)),
        .mouse(Mouse(.wheelDown, row: 0, column: 0)),
        .mouse(Mouse(.press(.right), row: 0, column: 0)),
        .mouse(Mouse(.press(.left), row: 1, column: 1, modifiers: [.shift, .control])),
        .mouse(Mouse(.move, row: 2, column: 2)),
      ])
    #expect(
      parse("\u{1b}[M !!\u{1b}[M#!!") == [
        .mouse(Mouse(.press(.left), row: 0, column: 0)),
        .mouse(Mouse(.release(.left), row: 0, column: 0)),
      ])
    #expect(parse("\u{1b}[<0;0;5M\u{1b}[<0;5M\u{1b}[<0;5000;1M\u{1b}[<128;1;1M") == [])
  }

  @Test func `focus is told`() {
    #expect(parse("\u{1b}[I\u{1b}[O") == [.focus(true), .focus(false)])
  }

  @Test func `a paste is lines and never keys`() {
    #expect(
      parse("\u{1b}[200~q\r\nu\n:q\rlast\u{1b}[201~x") == [
        .paste(Paste(lines: ["q", "u", ":q", "last"])), .key(Key("x")),
      ])
    #expect(parse("\u{1b}[200~a\n\u{1b}[201~") == [.paste(Paste(lines: ["a"]))])
    #expect(parse("\u{1b}[200~a\n\nb\u{1b}[201~") == [.paste(Paste(lines: ["a", "", "b"]))])
    #expect(parse("\u{1b}[200~\u{1b}[201~") == [.paste(Paste(lines: []))])
    #expect(
      parse("\u{1b}[200~a\tb\u{1b}[31mc\u{9b}\u{1b}\u{1b}[201~") == [
        .paste(Paste(lines: ["a\tb[31mc"]))
      ])
  }

  @Test func `two hundred pasted lines are two hundred lines`() {
    let text = (1...200).map { "Event \($0)" }.joined(separator: "\r") + "\r"

    let inputs = parse("\u{1b}[200~\(text)\u{1b}[201~")

    #expect(inputs == [.paste(Paste(lines: (1...200).map { "Event \($0)" }))])
  }

  @Test func `a paste over the limit is cut and says so`() throws {
    let size = InputParser.maximumPaste
    var parser = InputParser()
    var inputs = parser.take("\u{1b}[200~".utf8)
    inputs += parser.take(repeatElement(UInt8(ascii: "x"), count: size + 10))
    inputs += parser.take("\u{1b}[201~y".utf8)

    let line = String(repeating: "x", count: size)
    #expect(inputs.count == 2)
    #expect(inputs.first == .paste(Paste(lines: [line], isTruncated: true)))
    #expect(inputs.last == .key(Key("y")))
  }

  @Test func `Esc alone is waited for, longer only inside of a sequence`() {
    var parser = InputParser()
    #expect(parser.patience == nil)

    _ = parser.take([0x1b])
    #expect(parser.patience == InputParser.escapePatience)
    _ = parser.take("[".utf8)
    #expect(parser.patience == InputParser.escapePatience)
    _ = parser.take("1;".utf8)
    #expect(parser.patience == InputParser.sequencePatience)
    _ = parser.take("2A".utf8)
    #expect(parser.patience == nil)
    _ = parser.take("\u{1b}[200~ab".utf8)
    #expect(parser.patience == nil)
    #expect(parser.flush() == [])
    #expect(parser.take("\u{1b}[201~".utf8) == [.paste(Paste(lines: ["ab"]))])
  }

  @Test func `however the bytes are cut, the inputs are the same`() {
    var random = SeededGenerator(seed: 51)
    for _ in 0..<400 {
      let bytes = hostileBytes(&random)
      var whole = InputParser()
      let expected = whole.take(bytes) + whole.flush()

      var cut = InputParser()
      var inputs: [TerminalInput] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...7, using: &random))
        cut.take(bytes[start..<end], into: &inputs)
        start = end
      }
      inputs += cut.flush()

      #expect(inputs == expected, "\(bytes)")
    }
  }

  @Test func `whatever came before, a settled parser understands the next key`() {
    var random = SeededGenerator(seed: 52)
    for _ in 0..<400 {
      var parser = InputParser()
      _ = parser.take(hostileBytes(&random))
      _ = parser.take("\u{1b}[201~".utf8)
      _ = parser.flush()

      #expect(parser.patience == nil)
      #expect(parser.take("k".utf8) == [.key(Key("k"))])
    }
  }

  private func hostileBytes(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces: [String] = [
      "\u{1b}", "[", "O", "200~", "201~", "\u{1b}[200~", "\u{1b}[201~", "<0;1;2M", "1;5", "A", "~",
      "é", "中", "🎉", "\u{1b}[<35;10;10M", "\u{1b}]0;t", "\u{7}", "\u{1b}\\", "\u{1b}P", "\r", "\n",
      "\u{1b}[M", "u", "I", "\u{18}", "$", ";", "[[",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...25, using: &random) {
      if Bool.random(using: &random) {
        bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
      } else {
        bytes.append(UInt8.random(in: 0...255, using: &random))
      }
    }
    return bytes
  }
}
