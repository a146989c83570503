import Glibc
import SquallModel

/// Standard input as one document.
enum StandardInput {
  /// All of it.
  ///
  /// - Parameter limit: the most bytes that are taken.
  static func all(limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0, errno == EINTR { continue }
      if count < 0 {
        throw Failure(.diskError, "standard input cannot be read: \(SystemMessage.text(errno))")
      }
      bytes += buffer[..<count]
      if bytes.count > limit {
        throw Failure(
          .damagedData,
          "standard input is longer than the \(Limit.grouped(limit >> 20)) MiB that squall takes")
      }
    }
  }
}
