internal import NIOCore
internal import NIOHTTP1
internal import SquallCollaboration

/// Requests to one host, one after another, over one connection that is kept.
///
/// Lives on one event loop.
final class RequestLine {
  private struct Pending {
    var request: GuestRequest
    var token: Secret?
    var answered: @Sendable (Result<[UInt8], LinkFault>) -> Void
    /// Whether it was sent before, on a connection that had ended without a word.
    var isRepeated = false
  }

  private let address: WorkshopAddress
  private let loop: any EventLoop
  private var queue: [Pending] = []
  private var current: Pending?
  private var channel: (any Channel)?
  private var handler: AnswerHandler?
  /// Whether the connection has carried an answer: an idle one may end at any time.
  private var isUsed = false
  private var deadline: Scheduled<Void>?
  private var isClosed = false
  /// Counts connections, so that what an older one says is let be.
  private var generation = 0

  init(_ address: WorkshopAddress, on loop: any EventLoop) {
    self.address = address
    self.loop = loop
  }

  func ask(
    _ request: GuestRequest, token: Secret?,
    _ answered: @escaping @Sendable (Result<[UInt8], LinkFault>) -> Void
  ) {
    guard !isClosed else { return answered(.failure(ReachFault.ended.fault)) }
    let pending = Pending(request: request, token: token, answered: answered)
    // Only the last presence counts.
    if case .presence = request, let index = queue.firstIndex(where: { $0.request.isPresence }) {
      queue[index].answered(.success([]))
      queue[index] = pending
    } else {
      queue.append(pending)
    }
    sendNext()
  }

  func close() {
    isClosed = true
    generation += 1
    drop()
    let left = [current].compactMap { $0 } + queue
    current = nil
    queue = []
    for pending in left { pending.answered(.failure(ReachFault.ended.fault)) }
  }

  private func drop() {
    deadline?.cancel()
    deadline = nil
    channel?.close(promise: nil)
    channel = nil
    handler = nil
  }

  private func sendNext() {
    guard current == nil, !queue.isEmpty, !isClosed else { return }
    current = queue.removeFirst()
    if let channel, channel.isActive { return send(over: channel) }
    connect()
  }

  private func connect() {
    drop()
    generation += 1
    isUsed = false
    let generation = generation
    let line = NIOLoopBound(self, eventLoop: loop)
    address.connect(on: loop) {
      let handler = AnswerHandler { line.value.take($0, of: generation) }
      line.value.handler = handler
      return handler
    }.whenComplete { result in
      let line = line.value
      guard line.generation == generation, !line.isClosed else {
        if case .success(let channel) = result { channel.close(promise: nil) }
        return
      }
      switch result {
      case .success(let channel):
        line.channel = channel
        line.send(over: channel)
      case .failure(let error): line.finish(.failure(ReachFault(error).fault))
      }
    }
  }

  private func send(over channel: any Channel) {
    guard let current else { return }
    let request = current.request
    handler?.longest = request.longestAnswer
    let body = request.body
    let head = address.head(
      body == nil ? .GET : .POST, request.path, token: current.token, bodyLength: body?.count)
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    if let body {
      let buffer = channel.allocator.buffer(bytes: body)
      channel.write(HTTPClientRequestPart.body(.byteBuffer(buffer)), promise: nil)
    }
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    limitTime(of: request)
  }

  private func limitTime(of request: GuestRequest) {
    let line = NIOLoopBound(self, eventLoop: loop)
    deadline?.cancel()
    deadline = loop.scheduleTask(in: .milliseconds(request.patience)) {
      line.value.generation += 1
      line.value.drop()
      line.value.finish(.failure(ReachFault.noAnswer.fault))
    }
  }

  private func take(_ news: AnswerHandler.News, of generation: Int) {
    guard generation == self.generation else { return }
    switch news {
    case .answer(let answer):
      isUsed = true
      if !answer.isKept {
        // That it ends now says nothing: what it had to say has come.
        self.generation += 1
        drop()
      }
      finish(answer.result)
    case .piece:
      if let request = current?.request, request.isLong { limitTime(of: request) }
    case .streaming, .bytes: break
    case .failed(let fault):
      drop()
      finish(.failure(fault))
    case .ended(let isBegun):
      let wasUsed = isUsed
      drop()
      // A host ends connections that carry nothing; that one may have ended under our hands.
      if wasUsed, !isBegun, var again = current, again.request.mayComeTwice, !again.isRepeated {
        again.isRepeated = true
        current = nil
        queue.insert(again, at: 0)
        sendNext()
      } else {
        finish(.failure(ReachFault.ended.fault))
      }
    }
  }

  private func finish(_ result: Result<[UInt8], LinkFault>) {
    deadline?.cancel()
    deadline = nil
    guard let done = current else { return }
    current = nil
    done.answered(result)
    sendNext()
  }
}

extension GuestRequest {
  fileprivate var isPresence: Bool {
    if case .presence = self { true } else { false }
  }
}
