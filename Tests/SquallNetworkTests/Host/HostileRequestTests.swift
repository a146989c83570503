import NIOHTTP1
import NetworkTestSupport
import SquallCollaboration
import SquallModel
import SquallSessions
import Testing

@testable import SquallNetwork

/// Requests that mean harm: refused with the right word, and nobody else notices (N1, N4).
@Suite struct HostileRequestTests {
  /// Sends bytes as they are and gives the answer, if any, once the connection has ended.
  private static func say(_ text: String, to host: ServedHost) throws -> Dialler.Answer? {
    let connection = try host.dial()
    connection.send(text)
    return connection.answer()
  }

  @Test func `N1 a name that the host has not shown is refused, as is a page of another site`()
    throws
  {
    let host = try ServedHost()
    for name in [
      "evil.example", "evil.example:\(host.port)", "127.0.0.1", "127.0.0.1:1", "localhost.evil",
      "127.0.0.1:\(host.port).evil", "0.0.0.0:\(host.port)", "",
    ] {
      let answer = try host.ask("GET", "/", headers: ["Host: \(name)"])
      #expect(answer.status == 421, "\(name)")
      #expect(answer.reason == "foreignHost", "\(name)")
    }
    #expect(try host.ask("GET", "/", headers: ["Host: LOCALHOST:\(host.port)"]).status == 200)
    for origin in [
      "http://evil.example", "null", "https://\(host.name)", "http://127.0.0.1", "",
      "http://\(host.name).evil.example", "http://evil.example, http://\(host.name)",
    ] {
      let answer = try host.ask("GET", "/", headers: ["Origin: \(origin)"])
      #expect(answer.status == 403, "\(origin)")
      #expect(answer.reason == "foreignOrigin", "\(origin)")
    }
    #expect(try host.ask("GET", "/", headers: ["Origin: http://\(host.name)"]).status == 200)
    try host.server.end()
  }

  @Test func `N1 the address that a connection has come in at is a name, also one that is new`()
    throws
  {
    let host = try ServedHost(listen: "0.0.0.0")
    func status(_ headers: String...) throws -> Int {
      try host.ask("GET", "/", headers: headers, on: host.dial(to: 2)).status
    }
    let new = "127.0.0.2:\(host.port)"
    #expect(try status("Host: \(new)") == 200)
    #expect(try status("Host: \(new)", "Origin: http://\(new)") == 200)
    #expect(try status("Host: \(new)", "Origin: https://\(new)") == 403)
    #expect(try status("Host: \(new)", "Origin: http://127.0.0.3:\(host.port)") == 403)
    #expect(try status("Host: 127.0.0.3:\(host.port)") == 421)
    #expect(try status("Host: 127.0.0.2") == 421)
    #expect(try status("Host: evil.example:\(host.port)") == 421)
    try host.server.end()
  }

  @Test func `N1 behind a proxy the public name counts too, with its own scheme`() throws {
    let host = try ServedHost(publicAddress: "https://board.example.org/")
    for name in ["board.example.org", "BOARD.example.org", host.name] {
      #expect(try host.ask("GET", "/", headers: ["Host: \(name)"]).status == 200, "\(name)")
    }
    #expect(try host.ask("GET", "/", headers: ["Host: example.org"]).status == 421)
    let accepted = ["Host: board.example.org", "Origin: https://board.example.org"]
    #expect(try host.ask("GET", "/", headers: accepted).status == 200)
    let refused = ["Host: board.example.org", "Origin: http://board.example.org"]
    #expect(try host.ask("GET", "/", headers: refused).status == 403)
    #expect(host.server.addresses.first?.description == "https://board.example.org/")
    try host.server.end()
  }

  @Test func `H14 N8 behind a proxy wrong codes count by whom the proxy asks for, else not`() throws
  {
    func attempts(_ host: ServedHost, _ forwarded: (Int) -> String) throws -> [Int] {
      let code = try #require(host.edge.doorSign?[.observer]).code.description
      let words = code.drop { $0 != "-" }
      let wrong = (code.hasPrefix("7-") ? "8" : "7") + words
      return try (0..<12).map { number in
        try host.ask(
          "POST", "/join", #"{"protocol": 1, "code": "\#(wrong)", "name": "Eve"}"#,
          headers: ["X-Forwarded-For: \(forwarded(number))"]
        ).status
      }
    }
    let behind = try ServedHost(publicAddress: "https://board.example.org/")
    // What the proxy has seen stands last; what is before it anybody may have written.
    #expect(try attempts(behind) { "10.0.0.\($0), 203.0.113.9" }.contains(429))
    let alone = try ServedHost()
    #expect(try !attempts(alone) { _ in "203.0.113.9" }.contains(429))
    try behind.server.end()
    try alone.server.end()
  }

  @Test func `N8 whoever comes past the proxy is not believed whom they ask for`() throws {
    let proxy = try WorkshopAddress.read(url: "https://board.example.org/").get()
    let rules = RequestRules(names: HostNames([], proxy: proxy), limits: HostLimits())
    var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
    head.headers.add(name: "Host", value: "board.example.org")
    head.headers.add(name: "X-Forwarded-For", value: "203.0.113.9")
    #expect(try rules.read(head, from: .loopback).forwardedFor == "203.0.113.9")
    #expect(try rules.read(head, from: .address("198.51.100.7")).forwardedFor == nil)
  }

