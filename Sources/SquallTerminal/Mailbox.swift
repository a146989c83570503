internal import CNcurses
internal import Glibc
internal import Synchronization

/// Where other threads leave messages for the loop that owns the terminal.
///
/// Posting never waits for the loop; the loop sleeps until something is posted.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])

  /// How many messages may wait.
  public let limit: Int

  /// Can be read when there is something.
  let descriptor: Int32

  /// A mailbox.
  ///
  /// - Throws: `system` where the process has no file descriptor left.
  public init(limit: Int = 100_000) throws(TerminalError) {
    descriptor = sq_eventfd()
    self.limit = limit
    if descriptor < 0 { throw .system(call: "eventfd", number: errno) }
  }

  deinit { close(descriptor) }

  /// Leaves a message, from any thread; false where too many wait already.
  ///
  /// - Parameter amend: makes of the message that came last and still waits what it is beside this
  ///   one; called with the mailbox locked.
  @discardableResult
  public func post(_ message: Message, amendingLast amend: (inout Message) -> Void = { _ in })
    -> Bool
  {
    let before = messages.withLock { messages -> Int? in
      if messages.count >= limit { return nil }
      if let last = messages.indices.last { amend(&messages[last]) }
      messages.append(message)
      return messages.count - 1
    }
    // Only the first one has to wake the loop.
    if before == 0 {
      var one: UInt64 = 1
      write(descriptor, &one, MemoryLayout<UInt64>.size)
    }
    return before != nil
  }

  /// Takes everything that waits, in the order it came.
  func take() -> [Message] {
    var count: UInt64 = 0
    read(descriptor, &count, MemoryLayout<UInt64>.size)
    return messages.withLock { messages in
      let all = messages
      messages = []
      return all
    }
  }
}
