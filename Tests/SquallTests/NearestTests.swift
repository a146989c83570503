import Testing

@testable import squall

struct NearestTests {
  @Test(arguments: [("opne", "open"), ("exprot", "export"), ("event", "events"), ("Log", "log")])
  func `a mistyped word finds the one that was meant`(typed: String, meant: String) {
    let words = ["open", "new", "apply", "show", "events", "log", "export", "import"]

    #expect(Nearest.word(to: typed, among: words) == meant)
  }

  @Test func `a word that is near to none finds none`() {
    #expect(Nearest.word(to: "breakfast", among: ["open", "new", "log"]) == nil)
    #expect(Nearest.word(to: "x", among: []) == nil)
  }
}
