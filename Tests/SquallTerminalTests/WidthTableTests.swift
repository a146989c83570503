import CNcurses
import Glibc
import SquallUI
import Testing

@Suite struct WidthTableTests {
  @Test func `W1 the width table says what the C library says of every scalar`() throws {
    try #require(sq_set_locale("C.UTF-8") != 0)
    var different: [String] = []
    for value in UInt32(0)...0x10ffff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected = sq_wcwidth(value)
      let told = DisplayWidth.columns(of: scalar) ?? -1
      // NUL ends strings in C and is no mark.
      if value > 0, told != Int(expected) {
        different.append("U+\(String(value, radix: 16)): \(told), libc \(expected)")
      }
    }
    if !different.isEmpty, getenv("SQUALL_RECORD") != nil { record() }
    #expect(different.isEmpty, "\(different.count) differ: \(different.prefix(20))")
  }

  /// Writes the table anew from the C library of this machine.
  private func record() {
    var runs: [UInt32] = []
    var last: Int32?
    for value in UInt32(0)...0x10ffff {
      let width = sq_wcwidth(value)
      if width != last { runs.append(value << 2 | UInt32(width + 1)) }
      last = width
    }
    var lines: [String] = []
    var line = "   "
    for run in runs {
      let word = " 0x" + String(run, radix: 16) + ","
      if line.count + word.count > 100 {
        lines.append(line)
        line = "   "
      }
      line += word
    }
    lines.append(line)
    let path = #filePath.replacing(
      "Tests/SquallTerminalTests/WidthTableTests.swift",
      with: "Sources/SquallUI/Text/WidthRuns.swift")
    guard let file = fopen(path, "r+") else { return }
    defer { fclose(file) }
    var text = ""
    while case let byte = fgetc(file), byte >= 0 {
      text.unicodeScalars.append(Unicode.Scalar(UInt8(byte)))
    }
    let opening = "static let all: [UInt32] = [\n"
    guard let start = text.firstRange(of: opening) else { return }
    let table = text[..<start.upperBound] + lines.joined(separator: "\n") + "\n  ]\n}\n"
    rewind(file)
    ftruncate(fileno(file), 0)
    fputs(String(table), file)
  }
}
