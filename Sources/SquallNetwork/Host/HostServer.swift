internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import SquallCollaboration
internal import SquallModel
public import SquallSessions

/// The sockets of a host.
///
/// Sendable although it has state: all of it is touched on the host's event loop only.
public final class HostServer: @unchecked Sendable {
  /// Why a host cannot listen.
  public enum Fault: Error, Equatable, Sendable {
    /// Another program listens there.
    case portInUse(Int)
    /// Only the administrator may listen there.
    case notPermitted(Int)
    /// This machine has no such address.
    case noSuchAddress(String)
    /// The system says so, by its number.
    case system(Int32)
  }

  /// The port that is listened on.
  public let port: Int
  /// Where the host is found now, the best to show first; the public address before all others.
  ///
  /// This machine may be in another network than it was when the host began.
  public var addresses: [WorkshopAddress] {
    [listening.publicAddress].compactMap { $0 } + listening.addresses(port: port)
  }

  private let listening: HostListening
  private let edge: HostEdge
  private let listener: any Channel
  let rules: RequestRules
  private let sentences: @Sendable (RequestFault) -> String
  /// Whether an address is this machine's, where guests over ssh come from.
  private let isThisMachine: @Sendable (String) -> Bool
  private var connections = ConnectionTable()
  private var lastNumber = 0
  private var isSweeping = false
  private var limit: ConnectionLimit
  private var answers: AnswersUnderWay
  private var allGone: EventLoopPromise<Void>?

  /// Listens.
  ///
  /// Waits for the host: not to be called on its own thread.
  ///
  /// - Parameter sentences: what people read where a request is refused.
  public convenience init(
    _ edge: HostEdge, on listening: HostListening,
    sentences: @escaping @Sendable (RequestFault) -> String
  ) throws(Fault) {
    try self.init(edge, on: listening, thisMachine: isLoopback, sentences: sentences)
  }

  init(
    _ edge: HostEdge, on listening: HostListening,
    thisMachine: @escaping @Sendable (String) -> Bool,
    sentences: @escaping @Sendable (RequestFault) -> String
  ) throws(Fault) {
    let relay = Relay()
    let limits = edge.surroundings.limits
    do {
      listener = try HostServer.bootstrap(edge, relay, limits)
        .bind(host: listening.address, port: listening.port).wait()
    } catch {
      throw HostServer.fault(error, listening)
    }
    let port = listener.localAddress?.port ?? listening.port
    self.port = port
    self.listening = listening
    self.edge = edge
    limit = ConnectionLimit(limits.connections)
    answers = AnswersUnderWay(atMost: limits.answerBytes)
    self.sentences = sentences
    isThisMachine = thisMachine
    rules = RequestRules(
      names: HostNames(listening.addresses(port: port), proxy: listening.publicAddress),
      limits: limits)
    let server = self
    let isKept = edge.loop.makePromise(of: Void.self)
    edge.loop.execute {
      relay.server = server
      // Nobody is taken before that.
      _ = server.listener.setOption(.autoRead, value: true)
      edge.letGo = { [weak server] person in server?.letGo(person) }
      edge.listens(on: port, isKept)
    }
    // Whoever is told the port now finds it again after any end of this host.
    try? isKept.futureResult.wait()
  }

  /// Ends the workshop: takes no more connections, tells the streams, records and saves.
  ///
  /// Waits for all of it: not to be called on the host's own thread.
  ///
  /// - Throws: ``SessionError``: why something is not on disk.
  public func end() throws(SessionError) {
    try? listener.close().wait()
    try edge.end(
      waitingFor: { [self] in
        let gone = edge.loop.makePromise(of: Void.self)
        edge.loop.execute { self.endConnections(gone) }
        try? gone.futureResult.wait()
      })
  }

  /// Everybody who has been told the end has a moment to read it.
  private func endConnections(_ gone: EventLoopPromise<Void>) {
    for connection in connections.all { connection.endSoon() }
    if connections.isEmpty { return gone.succeed(()) }
    allGone = gone
    edge.loop.scheduleTask(in: HostServer.farewellTime) { gone.succeed(()) }
  }

  /// Where connections go, once there is a server; touched on the event loop only.
  private final class Relay: @unchecked Sendable {
    weak var server: HostServer?
  }

  /// How long the end waits for those who are still reading.
  private static let farewellTime = TimeAmount.seconds(1)
  /// How many connections may wait to be taken.
  private static let backlog: Int32 = 1_024
  /// Bytes that the system keeps for one slow reader: it would grow to megabytes by itself.
  private static let sendBuffer: ChannelOptions.Types.SocketOption.Value = 256 << 10
  /// `TCP_USER_TIMEOUT` of Linux.
  private static let userTimeout = NIOBSDSocket.Option(rawValue: 18)

