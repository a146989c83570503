import Glibc
import SquallSessions
import SquallUI

/// The person's own editor, for long texts.
enum TextEditor {
  /// The longest text that is taken back, in bytes.
  private static let longest = 1 << 20

  /// Opens a text in the editor and waits for its end.
  ///
  /// - Returns: the text as it was left; nil where it was not changed.
  static func edit(_ text: String) -> Result<String?, Failure> {
    let folder = World.variable("TMPDIR") ?? "/tmp"
    // The system puts signs of its own in the place of the X.
    var name = Array("\(folder)/squall-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&name, 4)
    guard descriptor >= 0 else {
      return .failure(
        Failure(.cannotCreate, "no file can be made in '\(folder)': \(SystemMessage.text(errno))"))
    }
    close(descriptor)
    var isWorthKeeping = false
    defer { if !isWorthKeeping { unlink(name) } }
    let path = Path(bytes: name.dropLast().map { UInt8(bitPattern: $0) })
    let disk = RealFileSystem()
    do throws(FileError) {
      let file = try disk.open(path, .update)
      try file.writeAll(Array(text.utf8), at: 0)
      try file.close()
      if let failure = run(path) {
        guard let left = try? disk.read(path, limit: longest), left != Array(text.utf8) else {
          return .failure(failure)
        }
        isWorthKeeping = true
        return .failure(
          Failure(
            failure.status,
            (failure.sentence?.description ?? "") + "; what was written is in \(path.quoted)"))
      }
      isWorthKeeping = true
      let edited = String(decoding: try disk.read(path, limit: longest), as: UTF8.self)
      let trimmed =
        edited.hasSuffix("\n") && !text.hasSuffix("\n") ? String(edited.dropLast()) : edited
      isWorthKeeping = false
      return .success(trimmed == text ? nil : trimmed)
    } catch {
      let kept = isWorthKeeping ? "; what was written is in \(path.quoted)" : ""
      return .failure(Failure(error.status, error.sentence + kept))
    }
  }

  private static func run(_ path: Path) -> Failure? {
    let editor = World.variable("VISUAL") ?? World.variable("EDITOR") ?? "vi"
    let file = String(decoding: path.bytes, as: UTF8.self)
    // The shell splits the editor's words; the file is handed over as one.
    let call = ["sh", "-c", "exec \(editor) \"$1\"", "sh", file]
    let words: [UnsafeMutablePointer<CChar>?] = call.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
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
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", nil, &attributes, words, environ)
    guard code == 0 else {
      return Failure(.unavailable, "'\(editor)' cannot be started: \(SystemMessage.text(code))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      return Failure(.found, "'\(editor)' ended with an error; the text is as it was")
    }
    return nil
  }
}
