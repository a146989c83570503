import Glibc
import SquallUI

/// A stream that the program writes to: results, words for people, or a file that is not a session.
///
/// Words for people are ``SafeText``; documents for programs are written as they are.
final class Output {
  /// What is gathered before it is written, in bytes.
  private static let chunk = 1 << 16

  private let descriptor: Int32
  private var waiting: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes a line for people.
  func line(_ text: SafeText) throws(Failure) {
    waiting.append(contentsOf: text.description.utf8)
    waiting.append(UInt8(ascii: "\n"))
    try writeIfMuch()
  }

  /// Writes a part of a document as it is.
  func raw(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    waiting.append(contentsOf: bytes)
    try writeIfMuch()
  }

  /// Writes a part of a document as it is.
  func raw(_ bytes: [UInt8]) throws(Failure) {
    waiting.append(contentsOf: bytes)
    try writeIfMuch()
  }

  /// Hands all that was gathered to the system.
  ///
  /// - Throws: a silent failure of status 0 where the reader has gone, else a disk error.
  func flush() throws(Failure) {
    var done = 0
    defer { waiting.removeFirst(done) }
    while done < waiting.count {
      let written = waiting.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if written >= 0 {
        done += written
      } else if errno == EPIPE {
        done = waiting.count
        throw .silent(.done)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        let code = errno
        done = waiting.count
        throw Failure(.diskError, "the output cannot be written: \(SystemMessage.text(code))")
      }
    }
  }

  private func writeIfMuch() throws(Failure) {
    if waiting.count >= Output.chunk { try flush() }
  }
}
