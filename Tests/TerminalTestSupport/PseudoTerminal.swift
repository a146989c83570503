public import Glibc

/// A program on a terminal of its own, driven by keys and judged by what is on its screen.
///
/// Nothing here waits for a time: it waits for the screen, and gives up after ``patience``.
public final class PseudoTerminal {
  /// Why a test cannot go on.
  public enum Failure: Error, CustomStringConvertible {
    case system(String, Int32)
    case gaveUp(String, screen: String)

    public var description: String {
      switch self {
      case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
      case .gaveUp(let what, let screen): "gave up waiting for \(what); on the screen:\n\(screen)"
      }
    }
  }

  /// How long anything may take before a test fails, in seconds.
  public static let patience = 60

  /// What is on the screen.
  public private(set) var screen: ScreenModel

  /// Every byte the program wrote.
  public private(set) var transcript: [UInt8] = []

  /// The process.
  public let process: pid_t

  private let master: Int32
  private var status: Int32?
  private var isClosed = false

  /// Starts a program on a new terminal, as the leader of a session of its own.
  ///
  /// - Parameters:
  ///   - environment: all of it, as `NAME=value`.
  ///   - directory: where it starts; where the tests run if nil.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String], rows: Int = 24,
    columns: Int = 80, directory: String? = nil
  ) throws {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else {
      throw Failure.system("openpty", errno)
    }
    // Other tests' programs must not hold this terminal open.
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    defer { close(slave) }
    self.master = master
    screen = ScreenModel(rows: rows, columns: columns)
    let words = (directory.map { ["/usr/bin/env", "-C", $0] } ?? []) + [path] + arguments
    process = try PseudoTerminal.spawn(words, environment, terminal: name)
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String], terminal: [CChar]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // Opened after the new session begins, so it becomes the controlling terminal.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    for descriptor in Int32(3)..<64 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    // Test threads block nearly every signal, and children inherit that.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let (words, variables) = (CStrings(arguments), CStrings(environment))
    let result = posix_spawn(
      &process, arguments[0], &actions, &attributes, words.pointers, variables.pointers)
    guard result == 0 else { throw Failure.system("posix_spawn \(arguments[0])", result) }
    return process
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    if !isClosed { close(master) }
  }

  // MARK: What a person does

  /// Types text, or sends any bytes.
  public func type(_ text: String) throws { try send(Array(text.utf8)) }

  /// Sends bytes, taking what the program writes meanwhile.
  public func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(1024))
      let count = write(master, piece, piece.count)
      if count < 0, errno != EINTR { throw Failure.system("write", errno) }
      rest = rest.dropFirst(max(0, count))
      _ = takeOutput(milliseconds: 0)
    }
  }

  /// Gives the terminal another size.
  public func resize(rows: Int, columns: Int) {
    _ = takeOutput(milliseconds: 0)
    screen.resize(rows: rows, columns: columns)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Sends a signal to the program.
  public func signal(_ number: Int32) { kill(process, number) }

  /// Takes the terminal away.
  public func hangUp() {
    close(master)
    isClosed = true
  }

  /// The attributes of the terminal now.
  public var attributes: termios {
    var attributes = termios()
    tcgetattr(master, &attributes)
    return attributes
  }

  // MARK: What a test waits for

  /// Milliseconds without output after which a frame counts as written whole.
  private static let silence: Int32 = 40
  /// Pieces of output that are taken for the rest of one frame.
  private static let longestFrame = 50

  /// Waits until the screen is as wanted, and then for the rest of the frame: what is below may
  /// be on its way still.
  public func wait(for what: String, _ isThere: (ScreenModel) -> Bool) throws {
    try waitUntil(what) { isThere($0.screen) }
    for _ in 0..<PseudoTerminal.longestFrame
    where !takeOutput(milliseconds: PseudoTerminal.silence) { break }
  }

  /// Waits until the text is somewhere on the screen.
  public func wait(for text: String) throws {
    try wait(for: "\"\(text)\"") { $0.contains(text) }
  }

  /// Waits until the program stopped, as after Ctrl-Z.
  public func waitUntilStopped() throws {
    try waitUntil("the program to stop") { terminal in
      var status: Int32 = 0
      let found = waitpid(terminal.process, &status, WNOHANG | WUNTRACED)
      return found == terminal.process && status & 0xff == 0x7f
    }
    while takeOutput(milliseconds: 0) {}
  }

  /// Waits until the program ended, and says how.
  ///
  /// - Parameter signal: sent again and again meanwhile, as an impatient person would.
  public func waitForEnd(sending signal: Int32? = nil) throws -> ProcessEnd {
    try waitUntil("the program to end") { terminal in
      if terminal.status != nil { return true }
      if let signal { terminal.signal(signal) }
      var status: Int32 = 0
      guard waitpid(terminal.process, &status, WNOHANG) == terminal.process else { return false }
      terminal.status = status
      return true
    }
    while takeOutput(milliseconds: 0) {}
    return ProcessEnd(status: status ?? 0)
  }

  /// Whether the process has ended, without taking its status.
  private var hasEnded: Bool {
    var found = siginfo_t()
    let result = waitid(P_PID, id_t(process), &found, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 && found.si_signo != 0
  }

  private func waitUntil(_ what: String, _ isThere: (PseudoTerminal) -> Bool) throws {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let last = now.tv_sec + PseudoTerminal.patience
    while true {
      if isThere(self) { return }
      let isNew = takeOutput(milliseconds: 10)
      if !isNew, status == nil, hasEnded, !isThere(self) {
        throw Failure.gaveUp("\(what), but the program ended", screen: screen.text)
      }
      clock_gettime(CLOCK_MONOTONIC, &now)
      if now.tv_sec > last {
        if status == nil { kill(process, SIGKILL) }
        throw Failure.gaveUp(what, screen: screen.text)
      }
    }
  }

  /// Takes what the program wrote; whether there was anything.
  @discardableResult
  private func takeOutput(milliseconds: Int32) -> Bool {
    guard !isClosed else {
      _ = poll(nil, 0, milliseconds)
      return false
    }
    var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, milliseconds) > 0 else { return false }
    guard watched.revents & Int16(POLLIN) != 0 else {
      // The program closed the terminal; its end comes next.
      _ = poll(nil, 0, milliseconds)
      return false
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    transcript += bytes[..<count]
    screen.take(bytes[..<count])
    return true
  }
}

/// How a process ended.
public enum ProcessEnd: Equatable, Sendable {
  case exited(Int32)
  case signalled(Int32)

  init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
  }
}

/// Strings as C takes them, for as long as this lives.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
