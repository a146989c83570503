public import SquallModel

/// Who writes a session, for people to read.
public struct LockHolder: Equatable, Sendable {
  public var name: String
  public var host: String
  public var process: Int
  public var since: Instant

  public init(name: String, host: String, process: Int, since: Instant) {
    self.name = name
    self.host = host
    self.process = process
    self.since = since
  }

  /// The most bytes that are read of a lock file.
  static let maximumLength = 4096

  /// What stands in the lock file: one value a line.
  var text: [UInt8] {
    let values = [
      "holder": name, "host": host, "process": String(process), "since": since.description,
    ]
    return Array(
      LockHolder.keys.map { key in
        let value = (values[key] ?? "").unicodeScalars.map { $0.value < 32 ? " " : String($0) }
        return "\(key): \(value.joined())\n"
      }.joined().utf8)
  }

  /// Whether a file holds what a lock's holder writes, or the beginning of it, or nothing: only
  /// then was it squall that made it. Zeros are what a power cut leaves of bytes.
  static func isOwn(_ text: [UInt8]) -> Bool {
    guard text.count <= maximumLength else { return false }
    let end = text.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    if end == 0 { return true }
    var lines = text[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.count <= keys.count
      && zip(lines, keys).allSatisfy { line, key in line.starts(with: "\(key): ".utf8) }
  }

  /// The names of the values, in their order.
  private static let keys = ["holder", "host", "process", "since"]

  /// Reads a lock file; nil where it says nothing that can be used.
  init?(text: [UInt8]) {
    var values: [String: String] = [:]
    for line in text.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }
      values[String(decoding: line[..<colon], as: UTF8.self)] = String(
        decoding: value, as: UTF8.self)
    }
    guard let name = values["holder"], let host = values["host"],
      let process = values["process"].flatMap({ Int($0) }),
      let since = values["since"].flatMap({ Instant($0) })
    else { return nil }
    self.init(name: name, host: host, process: process, since: since)
  }
}

/// The lock of a session, held until it is released or the process ends (O5).
final class SessionLock: Sendable {
  /// How often a lock file that somebody removes meanwhile is opened again.
  private static let attempts = 16

  private let file: any OpenFile
  private let identity: FileIdentity
  /// False where the file system knows no locks.
  let isEnforced: Bool

  private init(_ file: any OpenFile, _ identity: FileIdentity, isEnforced: Bool) {
    self.file = file
    self.identity = identity
    self.isEnforced = isEnforced
  }

  /// Takes the lock and writes its holder into it.
  ///
  /// - Throws: ``SessionError/locked(_:_:)`` where another process has it;
  ///   ``SessionError/foreignLock(_:)`` where the file is another program's, and is left as it is.
  static func take(
    _ path: Path, holder: LockHolder, on disk: any FileSystem
  ) throws(SessionError) -> SessionLock {
    try attempt(path, holder, disk).get()
  }

  private static func attempt(
    _ path: Path, _ holder: LockHolder, _ disk: any FileSystem
  ) -> Result<SessionLock, SessionError> {
    do throws(FileError) {
      for _ in 0..<attempts {
        let file = try disk.open(path, .updateOrCreate)
        let attempt = try file.tryLock()
        if attempt == .heldByAnother {
          let text = try file.readAll(count: LockHolder.maximumLength)
          try file.close()
          return .failure(.locked(path, LockHolder(text: text)))
        }
        let identity = try file.status().identity
        guard try disk.status(of: path)?.identity == identity else {
          try file.close()
          continue
        }
        let text = try file.readAll(count: LockHolder.maximumLength + 1)
        guard LockHolder.isOwn(text) else {
          try file.close()
          return .failure(.foreignLock(path))
        }
        try file.truncate(to: 0)
        try file.writeAll(holder.text, at: 0)
        return .success(SessionLock(file, identity, isEnforced: attempt == .taken))
      }
      return .failure(.locked(path, nil))
    } catch {
      return .failure(.file(error))
    }
  }

  /// Whether the lock file is still the one that is held: who removed it could let a second
  /// writer in.
  func isHeld(at path: Path, on disk: any FileSystem) throws(FileError) -> Bool {
    try disk.status(of: path)?.identity == identity
  }

  func release() {
    // Nothing was written that could be lost, and the lock goes with the descriptor.
    try? file.close()
  }

  /// Who holds the lock now, without taking it, without making its file, and without keeping
  /// anybody from it meanwhile.
  static func isHeld(_ path: Path, on disk: any FileSystem) -> (held: Bool, holder: LockHolder?) {
    guard let file = try? disk.open(path, .read) else { return (false, nil) }
    defer { try? file.close() }
    guard (try? file.isLockedByAnother()) == true else { return (false, nil) }
    let text = try? file.readAll(count: LockHolder.maximumLength)
    return (true, text.flatMap { LockHolder(text: $0) })
  }
}
