import Testing

@testable import squall

/// The expected texts are what Python 3.11 prints for `repr(text)`.
struct PythonListTests {
  @Test func `a list of names is written as Python writes it`() {
    #expect(
      PythonList.text(of: ["OrderPlaced", "OrderShipped"]) == "['OrderPlaced', 'OrderShipped']")
    #expect(PythonList.text(of: []) == "[]")
  }

  @Test(arguments: [
    ("it's", #""it's""#), (#"say "it's""#, #"'say "it\'s"'"#), (#"say "hi""#, #"'say "hi"'"#),
    (#"a\b"#, #"'a\\b'"#), ("a\tb\nc\rd", #"'a\tb\nc\rd'"#), ("\u{1b}[0m", #"'\x1b[0m'"#),
    ("\u{7f}\u{85}\u{a0}\u{ad}", #"'\x7f\x85\xa0\xad'"#), ("\u{202e}", #"'\u202e'"#),
    ("\u{e000}\u{f0000}", #"'\ue000\U000f0000'"#), ("注文が確定した é 🟧", "'注文が確定した é 🟧'"),
  ])
  func `a text is quoted and escaped as Python does it`(text: String, quoted: String) {
    #expect(PythonList.quoted(text) == quoted)
  }
}
