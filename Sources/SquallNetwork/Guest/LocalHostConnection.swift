internal import NIOCore
public import SquallCollaboration

/// The way to a host in this very process: the facilitator's own terminal is a guest like any other.
public final class LocalHostConnection: HostConnection {
  private let edge: HostEdge

  public init(_ edge: HostEdge) { self.edge = edge }

  public func ask(
    _ request: GuestRequest, token: Secret?,
    _ answered: @escaping @Sendable (Result<[UInt8], LinkFault>) -> Void
  ) {
    guard let asked = request.asked(with: token) else { return answered(.failure(.unreadable)) }
    edge.ask(asked) { [edge] answer in
      if case .complaint(let complaint) = answer {
        return answered(.failure(.refused(edge.report(of: complaint))))
      }
      edge.body(of: answer).whenComplete { result in
        answered(result.map { Array($0.bytes.readableBytesView) }.mapError { _ in .unreadable })
      }
    }
  }

  public func listen(
    after point: LogPoint, token: Secret, _ heard: @escaping @Sendable (StreamNews) -> Void
  ) -> any StreamHandle {
    let stream = LocalStream(edge, heard)
    edge.open(stream, token: token, after: point)
    return stream
  }

  public func close() {}
}

/// A stream that ends in this process.
private final class LocalStream: HostStream, StreamHandle {
  private let edge: HostEdge
  private let heard: @Sendable (StreamNews) -> Void

  init(_ edge: HostEdge, _ heard: @escaping @Sendable (StreamNews) -> Void) {
    self.edge = edge
    self.heard = heard
  }

  func accept() { heard(.opened) }

  func refuse(_ complaint: Complaint) { heard(.ended(.refused(edge.report(of: complaint)))) }

  func send(_ bytes: ByteBuffer, isShared: Bool) -> Bool {
    heard(.bytes(Array(bytes.readableBytesView)))
    return true
  }

  func end(_ farewell: Farewell) { heard(.ended(ReachFault.ended.fault)) }

  func close() { edge.close(self) }
}

extension GuestRequest {
  /// The request as the host takes it; nil where it cannot be.
  fileprivate func asked(with token: Secret?) -> HostRequest? {
    if case .join(let request) = self { return .join(request, from: .loopback) }
    guard let token else { return nil }
    switch self {
    case .join: return nil
    case .snapshot: return .snapshot(token: token)
    case .log: return .log(token: token)
    case .edits(let bytes): return (try? EditPost.read(bytes)).map { .edits(token: token, $0) }
    case .presence(let presence): return .presence(token: token, presence)
    case .control(let control): return .control(token: token, control)
    }
  }
}
