/// Texts that mean harm, and what must not be found where they are shown.
enum Hostile {
  static let texts = [
    "\u{1B}[31mred\u{1B}]0;title\u{7}", "a\u{0}b\u{7F}c\u{9B}31md\u{85}e", "line\nline\r\n\ttab",
    "\u{202E}evil\u{2066}x\u{2069}\u{200F}", "zero\u{200B}width\u{FEFF}",
    "x\u{2028}y\u{2029}z", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "[link](javascript:alert(1))", "![image](http://evil.example/x.png)", "a|b|c", "`code` ```",
    "# heading", "- list", "> quote", "1. one", "1) one", "+ plus", "=== ---", "    indented",
    "&lt;b&gt; &amp; &#60;", "***bold*** __under__ ~~gone~~",
    "http://evil.example www.evil.example",
    "<!-- comment", "{\"a\": 1}", "\\n \\ \\{", " leading and trailing ", "=1+1", "\u{301}alone",
    "e\u{301} é", "😀👨‍👩‍👧", "*", "_", "$x$ $$y$$", "| --- |", "]]>", "\"'", "%0A", "::: note",
  ]

  /// The characters of a text that no file should hold raw.
  static func problems(in text: String, allowing allowed: Set<Unicode.Scalar>) -> [String] {
    text.unicodeScalars.filter { scalar in
      if allowed.contains(scalar) { return false }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: return true
      case .format: return scalar != "\u{200D}" && scalar != "\u{200C}"
      default: return false
      }
    }.map { String($0.value, radix: 16) }
  }

  static func problems(in text: String, allowing allowed: Unicode.Scalar) -> [String] {
    problems(in: text, allowing: [allowed])
  }
}
