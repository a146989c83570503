import Glibc
import SquallModel

/// A server that is measured: a process of its own, ended with the run.
final class ServerProcess {
  private let id: pid_t
  private let output: Int32
  /// Processor time when the measuring began, in ticks.
  private var ticksBefore = 0

  /// Starts a program.
  init(_ call: [String], in folder: String) throws(Complaint) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Complaint("no pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, folder + "/errors", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    let words = call.map { strdup($0) } + [nil]
    let environment = ["PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin", "XDG_STATE_HOME=\(folder)"]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, call[0], &actions, nil, words, variables)
    close(ends[1])
    guard code == 0 else { throw Complaint("\(call[0]) cannot be started") }
    self.id = id
    output = ends[0]
  }

  deinit {
    kill(id, SIGTERM)
    var word: Int32 = 0
    waitpid(id, &word, 0)
    close(output)
  }

  /// The first line that it prints.
  func line() throws(Complaint) -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
    guard !bytes.isEmpty else { throw Complaint("the server has ended") }
    return String(decoding: bytes, as: UTF8.self)
  }

  func startMeasuring() { ticksBefore = ticks }

  /// Processor time since the measuring began, in seconds.
  var processorSeconds: Double { Double(ticks - ticksBefore) / Double(sysconf(Int32(_SC_CLK_TCK))) }

  private var ticks: Int {
    // The name in the second field ends with the last bracket.
    let fields = proc("stat").split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
  }

  /// The most memory that it has had, in MiB.
  var memory: Double {
    let line = proc("status").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
    return (kilobytes.flatMap { Double($0) } ?? 0) / 1_024
  }

  private func proc(_ name: String) -> String {
    guard let file = fopen("/proc/\(id)/\(name)", "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8_192)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
