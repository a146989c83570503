import Glibc
import SquallSessions
import Testing

/// What only the real disk can show.
@Suite struct RealFileSystemTests {
  let disk = RealFileSystem()
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a pipe is no file, and does not wait for a writer`() throws {
    let pipe = folder.path.child(Array("pipe".utf8))
    #expect(mkfifo(String(decoding: pipe.bytes, as: UTF8.self), 0o600) == 0)

    #expect(throws: FileError.notAFile(path: pipe)) { try disk.open(pipe, .read) }
    #expect(throws: FileError.notAFile(path: Path("/dev/zero"))) {
      try disk.open(Path("/dev/zero"), .read)
    }
  }

  @Test func `a path with a zero byte is refused by every call`() throws {
    let path = folder.path.child([0x61, 0, 0x62])
    let good = folder.path.child([0x61])
    try disk.write([], toNew: good)

    #expect(throws: FileError.failed(.open, code: EINVAL, path: path)) {
      try disk.open(path, .create)
    }
    #expect(throws: FileError.failed(.rename, code: EINVAL, path: path)) {
      try disk.rename(good, to: path)
    }
    #expect(throws: FileError.failed(.readdir, code: EINVAL, path: path)) {
      try disk.names(in: path)
    }
    #expect(try disk.names(in: folder.path) == [[0x61]])
  }

  @Test func `D8 children inherit no descriptor`() throws {
    let path = folder.path.child([0x61])
    let file = try disk.open(path, .create)
    let identity = try file.status().identity

    var found = false
    for descriptor in Int32(0)..<1024 {
      var information = stat()
      if fstat(descriptor, &information) == 0, UInt64(information.st_ino) == identity.node,
        UInt64(information.st_dev) == identity.device
      {
        found = true
        #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
      }
    }

    #expect(found)
    try file.close()
  }

  @Test func `a file that is let go without a close gives its descriptor and lock back`() throws {
    let path = folder.path.child([0x61])
    do {
      let file = try disk.open(path, .create)
      #expect(try file.tryLock() == .taken)
    }

    #expect(try disk.open(path, .update).tryLock() == .taken)
  }
}
