import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import SquallCollaboration
import Testing

@testable import SquallNetwork

/// Long answers: made once for many, and only so many on their way (N9).
struct SharedAnswerTests {
  private func point(_ sequence: Int) -> LogPoint { LogPoint(sequence: sequence, checksum: 1) }

  @Test func `N9 one is made for all who ask meanwhile, and the next for those who ask later`()
    throws
  {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let made = NIOLockedValueBox<[Int]>([])
    let first = ConditionLock(value: false)
    let begun = ConditionLock(value: false)
    let answers = try loop.submit {
      var numbers = 0
      let shared = SharedAnswer(on: loop) {
        numbers += 1
        return numbers
      }
      func ask(_ sequence: Int) -> EventLoopFuture<HostBody> {
        shared.body(at: point(sequence)) {
          made.withLockedValue { $0.append(sequence) }
          if sequence == 1 {
            begun.lock()
            begun.unlock(withValue: true)
            first.lock(whenValue: true)
            first.unlock()
          }
          return ByteBuffer(string: "\(sequence)")
        }
      }
      // While the first is made others ask for the same, and for what has come since.
      return [1, 1, 1, 2, 3, 4, 4].map { ask($0) }
    }.wait()
    begun.lock(whenValue: true)
    begun.unlock()
    first.lock()
    first.unlock(withValue: true)

    let bodies = try answers.map { try $0.wait() }
    #expect(bodies.map { String(buffer: $0.bytes) } == ["1", "1", "1", "4", "4", "4", "4"])
    #expect(bodies.map(\.number) == [1, 1, 1, 2, 2, 2, 2])
    #expect(made.withLockedValue { $0 } == [1, 4])
    try group.syncShutdownGracefully()
  }

  @Test func `N9 one that cannot be made is made anew for the next who asks`() throws {
    struct Broken: Error {}
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let count = NIOLockedValueBox(0)
    let box = try loop.submit {
      NIOLoopBound(SharedAnswer(on: loop) { 1 }, eventLoop: loop)
    }.wait()
    func ask() throws -> HostBody {
      try loop.flatSubmit {
        box.value.body(at: LogPoint(sequence: 1, checksum: 1)) {
          let calls = count.withLockedValue { calls in
            calls += 1
            return calls
          }
          if calls == 1 { throw Broken() }
          return ByteBuffer(string: "whole")
        }
      }.wait()
    }
    #expect(throws: Broken.self) { try ask() }
    #expect(try String(buffer: ask().bytes) == "whole")
    try group.syncShutdownGracefully()
  }

  @Test func `N9 who still reads the oldest is cut off where all of them take too much`() {
    var answers = AnswersUnderWay(atMost: 100)
    // A body counts once, however many read it.
    #expect(answers.add(1, of: 10, bytes: 60) == [])
    #expect(answers.add(2, of: 10, bytes: 60) == [])
    #expect(answers.add(3, of: 11, bytes: 40) == [])
    #expect(answers.add(4, of: 12, bytes: 1) == [1, 2])
    // Whoever has read makes room.
    #expect(answers.add(5, of: 13, bytes: 59) == [])
    answers.remove(3)
    #expect(answers.add(6, of: 14, bytes: 40) == [])
    // One alone may be longer.
    #expect(answers.add(7, of: 15, bytes: 1_000) == [4, 5, 6])
    #expect(answers.add(8, of: 15, bytes: 1_000) == [])
  }

  @Test func `N5 fewer connections after a shortage, and more again as time passes`() {
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    var limit = ConnectionLimit(2_000)
    limit.runShort(holding: 500, at: start)
    #expect(limit.current == 492)
    limit.rise(at: start + .seconds(9))
    #expect(limit.current == 492)
    limit.rise(at: start + .seconds(10))
    #expect(limit.current == 615)
    // Still short: it goes down to what there is, and not below what is needed to go on.
    limit.runShort(holding: 10, at: start + .seconds(11))
    #expect(limit.current == 8)
    var now = start + .seconds(11)
    var steps = 0
    while limit.current < 2_000 {
      now = now + .seconds(10)
      limit.rise(at: now)
      steps += 1
    }
    #expect(limit.current == 2_000)
    #expect(steps < 30)
    limit.rise(at: now + .seconds(100))
    #expect(limit.current == 2_000)
  }
}
