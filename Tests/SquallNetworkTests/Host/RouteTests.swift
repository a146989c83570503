import NetworkTestSupport
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import Testing

/// Every path of a host, over real sockets.
@Suite struct RouteTests {
  @Test func `somebody joins, edits, and everybody's stream has the entry as the log has it`()
    throws
  {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let other = try host.join("Bo", as: .observer)
    let stream = try host.listen(other, after: host.point(other))

    let answer = try host.add(["s1"], token: token, on: host.dial())

    #expect(answer.status == 200)
    #expect(answer.text.contains(#""ok": true, "edit_id": "e-s1""#))
    #expect(stream.additions(1) == ["s1"])
    let log = try host.ask("GET", "/log", token: other)
    #expect(log.headers["content-type"] == "application/x-ndjson; charset=utf-8")
    #expect(log.text.contains(#""edit_id": "e-s1""#))
    try host.server.end()
  }

  @Test func `a stream resumes after the point of its address, and after the header before it`()
    throws
  {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let connection = try host.dial()
    let start = try host.point(token)
    #expect(try host.add(["s1"], token: token, on: connection).status == 200)
    let middle = try host.point(token)
    #expect(try host.add(["s2"], token: token, on: connection).status == 200)

    #expect(try host.listen(token, after: start).additions(2) == ["s1", "s2"])
    #expect(try host.listen(token, after: middle).additions(1) == ["s2"])
    let again = try host.dial()
    again.send(
      host.request(
        "GET", "/stream?after=\(start)", token: token, headers: ["Last-Event-ID: \(middle)"]))
    #expect(again.answer()?.status == 200)
    #expect(again.additions(1) == ["s2"])
    try host.server.end()
  }

  @Test func `a stream is answered as one: never stored, never gathered by a proxy`() throws {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let connection = try host.dial()
    connection.send(host.request("GET", "/stream", token: token))

    let answer = try #require(connection.answer())

    #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
    #expect(answer.headers["x-accel-buffering"] == "no")
    #expect(answer.headers["cache-control"] == "no-store")
    #expect(connection.piece()?.hasPrefix("event: hello\n") == true)
    #expect(connection.piece() == "event: bye\ndata: {\"reason\": \"reset\"}")
    #expect(connection.ends())
    try host.server.end()
  }

  @Test func `presence and control are posts of their own`() throws {
    let host = try ServedHost()
    let ana = try host.join("Ana", as: .facilitator)
    let bo = try host.join("Bo")
    let stream = try host.listen(bo, after: host.point(bo))

    #expect(
      try host.ask("POST", "/presence", #"{"at": "s1"}"#, token: ana).text == #"{"ok": true}"#)
    let lock = #"{"control": "setLock", "lock": "board"}"#
    let refused = try host.ask("POST", "/control", lock, token: bo)
    #expect(refused.status == 403)
    #expect(refused.reason == "facilitatorsOnly")
    #expect(try host.ask("POST", "/control", lock, token: ana).status == 200)
    let door = try host.ask("POST", "/control", #"{"control": "showDoor"}"#, token: ana)
    #expect(try DoorSign(reading: door.body).entrances.count == 3)

    var pieces: [String] = []
    while !pieces.contains(where: { $0.hasPrefix("event: presence") })
      || !pieces.contains(where: { $0.hasPrefix("event: lock") }), let piece = stream.piece()
    {
      pieces.append(piece)
    }
    #expect(pieces.contains { $0.contains(#""at": "s1""#) })
    #expect(pieces.contains { $0.contains(#"{"lock": "board", "by": ""#) })
    try host.server.end()
  }

  @Test func `N3 the page is served by name from a table, and nothing else is`() throws {
    let host = try ServedHost()
    for path in PageFiles.paths {
      let file = try #require(PageFiles.file(at: path))
      let answer = try host.ask("GET", path)
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == file.contentType)
      #expect(answer.body == file.bytes)
    }
    for path in ["/nothing", "/../etc/passwd", "/page.css/", "//", "/%2e%2e/", "/page.CSS"] {
      #expect(try host.ask("GET", path).status == 404, "\(path)")
    }
    try host.server.end()
  }

  @Test func `N6 what a page may do is said with every answer`() throws {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let answers = [
      try host.ask("GET", "/"), try host.ask("GET", "/nothing"), try host.ask("GET", "/snapshot"),
      try host.ask("GET", "/snapshot", token: token), try host.ask("PUT", "/join"),
      try host.ask("GET", "/", headers: ["Host: elsewhere"]),
    ]
    for answer in answers {
      let policy = answer.headers["content-security-policy"] ?? ""
      #expect(policy.hasPrefix("default-src 'none'"))
      #expect(policy.contains("frame-ancestors 'none'"))
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["referrer-policy"] == "no-referrer")
      #expect(answer.headers["cache-control"] == "no-store")
      #expect(answer.headers["access-control-allow-origin"] == nil)
    }
    try host.server.end()
  }

