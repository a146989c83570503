import Glibc
import SquallModel
import Synchronization
import Testing

@testable import SquallSessions

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

  /// Open files have locks of their own, whether two processes have them or two threads.
  @Test func `O5 asking who writes never gives another process a false answer`() throws {
    let lock = folder.path.child(Array("a.lock".utf8))
    let holder = LockHolder(
      name: "Ana", host: "studio", process: 7, since: Instant(clamping: 1_700_000_000_000))
    let rounds = 1_000
    let isDone = Atomic<Bool>(false)
    let asked = Atomic<Int>(0)
    let disk = disk
    try SessionLock.take(lock, holder: holder, on: disk).release()

    let threads = try (0..<2).map { _ in
      try SquallSessions.Thread {
        while !isDone.load(ordering: .acquiring) {
          _ = SessionLock.isHeld(lock, on: disk)
          asked.add(1, ordering: .relaxed)
        }
      }
    }
    var refused = 0
    var unseen = 0
    for _ in 0..<rounds {
      do throws(SessionError) {
        let taken = try SessionLock.take(lock, holder: holder, on: disk)
        if !SessionLock.isHeld(lock, on: disk).held { unseen += 1 }
        taken.release()
      } catch {
        refused += 1
      }
    }
    isDone.store(true, ordering: .releasing)
    for thread in threads { thread.join() }

    #expect(refused == 0)
    #expect(unseen == 0)
    #expect(asked.load(ordering: .relaxed) > 0)
  }
}
