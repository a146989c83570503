import Testing

@testable import SquallUI

@Suite struct TextFieldTests {
  /// A field after keys, its caret drawn as `|`.
  private func written(
    _ text: String, _ keys: String, isMultiline: Bool = false, from caret: Int? = nil
  ) -> String {
    var field = TextField(text, isMultiline: isMultiline)
    if let caret {
      for _ in 0..<(field.characters.count - caret) { _ = field.take(Key(.left)) }
    }
    for word in keys.split(separator: " ") {
      if let key = Key(word) {
        _ = field.take(key)
      } else {
        for scalar in word.unicodeScalars { _ = field.take(Key(scalar)) }
      }
    }
    return String(field.characters[..<field.caret]) + "|"
      + String(field.characters[field.caret...])
  }

  @Test(arguments: [
    ("Order", "s", "Orders|"), ("Order", "Left X", "OrdeX|r"), ("Order", "Home X", "X|Order"),
    ("Order", "Home End X", "OrderX|"), ("Order", "Backspace", "Orde|"),
    ("Order", "Home Delete", "|rder"), ("Order placed", "Ctrl-W", "Order |"),
    ("Order placed", "Ctrl-U", "|"), ("Order placed", "Home Ctrl-K", "|"),
    ("Order placed", "Ctrl-Left X", "Order X|placed"),
    ("Order placed", "Home Ctrl-Right X", "OrderX| placed"), ("Order", "Home Backspace", "|Order"),
    ("Order", "Delete", "Order|"), ("Order", "Ctrl-A X Ctrl-E Y", "XOrderY|"),
  ])
  func `keys write, erase and move`(text: String, keys: String, expected: String) {
    #expect(written(text, keys) == expected)
  }

  @Test(arguments: [
    ("naïve", "Backspace", "naïv|"), ("nai\u{308}ve", "Left Left Backspace", "na|ve"),
    ("👩‍👩‍👧 paid", "Home Delete", "| paid"), ("注文", "Backspace", "注|"),
  ])
  func `what a person calls a character is one step`(
    text: String, keys: String, expected: String
  ) {
    #expect(written(text, keys) == expected)
  }

  @Test func `an accent typed behind a letter joins it`() {
    var field = TextField("e")

    _ = field.take(Key("\u{301}"))

    #expect(field.characters.count == 1)
    #expect(field.caret == 1)
  }

  @Test(arguments: [
    ("one\ntwo\nthree", "Up X", "one\ntwoX|\nthree"),
    ("one\ntwo", "Home X", "one\nX|two"), ("one\ntwo", "Up Up X", "oneX|\ntwo"),
    ("one\ntwo", "Ctrl-U", "one\n|"), ("a\nlonger", "Up Down X", "a\nlX|onger"),
  ])
  func `in several lines the keys stay within a line`(
    text: String, keys: String, expected: String
  ) {
    #expect(written(text, keys, isMultiline: true) == expected)
  }

  @Test func `a field of one line takes pasted line ends as spaces`() {
    var field = TextField()

    field.insert("Order\nplaced")

    #expect(field.text == "Order placed")
  }

  @Test func `a full field takes nothing more and says so`() {
    var field = TextField("ab", maximumBytes: 4)

    _ = field.take(Key("c"))
    let hadRoom = !field.isFull
    _ = field.take(Key("é"))

    #expect(hadRoom)
    #expect(field.isFull)
    #expect(field.text == "abc")
    #expect(field.remainingBytes == 1)
  }

  @Test func `a layout leaves nothing out, and says where the caret is`() {
    let field = TextField("Order was placed")

    let layout = field.layout(columns: 8)

    #expect(layout.lines.map(\.description) == ["Order ", "was ", "placed"])
    #expect(layout.caretRow == 2)
    #expect(layout.caretColumn == 6)
  }

  @Test func `the caret of any layout stands within it`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var field = TextField(random.hardText(upTo: 12), isMultiline: true)
      for _ in 0..<Int.random(in: 0...12, using: &random) { _ = field.take(Key(.left)) }
      let width = Int.random(in: 1...20, using: &random)

      let layout = field.layout(columns: width)

      #expect(layout.lines.indices.contains(layout.caretRow))
      #expect((0...max(2, width)).contains(layout.caretColumn))
      #expect(layout.lines.allSatisfy { $0.columns <= max(2, width) })
    }
  }
}
