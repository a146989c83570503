import SquallUI
import Testing

@testable import SquallTerminal

@Suite struct EnvironmentTests {
  @Test func `C7 NO_COLOR takes all colours, whatever the terminal has`() {
    #expect(Environment.depth(colours: 256, noColour: "1") == .none)
    #expect(Environment.depth(colours: 256, noColour: nil) == .indexed)
    #expect(Environment.depth(colours: 8, noColour: nil) == .eight)
    #expect(Environment.depth(colours: -1, noColour: nil) == .none)
  }

  @Test func `T6 UTF-8 is used where the locale asks for it or for nothing`() {
    #expect(Environment.wantsUnicode(locale: nil))
    #expect(Environment.wantsUnicode(locale: "en_US.UTF-8"))
    #expect(Environment.wantsUnicode(locale: "de_DE.utf8"))
    #expect(!Environment.wantsUnicode(locale: "C"))
    #expect(!Environment.wantsUnicode(locale: "POSIX"))
    #expect(!Environment.wantsUnicode(locale: "de_DE.ISO-8859-1"))
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{ff}\u{fe}", "w7/Dvg=="),
  ])
  func `the clipboard is written in base64`(text: String, coded: String) {
    #expect(ModeSequences.base64(Array(text.utf8)) == coded)
  }
}
