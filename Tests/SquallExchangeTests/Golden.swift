import Glibc
import Testing

/// Text files beside the tests that say what an export looks like.
///
/// `SQUALL_RECORD=1` writes what is there now, and the test fails so that it is looked at.
enum Golden {
  /// Compares bytes with the golden file of that name.
  static func expect(
    _ bytes: [UInt8], is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let path = folder + name
    if getenv("SQUALL_RECORD") != nil {
      write(bytes, to: path)
      Issue.record("recorded \(path)", sourceLocation: sourceLocation)
      return
    }
    let found = String(decoding: bytes, as: UTF8.self)
    let golden = String(decoding: read(path), as: UTF8.self)
    #expect(found == golden, sourceLocation: sourceLocation)
  }

  private static let folder: String = {
    let file = #filePath
    return file.prefix(upTo: file.lastIndex(of: "/") ?? file.endIndex) + "/Goldens/"
  }()

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
