internal import CLibc
internal import Glibc

/// The disk, through the C library.
public struct RealFileSystem: FileSystem {
  public init() {}

  public func open(_ path: Path, _ mode: OpenMode) throws(FileError) -> any OpenFile {
    // Without O_NONBLOCK the open of a pipe that nobody writes to would wait for ever.
    let common = O_CLOEXEC | O_NOCTTY | O_NONBLOCK
    let flags =
      switch mode {
      case .read: common | O_RDONLY
      case .update: common | O_RDWR | O_NOFOLLOW
      case .create: common | O_RDWR | O_CREAT | O_EXCL
      case .updateOrCreate: common | O_RDWR | O_CREAT | O_NOFOLLOW
      }
    let descriptor: Int32
    do throws(FileError) {
      descriptor = try retrying(.open, path) { name in Glibc.open(name, flags, 0o600) }
    } catch .failed(_, ELOOP, _) where flags & O_NOFOLLOW != 0 {
      guard try link(at: path) != nil else { throw .failed(.open, code: ELOOP, path: path) }
      throw .symbolicLink(path: path)
    }
    let file = RealFile(descriptor: descriptor, path: path)
    guard try file.status().kind == .file else {
      try file.close()
      throw .notAFile(path: path)
    }
    return file
  }

  public func status(of path: Path) throws(FileError) -> FileStatus? {
    var information = stat()
    do throws(FileError) {
      _ = try retrying(.stat, path) { name in stat(name, &information) }
    } catch .failed(_, ENOENT, _) {
      return nil
    } catch .failed(_, ENOTDIR, _) {
      return nil
    }
    return FileStatus(information)
  }

  /// Source: measured on Linux 6.18 with ext4, where a write after `stat` gives the file a time of
  /// its own, as that may have been looked at, and a flush then writes the inode too: 127 us for a
  /// write, `fdatasync` and `stat`, 90 us with `statx` that asks for the number alone.
  public func identity(of path: Path) throws(FileError) -> FileIdentity? {
    var (device, node): (UInt64, UInt64) = (0, 0)
    do throws(FileError) {
      _ = try retrying(.stat, path) { name in sq_file_identity(name, &device, &node) }
    } catch .failed(_, ENOENT, _) {
      return nil
    } catch .failed(_, ENOTDIR, _) {
      return nil
    }
    return FileIdentity(device: device, node: node)
  }

  public func link(at path: Path) throws(FileError) -> Path? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    do throws(FileError) {
      let length = try retrying(.readlink, path) { name in
        readlink(name, &target, target.count)
      }
      return Path(bytes: target[..<length].map { UInt8(bitPattern: $0) })
    } catch .failed(_, EINVAL, _) {
      return nil
    } catch .failed(_, ENOENT, _) {
      return nil
    } catch .failed(_, ENOTDIR, _) {
      return nil
    }
  }

  public func rename(_ source: Path, to target: Path) throws(FileError) {
    try RealFileSystem.refuseZero(.rename, target)
    _ = try retrying(.rename, source) { from in
      target.withCString { to in Glibc.rename(from, to) }
    }
  }

  public func remove(_ path: Path) throws(FileError) {
    _ = try retrying(.unlink, path) { name in Glibc.unlink(name) }
  }

  public func makeFolder(_ path: Path) throws(FileError) {
    do throws(FileError) {
      _ = try retrying(.mkdir, path) { name in Glibc.mkdir(name, 0o700) }
    } catch .failed(_, EEXIST, _) {
      guard try status(of: path)?.kind == .folder else {
        throw .failed(.mkdir, code: EEXIST, path: path)
      }
    }
  }

  public func names(in folder: Path) throws(FileError) -> [[UInt8]] {
    try RealFileSystem.refuseZero(.readdir, folder)
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw .failed(.readdir, code: errno, path: folder)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw .failed(.readdir, code: errno, path: folder) }
        break
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
        Array(buffer.prefix { $0 != 0 })
      }
      if name != [UInt8(ascii: ".")], name != [UInt8(ascii: "."), UInt8(ascii: ".")] {
        names.append(name)
      }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  public func flushFolder(_ folder: Path) throws(FileError) {
    let descriptor = try retrying(.open, folder) { name in
      Glibc.open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    var failure: FileError?
    do throws(FileError) {
      _ = try retrying(.fsync, folder) { _ in Glibc.fsync(descriptor) }
    } catch {
      failure = error
    }
    let closed = Glibc.close(descriptor)
    if let failure { throw failure }
    if closed != 0, errno != EINTR { throw .failed(.close, code: errno, path: folder) }
  }

  /// Calls until the call is not interrupted, and turns its refusal into an error.
  private func retrying<Result: SignedInteger>(
    _ call: SystemCall, _ path: Path, _ body: (UnsafePointer<CChar>) -> Result
  ) throws(FileError) -> Result {
    try RealFileSystem.refuseZero(call, path)
    while true {
      let result = path.withCString(body)
      if result >= 0 { return result }
      if errno != EINTR { throw .failed(call, code: errno, path: path) }
    }
  }

  private static func refuseZero(_ call: SystemCall, _ path: Path) throws(FileError) {
    if path.bytes.contains(0) { throw .failed(call, code: EINVAL, path: path) }
  }
}

extension Path {
  /// The path as C wants it, for one call.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    body(bytes.map { CChar(bitPattern: $0) } + [0])
  }
}

extension FileStatus {
  init(_ information: stat) {
    let kind: Kind =
      switch information.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    self.init(
      kind: kind,
      identity: FileIdentity(device: UInt64(information.st_dev), node: UInt64(information.st_ino)),
      size: Int(information.st_size),
      permissions: information.st_mode & 0o7777,
      modified: Int64(information.st_mtim.tv_sec) * 1_000_000_000
        + Int64(information.st_mtim.tv_nsec))
  }
}
