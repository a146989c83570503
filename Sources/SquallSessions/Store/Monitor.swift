internal import CLibc
internal import Glibc

/// State that several threads share, and a way to wait for a change of it.
///
/// Sendable although its parts are pointers: the state is only touched with the mutex held, and
/// the pointers never change.
final class Monitor<State: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var state: State

  init(_ state: State) {
    self.state = state
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Looks at the state or changes it.
  func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&state)
  }

  /// Changes the state and wakes everybody who waits for a change.
  func change<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_mutex_unlock(mutex)
      // Whoever is woken finds the mutex free.
      pthread_cond_broadcast(condition)
    }
    return try body(&state)
  }

  /// Waits until the body has an answer; it is asked again after each change.
  func wait<Result>(for body: (inout State) -> Result?) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      pthread_cond_wait(condition, mutex)
    }
  }
}

/// A thread of its own.
///
/// Its closure is written in a nonisolated function, as one that inherits the main actor would
/// stop the program when it runs elsewhere.
struct Thread: Sendable {
  private let handle: pthread_t

  /// Starts a thread.
  ///
  /// - Parameter besideCaller: Whether the caller works on meanwhile: the thread then begins on
  ///   another processor, where there is one. A new thread may otherwise share the caller's for
  ///   many milliseconds (measured on Linux 6.18 with two processors: 3 to 8) while another idles.
  /// - Throws: The system's refusal, as a failed `open` of nothing would be.
  init(
    besideCaller: Bool = false, _ body: @escaping @Sendable () -> Void
  ) throws(FileError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    var processors = sq_processors()
    let isElsewhere = besideCaller && sq_begin_elsewhere(&attributes, &processors) != 0
    let box = Unmanaged.passRetained(Box(body, goingOnOn: isElsewhere ? processors : nil))
    let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().run() }
      return nil
    }
    var handle = pthread_t()
    var code = pthread_create(&handle, &attributes, main, box.toOpaque())
    // Where it may not be said where a thread begins, it begins anywhere.
    if code != 0, isElsewhere { code = pthread_create(&handle, nil, main, box.toOpaque()) }
    guard code == 0 else {
      box.release()
      throw .failed(.thread, code: code, path: Path(bytes: []))
    }
    self.handle = handle
  }

  /// Lets the thread end by itself; nobody may wait for it after that.
  func detach() {
    pthread_detach(handle)
  }

  /// Waits until the thread has ended.
  func join() {
    pthread_join(handle, nil)
  }

  private final class Box: Sendable {
    private let body: @Sendable () -> Void
    private let processors: sq_processors?

    init(_ body: @escaping @Sendable () -> Void, goingOnOn processors: sq_processors?) {
      self.body = body
      self.processors = processors
    }

    func run() {
      if var processors { sq_go_on_anywhere(&processors) }
      body()
    }
  }
}