  @Test func `N2 what changes anything is JSON and shows a token in its header`() throws {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let post = #"{"edits": [\#(ServedHost.addition("s1"))]}"#
    for type in [
      "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
      "application/jsonp", "text/plain; application/json",
    ] {
      let answer = try host.ask(
        "POST", "/edits", post, token: token, headers: ["Content-Type: \(type)"])
      #expect(answer.status == 415, "\(type)")
    }
    for header in [
      "Cookie: token=\(token)", "Authorization: Basic \(token)", "Authorization: Bearer",
      "Authorization: Bearer \(token)0", "Authorization: Bearer \(token), Bearer \(token)",
    ] {
      let answer = try host.ask("POST", "/edits", post, headers: [header])
      #expect(answer.status == 401, "\(header)")
      #expect(answer.headers["www-authenticate"] == "Bearer", "\(header)")
    }
    #expect(try host.ask("POST", "/edits?token=\(token)", post).status == 401)
    let strange = String(token.reversed())
    #expect(try host.ask("POST", "/edits", post, token: strange).reason == "unknownToken")
    #expect(try !host.ask("GET", "/log", token: token).text.contains("e-s1"))
    try host.server.end()
  }

  @Test func `N4 a body has one length, and no more than it may be`() throws {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let head = "POST /edits HTTP/1.1\r\nHost: \(host.name)\r\nContent-Type: application/json\r\n"
    let join = head.replacing("/edits", with: "/join")
    let known = head + "Authorization: Bearer \(token)\r\n"
    let cases: [(String, Int, String)] = [
      (head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411, "chunked"),
      (head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, "both"),
      (head + "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\n", 400, "gzip"),
      (head + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400, "two lengths"),
      (head + "Content-Length: 2, 3\r\n\r\n{}", 400, "a list of lengths"),
      (head + "Content-Length: -1\r\n\r\n", 400, "less than none"),
      (head + "Content-Length: 99999999999999999999\r\n\r\n", 400, "beyond all numbers"),
      (head + "\r\n", 411, "no length"),
      (head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", 417, "expects"),
      (join + "Content-Length: 65537\r\n\r\n", 413, "65,537 without a token"),
      (known + "Content-Length: 1048577\r\n\r\n", 413, "more than a mebibyte with one"),
      ("GET / HTTP/1.1\r\nHost: \(host.name)\r\nContent-Length: 3\r\n\r\nabc", 413, "GET with one"),
    ]
    for (request, status, name) in cases {
      let answer = try HostileRequestTests.say(request, to: host)
      #expect(answer?.status == status, "\(name): \(answer?.status ?? 0)")
    }
    let blank = String(repeating: " ", count: (1 << 20) - 12)
    #expect(try host.ask("POST", "/edits", #"{"edits":[]\#(blank)}"#, token: token).status == 200)
    try host.server.end()
  }

  @Test func `N4 a head has a length that it may not pass, and one name`() throws {
    let host = try ServedHost()
    let long = String(repeating: "a", count: 17 << 10)
    let cases: [(String, Int)] = [
      ("GET / HTTP/1.1\r\nHost: \(host.name)\r\nX: \(long)\r\n\r\n", 431),
      ("GET /\(long) HTTP/1.1\r\nHost: \(host.name)\r\n\r\n", 431),
      ("GET /?\(long)", 431),
      (
        "GET / HTTP/1.1\r\nHost: \(host.name)\r\n"
          + String(repeating: "X: y\r\n", count: 3_000) + "\r\n", 431
      ),
      ("GET / HTTP/1.1\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: \(host.name)\r\nHost: \(host.name)\r\n\r\n", 400),
      ("GET http://\(host.name)/ HTTP/1.1\r\nHost: \(host.name)\r\n\r\n", 400),
      ("CONNECT \(host.name) HTTP/1.1\r\nHost: \(host.name)\r\n\r\n", 400),
      ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}\u{3}", 400),
      ("GET / HTTP/1.1\nHost: \(host.name)\nX : y\n\n", 400),
      ("GET / HTTP/1.1\r\nHost: \(host.name)\r\nX: a\0b\r\n\r\n", 400),
      ("GET / HTTP/9.9\r\nHost: \(host.name)\r\n\r\n", 400),
      ("GET /\r\nHost: \(host.name)\r\n\r\n", 400),
      ("{}\r\n\r\n", 400),
    ]
    for (request, status) in cases {
      let answer = try HostileRequestTests.say(request, to: host)
      #expect(answer?.status == status, "\(request.prefix(60).debugDescription)")
    }
    try host.server.end()
  }

