import Glibc

/// The terminal that tests run on: xterm with 256 colours, without what emulators get wrong.
///
/// Inserting and deleting characters and repeating them are left out: a one-column pan would
/// otherwise use them, and emulators differ in how they fill the hole.
public enum TestTerminfo {
  /// The value of TERM.
  public static let name = "squall-test"

  /// Variants: the name and what its entry says.
  private static let source = #"""
    squall-test|terminal of the tests,
      dch@, dch1@, ich@, ich1@, smir@, rmir@, rep@, use=xterm-256color,
    squall-test-16|the same with sixteen colours,
      colors#16, pairs#256, setab=\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,
      setaf=\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm, use=squall-test,
    squall-test-nocup|the same without placing the cursor,
      cup@, use=xterm-256color,

    """#

  /// The directory with the compiled entries, for TERMINFO; made once for each test process.
  public static let directory: String? = {
    var template = Array("/tmp/squall-terminfo-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    let directory = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = directory + "/source"
    guard let output = fopen(file, "w") else { return nil }
    fputs(source, output)
    fclose(output)
    guard Program.run("/usr/bin/tic", ["-x", "-o", directory, file]) == .exited(0) else {
      return nil
    }
    atexit {
      if let directory = TestTerminfo.directory { _ = Program.run("/bin/rm", ["-rf", directory]) }
    }
    return directory
  }()

  /// The environment of a program under test; later ones of the same name win.
  public static func environment(_ more: [String: String] = [:]) -> [String] {
    var values = [
      "TERM": name, "TERMINFO": directory ?? "", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent",
      "PATH": "/usr/bin:/bin", "TZ": "UTC",
    ]
    if let profile = getenv("LLVM_PROFILE_FILE") {
      values["LLVM_PROFILE_FILE"] = String(cString: profile)
    }
    for name in ["ASAN_OPTIONS", "TSAN_OPTIONS", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    values.merge(more) { _, new in new }
    return values.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }.sorted()
  }
}

/// Programs without a terminal.
public enum Program {
  /// Runs a program to its end and says how it ended; its output goes nowhere.
  public static func run(_ path: String, _ arguments: [String]) -> ProcessEnd? {
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in Int32(0)..<3 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var process: pid_t = 0
    guard posix_spawn(&process, path, &actions, nil, &words, environ) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return nil } }
    return ProcessEnd(status: status)
  }

  /// Where the build put an executable: beside the tests.
  public static func built(_ name: String) -> String {
    let arguments = CommandLine.arguments
    let bundle = arguments.firstIndex(of: "--test-bundle-path").flatMap { index in
      index + 1 < arguments.count ? arguments[index + 1] : nil
    }
    let own = bundle ?? arguments.first { $0.hasSuffix(".xctest") } ?? arguments[0]
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/" + name
  }
}
