import Foundation
import Glibc
import NetworkTestSupport
import Testing

/// A host behind nginx, with the configuration that the article on HTTPS gives.
struct ProxyTests {
  private static let article = Program.root.appending(
    path: "Sources/SquallNetwork/SquallNetwork.docc/HTTPS.md")

  @Test func `events come through a plain proxy at once, and through the article's with HTTPS`()
    throws
  {
    let folder = try Folder()
    let file = folder.file("w.json")
    try #require(try Program.run("new", file).status == 0)
    let host = try HostedProgram(
      file, in: folder, ["--port", "0", "--public-url", "https://board.example.org/"])
    #expect(host.door.address == "https://board.example.org/")
    #expect(host.door.participant.url.hasPrefix("https://board.example.org/#"))
    let proxy = try Proxy(to: host.door.port, in: folder)
    let token = try host.join("Ana", host.door.participant.code)

    // A location that says nothing but where to go.
    let plain = try Dialler(port: proxy.plainPort)
    plain.send(ProxyTests.stream(token, "127.0.0.1:\(proxy.plainPort)"))
    #expect(plain.answer()?.status == 200)
    // To a reader of HTTP 1.1 the proxy sends it in chunks.
    #expect(plain.piece()?.contains("event: hello") == true)

    // The article's, with the name that the door shows.
    let secure = try proxy.secure()
    secure.send(ProxyTests.stream(token, "board.example.org"))
    ProxyTests.read(secure, until: "event: hello")

    // The streams stay open, and what happens comes through all the same.
    #expect(plain.piece()?.contains("reset") == true)
    ProxyTests.read(secure, until: #"data: {"reason": "reset"}"#)
    let point = try ProxyTests.point(host, token)
    let live = try Dialler(port: proxy.plainPort)
    live.send(ProxyTests.stream(token, "127.0.0.1", after: point))
    #expect(live.answer()?.status == 200)
    let secureLive = try proxy.secure()
    secureLive.send(ProxyTests.stream(token, "board.example.org", after: point))
    ProxyTests.read(secureLive, until: "event: hello")
    #expect(try host.add(1, token: token)?.status == 200)
    var pieces: [String] = []
    while pieces.last?.contains(#""edit_id": "e-1""#) != true, let piece = live.piece() {
      pieces.append(piece)
    }
    #expect(pieces.last?.contains("event: entry") == true, "\(pieces)")
    ProxyTests.read(secureLive, until: #""edit_id": "e-1""#)
    secure.signal(SIGTERM)
    secureLive.signal(SIGTERM)

    #expect(host.end().status == 0)
  }

  @Test func `N1 names and origins are held against the address that the door shows`() throws {
    let folder = try Folder()
    let file = folder.file("w.json")
    try #require(try Program.run("new", file).status == 0)
    let host = try HostedProgram(
      file, in: folder, ["--port", "0", "--public-url", "https://board.example.org/"])
    let proxy = try Proxy(to: host.door.port, in: folder)
    func status(_ name: String, _ origin: String?) throws -> String {
      let head = "GET / HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n"
      let request = head + (origin.map { "Origin: \($0)\r\n" } ?? "") + "\r\n"
      let output = try proxy.secure().exchange(Array(request.utf8)).output
      return String(decoding: output.prefix { $0 != 13 }, as: UTF8.self)
    }

    #expect(try status("board.example.org", nil).contains("200"))
    #expect(try status("board.example.org", "https://board.example.org").contains("200"))
    #expect(try status("board.example.org", "http://board.example.org").contains("403"))
    #expect(try status("board.example.org", "https://evil.example").contains("403"))
    #expect(try status("evil.example", nil).contains("421"))

    #expect(host.end().status == 0)
  }

  private static func stream(_ token: String, _ name: String, after point: String? = nil) -> String
  {
    "GET /stream?protocol=1\(point.map { "&after=\($0)" } ?? "") HTTP/1.1\r\nHost: \(name)\r\n"
      + "Authorization: Bearer \(token)\r\n\r\n"
  }

  private static func point(_ host: HostedProgram, _ token: String) throws -> String {
    struct Snapshot: Decodable {
      var revision: Int
      var checksum: String
    }
    let answer = try #require(try host.ask("GET", "/snapshot", token: token))
    let snapshot = try JSONDecoder().decode(Snapshot.self, from: Data(answer.body))
    return "\(snapshot.revision).\(snapshot.checksum)"
  }

  private static func read(_ program: RunningProgram, until text: String) {
    var lines: [String] = []
    while let line = program.nextLine() {
      if line.contains(text) { return }
      lines.append(line)
    }
    Issue.record("\(text) did not come: \(lines)")
  }

  /// nginx in front of a host, ended with the test.
  private final class Proxy {
    let plainPort: Int
    private let securePort: Int
    private let nginx: RunningProgram

    init(to port: Int, in folder: Folder) throws {
      (plainPort, securePort) = (try Proxy.freePort(), try Proxy.freePort())
      let made = try Program.run(
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
          "/CN=board.example.org", "-keyout", folder.file("board.key"), "-out",
          folder.file("board.pem"),
        ], program: "/usr/bin/openssl")
      try #require(made.status == 0, "\(made.errors)")
      let server = try Proxy.articleServer()
        .replacing("listen 443", with: "listen 127.0.0.1:\(securePort)")
        .replacing("/etc/ssl/", with: folder.path + "/")
        .replacing("127.0.0.1:7855", with: "127.0.0.1:\(port)")
      let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
        "\($0)_temp_path \(folder.path);"
      }.joined(separator: " ")
      try folder.write(
        """
        daemon off; master_process off; pid \(folder.path)/nginx.pid;
        error_log \(folder.path)/error.log;
        events { worker_connections 64; }
        http {
        access_log off; \(temporary)
        \(server)
        server { listen 127.0.0.1:\(plainPort);
        location / { proxy_pass http://127.0.0.1:\(port); } }
        }
        """, to: "nginx.conf")
      nginx = try RunningProgram(
        ["-p", folder.path, "-e", folder.file("error.log"), "-c", folder.file("nginx.conf")],
        program: "/usr/sbin/nginx")
      for port in [plainPort, securePort] { try Proxy.wait(for: port) }
    }

    deinit {
      nginx.signal(SIGKILL)
      nginx.wait()
    }

    /// A connection with TLS.
    func secure() throws -> RunningProgram {
      try RunningProgram(
        [
          "s_client", "-quiet", "-connect", "127.0.0.1:\(securePort)", "-servername",
          "board.example.org",
        ], program: "/usr/bin/openssl")
    }

    /// The configuration that stands in the article.
    private static func articleServer() throws -> String {
      let text = try String(contentsOf: ProxyTests.article, encoding: .utf8)
      let begin = try #require(text.firstRange(of: "```nginx\n"))
      let rest = text[begin.upperBound...]
      return String(rest[..<(try #require(rest.firstRange(of: "```"))).lowerBound])
    }

    private static func wait(for port: Int) throws {
      let end = ContinuousClock.now + .seconds(60)
      while ContinuousClock.now < end {
        if (try? Dialler(port: port)) != nil { return }
        sched_yield()
      }
      Issue.record("nginx does not listen on port \(port)")
    }

    /// A port that nobody listens on now.
    private static func freePort() throws -> Int {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let done = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
      }
      try #require(done)
      return Int(UInt16(bigEndian: address.sin_port))
    }
  }
}
