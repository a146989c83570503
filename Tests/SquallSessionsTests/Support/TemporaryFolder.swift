import Glibc
import SquallSessions

/// A folder of the real disk that goes away with this value.
final class TemporaryFolder: Sendable {
  let path: Path

  init() throws {
    var template = Array("/tmp/squall-tests-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw FileError.failed(.mkdir, code: errno, path: Path("/tmp"))
    }
    path = Path(
      bytes: Array(UnsafeBufferPointer(start: made, count: strlen(made))).map {
        UInt8(bitPattern: $0)
      })
  }

  deinit { TemporaryFolder.remove(path) }

  private static func remove(_ path: Path) {
    let disk = RealFileSystem()
    if (try? disk.link(at: path)) == nil, let names = try? disk.names(in: path) {
      for name in names { remove(path.child(name)) }
    }
    _ = (path.bytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { Glibc.remove($0.baseAddress) }
    }
  }
}
