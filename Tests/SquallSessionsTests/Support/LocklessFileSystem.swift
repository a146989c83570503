import SquallSessions

/// A file system that knows no locks.
struct LocklessFileSystem: FileSystem {
  private let base: any FileSystem

  init(_ base: any FileSystem) { self.base = base }

  func open(_ path: Path, _ mode: OpenMode) throws(FileError) -> any OpenFile {
    LocklessFile(try base.open(path, mode))
  }

  func status(of path: Path) throws(FileError) -> FileStatus? { try base.status(of: path) }

  func link(at path: Path) throws(FileError) -> Path? { try base.link(at: path) }

  func rename(_ source: Path, to target: Path) throws(FileError) {
    try base.rename(source, to: target)
  }

  func remove(_ path: Path) throws(FileError) { try base.remove(path) }

  func makeFolder(_ path: Path) throws(FileError) { try base.makeFolder(path) }

  func names(in folder: Path) throws(FileError) -> [[UInt8]] { try base.names(in: folder) }

  func flushFolder(_ folder: Path) throws(FileError) { try base.flushFolder(folder) }
}

private final class LocklessFile: OpenFile {
  private let base: any OpenFile

  init(_ base: any OpenFile) { self.base = base }

  var path: Path { base.path }

  func status() throws(FileError) -> FileStatus { try base.status() }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try base.read(into: buffer, at: offset)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try base.write(bytes, at: offset)
  }

  func truncate(to size: Int) throws(FileError) { try base.truncate(to: size) }

  func setPermissions(_ permissions: UInt32) throws(FileError) {
    try base.setPermissions(permissions)
  }

  func flush(_ extent: FlushExtent) throws(FileError) { try base.flush(extent) }

  func tryLock() throws(FileError) -> LockAttempt { .unsupported }

  func isLockedByAnother() throws(FileError) -> Bool { false }

  func close() throws(FileError) { try base.close() }
}
