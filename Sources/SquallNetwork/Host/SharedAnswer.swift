internal import NIOCore
internal import NIOPosix
internal import SquallCollaboration

/// The body of an answer.
struct HostBody: Sendable {
  var bytes: ByteBuffer
  /// Tells a body that many may be reading from others; nil for a small one, made for one.
  var number: Int?
}

/// Makes a long answer on another thread, once for all who ask for it, and one at a time (N9).
///
/// Whoever asks while one is made gets the next one, with what is there by then. Lives on one event
/// loop.
final class SharedAnswer {
  typealias Make = @Sendable () throws -> ByteBuffer

  /// So long an answer is kept for others who may ask for the same.
  private static let keeping = TimeAmount.seconds(5)

  private let loop: any EventLoop
  private let number: () -> Int
  /// The last one that was begun.
  private var latest: (point: LogPoint, number: Int, body: EventLoopFuture<HostBody>)?
  private var isMaking = false
  /// What is made next, of the latest point that was asked for.
  private var next: (point: LogPoint, make: Make, body: EventLoopPromise<HostBody>)?

  /// - Parameter number: gives a number that no other body has.
  init(on loop: any EventLoop, number: @escaping () -> Int) {
    self.loop = loop
    self.number = number
  }

  /// The answer at a point, or at a later one.
  func body(at point: LogPoint, _ make: @escaping Make) -> EventLoopFuture<HostBody> {
    if let latest, latest.point == point { return latest.body }
    guard isMaking else { return begin(point, make) }
    let body = next?.body ?? loop.makePromise(of: HostBody.self)
    next = (point, make, body)
    return body.futureResult
  }

  private func begin(_ point: LogPoint, _ make: @escaping Make) -> EventLoopFuture<HostBody> {
    isMaking = true
    let number = number()
    let body = NIOThreadPool.singleton.runIfActive(eventLoop: loop) {
      HostBody(bytes: try make(), number: number)
    }
    latest = (point, number, body)
    body.assumeIsolated().whenComplete { result in
      self.isMaking = false
      if case .failure = result { self.latest = nil }
      if let next = self.next {
        self.next = nil
        self.begin(next.point, next.make).cascade(to: next.body)
      } else {
        self.loop.assumeIsolated().scheduleTask(in: SharedAnswer.keeping) {
          if self.latest?.number == number { self.latest = nil }
        }
      }
    }
    return body
  }
}

/// The long answers that are on their way: what they take in all is limited, and whoever reads the
/// oldest makes room, so that slow readers do not fill the memory (N9).
struct AnswersUnderWay {
  private struct Body {
    var number: Int
    var bytes: Int
    var readers: Set<Int> = []
  }

  private let most: Int
  /// The oldest first.
  private var bodies: [Body] = []
  private var bytes = 0

  /// - Parameter most: bytes in all; one answer alone may be longer.
  init(atMost most: Int) { self.most = most }

  /// A connection begins to read a body.
  ///
  /// - Returns: the connections that have to be cut off.
  mutating func add(_ reader: Int, of number: Int, bytes count: Int) -> [Int] {
    let index =
      bodies.firstIndex { $0.number == number }
      ?? {
        bodies.append(Body(number: number, bytes: count))
        bytes += count
        return bodies.count - 1
      }()
    bodies[index].readers.insert(reader)
    var cut: [Int] = []
    while bytes > most, let oldest = bodies.first, oldest.number != number {
      cut += oldest.readers.sorted()
      bytes -= oldest.bytes
      bodies.removeFirst()
    }
    return cut
  }

  /// A connection has read its body, or has ended.
  mutating func remove(_ reader: Int) {
    for index in bodies.indices.reversed()
    where bodies[index].readers.remove(reader) != nil && bodies[index].readers.isEmpty {
      bytes -= bodies[index].bytes
      bodies.remove(at: index)
    }
  }
}
