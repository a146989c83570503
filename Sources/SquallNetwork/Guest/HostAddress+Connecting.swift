internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import SquallCollaboration

// A connection to a host, made and named.

extension WorkshopAddress {
  /// Milliseconds in which a connection must stand.
  static let connectPatience: Int64 = 8_000

  /// Connects; the handler gets what comes.
  func connect(
    on loop: any EventLoop, _ makeHandler: @escaping @Sendable () -> AnswerHandler
  ) -> EventLoopFuture<any Channel> {
    ClientBootstrap(group: loop)
      .connectTimeout(.milliseconds(WorkshopAddress.connectPatience))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers(
            leftOverBytesStrategy: .dropBytes)
          try channel.pipeline.syncOperations.addHandler(makeHandler())
        }
      }
      .connect(host: host, port: port)
  }

  /// The head of a request to the host.
  func head(
    _ method: HTTPMethod, _ path: String, token: Secret?, bodyLength: Int?
  ) -> HTTPRequestHead {
    var headers: HTTPHeaders = ["Host": authority, "User-Agent": "squall"]
    if let token { headers.add(name: "Authorization", value: "Bearer \(token.text)") }
    if let bodyLength {
      headers.add(name: "Content-Type", value: "application/json")
      headers.add(name: "Content-Length", value: String(bodyLength))
    }
    return HTTPRequestHead(
      version: .http1_1, method: method, uri: self.path + path, headers: headers)
  }
}

extension ReachFault {
  /// What went wrong with a socket.
  init(_ error: any Error) {
    switch error {
    case let error as NIOConnectionError:
      if let cause = error.connectionErrors.first?.error {
        self.init(cause)
      } else if error.dnsAError != nil || error.dnsAAAAError != nil {
        self = .unknownName
      } else {
        self = .noAnswer
      }
    case let error as IOError: self.init(code: error.errnoCode)
    case ChannelError.connectTimeout: self = .noAnswer
    case ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed, ChannelError.eof: self = .ended
    case is SocketAddressError: self = .unknownName
    default: self = .other(String(describing: error))
    }
  }

  private init(code: Int32) {
    switch code {
    case ECONNREFUSED: self = .refused
    case ETIMEDOUT: self = .noAnswer
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN: self = .noRoute
    case ECONNRESET, EPIPE: self = .ended
    default: self = .other(strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }
  }
}
