/// A call to the system, by the name that a person finds in its manual.
public enum SystemCall: String, Sendable, CaseIterable {
  case open, stat, readlink, read, write, truncate, chmod, fdatasync, fsync, flock, close
  case rename, unlink, mkdir, readdir
  case thread = "pthread_create"
}

/// Why a file could not be used: which call, with what code, on what path. It carries no text.
public enum FileError: Error, Equatable, Sendable {
  /// The system refused; `code` is the `errno` of the call.
  case failed(SystemCall, code: Int32, path: Path)
  /// There is something of that name, but no regular file: a folder, a pipe, a device.
  case notAFile(path: Path)
  /// The name belongs to a symbolic link, and only the file of that very name is written to.
  case symbolicLink(path: Path)
  /// The file is larger than its reader takes, in bytes.
  case tooLarge(path: Path, limit: Int)

  /// The `errno` of the call, where the system gave one.
  public var code: Int32? {
    if case .failed(_, let code, _) = self { code } else { nil }
  }

  /// The path it is about.
  public var path: Path {
    switch self {
    case .failed(_, _, let path), .notAFile(let path), .symbolicLink(let path),
      .tooLarge(let path, _):
      path
    }
  }
}
