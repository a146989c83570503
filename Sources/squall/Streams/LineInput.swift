import Glibc

/// Lines from standard input, as many at a time as are there.
struct LineInput {
  /// One line, without its end; or only its number where it is longer than any edit.
  struct Line {
    /// Counted from 1.
    var number: Int
    /// Nil where the line is longer than ``LineInput/longestLine``.
    var bytes: [UInt8]?
  }

  /// The longest line that is kept, in bytes.
  static let longestLine = 32 << 20
  /// The most that is read before the lines are handed out, in bytes.
  static let largestBatch = 1 << 20

  private let descriptor: Int32
  private let interrupts: Interrupts
  private var rest: [UInt8] = []
  /// Where in the rest no end of a line has been found yet.
  private var searched = 0
  private var isSkipping = false
  private var isAtEnd = false
  private var count = 0

  init(descriptor: Int32 = STDIN_FILENO, interrupts: Interrupts) {
    self.descriptor = descriptor
    self.interrupts = interrupts
  }

  /// Waits for a line and hands out all that are there; none at the end, or after a signal.
  mutating func next() throws(Failure) -> [Line] {
    while true {
      var lines = takeLines()
      while !isAtEnd, rest.count < LineInput.largestBatch || lines.isEmpty {
        guard isReadable(waiting: lines.isEmpty) else { break }
        try readSome()
        lines += takeLines()
      }
      if isAtEnd, let last = takeLast() { lines.append(last) }
      if !lines.isEmpty || isAtEnd || interrupts.hasCome { return lines }
    }
  }

  private mutating func takeLines() -> [Line] {
    var lines: [Line] = []
    var start = 0
    while let end = rest[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(line(rest[start..<end]))
      isSkipping = false
      start = end + 1
    }
    if start > 0 { rest.removeFirst(start) }
    if rest.count > LineInput.longestLine {
      isSkipping = true
      rest.removeAll()
    }
    searched = rest.count
    return lines
  }

  /// What follows the last end of a line.
  private mutating func takeLast() -> Line? {
    guard !rest.isEmpty || isSkipping else { return nil }
    let last = line(rest[...])
    rest = []
    searched = 0
    isSkipping = false
    return last
  }

  private mutating func line(_ bytes: ArraySlice<UInt8>) -> Line {
    count += 1
    return Line(number: count, bytes: isSkipping ? nil : Array(bytes))
  }

  /// Whether there is something to read, or the end.
  private func isReadable(waiting: Bool) -> Bool {
    var watched = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: interrupts.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let ready = poll(&watched, nfds_t(watched.count), waiting ? -1 : 0)
      if interrupts.hasCome { return false }
      if ready < 0, errno == EINTR { continue }
      return ready > 0 && watched[0].revents != 0
    }
  }

  private mutating func readSome() throws(Failure) {
    var code: Int32 = 0
    let before = rest.count
    rest.append(contentsOf: repeatElement(0, count: 1 << 16))
    let count = rest.withUnsafeMutableBytes { buffer in
      let count = read(descriptor, buffer.baseAddress.map { $0 + before }, 1 << 16)
      code = errno
      return count
    }
    rest.removeLast((1 << 16) - max(0, count))
    if count == 0 { isAtEnd = true }
    if count < 0, code != EINTR, code != EAGAIN {
      throw Failure(.diskError, "standard input cannot be read: \(SystemMessage.text(code))")
    }
  }
}
