internal import CNcurses
internal import Glibc
public import SquallUI

/// What woke the program up: everything that was there, for one frame.
public struct Wake<Message: Sendable>: Sendable {
  /// What the person did, in order.
  public var inputs: [TerminalInput] = []

  /// What other threads posted, in order.
  public var messages: [Message] = []

  /// The terminal may have another size: call ``Terminal/resize()``.
  public var isResized = false

  /// Somebody outside asks the program to stop as Ctrl-Z does: call ``Terminal/suspend()``.
  public var wantsSuspend = false

  /// The program was stopped and goes on: what the terminal shows is not known.
  public var isContinued = false

  /// The signal that asks the program to end, to be passed to ``Signal/die(by:)``.
  public var endingSignal: Int32?

  /// The terminal is gone.
  public var isHungUp = false

  public init() {}

  /// Whether there is anything: nothing at all means that the time is up.
  public var isEmpty: Bool {
    inputs.isEmpty && messages.isEmpty && !isResized && !wantsSuspend && !isContinued
      && endingSignal == nil && !isHungUp
  }
}

/// Waits for keys, messages and signals together; costs nothing while nothing happens.
///
/// Owned by the thread that owns the terminal. Make it before the ``Terminal``, so that no signal
/// finds the terminal without a guard, and end it after.
public final class EventLoop<Message: Sendable> {
  /// The most bytes that one wake-up takes from the terminal: later ones come with the next.
  public static var maximumRead: Int { 1 << 18 }

  private let mailbox: Mailbox<Message>
  private let signals: Int32
  private var parser = InputParser()
  private var buffer = [UInt8](repeating: 0, count: 1 << 14)
  private var isAtEnd = false

  /// A loop that takes over signals until its end.
  public init(mailbox: Mailbox<Message>) throws(TerminalError) {
    self.mailbox = mailbox
    signals = sq_signals_open()
    if signals < 0 { throw .system(call: "pipe2", number: errno) }
  }

  deinit { sq_signals_close() }

  /// Waits until something happened, or the time is up.
  ///
  /// - Parameter timeout: in milliseconds; nil waits for ever. The answer may come earlier and be
  ///   empty: ask the clock.
  public func wait(timeout: Int? = nil) -> Wake<Message> {
    var wake = Wake<Message>()
    while true {
      let patience = parser.patience.map(Int.init)
      let limit = [timeout, patience].compactMap { $0 }.min()
      let ready = poll(limit)
      if ready == nil {
        wake.inputs += parser.flush()
        if timeout != nil || !wake.inputs.isEmpty { return wake }
        continue
      }
      if ready?.signals == true { takeSignals(into: &wake) }
      if ready?.mailbox == true { wake.messages = mailbox.take() }
      if ready?.input == true { takeInput(into: &wake) }
      if !wake.isEmpty { return wake }
    }
  }

  private struct Ready {
    var input: Bool
    var mailbox: Bool
    var signals: Bool
  }

  /// What can be read; nil when the time is up.
  private func poll(_ timeout: Int?) -> Ready? {
    var watched = [
      pollfd(fd: isAtEnd ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
    ]
    let limit = timeout.map { Int32(clamping: max(0, $0)) } ?? -1
    let count = Glibc.poll(&watched, nfds_t(watched.count), limit)
    if count == 0 { return nil }
    // Interrupted: the signal is in the pipe by now.
    if count < 0 { return Ready(input: false, mailbox: false, signals: true) }
    return Ready(
      input: watched[0].revents != 0, mailbox: watched[1].revents != 0,
      signals: watched[2].revents != 0)
  }

  private func takeInput(into wake: inout Wake<Message>) {
    var total = 0
    repeat {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { return }
      if count <= 0 {
        isAtEnd = true
        wake.isHungUp = true
        return
      }
      total += count
      parser.take(buffer[..<count], into: &wake.inputs)
    } while total < EventLoop.maximumRead && poll(0)?.input == true
  }

  private func takeSignals(into wake: inout Wake<Message>) {
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(signals, &bytes, bytes.count)
      if count <= 0 { return }
      for byte in bytes[..<count] {
        switch Int32(byte) {
        case SIGWINCH: wake.isResized = true
        case SIGTSTP: wake.wantsSuspend = true
        case SIGCONT: wake.isContinued = true
        case let signal:
          sq_signals_heard()
          wake.endingSignal = signal
        }
      }
    }
  }
}
