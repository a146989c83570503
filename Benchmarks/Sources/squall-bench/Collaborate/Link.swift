import Glibc

/// A socket to a server: waits for nothing once it is ready.
final class Link {
  let descriptor: Int32
  private var received: [UInt8] = []
  private var waiting: [UInt8] = []

  init(port: Int) throws(Complaint) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Complaint("nobody listens on port \(port)") }
    var one: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// From now on no call waits.
  func stopWaiting() { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }

  func send(_ bytes: [UInt8]) {
    waiting += bytes
    flush()
  }

  /// Sends what the system takes.
  func flush() {
    while !waiting.isEmpty {
      let sent = waiting.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return }
      waiting.removeFirst(sent)
    }
  }

  /// Takes what is there.
  ///
  /// - Returns: false at the end.
  func receive() -> Bool {
    let before = received.count
    received.append(contentsOf: repeatElement(0, count: 1 << 16))
    let count = received.withUnsafeMutableBytes {
      recv(descriptor, $0.baseAddress.map { $0 + before }, 1 << 16, 0)
    }
    received.removeLast((1 << 16) - max(0, count))
    return count > 0 || (count < 0 && errno == EAGAIN)
  }

  /// Waits for an answer of HTTP and gives its body.
  func answer() throws(Complaint) -> [UInt8] {
    while true {
      if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
        guard head.hasPrefix("HTTP/1.1 200") else { throw Complaint(head) }
        let field = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
        let length = field.flatMap { Int($0.dropFirst(16)) } ?? 0
        if received.count >= end.upperBound + length {
          let body = Array(received[end.upperBound..<(end.upperBound + length)])
          received.removeFirst(end.upperBound + length)
          return body
        }
      }
      guard receive() else { throw Complaint("the server has ended the connection") }
    }
  }

  /// Waits for a text.
  func wait(for text: String) throws(Complaint) {
    while true {
      if let end = received.firstRange(of: Array(text.utf8)) {
        received.removeFirst(end.upperBound)
        return
      }
      guard receive() else { throw Complaint("\(text) did not come") }
    }
  }

  /// Forgets answers, unless one says no.
  func dropAnswers() throws(Complaint) {
    if let no = received.firstRange(of: Array("\"ok\": false".utf8)) {
      throw Complaint(String(decoding: received[no.lowerBound...], as: UTF8.self))
    }
    received.removeAll(keepingCapacity: true)
  }

  /// Goes through what stands between a mark and the next quotation mark, in whole lines.
  ///
  /// - Returns: Whether a line said `PING`, as NATS does.
  func forEachNumber(after mark: [UInt8], _ body: (Int) -> Void) -> Bool {
    guard let last = received.lastIndex(of: UInt8(ascii: "\n")) else { return false }
    var isAsked = false
    received.withUnsafeBytes { bytes in
      isAsked = last < 64 && bytes.starts(with: "PING".utf8)
      var start = 0
      while start < last, let base = bytes.baseAddress,
        let found = memmem(base + start, last - start, mark, mark.count)
      {
        var place = UnsafeRawPointer(found) - base + mark.count
        var number = 0
        while place < last, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
          number = number * 10 + Int(digit)
          place += 1
        }
        body(number)
        start = place
      }
    }
    received.removeFirst(last + 1)
    return isAsked
  }
}

@_silgen_name("memmem")
private func memmem(
  _ haystack: UnsafeRawPointer, _ length: Int, _ needle: UnsafeRawPointer, _ count: Int
) -> UnsafeMutableRawPointer?
