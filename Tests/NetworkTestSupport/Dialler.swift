internal import Glibc

/// A connection made with plain sockets, so that a test can say anything on it.
public final class Dialler {
  /// What the system refused.
  public struct Failure: Error {
    public var call: String
    public var code: Int32
  }

  /// Seconds that a test waits for bytes before it takes them for missing.
  private static let patience = 60

  public let descriptor: Int32
  private var received: [UInt8] = []

  /// What a host answered.
  public struct Answer {
    public var status: Int
    public var headers: [String: String]
    public var body: [UInt8]

    public var text: String { String(decoding: body, as: UTF8.self) }
    /// The word that programs tell complaints by.
    public var reason: String? {
      text.firstRange(of: "\"reason\": \"").map { text[$0.upperBound...].prefix { $0 != "\"" } }
        .map(String.init)
    }
  }

  /// - Parameters:
  ///   - source: the last number of the address in 127.0.0.0 that it comes from.
  ///   - target: the last number of the one that it goes to.
  public init(
    port: Int, from source: UInt32 = 1, to target: UInt32 = 1, receiveBuffer: Int32? = nil
  ) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
    if var size = receiveBuffer {
      setsockopt(
        descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var time = timeval(tv_sec: Dialler.patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    if source != 1 {
      let bound = Dialler.withAddress(source, port: 0) { bind(descriptor, $0, size) }
      guard bound == 0 else { throw Failure(call: "bind", code: errno) }
    }
    let connected = Dialler.withAddress(target, port: port) { connect(descriptor, $0, size) }
    guard connected == 0 else { throw Failure(call: "connect", code: errno) }
  }

  private static func withAddress(
    _ number: UInt32, port: Int, _ body: (UnsafePointer<sockaddr>) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = (0x7F00_0000 + number).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
  }

  deinit { close(descriptor) }

  /// Sends everything, as far as the other side takes it.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }

  public func send(_ text: String) { send(Array(text.utf8)) }

  /// Says that nothing more comes.
  public func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Waits for bytes.
  ///
  /// - Returns: false at the end of the connection, or where nothing came for too long.
  public func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    received += buffer[..<count]
    return true
  }

  /// The next answer; nil where the connection ends before it is whole.
  public func answer() -> Answer? {
    while true {
      if let end = find("\r\n\r\n") {
        let head = String(decoding: received[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
          let parts = line.split(separator: ": ", maxSplits: 1)
          headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1]) : ""
        }
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard received.count >= end + 4 + length else {
          guard receive() else { return nil }
          continue
        }
        let body = Array(received[(end + 4)..<(end + 4 + length)])
        received.removeFirst(end + 4 + length)
        return Answer(status: status, headers: headers, body: body)
      }
      guard receive() else { return nil }
    }
  }

  /// The next piece of a stream, up to an empty line; nil at its end.
  public func piece() -> String? {
    while true {
      if let end = find("\n\n") {
        defer { received.removeFirst(end + 2) }
        return String(decoding: received[..<end], as: UTF8.self)
      }
      guard receive() else { return nil }
    }
  }

  /// Whether the connection ends, whatever else comes on it.
  public func ends() -> Bool {
    while receive() {}
    return errno != EAGAIN
  }

  private func find(_ text: String) -> Int? {
    received.firstRange(of: Array(text.utf8))?.lowerBound
  }
}

extension Dialler {
  /// The ids of the stickies that entries of a stream add, until that many have come.
  public func additions(_ count: Int) -> [String] {
    var ids: [String] = []
    while ids.count < count, let piece = piece() {
      guard piece.hasPrefix("event: entry"), let id = piece.firstRange(of: #""edit_id": "e-"#)
      else { continue }
      ids.append(String(piece[id.upperBound...].prefix { $0 != "\"" }))
    }
    return ids
  }
}