  private static func bootstrap(
    _ edge: HostEdge, _ relay: Relay, _ limits: HostLimits
  ) -> ServerBootstrap {
    let most = limits.streamQueueBytes
    return ServerBootstrap(group: edge.loop)
      .serverChannelOption(.backlog, value: backlog)
      .serverChannelOption(.autoRead, value: false)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            AcceptPause { relay.server?.runsShort() })
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.tcpOption(userTimeout), value: limits.deadLinkTime)
      .childChannelOption(.socketOption(.so_sndbuf), value: sendBuffer)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(
        .writeBufferWaterMark, value: .init(low: most / 2, high: most)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let server = relay.server else { throw ChannelError.ioOnClosedChannel }
          try server.take(channel)
        }
      }
  }

  private static func fault(_ error: any Error, _ listening: HostListening) -> Fault {
    guard let error = error as? IOError else { return .noSuchAddress(listening.address) }
    switch error.errnoCode {
    case EADDRINUSE: return .portInUse(listening.port)
    case EACCES, EPERM: return .notPermitted(listening.port)
    case EADDRNOTAVAIL, EAFNOSUPPORT: return .noSuchAddress(listening.address)
    default: return .system(error.errnoCode)
    }
  }

  // MARK: - Connections

  private func take(_ channel: any Channel) throws {
    let address = channel.remoteAddress?.ipAddress ?? ""
    let origin = isThisMachine(address) ? Origin.loopback : .address(address)
    lastNumber += 1
    let connection = HostSocket(channel, number: lastNumber, from: origin, self, edge)
    let limits = edge.surroundings.limits
    let most = limits.connectionsOfAddress
    switch connections.add(connection, atMost: limit.current, ofAddress: most) {
    case .taken: break
    case .replaces(let other): other.close()
    case .full: throw ChannelError.ioOnClosedChannel
    }
    let decoder = HTTPRequestDecoder(
      leftOverBytesStrategy: .dropBytes, limitConfiguration: HostServer.decoderLimits(limits))
    try channel.pipeline.syncOperations.addHandlers(
      ByteGuard(connection), ByteToMessageHandler(decoder), connection)
    sweepLater()
  }

  private static func decoderLimits(_ limits: HostLimits) -> NIOHTTPDecoderLimitConfiguration {
    var configuration = NIOHTTPDecoderLimitConfiguration()
    configuration.maxHeaderFieldSize = limits.headerBytes
    configuration.maxHeaderListSize = limits.headerBytes
    return configuration
  }

  func forget(_ connection: HostSocket) {
    answers.remove(connection.number)
    connections.remove(connection)
    if connections.isEmpty { allGone?.succeed(()) }
  }

  /// A connection has shown the token of somebody; one of theirs that does nothing makes room where
  /// they have too many.
  func noteJoined(_ connection: HostSocket, as person: ID) {
    let most = edge.surroundings.limits.connectionsOfPerson
    connections.noteJoined(connection, as: person, atMost: most)?.close()
  }

  private func letGo(_ person: ID) {
    for connection in connections.connections(of: person) { connection.endSoon() }
  }

  /// A connection begins to read a long answer; who reads the oldest is cut off where all of them
  /// take too much.
  func begins(_ connection: HostSocket, reading body: Int, of count: Int) {
    for number in answers.add(connection.number, of: body, bytes: count) {
      connections[number]?.close()
    }
  }

  func hasRead(_ connection: HostSocket) { answers.remove(connection.number) }

  /// The system has no descriptors left: whoever waits longest without a token makes room, and
  /// fewer connections are taken for a while.
  private func runsShort() {
    edge.surroundings.tell(.descriptorsExhausted)
    limit.runShort(holding: connections.count, at: .now())
    while connections.count > limit.current, let oldest = connections.oldestWithoutToken() {
      connections.remove(oldest)
      oldest.close()
    }
  }

  /// Closes what takes too long, as long as there are connections.
  private func sweepLater() {
    guard !isSweeping else { return }
    isSweeping = true
    edge.loop.scheduleTask(in: .seconds(1)) {
      self.isSweeping = false
      let now = NIODeadline.now()
      self.limit.rise(at: now)
      for connection in self.connections.all {
        if let deadline = connection.deadline, deadline <= now { connection.timeIsUp() }
      }
      if !self.connections.isEmpty { self.sweepLater() }
    }
  }

  /// The body of an answer that refuses a request (W9).
  func body(of fault: RequestFault) -> [UInt8] {
    Report(word: fault.word, sentence: sentences(fault)).body
  }
}

/// Stops taking connections for a moment when the system has no descriptors left, rather than
/// asking again and again.
private final class AcceptPause: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private static let pause = TimeAmount.milliseconds(250)
  private let runsShort: () -> Void

  init(_ runsShort: @escaping () -> Void) { self.runsShort = runsShort }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? IOError,
      [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode)
    else { return }
    runsShort()
    let channel = context.channel
    _ = channel.setOption(.autoRead, value: false)
    channel.eventLoop.scheduleTask(in: AcceptPause.pause) {
      _ = channel.setOption(.autoRead, value: true)
    }
  }
}
