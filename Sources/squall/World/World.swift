import Glibc
import SquallModel

/// What comes from outside: the clock, new identifiers, the person's name, the folders.
///
/// `SQUALL_CLOCK` and `SQUALL_SEED` replace the clock and the source of identifiers, so that
/// samples and tests come out the same each time.
struct World {
  /// The clock.
  private(set) var clock: Clock
  /// Where new identifiers come from.
  var ids: AnyIDs

  /// The world as the environment describes it.
  init() throws(Failure) {
    clock = try Clock(variable: World.variable("SQUALL_CLOCK"))
    ids = try AnyIDs(variable: World.variable("SQUALL_SEED"))
  }

  /// The instant.
  mutating func now() -> Instant { clock.next() }

  /// A variable of the environment that is set and not empty.
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// What the person is called where they do not say: the name of their account.
  static var userName: String {
    let account = getpwuid(getuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
    let name = variable("SQUALL_NAME") ?? variable("USER") ?? variable("LOGNAME") ?? account
    return name ?? "somebody"
  }

  /// The number of this process.
  static var processID: Int { Int(getpid()) }

  /// What the machine is called.
  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The folders that sessions are looked for in: `Sessions` here, then the data directory.
  static var sessionFolders: [String] { ["Sessions"] + [dataFolder].compactMap { $0 } }

  /// Where sessions live that belong to no project; only an absolute path counts.
  static var dataFolder: String? {
    if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/squall" }
    return variable("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.local/share/squall" : nil }
  }
}
