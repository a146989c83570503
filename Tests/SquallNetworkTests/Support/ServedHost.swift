import Glibc
import NetworkTestSupport
import SquallCollaboration
import SquallModel
import SquallSessions
import Synchronization
import Testing

@testable import SquallNetwork

/// A host on a port of its own, with a session in memory.
final class ServedHost {
  let disk: MemoryFileSystem
  let faults: FaultyFileSystem
  let edge: HostEdge
  let server: HostServer
  private let told = Log()

  private final class Log: Sendable {
    let events = Mutex<[HostEvent]>([])
  }

  static let session = Path("/w.json")

  init(
    disk: MemoryFileSystem = MemoryFileSystem(), board: Board? = nil,
    limits: HostLimits = HostLimits(), publicAddress: String? = nil,
    listen: String = HostListening.loopback, port: Int = 0,
    thisMachine: @escaping @Sendable (String) -> Bool = isLoopback
  ) throws {
    self.disk = disk
    faults = FaultyFileSystem(disk)
    var reading: SessionReading
    do {
      reading = try SessionReading(ServedHost.session, on: faults)
    } catch {
      let board =
        board
        ?? Board(
          id: ID(checked: "w"), title: "Workshop", level: .process,
          lanes: [Lane(id: ID(checked: "l1"), name: "Sales")])
      reading = try SessionReading(new: board, at: ServedHost.session, on: faults)
    }
    reading.prepareForEdits(editID: ID(checked: "begin"), at: .earliest)
    let told = told
    let surroundings = HostEdge.Surroundings(
      limits: limits, disk: faults,
      access: AccessFile(of: reading.workshop.board.id, in: Path("/state/hosts"), on: disk),
      holder: LockHolder(name: "t", host: "h", process: 1, since: .earliest),
      moment: ServedHost.moment, ids: RandomIDs(SystemRandomNumberGenerator()),
      sentences: { "\($0.word)" }, tell: { event in told.events.withLock { $0.append(event) } })
    edge = try HostEdge(HostedSession(reading, on: faults), in: surroundings)
    let proxy = try publicAddress.map { try WorkshopAddress.read(url: $0).get() }
    server = try HostServer(
      edge, on: HostListening(address: listen, port: port, publicAddress: proxy),
      thisMachine: thisMachine,
      sentences: { $0.word })
  }

  private static let moment: @Sendable () -> Moment = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let uptime = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    return Moment(instant: Instant(clamping: uptime), uptime: uptime)
  }

  var events: [HostEvent] { told.events.withLock { $0 } }
  var port: Int { server.port }
  var name: String { "127.0.0.1:\(port)" }

  /// - Parameters:
  ///   - source: the last number of the address that it comes from.
  ///   - target: the last number of the one that it goes to.
  func dial(
    from source: UInt32 = 1, to target: UInt32 = 1, receiveBuffer: Int32? = nil
  ) throws -> Dialler {
    try Dialler(port: port, from: source, to: target, receiveBuffer: receiveBuffer)
  }

  /// Asks over a connection that is kept.
  func ask(
    _ method: String, _ path: String, _ body: String? = nil, token: String? = nil,
    headers: [String] = [], on connection: Dialler
  ) throws -> Dialler.Answer {
    connection.send(request(method, path, body, token: token, headers: headers))
    return try #require(connection.answer(), "no answer to \(method) \(path)")
  }

  /// Asks over a connection of its own.
  func ask(
    _ method: String, _ path: String, _ body: String? = nil, token: String? = nil,
    headers: [String] = []
  ) throws -> Dialler.Answer {
    try ask(method, path, body, token: token, headers: headers, on: dial())
  }

  func request(
    _ method: String, _ path: String, _ body: String? = nil, token: String? = nil,
    headers: [String] = []
  ) -> String {
    var lines = ["\(method) \(path) HTTP/1.1"]
    if !headers.contains(where: { $0.lowercased().hasPrefix("host:") }) {
      lines.append("Host: \(name)")
    }
    if let token { lines.append("Authorization: Bearer \(token)") }
    if let body {
      if !headers.contains(where: { $0.lowercased().hasPrefix("content-type:") }) {
        lines.append("Content-Type: application/json")
      }
      lines.append("Content-Length: \(body.utf8.count)")
    }
    return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
  }

  /// Lets somebody in and gives their token.
  func join(_ name: String, as role: Role = .participant) throws -> String {
    let code = try #require(edge.doorSign?[role]).code
    let answer = try ask(
      "POST", "/join", #"{"protocol": 1, "code": "\#(code)", "name": "\#(name)"}"#)
    try #require(answer.status == 200, "\(answer.text)")
    return try JoinAnswer(reading: answer.body).token.text
  }

  /// Where the log is now, as a stream resumes.
  func point(_ token: String) throws -> LogPoint {
    let snapshot = try SessionFormat.read(try ask("GET", "/snapshot", token: token).body)
    return LogPoint(sequence: snapshot.revision, checksum: try #require(snapshot.checksum))
  }

  /// Opens a stream and reads its `hello`.
  func listen(
    _ token: String, after point: LogPoint, receiveBuffer: Int32? = nil
  ) throws -> Dialler {
    let connection = try dial(receiveBuffer: receiveBuffer)
    connection.send(request("GET", "/stream?after=\(point)&protocol=1", token: token))
    let answer = try #require(connection.answer())
    try #require(answer.status == 200, "\(answer.text)")
    let hello = try #require(connection.piece())
    try #require(hello.hasPrefix("event: hello\n"), "\(hello)")
    return connection
  }

  static func addition(_ id: String, _ text: String = "Order placed") -> String {
    #"{"edit": "addSticky", "id": "\#(id)", "kind": "domainEvent", "text": "\#(text)", "edit_id": "e-\#(id)"}"#
  }

  /// Posts additions of stickies.
  func add(_ ids: [String], token: String, on connection: Dialler) throws -> Dialler.Answer {
    let edits = ids.map { ServedHost.addition($0) }.joined(separator: ", ")
    return try ask(
      "POST", "/edits", #"{"edits": [\#(edits)]}"#, token: token, on: connection)
  }
}