  @Test
  func `N6 header splitting comes to nothing: no part of a request stands in an answer's head`()
    throws
  {
    let host = try ServedHost()
    let token = try host.join("Ana")
    for path in [
      "/%0d%0aSet-Cookie:%20a=b", "/stream?after=%0d%0aSet-Cookie:a=b",
      "/?x=\u{e9}\u{85}Set-Cookie:a=b", "/stream?protocol=1%0d%0aSet-Cookie:a=b",
    ] {
      let answer = try HostileRequestTests.say(
        host.request("GET", path, token: token), to: host)
      #expect(answer?.headers["set-cookie"] == nil, "\(path)")
      #expect((answer?.status ?? 400) >= 400, "\(path)")
    }
    let split = try host.dial()
    split.send("GET /a\r\nSet-Cookie: a=b HTTP/1.1\r\nHost: \(host.name)\r\n\r\n")
    #expect(split.answer()?.status == 400)
    #expect(split.ends())
    try host.server.end()
  }

  @Test func `N4 whoever sends a byte now and then is out of time all the same`() throws {
    var limits = HostLimits()
    limits.requestTime = 1_500
    let host = try ServedHost(limits: limits)
    let token = try host.join("Ana")
    let head = host.request("POST", "/edits", #"{"edits": []}"#, token: token)
    let slow = try (0..<300).map { number in
      let connection = try host.dial()
      connection.send(String(head.prefix(number % head.count)))
      return connection
    }

    let good = try host.dial()
    for number in 0..<20 {
      #expect(try host.add(["s\(number)"], token: token, on: good).status == 200)
    }
    var statuses: Set<Int> = []
    for connection in slow {
      if let answer = connection.answer() { statuses.insert(answer.status) }
      #expect(connection.ends())
    }

    #expect(statuses == [408])
    #expect(try host.add(["after"], token: token, on: good).status == 200)
    try host.server.end()
  }

  @Test func `N4 what comes behind a request has the time of any request, and keeps its order`()
    throws
  {
    var limits = HostLimits()
    limits.requestTime = 1_000
    limits.idleTime = 600_000
    let host = try ServedHost(limits: limits)
    let token = try host.join("Ana")
    func addition(_ id: String) -> String {
      host.request(
        "POST", "/edits", #"{"edits": [\#(ServedHost.addition(id))]}"#, token: token)
    }
    let second = addition("s2")
    for length in [9, second.utf8.count - 5] {
      for first in [host.request("GET", "/"), addition("s1")] {
        let connection = try host.dial()
        connection.send(Array(first.utf8) + second.utf8.prefix(length))
        #expect(connection.answer()?.status == 200)
        #expect(connection.answer()?.status == 408)
        #expect(connection.ends())
      }
    }

    let connection = try host.dial()
    let pages = host.request("GET", "/") + host.request("GET", "/missing.js")
    connection.send(addition("s3") + pages.replacing("/missing.js", with: "/words.js"))
    connection.send(addition("s4") + addition("s5"))
    let answers = (0..<5).map { _ in connection.answer() }
    #expect(answers.map { $0?.status } == [200, 200, 200, 200, 200])
    for (index, id) in [(0, "e-s3"), (3, "e-s4"), (4, "e-s5")] {
      #expect(answers[index]?.text.contains(id) == true)
    }
    try host.server.end()
  }

  @Test
  func `N4 three hundred requests by chance are refused or answered, and no good one is lost`()
    throws
  {
    let host = try ServedHost()
    let token = try host.join("Ana")
    let good = try host.dial()
    let stream = try host.listen(token, after: host.point(token))
    let kinds = [
      host.request("POST", "/edits", #"{"edits": [{"edit": "undo"}]}"#, token: token),
      host.request("POST", "/join", #"{"protocol": 1, "code": "2-brave-apple", "name": "E"}"#),
      host.request("GET", "/stream?after=0.0000000000000000&protocol=1", token: token),
      host.request("GET", "/snapshot", token: token), host.request("GET", "/"),
      host.request("POST", "/control", #"{"control": "showDoor"}"#, token: token),
    ].map { Array($0.utf8) }
    for seed in 0..<300 {
      var random = SeededGenerator(seed: UInt64(seed))
      var bytes = kinds[seed % kinds.count]
      for _ in 0...Int.random(in: 0..<6, using: &random) {
        HostileRequestTests.spoil(&bytes, &random)
      }
      let connection = try host.dial()
      connection.send(bytes)
      connection.finish()
      if let answer = connection.answer() {
        #expect((200..<600).contains(answer.status), "seed \(seed)")
        #expect(answer.headers["x-content-type-options"] == "nosniff", "seed \(seed)")
      }
      if seed.isMultiple(of: 10) {
        #expect(try host.add(["g\(seed)"], token: token, on: good).status == 200, "seed \(seed)")
      }
    }

    let added = stream.additions(30).filter { $0.hasPrefix("g") }
    #expect(added == (0..<30).map { "g\($0 * 10)" })
    try host.server.end()
  }

  /// Changes bytes in one place, by chance.
  private static func spoil(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
    case 1: bytes.removeSubrange(place..<min(bytes.count, place + 8))
    case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
    case 3: bytes.insert(contentsOf: [13, 10], at: place)
    case 4: bytes.insert(0, at: place)
    default: bytes.removeSubrange(place...)
    }
  }
}
