import Foundation
import Glibc
import SquallCollaboration
import SquallNetwork
import Testing

/// The guest's side of HTTP, against hosts that do not behave.
struct HTTPHostConnectionTests {
  private let thread = NetworkThread()
  private let token = Secret("00112233445566778899aabbccddeeff")

  private func ask(
    _ request: GuestRequest, at server: RawServer
  ) throws -> Result<[UInt8], LinkFault> {
    try ask(request, over: server.connection(on: thread))
  }

  private func ask(
    _ request: GuestRequest, over connection: HTTPHostConnection
  ) throws -> Result<[UInt8], LinkFault> {
    let answered = Waiting<Result<[UInt8], LinkFault>>()
    connection.ask(request, token: token) { answered.add($0) }
    return try #require(answered.next())
  }

  private static func answer(_ body: String, status: String = "200 OK", more: String = "") -> String
  {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
  }

  @Test func `an answer is read whole, and the next request takes the same connection`() throws {
    let server = try RawServer { connection in
      while connection.request() != nil {
        connection.send(HTTPHostConnectionTests.answer(#"{"ok": true}"#))
      }
    }
    let connection = server.connection(on: thread)

    for _ in 0..<3 {
      #expect(
        try ask(.control(.showDoor), over: connection) == .success(Array(#"{"ok": true}"#.utf8)))
    }
    #expect(server.count == 1)
  }

  @Test func `a complaint is told with its word, and what is no complaint is unreadable`() throws {
    let removed = #"{"ok": false, "reason": "removed", "error": "out"}"#
    let server = try RawServer { connection in
      _ = connection.request()
      connection.send(HTTPHostConnectionTests.answer(removed, status: "403 Forbidden"))
      _ = connection.request()
      connection.send(HTTPHostConnectionTests.answer("<html>", status: "502 Bad Gateway"))
    }
    let connection = server.connection(on: thread)

    guard case .failure(.refused(let report)) = try ask(.snapshot, over: connection) else {
      Issue.record("no complaint")
      return
    }
    #expect(report.isAbout(.removed))
    #expect(try ask(.snapshot, over: connection) == .failure(.unreadable))
  }

  @Test func `an answer behind which the connection ends is read like any other`() throws {
    let foreign = #"{"ok": false, "reason": "foreignHost", "error": "not that name"}"#
    let server = try RawServer { connection in
      _ = connection.request()
      connection.send(
        HTTPHostConnectionTests.answer(
          foreign, status: "421 Misdirected Request", more: "Connection: close\r\n"))
    }
    let connection = server.connection(on: thread)

    for request in [GuestRequest.control(.showDoor), .edits([])] {
      guard case .failure(.refused(let report)) = try ask(request, over: connection) else {
        Issue.record("no complaint")
        return
      }
      #expect(report.word == "foreignHost")
    }
    #expect(server.count == 2)
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\n" + String(repeating: "x: y\r\n", count: 100_000) + "\r\n",
  ])
  func `what is no answer that can be taken is unreadable`(bytes: String) throws {
    let server = try RawServer { connection in
      _ = connection.request()
      connection.send(bytes)
      _ = connection.request()
    }

    #expect(try ask(.presence(Presence()), at: server) == .failure(.unreadable))
  }

  @Test func `a host that ends an idle connection gets what may come twice over a new one`() throws
  {
    let server = try RawServer { connection in
      _ = connection.request()
      connection.send(HTTPHostConnectionTests.answer("{}"))
    }
    let connection = server.connection(on: thread)

    for _ in 0..<3 { #expect(try ask(.edits([]), over: connection) == .success(Array("{}".utf8))) }
    #expect(server.count == 3)
  }

  @Test func `a host that hangs up without a word, and one that is not there, are unreachable`()
    throws
  {
    let server = try RawServer { connection in _ = connection.request() }
    #expect(try ask(.snapshot, at: server) == .failure(.unreachable(ReachFault.ended.words)))

    let gone = WorkshopAddress(host: "127.0.0.1", port: try RawServer.freePort())
    let connection = HTTPHostConnection(gone, on: thread.loop)
    #expect(
      try ask(.snapshot, over: connection) == .failure(.unreachable(ReachFault.refused.words)))
  }

  @Test func `a stream is heard as it comes, up to its end`() throws {
    let server = try RawServer { connection in
      let request = connection.request() ?? ""
      #expect(request.hasPrefix("GET /stream?after=3.00000000000000ff&protocol=1 HTTP/1.1\r\n"))
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
      for piece in ["event: en", "try\ndata: ", "{}\n\n"] {
        connection.send("\(String(piece.utf8.count, radix: 16))\r\n\(piece)\r\n")
      }
    }
    let token = try #require(token)
    let heard = Waiting<StreamNews>()
    let stream = server.connection(on: thread).listen(
      after: LogPoint(sequence: 3, checksum: 255), token: token
    ) { heard.add($0) }

    #expect(heard.next() == .opened)
    var bytes: [UInt8] = []
    var end: LinkFault?
    while end == nil, let news = heard.next() {
      switch news {
      case .opened: Issue.record("opened twice")
      case .bytes(let more): bytes += more
      case .ended(let fault): end = fault
      }
    }
    #expect(String(decoding: bytes, as: UTF8.self) == "event: entry\ndata: {}\n\n")
    #expect(end == .unreachable(ReachFault.ended.words))
    stream.close()
  }

  @Test func `a stream that is refused, or is none, ends with the reason`() throws {
    let ended = #"{"ok": false, "reason": "ended", "error": "over"}"#
    let answers = [
      HTTPHostConnectionTests.answer(ended, status: "503 Service Unavailable"),
      HTTPHostConnectionTests.answer("{}", more: "Content-Type: application/json\r\n"),
    ]
    let token = try #require(token)
    for (index, answer) in answers.enumerated() {
      let server = try RawServer { connection in
        _ = connection.request()
        connection.send(answer)
        _ = connection.request()
      }
      let heard = Waiting<StreamNews>()
      let stream = server.connection(on: thread).listen(
        after: LogPoint(sequence: 0, checksum: 0), token: token
      ) { heard.add($0) }
      let expected: LinkFault =
        index == 0 ? .refused(Report(word: "ended", sentence: "over")) : .unreadable
      #expect(heard.next() == .ended(expected))
      stream.close()
    }
  }
}

/// What comes on another thread, in its order.
private final class Waiting<Element: Sendable>: @unchecked Sendable {
  private let changed = NSCondition()
  private var elements: [Element] = []

  func add(_ element: Element) {
    changed.lock()
    elements.append(element)
    changed.broadcast()
    changed.unlock()
  }

  /// Waits for the next one; nil where none comes in a minute.
  func next() -> Element? {
    changed.lock()
    defer { changed.unlock() }
    let end = Date(timeIntervalSinceNow: 60)
    while elements.isEmpty { if !changed.wait(until: end) { return nil } }
    return elements.removeFirst()
  }
}

/// A server that says what a test has it say, on a thread of its own for each connection.
private final class RawServer: @unchecked Sendable {
  let port: Int
  private let listener: Int32
  private let lock = NSLock()
  private var accepted = 0

  var count: Int { lock.withLock { accepted } }

  init(_ serve: @escaping @Sendable (RawConnection) -> Void) throws {
    (listener, port) = try RawServer.listen()
    let listener = listener
    Thread.detachNewThread { [weak self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        self?.lock.withLock { self?.accepted += 1 }
        Thread.detachNewThread {
          serve(RawConnection(descriptor))
          close(descriptor)
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  func connection(on thread: NetworkThread) -> HTTPHostConnection {
    HTTPHostConnection(WorkshopAddress(host: "127.0.0.1", port: port), on: thread.loop)
  }

  /// A port that nobody listens on.
  static func freePort() throws -> Int {
    let (listener, port) = try listen()
    close(listener)
    return port
  }

  private static func listen() throws -> (Int32, Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && Glibc.listen(listener, 64) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    try #require(bound)
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// One connection, from the server's side.
private struct RawConnection {
  private let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The next request with its body; nil at the end.
  func request() -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let head = text.range(of: "\r\n\r\n") {
        let length = text.range(of: "Content-Length: ").flatMap { start in
          Int(text[start.upperBound...].prefix { $0.isNumber })
        }
        if text[head.upperBound...].utf8.count >= length ?? 0 { return text }
      }
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { return nil }
      bytes += buffer[..<count]
    }
  }

  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent <= 0 { return }
      rest = rest.dropFirst(sent)
    }
  }
}