  @Test func `N3 a path says which methods it takes`() throws {
    let host = try ServedHost()
    for path in ["/join", "/edits", "/presence", "/control"] {
      let answer = try host.ask("GET", path)
      #expect(answer.status == 405)
      #expect(answer.headers["allow"] == "POST")
    }
    for path in ["/snapshot", "/log", "/stream"] {
      let answer = try host.ask("POST", path, "{}")
      #expect(answer.status == 405)
      #expect(answer.headers["allow"] == "GET")
    }
    for method in ["DELETE", "OPTIONS", "TRACE", "PATCH"] {
      let answer = try host.ask(method, "/")
      #expect(answer.status == 405, "\(method)")
      #expect(answer.headers["allow"] == "GET, HEAD")
    }
    let head = try host.dial()
    head.send(host.request("HEAD", "/") + host.request("GET", "/nothing"))
    head.finish()
    while head.receive() {}
    try host.server.end()
  }

  @Test func `requests that come at once on one connection are answered one after another`() throws
  {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let connection = try host.dial()
    let posts = (0..<20).map { number in
      host.request(
        "POST", "/edits", #"{"edits": [\#(ServedHost.addition("s\(number)"))]}"#, token: token)
    }

    connection.send(posts.joined())

    for number in 0..<20 {
      #expect(connection.answer()?.text.contains("e-s\(number)\"") == true, "\(number)")
    }
    try host.server.end()
  }

  @Test func `a guest of another version is told the host's`() throws {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let connection = try host.dial()
    connection.send(host.request("GET", "/stream?protocol=9", token: token))

    let answer = try #require(connection.answer())

    #expect(answer.status == 409)
    #expect(try Report(reading: answer.body).hostVersion == ProtocolVersion.current)
    try host.server.end()
  }

  @Test func `H5 where the journal cannot be written, posts are refused and streams are told`()
    throws
  {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let stream = try host.listen(token, after: host.point(token))
    let connection = try host.dial()
    #expect(try host.add(["s1"], token: token, on: connection).status == 200)

    host.faults.startCounting(only: [.fdatasync])
    host.faults.fail(from: 1, with: .failure(code: ErrorCode.inputOutput))
    let answer = try host.add(["s2"], token: token, on: connection)

    #expect(answer.status == 503)
    #expect(answer.reason == "cannotRecord")
    var pieces: [String] = []
    while pieces.last?.hasPrefix("event: halted") != true, let piece = stream.piece() {
      pieces.append(piece)
    }
    #expect(pieces.last?.hasPrefix("event: halted") == true)
    #expect(!pieces.contains { $0.contains("e-s2") })
    #expect(try host.add(["s3"], token: token, on: connection).reason == "cannotRecord")
    #expect(throws: SessionError.self) { try host.server.end() }
  }

  @Test func `H12 who has joined comes back to a host that is started anew, at the same port`()
    throws
  {
    let first = try ServedHost()
    let token = try first.join("Ana")
    #expect(try first.add(["s1"], token: token, on: first.dial()).status == 200)
    let point = try first.point(token)
    try first.server.end()

    let second = try ServedHost(disk: first.disk, port: first.port)
    #expect(second.edge.knownPort == first.port)
    let stream = try second.listen(token, after: point)
    #expect(try second.add(["s2"], token: token, on: second.dial()).status == 200)

    #expect(stream.additions(1) == ["s2"])
    let again = try second.add(["s1"], token: token, on: second.dial())
    #expect(again.text.contains(#""repeated": true"#))
    try second.server.end()
  }

  @Test func `at the end streams are told, and connections end`() throws {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let stream = try host.listen(token, after: host.point(token))
    let idle = try host.dial()
    #expect(try host.ask("GET", "/", on: idle).status == 200)

    try host.server.end()

    var last = ""
    while let piece = stream.piece() { last = piece }
    #expect(last == "event: bye\ndata: {\"reason\": \"ended\"}")
    #expect(idle.ends())
    let saved = try SessionReading(ServedHost.session, on: host.disk)
    #expect(saved.findings.isEmpty)
  }
}
