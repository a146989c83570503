import Foundation
import Glibc
import Synchronization
import Testing

/// The program as it was built, started as a user starts it.
enum Program {
  /// The program's file: as released where `make test` says so, else the one beside the tests.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["SQUALL_PROGRAM"] { return path }
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(
      decoding: buffer[..<max(0, length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return URL(filePath: own).deletingLastPathComponent().appending(path: "squall").path
  }()

  /// Where the package is.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What a run came to.
  struct Outcome {
    /// The exit status; nil where a signal ended it.
    var status: Int32?
    var signal: Int32?
    var output: [UInt8]
    var errors: String
    var seconds: Double

    /// The results as text.
    var text: String { String(decoding: output, as: UTF8.self) }
    /// The lines of the results.
    var lines: [String] { text.split(separator: "\n").map(String.init) }
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: String..., input: String = "", in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, input: Array(input.utf8), in: folder, environment: environment)
  }

  /// Runs the program, or another one, to its end.
  static func run(
    _ arguments: [String], input: [UInt8] = [], program: String = path, in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let start = ContinuousClock.now
    let running = try RunningProgram(
      arguments, program: program, in: folder, environment: environment)
    let streams = running.exchange(input)
    let end = running.wait()
    return Outcome(
      status: end.status, signal: end.signal, output: streams.output,
      errors: String(decoding: streams.errors, as: UTF8.self),
      seconds: Double((ContinuousClock.now - start).components.attoseconds) / 1e18
        + Double((ContinuousClock.now - start).components.seconds))
  }
}

/// A program that runs, with its three streams.
final class RunningProgram {
  let id: pid_t
  private var input: Int32
  let output: Int32
  let errors: Int32
  private var waiting: [UInt8] = []

  /// No two programs are started at once, so that none inherits the other's streams.
  private static let starting = Mutex(())

  init(
    _ arguments: [String], program: String = Program.path, in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws {
    let started = try RunningProgram.starting.withLock { _ in
      try RunningProgram.start(arguments, program, folder, environment)
    }
    (id, input, output, errors) = started
  }

  deinit {
    closeInput()
    close(output)
    close(errors)
  }

  /// What every program is started with, so that the tester's own settings do not matter.
  static let environment = [
    "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "USER": "tester",
    "SWIFT_BACKTRACE": "enable=no", "HOME": "/nonexistent",
  ]

  private static func start(
    _ arguments: [String], _ program: String, _ folder: String?, _ more: [String: String]
  ) throws -> (pid_t, Int32, Int32, Int32) {
    let pipes = try (0..<3).map { _ in
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return ends
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
    for descriptor in Int32(3)..<256 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let variables = environment.merging(more) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
    let call = folder.map { ["/usr/bin/env", "-C", $0, program] } ?? [program]
    let words = (call + arguments).map { strdup($0) } + [nil]
    defer { for text in variables + words { free(text) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, call[0], &actions, &attributes, words, variables)
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
    try #require(code == 0, "\(program) cannot be started: error \(code)")
    return (id, pipes[0][1], pipes[1][0], pipes[2][0])
  }

  /// Sends a text; what a program no longer reads is dropped.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// The next line of the results; nil at their end.
  func nextLine() -> String? {
    while true {
      if let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
        defer { waiting.removeFirst(end + 1) }
        return String(decoding: waiting[..<end], as: UTF8.self)
      }
      guard let more = RunningProgram.read(output), !more.isEmpty else { return nil }
      waiting += more
    }
  }

  /// Sends all input and takes all output, both at the same time.
  func exchange(_ bytes: [UInt8]) -> (output: [UInt8], errors: [UInt8]) {
    var rest = bytes[...]
    var taken: [Int32: [UInt8]] = [output: waiting, errors: []]
    var open = [output, errors]
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    if rest.isEmpty { closeInput() }
    while !open.isEmpty {
      var waits = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      if input >= 0 { waits.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
      guard poll(&waits, nfds_t(waits.count), -1) > 0 else { continue }
      if input >= 0, waits[waits.count - 1].revents != 0 {
        let sent = rest.withUnsafeBytes { write(input, $0.baseAddress, min($0.count, 1 << 16)) }
        if sent > 0 { rest = rest.dropFirst(sent) }
        if rest.isEmpty || (sent < 0 && errno == EPIPE) { closeInput() }
      }
      for wait in waits where wait.revents != 0 && open.contains(wait.fd) {
        let more = RunningProgram.read(wait.fd) ?? []
        if more.isEmpty { open.removeAll { $0 == wait.fd } }
        taken[wait.fd, default: []] += more
      }
    }
    return (taken[output] ?? [], taken[errors] ?? [])
  }

  func signal(_ number: Int32) { kill(id, number) }

  /// Waits for the end.
  @discardableResult
  func wait() -> (status: Int32?, signal: Int32?) {
    var word: Int32 = 0
    while waitpid(id, &word, 0) < 0, errno == EINTR {}
    let number = word & 0x7f
    return number == 0 ? ((word >> 8) & 0xff, nil) : (nil, number)
  }

  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count >= 0 { return Array(buffer[..<count]) }
      guard errno == EINTR else { return nil }
    }
  }
}
