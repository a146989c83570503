import ArgumentParser
import SquallSessions

/// A file that the person named; `-` is standard input or output.
struct FileArgument: ExpressibleByArgument {
  /// The path, byte by byte as it was typed.
  let path: Path

  init(path: Path) { self.path = path }

  /// The parser's texts have lost what is no UTF-8; the arguments themselves have not.
  init?(argument: String) {
    for index in 0..<Int(CommandLine.argc) {
      guard let word = CommandLine.unsafeArgv[index], String(cString: word) == argument else {
        continue
      }
      var bytes: [UInt8] = []
      var place = word
      while place.pointee != 0 {
        bytes.append(UInt8(bitPattern: place.pointee))
        place += 1
      }
      path = Path(bytes: bytes)
      return
    }
    path = Path(argument)
  }

  /// Whether it is standard input or output.
  var isStandard: Bool { path.bytes == [UInt8(ascii: "-")] }

  /// The path as one would type it.
  var text: String { String(decoding: path.bytes, as: UTF8.self) }
}
