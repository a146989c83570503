import Foundation
import Glibc
import NetworkTestSupport
import Testing

/// `squall host --headless`, as a program starts and ends it.
struct HostTests {
  private static func session(in folder: Folder) throws -> String {
    let file = folder.file("w.json")
    let made = try Program.run("new", file, "--title", "Workshop")
    try #require(made.status == 0, "\(made.errors)")
    return file
  }

  @Test func `it says in one line where it is and what opens it, and ends with all that was said`()
    throws
  {
    let folder = try Folder()
    let file = try HostTests.session(in: folder)
    let host = try HostedProgram(file, in: folder)
    #expect(host.door.address == "http://127.0.0.1:\(host.door.port)/")
    #expect(host.door.participant.url.hasPrefix(host.door.address + "#"))
    let token = try host.join("Ana", host.door.participant.code)
    #expect(try host.add(1, token: token)?.status == 200)

    let end = host.end()

    #expect(end.status == 0)
    let events = try Program.run("events", file)
    #expect(events.text == "Recorded events: ['Event1']\n")
    // The session file is whole by itself: nothing is left for the journal to tell.
    let check = try Program.run("check", file)
    #expect(check.status == 0, "\(check.text)")
    let json = try String(decoding: folder.read("w.json"), as: UTF8.self)
    #expect(json.contains("Event 1"))
    // What opens the workshop stands in no log.
    let secrets = [
      host.door.facilitator, host.door.participant, host.door.observer,
    ].flatMap { [$0.code, String($0.url.drop { $0 != "#" }.dropFirst())] }
    for secret in secrets + [token] { #expect(!end.log.contains(secret)) }
    #expect(end.log.contains("everything is saved"))
  }

  @Test func `names are safe in the log, whatever they hold`() throws {
    let folder = try Folder()
    let host = try HostedProgram(try HostTests.session(in: folder), in: folder)
    let token = try host.join(#"\u001b[31mEve\u202e\u0007"#, host.door.participant.code)
    let stream = try host.dial()
    stream.send(
      "GET /stream?after=1.0000000000000000 HTTP/1.1\r\nHost: 127.0.0.1:\(host.door.port)\r\n"
        + "Authorization: Bearer \(token)\r\n\r\n")
    #expect(stream.answer()?.status == 200)
    while stream.piece() != nil {}

    let end = host.end()

    #expect(end.status == 0)
    #expect(end.log.contains("Eve"))
    let controls = end.log.unicodeScalars.filter { $0.value < 32 && $0 != "\n" || $0 == "\u{202e}" }
    #expect(controls.isEmpty)
  }

  @Test func `a signal prints the door again, and codes are in no other place`() throws {
    let folder = try Folder()
    let host = try HostedProgram(try HostTests.session(in: folder), in: folder)
    host.program.signal(SIGUSR1)
    let line = try #require(host.program.nextLine())
    let door = try JSONDecoder().decode(HostedProgram.Door.self, from: Data(line.utf8))
    #expect(door.participant.code == host.door.participant.code)
    #expect(host.end().status == 0)
  }

  @Test(arguments: 1...4)
  func
    `D1 H12 after kill -9 everybody comes back at the same port, and nothing acknowledged is lost`(
      seed: Int
    ) throws
  {
    let folder = try Folder()
    let file = try HostTests.session(in: folder)
    var random = SplitMix(seed: UInt64(seed))
    var host = try HostedProgram(file, in: folder)
    let port = host.door.port
    let token = try host.join("Ana", host.door.participant.code)
    var acknowledged = 0

    for _ in 0..<10 {
      let connection = try host.dial()
      let until = acknowledged + Int.random(in: 1...30, using: &random)
      while acknowledged < until,
        let answer = try host.add(acknowledged + 1, token: token, on: connection)
      {
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.text.contains(#""ok": true"#), "\(answer.text)")
        acknowledged += 1
      }
      // One more is under way when the host dies.
      let number = acknowledged + 1
      let last = try host.dial()
      last.send(
        HostTests.post(number, port, token, cut: Int.random(in: 0...40, using: &random)))
      host.program.signal(SIGKILL)
      #expect(host.program.wait().signal == SIGKILL)
      host = try HostedProgram(file, in: folder)
      #expect(host.door.port == port)

      let logged = try host.logged(token: token)
      #expect(logged.prefix(acknowledged) == Array(1...acknowledged)[...])
      #expect(logged.count <= acknowledged + 1)
      // Who was not answered asks again, and it is done once.
      #expect(try host.add(number, token: token)?.status == 200)
      #expect(try host.logged(token: token) == Array(1...number))
      acknowledged = number
    }

    #expect(host.end().status == 0)
    #expect(try Program.run("check", file).status == 0)
  }

  private static func post(_ number: Int, _ port: Int, _ token: String, cut: Int) -> String {
    let edit =
      #"{"edit": "addSticky", "id": "s\#(number)", "kind": "domainEvent", "#
      + #""text": "Event \#(number)", "edit_id": "e-\#(number)"}"#
    let body = #"{"edits": [\#(edit)]}"#
    let request =
      "POST /edits HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    return String(request.dropLast(cut > 20 ? cut - 20 : 0))
  }

  @Test func `N5 where descriptors run out, who is there goes on, and others come in later`() throws
  {
    let folder = try Folder()
    let host = try HostedProgram(
      try HostTests.session(in: folder), in: folder, shell: "ulimit -n 48")
    let token = try host.join("Ana", host.door.participant.code)
    let good = try host.dial()
    #expect(try host.add(1, token: token, on: good)?.status == 200)

    var others: [Dialler] = []
    for number in 2..<102 {
      others.append(try host.dial())
      #expect(try host.add(number, token: token, on: good)?.status == 200, "\(number)")
    }
    #expect(try host.add(102, token: token)?.status == 200)
    others = []

    #expect(try host.add(103, token: token)?.status == 200)
    let end = host.end()
    #expect(end.status == 0)
    #expect(end.log.contains("descriptors"))
  }

  @Test func `H5 D7 where the disk is full, guests are told, and the end is an error`() throws {
    let folder = try Folder()
    let file = try HostTests.session(in: folder)
    let host = try HostedProgram(
      file, in: folder, shell: "trap '' XFSZ; ulimit -f 32")
    let token = try host.join("Ana", host.door.participant.code)
    let connection = try host.dial()
    var acknowledged = 0
    var refused: Dialler.Answer?
    while refused == nil {
      let answer = try #require(try host.add(acknowledged + 1, token: token, on: connection))
      if answer.status == 200 { acknowledged += 1 } else { refused = answer }
    }
    #expect(refused?.status == 503)
    #expect(refused?.reason == "cannotRecord")
    let hello = try host.dial()
    hello.send(
      "GET /stream HTTP/1.1\r\nHost: 127.0.0.1:\(host.door.port)\r\n"
        + "Authorization: Bearer \(token)\r\n\r\n")
    #expect(hello.answer()?.status == 200)
    #expect(hello.piece()?.contains(#""halted": true"#) == true)

    let end = host.end()

    #expect(end.status == 74)
    let again = try HostedProgram(file, in: folder)
    let logged = try again.logged(token: token)
    #expect(logged.prefix(acknowledged) == Array(1...acknowledged)[...])
    #expect(again.end().status == 0)
  }

  @Test func `a session that another holds, a port that is taken, and a file that is not there`()
    throws
  {
    let folder = try Folder()
    let file = try HostTests.session(in: folder)
    let host = try HostedProgram(file, in: folder)

    let locked = try Program.run("host", file, "--headless", "--port", "0")
    #expect(locked.status == 75)
    #expect(locked.errors.contains("is being written by"))
    let other = folder.file("other.json")
    #expect(try Program.run("new", other).status == 0)
    let taken = try Program.run("host", other, "--headless", "--port", String(host.door.port))
    #expect(taken.status == 75)
    #expect(taken.errors.contains("--port 0"))
    let missing = try Program.run("host", folder.file("none.json"), "--headless")
    #expect(missing.status == 66)
    let nowhere = try Program.run("host", other, "--headless", "--listen", "203.0.113.77")
    #expect(nowhere.status == 64)
    #expect(host.end().status == 0)
    #expect(try Program.run("host", "-", "--headless").status == 64)
    for url in ["ftp://a/", "board.example.org", "https://a/#1"] {
      #expect(
        try Program.run("host", file, "--headless", "--public-url", url).status == 64, "\(url)")
    }
  }

  @Test func `O6 a file that was changed outside is not served before somebody says what counts`()
    throws
  {
    let folder = try Folder()
    let file = try HostTests.session(in: folder)
    let edit = #"{"edit": "addSticky", "kind": "domainEvent", "text": "Order placed"}"#
    #expect(try Program.run("apply", file, input: edit).status == 0)
    let text = try String(decoding: folder.read("w.json"), as: UTF8.self)
    try folder.write(text.replacing("Order placed", with: "Order lost"), to: "w.json")

    let undecided = try Program.run("host", file, "--headless", "--port", "0")
    #expect(undecided.status == 1)
    #expect(undecided.errors.contains("--use"))
    let host = try HostedProgram(file, in: folder, ["--port", "0", "--use", "file"])
    #expect(host.end().status == 0)
    #expect(try Program.run("events", file).text == "Recorded events: ['OrderLost']\n")
  }

  @Test func `who can reach it is said before the door opens`() throws {
    let folder = try Folder()
    let file = try HostTests.session(in: folder)
    let host = try HostedProgram(file, in: folder, ["--port", "0", "--listen", "0.0.0.0"])
    let end = host.end()
    #expect(end.status == 0)
    #expect(end.log.contains("plain HTTP"))
    #expect(end.log.contains("any address of this machine"))
    let closed = try HostedProgram(file, in: folder)
    #expect(!closed.end().log.contains("plain HTTP"))
  }
}
