import Glibc
import SquallModel
import SquallSessions

/// A live workshop: edits sent on schedule, and the time until every guest has seen each.
enum Collaborate {
  /// Edits that a guest sends at once in a run without a schedule.
  private static let batch = 20
  private static let lateGuests = 9

  static func run(_ words: Words) throws {
    let folder = try makeFolder(in: words.text("--folder", or: "/tmp"))
    defer { _ = system("rm -rf '\(folder)'") }
    if words.has("--late") {
      return try late(words, in: folder)
    }
    let guests = words.number("--guests", or: 50)
    let seconds = words.number("--seconds", or: 5)
    let rate = words.number("--rate", or: 200)
    let peer = try peer(words, in: folder)
    let swarm = try Swarm(peer, guests: guests)
    peer.server.startMeasuring()
    let result =
      rate == 0
      ? try swarm.runFlat(batch: batch, seconds: seconds)
      : try swarm.run(rate: rate, seconds: seconds)
    let processor = peer.server.processorSeconds
    report([
      "peer": words.text("--peer", or: "squall"), "guests": guests, "rate": rate,
      "p50_ms": percentile(50, of: result.times), "p99_ms": percentile(99, of: result.times),
      "late_ms": percentile(99, of: result.lateness),
      "ops_s": Double(result.seen) / result.seconds, "cpu_pct": processor / result.seconds * 100,
      "us_delivery": processor * 1e6 / Double(max(1, result.seen * guests)),
      "rss_mib": peer.server.memory, "seen": result.seen,
    ])
  }

  private static func peer(_ words: Words, in folder: String) throws -> any Peer {
    switch words.text("--peer", or: "squall") {
    case "squall":
      return try SquallPeer(
        words.text("--program", or: "squall"), in: folder,
        stickies: words.number("--stickies", or: 0))
    case "nats": return try NATSPeer(in: folder)
    case "relay":
      return try RelayPeer(
        words.text("--program", or: "relay"), in: folder, flushes: words.has("--flushed"))
    case let name: throw Complaint("no peer is called \(name)")
    }
  }

  /// How long somebody who comes late waits until they see the board and hear what follows.
  private static func late(_ words: Words, in folder: String) throws {
    let stickies = words.number("--stickies", or: 5_000)
    let peer = try SquallPeer(
      words.text("--program", or: "squall"), in: folder, stickies: stickies)
    var times: [Double] = []
    var count = 0
    for number in 0..<lateGuests {
      let watch = Stopwatch()
      let link = try Link(port: peer.port)
      let token = try peer.join("Late \(number)", on: link)
      let snapshot = try peer.snapshot(token, on: link)
      let stream = try peer.listen(token, after: snapshot)
      times.append(watch.milliseconds)
      count = snapshot.board.stickyCount
      _ = stream
    }
    times.sort()
    report(["current_ms": percentile(50, of: times), "most_ms": times.last ?? 0, "stickies": count])
  }

  private static func makeFolder(in parent: String) throws -> String {
    var name = Array("\(parent)/squall-bench-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw Complaint("no folder") }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
