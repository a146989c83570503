import Glibc
import Synchronization

/// The signals that ask the program to end, heard as something to read, so that an end is clean.
struct Interrupts {
  /// Can be read once a signal has come.
  let descriptor: Int32

  /// Hears SIGINT, SIGTERM and SIGHUP from now on; before that they end the program at once.
  ///
  /// - Parameter others: further signals that are heard, and end nothing.
  init(and others: [Int32] = []) throws(Failure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw Failure(.diskError, "no pipe can be opened: \(SystemMessage.text(errno))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    latestSignal.store(0, ordering: .relaxed)
    wakingEnd.store(ends[1], ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM, SIGHUP] + others { signal(number, noteSignal) }
  }

  /// Waits for the next signal.
  func next() -> Int32 {
    while true {
      var number: UInt8 = 0
      if read(descriptor, &number, 1) == 1 { return Int32(number) }
      var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      poll(&watched, 1, -1)
    }
  }

  /// Whether one has come.
  var hasCome: Bool { latestSignal.load(ordering: .sequentiallyConsistent) != 0 }

  /// Ends as the signal asks: 130 for an interrupt, by the signal itself for the others.
  func end() -> ExitStatus {
    let number = latestSignal.load(ordering: .sequentiallyConsistent)
    if number != 0, number != SIGINT {
      signal(number, SIG_DFL)
      raise(number)
    }
    return .interrupted
  }
}

// A handler of a signal reaches only what is global: the signal that came, and where to say so.
private let latestSignal = Atomic<Int32>(0)
private let wakingEnd = Atomic<Int32>(-1)

private func noteSignal(_ number: Int32) {
  let before = errno
  latestSignal.store(number, ordering: .sequentiallyConsistent)
  var byte = UInt8(truncatingIfNeeded: number)
  _ = write(wakingEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
  errno = before
}
