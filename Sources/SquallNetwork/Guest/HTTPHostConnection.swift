public import NIOCore
public import SquallCollaboration

/// The way to a host over sockets: one connection for requests, one for each stream.
public final class HTTPHostConnection: HostConnection {
  public let address: WorkshopAddress
  private let loop: any EventLoop
  private let line: NIOLoopBoundBox<RequestLine>

  /// A way to a host that nobody has gone yet: the first request connects.
  ///
  /// - Parameter loop: the thread that all of it runs on.
  public init(_ address: WorkshopAddress, on loop: any EventLoop) {
    self.address = address
    self.loop = loop
    line = .makeBoxSendingValue(RequestLine(address, on: loop), eventLoop: loop)
  }

  public func ask(
    _ request: GuestRequest, token: Secret?,
    _ answered: @escaping @Sendable (Result<[UInt8], LinkFault>) -> Void
  ) {
    loop.execute { self.line.value.ask(request, token: token, answered) }
  }

  public func listen(
    after point: LogPoint, token: Secret, _ heard: @escaping @Sendable (StreamNews) -> Void
  ) -> any StreamHandle {
    Stream(address, after: point, token: token, on: loop, heard)
  }

  public func close() {
    loop.execute { self.line.value.close() }
  }

  /// A stream over a socket.
  private final class Stream: StreamHandle {
    private let loop: any EventLoop
    private let line: NIOLoopBoundBox<StreamLine?>

    init(
      _ address: WorkshopAddress, after point: LogPoint, token: Secret, on loop: any EventLoop,
      _ heard: @escaping @Sendable (StreamNews) -> Void
    ) {
      self.loop = loop
      let box = NIOLoopBoundBox<StreamLine?>.makeEmptyBox(eventLoop: loop)
      line = box
      loop.execute {
        box.value = StreamLine(address, after: point, token: token, on: loop, heard)
      }
    }

    func close() {
      loop.execute { [line] in
        line.value?.close()
        line.value = nil
      }
    }
  }
}
