internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import SquallCollaboration
internal import SquallModel

/// One connection of a guest: one request at a time, or a stream until it ends.
///
/// Sendable although it has state: all of it is touched on the host's event loop only.
final class HostSocket: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = HTTPServerRequestPart

  private enum Phase {
    /// For a head.
    case waiting
    case reading(AskedRequest, body: [UInt8], limit: Int)
    /// For the host's answer.
    case asked
    case stream
    /// The last answer is written; what still comes is thrown away.
    case draining
    case closed
  }

  let channel: any Channel
  let origin: Origin
  /// The address of this machine that it has come in at.
  private lazy var cameInAt = WorkshopAddress(of: channel.localAddress)
  /// Counts the connections of a host.
  let number: Int
  private let server: HostServer
  private let edge: HostEdge
  private var phase = Phase.waiting
  /// Bytes of a head that is not whole.
  private var early = 0
  /// Takes what came while a request was under way.
  var goOn: (() -> Void)?
  private var keepsAlive = true
  /// Whether the other side has said that nothing more comes.
  private var hasEnded = false
  /// Whose token a request has shown last; nil before any that the host knows.
  private(set) var person: ID?
  /// That token: it is looked up once for a connection, and by the gate for each request.
  private var token: Secret?
  /// When the connection is closed, unless something happens before; nil: not.
  private(set) var deadline: NIODeadline?

  init(
    _ channel: any Channel, number: Int, from origin: Origin, _ server: HostServer, _ edge: HostEdge
  ) {
    self.number = number
    self.channel = channel
    self.origin = origin
    self.server = server
    self.edge = edge
    deadline = .now() + .milliseconds(Int64(edge.surroundings.limits.requestTime))
  }

  private var limits: HostLimits { edge.surroundings.limits }

  /// Whether nothing is under way on it.
  var isIdle: Bool { if case .waiting = phase { early == 0 } else { false } }

  var isStream: Bool { if case .stream = phase { true } else { false } }

  // MARK: - What comes in

  /// What bytes that have come are.
  enum Expected {
    case head
    /// So many more belong to the request.
    case body(Int)
    /// What comes behind a request that is not answered yet.
    case later
    case nothing
  }

  var expected: Expected {
    switch phase {
    case .waiting: .head
    case .reading(let request, let body, _): .body(request.length - body.count)
    case .asked: .later
    case .stream, .draining, .closed: .nothing
    }
  }

  /// Looks at bytes of a head before anybody parses them.
  func takesHead(_ count: Int) {
    // The time for a whole request begins with its first byte.
    if early == 0 { limitTime(to: limits.requestTime) }
    early += count
  }

  /// Looks at how much waits until the request is answered.
  func holds(_ count: Int) {
    if count > limits.bodyBytes { close() }
  }

  /// Looks at what the bytes came to.
  func haveParsed() {
    if case .waiting = phase, early > limits.headerBytes {
      refuse(.headTooLong(maximum: limits.headerBytes))
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (phase, HostSocket.unwrapInboundIn(data)) {
    case (.waiting, .head(let head)):
      early = 0
      begin(head)
    case (.reading(let request, var body, let limit), .body(let bytes)):
      // The phase lets go of the body, so that it is not copied.
      phase = .waiting
      body.append(contentsOf: bytes.readableBytesView)
      phase = .reading(request, body: body, limit: limit)
      if body.count > limit { refuse(.bodyTooLong(maximum: limit)) }
    case (.reading(let request, let body, _), .end):
      deadline = nil
      phase = .asked
      keepsAlive = keepsAlive && request.keepsAlive
      ask(request, body)
    default: break
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    do throws(RequestFault) {
      var request = try server.rules.read(head, from: origin, at: cameInAt)
      var limit = limits.bodyBytes
      if let token = request.token, isKnown(token), request.route == .edits {
        limit = limits.editBodyBytes
      }
      let length = RequestRules.bodyLength(of: head)
      request.length = length
      // A long post of somebody who is known takes as long as a slow link needs for it.
      if limit == limits.editBodyBytes, length <= limit {
        limitTime(to: limits.requestTime + length / limits.slowestBytesPerMillisecond)
      }
      if length > limit { throw .bodyTooLong(maximum: limit) }
      var body: [UInt8] = []
      body.reserveCapacity(length)
      phase = .reading(request, body: body, limit: limit)
    } catch {
      refuse(error)
    }
  }

  /// Whether a token is somebody's, as far as limits go; what it opens, the gate decides (H3).
  private func isKnown(_ token: Secret) -> Bool {
    if token == self.token { return true }
    guard let person = edge.machine.person(with: token) else { return false }
    server.noteJoined(self, as: person.id)
    self.person = person.id
    self.token = token
    return true
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .stream = phase { edge.close(self) }
    phase = .closed
    deadline = nil
    server.forget(self)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else { return }
    switch phase {
    case .asked, .draining:
      hasEnded = true
      keepsAlive = false
      if case .draining = phase, deadline == nil { close() }
    default: close()
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow: refuse(.headTooLong(maximum: limits.headerBytes))
    case is HTTPParserError: refuse(.malformed)
    default: close()
    }
  }

  /// The time for what is under way is over.
  func timeIsUp() {
    deadline = nil
    switch phase {
    case .reading: refuse(.tooSlow)
    case .waiting where early > 0: refuse(.tooSlow)
    default: close()
    }
  }

  private func limitTime(to milliseconds: Int) {
    deadline = .now() + .milliseconds(Int64(milliseconds))
  }

  func close() {
    channel.close(promise: nil)
  }

  // MARK: - What is asked

  private func ask(_ request: AskedRequest, _ body: [UInt8]) {
    do throws(WireError) {
      switch request.route {
      case .page(let path): sendPage(path, headOnly: request.wantsHeadOnly)
      case .join:
        let from = request.forwardedFor.map { isLoopback($0) ? Origin.loopback : .address($0) }
        ask(.join(try JoinRequest(reading: body, known: request.token), from: from ?? origin))
      case .edits:
        try ask(request) { (token) throws(WireError) in
          .edits(token: token, try EditPost.read(body))
        }
      case .presence:
        try ask(request) { (token) throws(WireError) in
          .presence(token: token, try Presence(reading: body))
        }
      case .control:
        try ask(request) { (token) throws(WireError) in
          .control(token: token, try Control(reading: body))
        }
      case .snapshot: try ask(request) { (token) throws(WireError) in .snapshot(token: token) }
      case .log: try ask(request) { (token) throws(WireError) in .log(token: token) }
      case .stream(let after, let version):
        guard let token = request.token else { return refuse(.noToken) }
        edge.open(self, token: token, version: version, after: after)
      }
    } catch {
      answer(.complaint(.unreadable(error)))
    }
  }

  private func ask(
    _ request: AskedRequest, _ make: (Secret) throws(WireError) -> HostRequest
  ) throws(WireError) {
    guard let token = request.token else { return refuse(.noToken) }
    ask(try make(token))
  }

  private func ask(_ request: HostRequest) {
    edge.ask(request) { self.answer($0) }
  }

  // MARK: - What goes out

  private func answer(_ answer: HostAnswer) {
    guard case .asked = phase else { return }
    var retryAfter: Int?
    if case .complaint(let complaint) = answer {
      retryAfter = complaint.retryAfter.map { ($0 + 999) / 1_000 }
    }
    var contentType = ResponseHead.json
    if case .log = answer { contentType = ResponseHead.lines }
    edge.body(of: answer).assumeIsolated().whenComplete { result in
      switch result {
      case .success(let body):
        if let number = body.number, case .asked = self.phase {
          self.server.begins(self, reading: number, of: body.bytes.readableBytes)
        }
        self.write(answer.status, contentType, body.bytes, retryAfter: retryAfter)
      case .failure: self.close()
      }
    }
  }

  private func sendPage(_ path: String, headOnly: Bool) {
    guard let file = PageFiles.file(at: path) else { return refuse(.noSuchPath) }
    write(200, file.contentType, ByteBuffer(bytes: file.bytes), headOnly: headOnly)
  }

  /// Answers with an error and ends the connection, as what else comes on it means nothing.
  private func refuse(_ fault: RequestFault) {
    switch phase {
    case .waiting, .reading, .asked: break
    case .stream, .draining, .closed: return
    }
    phase = .asked
    keepsAlive = false
    edge.surroundings.tell(.refused(fault, origin))
    var allowed: String?
    if case .methodNotAllowed(let methods) = fault { allowed = methods }
    write(
      fault.status, ResponseHead.json, ByteBuffer(bytes: server.body(of: fault)), allowed: allowed)
  }

  private func write(
    _ status: Int, _ contentType: String, _ body: ByteBuffer, headOnly: Bool = false,
    retryAfter: Int? = nil, allowed: String? = nil
  ) {
    guard case .asked = phase else { return }
    var buffer = channel.allocator.buffer(
      capacity: 1_024 + (isSmall(body) ? body.readableBytes : 0))
    ResponseHead(
      status: status, contentType: contentType, length: body.readableBytes,
      keepsAlive: keepsAlive, retryAfter: retryAfter, allowed: allowed
    ).write(to: &buffer)
    limitTime(to: limits.idleTime + body.readableBytes / limits.slowestBytesPerMillisecond)
    let isDone = channel.eventLoop.makePromise(of: Void.self)
    if headOnly || isSmall(body) {
      if !headOnly { buffer.writeImmutableBuffer(body) }
      channel.writeAndFlush(buffer, promise: isDone)
    } else {
      channel.write(buffer, promise: nil)
      channel.writeAndFlush(body, promise: isDone)
    }
    if !keepsAlive { phase = .draining }
    isDone.futureResult.assumeIsolated().whenSuccess {
      self.server.hasRead(self)
      if self.keepsAlive { self.next() } else { self.drain() }
    }
  }

  private func isSmall(_ body: ByteBuffer) -> Bool { body.readableBytes <= 16 << 10 }

  /// The answer is written: what came meanwhile is taken, in the time that any request has.
  private func next() {
    guard case .asked = phase else { return }
    phase = .waiting
    early = 0
    limitTime(to: limits.idleTime)
    goOn?()
  }

  /// Ends the connection once everything is read: who is still sending would lose the answer if it
  /// were closed at once.
  private func drain() {
    phase = .draining
    if hasEnded { return close() }
    channel.close(mode: .output, promise: nil)
    limitTime(to: limits.drainTime)
  }

  /// The host ends: nothing more is taken.
  func endSoon() {
    keepsAlive = false
    if case .waiting = phase { close() }
  }
}

extension HostSocket: HostStream {
  /// What is longer, in bytes, is counted among the answers that are being read.
  private static let longPiece = 64 << 10

  func accept() {
    guard case .asked = phase else { return edge.close(self) }
    phase = .stream
    var buffer = channel.allocator.buffer(capacity: 1_024)
    ResponseHead(
      status: 200, contentType: ResponseHead.eventStream, length: nil, keepsAlive: false
    ).write(to: &buffer)
    // What the stream begins with follows at once, and is written with it.
    channel.write(buffer, promise: nil)
  }

  func refuse(_ complaint: Complaint) {
    answer(.complaint(complaint))
  }

  func send(_ bytes: ByteBuffer, isShared: Bool) -> Bool {
    guard channel.isWritable else { return false }
    guard !isShared, bytes.readableBytes > HostSocket.longPiece else {
      channel.writeAndFlush(bytes, promise: nil)
      return true
    }
    // What a stream begins with may be as long as an answer, and is counted like one (N9).
    server.begins(self, reading: edge.nextBody(), of: bytes.readableBytes)
    let isRead = channel.eventLoop.makePromise(of: Void.self)
    channel.writeAndFlush(bytes, promise: isRead)
    isRead.futureResult.assumeIsolated().whenComplete { _ in self.server.hasRead(self) }
    return true
  }

  func end(_ farewell: Farewell) {
    guard case .stream = phase else { return }
    if farewell == .slow { return close() }
    phase = .draining
    limitTime(to: limits.idleTime)
    let isDone = channel.eventLoop.makePromise(of: Void.self)
    channel.writeAndFlush(ByteBuffer(), promise: isDone)
    isDone.futureResult.assumeIsolated().whenSuccess { self.drain() }
  }
}
