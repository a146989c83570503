/// Where the files of a session are (J9).
public struct SessionPaths: Hashable, Sendable {
  /// The session file itself, through every symbolic link.
  public let session: Path
  /// The path without `.json`.
  public let base: Path

  /// The files of the session at that path.
  ///
  /// - Throws: ``FileError/failed(_:code:path:)`` where links lead in a circle.
  public init(_ path: Path, on disk: any FileSystem) throws(FileError) {
    session = try disk.resolve(path)
    base = session.removing(suffix: ".json") ?? session
  }

  /// The log.
  public var journal: Path { base.appending(".journal") }
  /// What a writer holds.
  public var lock: Path { base.appending(".lock") }
  /// What unreadable bytes are kept as.
  public func damaged(_ number: Int) -> Path { base.appending(".damaged-\(number)") }

  /// A file that is to replace another and is not finished.
  static func unfinished(_ path: Path) -> Path { path.appending(".squall-new") }
}
