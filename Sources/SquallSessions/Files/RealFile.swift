internal import CLibc
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
    sq_expect_writing(buffer.baseAddress, buffer.count)
    return try retrying(.read) {
      pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    }
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
      showLock()
      return .taken
    } catch .failed(_, EWOULDBLOCK, _) {
      return .heldByAnother
    } catch .failed(_, let code, _) where [ENOLCK, ENOSYS, EOPNOTSUPP, EINVAL].contains(code) {
      return .unsupported
    }
  }

  /// Who holds the lock of `flock`, which cannot be asked after, holds one of the file description
  /// beside it, which can. A file system without the second is asked by the first.
  private func showLock() {
    var lock = RealFile.wholeFile
    _ = fcntl(descriptor, RealFile.setLock, &lock)
  }

  func isLockedByAnother() throws(FileError) -> Bool {
    var lock = RealFile.wholeFile
    if fcntl(descriptor, RealFile.getLock, &lock) == 0 { return lock.l_type != Int16(F_UNLCK) }
    do throws(FileError) {
      _ = try retrying(.flock) { flock(descriptor, LOCK_SH | LOCK_NB) }
      _ = try retrying(.flock) { flock(descriptor, LOCK_UN) }
      return false
    } catch .failed(_, EWOULDBLOCK, _) {
      return true
    }
  }

  private static var wholeFile: Glibc.flock {
    var lock = Glibc.flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }

  /// `F_OFD_GETLK` and `F_OFD_SETLK`, which the headers hide (Source: fcntl(2), Linux).
  private static let getLock: Int32 = 36
  private static let setLock: Int32 = 37

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
