import Glibc
import SquallModel
import SquallSessions

/// A server that carries edits from each guest to all.
protocol Peer {
  /// Something that holds the server's life.
  var server: ServerProcess { get }

  /// The links of a guest: one to listen, one to speak; they may be the same.
  mutating func guest(_ number: Int) throws -> (listening: Link, speaking: Link)

  /// The bytes that make edits with those numbers known, sent by a guest at once.
  func edits(_ numbers: Range<Int>, by guest: Int) -> [UInt8]
}

/// About as long as an entry of squall's log.
private func payload(_ number: Int) -> String {
  #"{"sequence": \#(number), "edit_id": "b-\#(number)", "at": "2026-11-23T10:01:02.003Z", "#
    + #""by": "k3v9x0q1z7ab", "change": {"change": "stickyReworded", "id": "s12", "#
    + #""text": "Order number \#(number) was placed"}}"#
}

/// squall's host.
struct SquallPeer: Peer {
  let server: ServerProcess
  let port: Int
  private let code: String
  private var tokens: [String] = []
  private var point = ""
  /// Stickies that are reworded.
  static let stickies = 64

  init(_ program: String, in folder: String, stickies: Int) throws {
    let path = folder + "/w.json"
    var storm = Storm(seed: 1)
    while storm.workshop.board.stickyCount < stickies { storm.addWithVotes() }
    try RealFileSystem().write(
      SessionFormat.bytes(of: SessionSnapshot(board: storm.workshop.board)), to: path)
    server = try ServerProcess([program, "host", path, "--headless", "--port", "0"], in: folder)
    guard case .object(let line) = try JSONValue(parsing: Array(try server.line().utf8)),
      case .number(let port)? = line["port"], case .object(let door)? = line["participant"],
      let code = door["code"]?.string, let number = port.int
    else { throw Complaint("the host has not said where it is") }
    self.port = number
    self.code = code
  }

  func request(_ method: String, _ path: String, token: String?, _ body: String? = nil) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    if let body {
      head += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    return Array((head + "\r\n" + (body ?? "")).utf8)
  }

  func join(_ name: String, on link: Link) throws -> String {
    link.send(
      request(
        "POST", "/join", token: nil, #"{"protocol": 1, "code": "\#(code)", "name": "\#(name)"}"#))
    guard case .object(let joined) = try JSONValue(parsing: try link.answer()),
      let token = joined["token"]?.string
    else { throw Complaint("no token") }
    return token
  }

  /// The workshop as it is, and its place in the log.
  func snapshot(_ token: String, on link: Link) throws -> SessionSnapshot {
    link.send(request("GET", "/snapshot", token: token))
    return try SessionFormat.read(try link.answer())
  }

  func listen(_ token: String, after snapshot: SessionSnapshot) throws -> Link {
    let link = try Link(port: port)
    let digits = String(snapshot.checksum ?? 0, radix: 16)
    let checksum = String(repeating: "0", count: 16 - digits.count) + digits
    link.send(
      request(
        "GET", "/stream?after=\(snapshot.revision).\(checksum)&protocol=1", token: token))
    try link.wait(for: "event: hello")
    return link
  }

  mutating func guest(_ number: Int) throws -> (listening: Link, speaking: Link) {
    let speaking = try Link(port: port)
    let token = try join("Guest \(number)", on: speaking)
    tokens.append(token)
    if number == 0 {
      let edits = (0..<SquallPeer.stickies).map {
        #"{"edit": "addSticky", "id": "w\#($0)", "kind": "domainEvent", "text": "Order", "edit_id": "a\#($0)"}"#
      }.joined(separator: ", ")
      speaking.send(request("POST", "/edits", token: token, #"{"edits": [\#(edits)]}"#))
      _ = try speaking.answer()
    }
    let listening = try listen(token, after: try snapshot(token, on: speaking))
    return (listening, speaking)
  }

  func edits(_ numbers: Range<Int>, by guest: Int) -> [UInt8] {
    let edits = numbers.map { number in
      #"{"edit": "rewordSticky", "id": "w\#(number % SquallPeer.stickies)", "#
        + #""text": "Order number \#(number) was placed", "edit_id": "b-\#(number)"}"#
    }
    let body = "{\"edits\": [\(edits.joined(separator: ", "))]}"
    return request("POST", "/edits", token: tokens[guest], body)
  }
}

/// nats-server: its broker alone, which keeps nothing and waits for no disk.
struct NATSPeer: Peer {
  let server: ServerProcess
  private let port = Int.random(in: 20_000..<30_000)

  init(in folder: String) throws {
    server = try ServerProcess(["nats-server", "-a", "127.0.0.1", "-p", "\(port)"], in: folder)
  }

  mutating func guest(_ number: Int) throws -> (listening: Link, speaking: Link) {
    let link = try connected()
    link.send(Array("CONNECT {\"verbose\": false}\r\nSUB w 1\r\nPING\r\n".utf8))
    try link.wait(for: "PONG\r\n")
    return (link, link)
  }

  /// It says nothing when it is ready: asked until it is.
  private func connected() throws -> Link {
    for _ in 0..<200 {
      if let link = try? Link(port: port) { return link }
      usleep(20_000)
    }
    return try Link(port: port)
  }

  func edits(_ numbers: Range<Int>, by guest: Int) -> [UInt8] {
    numbers.flatMap { number in
      let text = payload(number)
      return Array("PUB w \(text.utf8.count)\r\n\(text)\r\n".utf8)
    }
  }
}

/// A relay of a hundred lines of C, that gives each line to all; flushes it before, if asked.
struct RelayPeer: Peer {
  let server: ServerProcess
  private let port: Int

  init(_ program: String, in folder: String, flushes: Bool) throws {
    server = try ServerProcess([program] + (flushes ? [folder + "/lines"] : []), in: folder)
    port = Int(try server.line()) ?? 0
  }

  mutating func guest(_ number: Int) throws -> (listening: Link, speaking: Link) {
    let link = try Link(port: port)
    return (link, link)
  }

  func edits(_ numbers: Range<Int>, by guest: Int) -> [UInt8] {
    numbers.flatMap { Array((payload($0) + "\n").utf8) }
  }
}
