import Glibc
import NetworkTestSupport
import SquallCollaboration
import SquallModel
import SquallNetwork
import Testing

/// Many at once: whoever only waits, reads slowly or not at all is no burden to the others (N4).
@Suite(.serialized) struct CrowdTests {
  @Test
  func `H8 N7 three hundred who do not read are dropped, and who reads has everything in order`()
    throws
  {
    var limits = HostLimits()
    limits.streamQueueBytes = 64 << 10
    let host = try ServedHost(limits: limits)
    let token = try host.join("Ana")
    let point = try host.point(token)
    // Four streams a person: the people are many too.
    let idle = try (0..<75).flatMap { number -> [Dialler] in
      let other = try host.join("Idler \(number)", as: .observer)
      return try (0..<4).map { _ in try host.listen(other, after: point, receiveBuffer: 4_096) }
    }
    let stream = try host.listen(token, after: point)
    let good = try host.dial()
    let text = String(repeating: "x", count: 4_000)

    var ids: [String] = []
    for number in 0..<400 {
      let edit = ServedHost.addition("s\(number)", text)
      let answer = try host.ask("POST", "/edits", #"{"edits": [\#(edit)]}"#, token: token, on: good)
      #expect(answer.status == 200)
      ids += stream.additions(1)
    }

    #expect(ids == (0..<400).map { "s\($0)" })
    let dropped = host.events.count { event in
      if case .news(.droppedSlow) = event { true } else { false }
    }
    #expect(dropped > 0)
    // By the host, or by the system where their links had stood still for too long.
    for stream in idle {
      // A link that the system has given up says so to whoever still uses it.
      stream.send("still here")
      #expect(stream.ends())
    }
    // Whoever was dropped comes back and lacks nothing that the host still has.
    let back = try host.ask("GET", "/snapshot", token: token)
    #expect(back.text.contains("s399"))
    try host.server.end()
  }

  @Test func `N9 what streams begin with takes only so much, and the oldest is cut off`() throws {
    var limits = HostLimits()
    limits.answerBytes = 3 << 20
    let host = try ServedHost(limits: limits)
    let token = try host.join("Ana")
    let point = try host.point(token)
    let good = try host.dial()
    let text = String(repeating: "x", count: 4_000)
    for number in 0..<350 {
      let edit = ServedHost.addition("s\(number)", text)
      _ = try host.ask("POST", "/edits", #"{"edits": [\#(edit)]}"#, token: token, on: good)
    }
    // Each begins with more than the system takes for a reader who does not read.
    let readers = try (0..<4).map { number in
      let reader = try host.join("Reader \(number)", as: .observer)
      return try host.listen(reader, after: point, receiveBuffer: 4_096)
    }
    #expect(readers[0].additions(400).count < 350)
    #expect(readers[3].additions(350).count == 350)
    try host.server.end()
  }

  @Test func `N5 two thousand connections that say nothing keep nobody out`() throws {
    allowManyDescriptors()
    var limits = HostLimits()
    limits.requestTime = 600_000
    let host = try ServedHost(limits: limits)
    let token = try host.join("Ana")
    let stream = try host.listen(token, after: host.point(token))
    let good = try host.dial()
    var silent: [Dialler] = []

    for number in 0..<2_200 {
      silent.append(try host.dial())
      if number.isMultiple(of: 100) {
        #expect(try host.add(["s\(number)"], token: token, on: good).status == 200)
      }
    }
    // Somebody new comes in while the house is full.
    let newcomer = try host.join("Bo")

    #expect(stream.additions(22) == (0..<22).map { "s\($0 * 100)" })
    #expect(try host.add(["new"], token: newcomer, on: host.dial()).status == 200)
    #expect(stream.additions(1) == ["new"])
    // The oldest silent ones made room.
    #expect(silent[0].ends())
    silent = []
    try host.server.end()
  }

  @Test func `N5 an address has so many connections without a token, and others have theirs`()
    throws
  {
    var limits = HostLimits()
    limits.connectionsOfAddress = 4
    // Any other number of 127.0.0.0 is another machine here.
    let host = try ServedHost(limits: limits, thisMachine: { $0 == "127.0.0.1" })
    let token = try host.join("Ana")
    let joined = try host.dial(from: 2)
    #expect(try host.add(["s1"], token: token, on: joined).status == 200)
    let neighbour = try host.dial(from: 3)
    let silent = try (0..<4).map { _ in try host.dial(from: 2) }

    // One more: the oldest of that address that has shown no token makes room, and nobody else.
    let more = try host.dial(from: 2)
    #expect(silent[0].ends())
    #expect(try host.ask("GET", "/", on: more).status == 200)
    for connection in silent.dropFirst() {
      #expect(try host.ask("GET", "/", on: connection).status == 200)
    }
    #expect(try host.ask("GET", "/", on: neighbour).status == 200)
    #expect(try host.add(["s2"], token: token, on: joined).status == 200)

    // Guests over ssh all come from this machine: it is not counted as one address.
    let here = try (0..<8).map { _ in try host.dial() }
    for connection in here { #expect(try host.ask("GET", "/", on: connection).status == 200) }
    try host.server.end()
  }

  @Test func `N5 one person's connections that do nothing keep nobody out`() throws {
    var limits = HostLimits()
    limits.connections = 40
    let host = try ServedHost(limits: limits)
    let ana = try host.join("Ana")
    let stream = try host.listen(ana, after: host.point(ana))
    var kept: [Dialler] = []
    for _ in 0..<100 {
      let connection = try host.dial()
      #expect(
        try host.ask("POST", "/edits", #"{"edits": []}"#, token: ana, on: connection).status == 200)
      kept.append(connection)
    }
    #expect(kept[0].ends())
    #expect(kept[84].ends())
    #expect(try host.add(["s1"], token: ana, on: kept[99]).status == 200)
    #expect(stream.additions(1) == ["s1"])

    // Many people with as many as they may have: the house is full, and a newcomer still comes in.
    for name in ["Bo", "Cy", "Di"] {
      let token = try host.join(name)
      for _ in 0..<16 {
        let connection = try host.dial()
        #expect(
          try host.ask("POST", "/edits", #"{"edits": []}"#, token: token, on: connection).status
            == 200)
        kept.append(connection)
      }
    }
    let newcomer = try host.join("Eva")
    #expect(try host.add(["s2"], token: newcomer, on: host.dial()).status == 200)
    #expect(stream.additions(1) == ["s2"])
    try host.server.end()
  }

  @Test func `H16 N5 who is sent out loses the connections they had`() throws {
    let host = try ServedHost()
    let fay = try host.join("Fay", as: .facilitator)
    let code = try #require(host.edge.doorSign?[.participant]).code
    let joining = try host.dial()
    let answer = try host.ask(
      "POST", "/join", #"{"protocol": 1, "code": "\#(code)", "name": "Bo"}"#, on: joining)
    let bo = try JoinAnswer(reading: answer.body)
    let idle = try (0..<3).map { _ in try host.dial() }
    for connection in idle {
      #expect(try host.add([], token: bo.token.text, on: connection).status == 200)
    }
    let stream = try host.listen(bo.token.text, after: host.point(fay))

    let control = #"{"control": "remove", "person": "\#(bo.participant.id)"}"#
    #expect(try host.ask("POST", "/control", control, token: fay).status == 200)

    for connection in idle { #expect(connection.ends()) }
    #expect(stream.ends())
    try host.server.end()
  }

  private var noFile: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }

  private func allowManyDescriptors() {
    var limit = rlimit()
    getrlimit(noFile, &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(noFile, &limit)
  }
}
