import Glibc

/// Work that nobody waits for.
enum Background {
  /// Runs something on a thread of its own; on this one where no thread can be started.
  static func run(_ work: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(work))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
        return nil
      }, box.toOpaque())
    guard code == 0 else { return box.takeRetainedValue().work() }
    pthread_detach(thread)
  }

  private final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
}
