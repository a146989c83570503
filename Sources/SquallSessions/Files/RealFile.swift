internal import Glibc
internal import Synchronization

/// An open file of the disk.
final class RealFile: OpenFile {
  let path: Path
  private let descriptor: Int32
  private let isClosed = Atomic<Bool>(false)

  init(descriptor: Int32, path: Path) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    if !isClosed.load(ordering: .acquiring) { _ = Glibc.close(descriptor) }
  }

  func status() throws(FileError) -> FileStatus {
    var information = stat()
    _ = try retrying(.stat) { fstat(descriptor, &information) }
    return FileStatus(information)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try retrying(.read) { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    let written = try retrying(.write) {
      pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
    }
    // A device that takes nothing and says nothing would be asked for ever.
    if written == 0, !bytes.isEmpty { throw .failed(.write, code: EIO, path: path) }
    return written
  }

  func truncate(to size: Int) throws(FileError) {
    _ = try retrying(.truncate) { ftruncate(descriptor, off_t(size)) }
  }

  func setPermissions(_ permissions: UInt32) throws(FileError) {
    _ = try retrying(.chmod) { fchmod(descriptor, permissions) }
  }

  func flush(_ extent: FlushExtent) throws(FileError) {
    switch extent {
    case .data: _ = try retrying(.fdatasync) { fdatasync(descriptor) }
    case .everything: _ = try retrying(.fsync) { fsync(descriptor) }
    }
  }

  func tryLock() throws(FileError) -> LockAttempt {
    do throws(FileError) {
      _ = try retrying(.flock) { flock(descriptor, LOCK_EX | LOCK_NB) }
      return .taken
    } catch .failed(_, EWOULDBLOCK, _) {
      return .heldByAnother
    } catch .failed(_, let code, _) where [ENOLCK, ENOSYS, EOPNOTSUPP, EINVAL].contains(code) {
      return .unsupported
    }
  }

  func close() throws(FileError) {
    if isClosed.exchange(true, ordering: .acquiringAndReleasing) { return }
    // On Linux the descriptor is gone after EINTR too: a second close could hit another file.
    if Glibc.close(descriptor) != 0, errno != EINTR {
      throw .failed(.close, code: errno, path: path)
    }
  }

  private func retrying<Result: SignedInteger>(
    _ call: SystemCall, _ body: () -> Result
  ) throws(FileError) -> Result {
    guard !isClosed.load(ordering: .acquiring) else {
      throw .failed(call, code: EBADF, path: path)
    }
    while true {
      let result = body()
      if result >= 0 { return result }
      if errno != EINTR { throw .failed(call, code: errno, path: path) }
    }
  }
}
