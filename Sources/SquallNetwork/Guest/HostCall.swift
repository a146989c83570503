public import NIOCore
internal import NIOPosix
public import SquallCollaboration

/// The one thread on which a guest's sockets and state live.
public final class NetworkThread: Sendable {
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// Its loop.
  public let loop: any EventLoop

  public init() { loop = group.next() }

  deinit { group.shutdownGracefully { _ in } }
}

/// Asks a host and waits for the answer, for programs that do nothing else meanwhile.
public final class HostCall: Sendable {
  private let thread = NetworkThread()
  private let connection: HTTPHostConnection

  public init(_ address: WorkshopAddress) {
    connection = HTTPHostConnection(address, on: thread.loop)
  }

  /// Asks; takes as long as the host does, within the request's patience.
  public func ask(_ request: GuestRequest, token: Secret?) -> Result<[UInt8], LinkFault> {
    let promise = thread.loop.makePromise(of: Result<[UInt8], LinkFault>.self)
    connection.ask(request, token: token) { promise.succeed($0) }
    do {
      return try promise.futureResult.wait()
    } catch {
      return .failure(ReachFault.ended.fault)
    }
  }
}
