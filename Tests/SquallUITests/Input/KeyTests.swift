import SquallUI
import Testing

@Suite struct KeyTests {
  @Test(arguments: [
    ("a", Key("a")), ("A", Key("A")), ("Ctrl-R", Key("r", .control)), ("-", Key("-")),
    ("Ctrl-Minus", Key("-", .control)), ("Shift-Left", Key(.left, .shift)),
    ("Enter", Key(.enter)), ("Esc", Key(.escape)), ("Shift-Tab", Key(.tab, .shift)),
    ("Ctrl-Alt-Shift-F12", Key(.function(12), [.control, .alt, .shift])), ("Space", Key(" ")),
    ("Ctrl-Space", Key(" ", .control)), ("Alt-x", Key("x", .alt)), ("PgUp", Key(.pageUp)),
    ("é", Key("é")), ("F1", Key(.function(1))), ("F", Key("F")), ("Ctrl-\\", Key("\\", .control)),
  ])
  func `a key and its name are read and written the same`(name: String, key: Key) {
    #expect(key.description == name)
    #expect(Key(name) == key)
  }

  @Test func `names are read in any case`() {
    #expect(Key("ctrl-r") == Key("r", .control))
    #expect(Key("ENTER") == Key(.enter))
    #expect(Key("shift-pgdn") == Key(.pageDown, .shift))
  }

  @Test(arguments: ["", "Ctrl-", "Ctrl-Ctrl-R", "Entre", "F0", "F21", "ab", "\u{1b}", "Hyper-x"])
  func `what names no key is refused`(name: String) {
    #expect(Key(name) == nil)
  }

  @Test func `only plain characters type`() {
    #expect(Key("a").typed == "a")
    #expect(Key("a", .control).typed == nil)
    #expect(Key("a", .alt).typed == nil)
    #expect(Key(.enter).typed == nil)
  }
}
