internal import NIOCore
internal import NIOHTTP1
internal import SquallCollaboration

/// One stream from a host, over a connection of its own.
///
/// Lives on one event loop.
final class StreamLine {
  /// The longest complaint in place of a stream, in bytes.
  private static let longestComplaint = 64 << 10

  private let loop: any EventLoop
  private let heard: @Sendable (StreamNews) -> Void
  private var channel: (any Channel)?
  private var isClosed = false

  init(
    _ address: WorkshopAddress, after point: LogPoint, token: Secret, on loop: any EventLoop,
    _ heard: @escaping @Sendable (StreamNews) -> Void
  ) {
    self.loop = loop
    self.heard = heard
    let line = NIOLoopBound(self, eventLoop: loop)
    address.connect(on: loop) {
      let handler = AnswerHandler { line.value.take($0) }
      handler.isStream = true
      handler.longest = StreamLine.longestComplaint
      return handler
    }.whenComplete { result in
      switch result {
      case .success(let channel): line.value.begin(channel, address, point, token)
      case .failure(let error): line.value.end(ReachFault(error).fault)
      }
    }
  }

  private func begin(
    _ channel: any Channel, _ address: WorkshopAddress, _ point: LogPoint, _ token: Secret
  ) {
    guard !isClosed else { return channel.close(promise: nil) }
    self.channel = channel
    var head = address.head(
      .GET, "/stream?after=\(point)&protocol=\(ProtocolVersion.current)", token: token,
      bodyLength: nil)
    head.headers.add(name: "Accept", value: "text/event-stream")
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
  }

  private func take(_ news: AnswerHandler.News) {
    guard !isClosed else { return }
    switch news {
    case .streaming: heard(.opened)
    case .bytes(let bytes): heard(.bytes(bytes))
    case .piece: break
    case .answer(let answer):
      switch answer.result {
      case .success: end(.unreadable)
      case .failure(let fault): end(fault)
      }
    case .failed(let fault): end(fault)
    case .ended: end(ReachFault.ended.fault)
    }
  }

  private func end(_ fault: LinkFault) {
    guard !isClosed else { return }
    close()
    heard(.ended(fault))
  }

  func close() {
    isClosed = true
    channel?.close(promise: nil)
    channel = nil
  }
}
