internal import NIOCore
internal import NIOHTTP1
internal import SquallCollaboration

/// Reads the answers that come over one connection, and says how each ends.
///
/// Lives on the loop of its channel.
final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  /// An answer that is read whole.
  struct Answer {
    var status: Int
    var body: [UInt8]
    /// Whether the connection may carry another request.
    var isKept: Bool
  }

  enum News {
    case answer(Answer)
    /// The beginning of a stream.
    case streaming
    case bytes([UInt8])
    /// Something of an answer that is read whole.
    case piece
    case failed(LinkFault)
    /// The connection has ended; whether something of an answer had come.
    case ended(isBegun: Bool)
  }

  /// The longest body that is taken, in bytes.
  var longest = 0
  /// Whether an answer of 200 is not gathered but handed on as it comes.
  var isStream = false
  /// Takes the news.
  var tell: (News) -> Void

  private var head: HTTPResponseHead?
  private var body: [UInt8] = []
  private var isFailed = false

  init(_ tell: @escaping (News) -> Void) { self.tell = tell }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isFailed else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let buffer): take(buffer, context)
    case .end: end()
    }
  }

  private func begin(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
    self.head = head
    body = []
    let type = head.headers.first(name: "content-type") ?? ""
    if isStream, head.status == .ok {
      guard type.lowercased().hasPrefix("text/event-stream") else {
        return fail(.unreadable, context)
      }
      tell(.streaming)
    } else if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }) {
      guard length <= longest else { return fail(.unreadable, context) }
      body.reserveCapacity(length)
    }
  }

  private func take(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
    body.append(contentsOf: buffer.readableBytesView)
    if !isStreaming, body.count > longest { fail(.unreadable, context) }
  }

  private var isStreaming: Bool { isStream && head?.status == .ok }

  /// What came together goes on together.
  func channelReadComplete(context: ChannelHandlerContext) {
    flush()
    context.fireChannelReadComplete()
  }

  private func flush() {
    guard !body.isEmpty, !isFailed else { return }
    guard isStreaming else { return tell(.piece) }
    let bytes = body
    body = []
    tell(.bytes(bytes))
  }

  private func end() {
    guard let head else { return }
    flush()
    if isStreaming { return }
    let answer = Answer(status: Int(head.status.code), body: body, isKept: head.isKeepAlive)
    self.head = nil
    body = []
    tell(.answer(answer))
  }

  private func fail(_ fault: LinkFault, _ context: ChannelHandlerContext) {
    isFailed = true
    tell(.failed(fault))
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isFailed else { return }
    switch error as? HTTPParserError {
    // Cut off in the middle: that is the link, not what was said.
    case .invalidEOFState: fail(ReachFault.ended.fault, context)
    case .some: fail(.unreadable, context)
    case nil:
      let fault = ReachFault(error).fault
      // A connection that is reset has ended, as one that is closed has.
      if fault == ReachFault.ended.fault { hangUp() } else { fail(fault, context) }
    }
  }

  func channelInactive(context: ChannelHandlerContext) { hangUp() }

  private func hangUp() {
    flush()
    guard !isFailed else { return }
    isFailed = true
    tell(.ended(isBegun: head != nil))
  }
}

extension AnswerHandler.Answer {
  /// The body of an answer that says yes, or the complaint.
  var result: Result<[UInt8], LinkFault> {
    if status == 200 { return .success(body) }
    guard let report = try? Report(reading: body) else { return .failure(.unreadable) }
    return .failure(.refused(report))
  }
}
