import SquallSessions
import Testing

/// What every file system does, on the disk, in memory, faulty or simulated.
@Suite struct FileSystemContractTests {
  @Test(arguments: TestedDisk.allCases)
  func `what was written is read, at any offset`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    let file = try folder.disk.open(folder["a"], .create)

    try file.writeAll(Array("hello".utf8), at: 0)
    try file.writeAll(Array("there".utf8), at: 7)
    try file.writeAll(Array("J".utf8), at: 0)
    try file.flush(.data)
    try file.flush(.everything)

    #expect(try file.readAll() == Array("Jello\0\0there".utf8))
    #expect(try file.readAll(from: 7, count: 3) == Array("the".utf8))
    #expect(try file.readAll(from: 40) == [])
    #expect(try file.status().size == 12)
    try file.close()
    #expect(try folder.disk.read(folder["a"]) == Array("Jello\0\0there".utf8))
  }

  @Test(arguments: TestedDisk.allCases)
  func `a file is cut, and grows by zeros`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    let file = try folder.disk.open(folder["a"], .create)

    try file.writeAll(Array("hello".utf8), at: 0)
    try file.truncate(to: 2)
    try file.truncate(to: 4)

    #expect(try file.readAll() == Array("he\0\0".utf8))
  }

  @Test(arguments: TestedDisk.allCases)
  func `each way to open does what it says`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    let disk = folder.disk

    #expect(throws: FileError.failed(.open, code: ErrorCode.noSuchFile, path: folder["a"])) {
      try disk.open(folder["a"], .read)
    }
    #expect(throws: FileError.failed(.open, code: ErrorCode.noSuchFile, path: folder["a"])) {
      try disk.open(folder["a"], .update)
    }
    try disk.open(folder["a"], .updateOrCreate).writeAll([1], at: 0)
    try disk.open(folder["a"], .updateOrCreate).writeAll([2], at: 1)
    try disk.open(folder["a"], .update).writeAll([3], at: 2)
    #expect(throws: FileError.failed(.open, code: ErrorCode.exists, path: folder["a"])) {
      try disk.open(folder["a"], .create)
    }
    #expect(throws: FileError.failed(.write, code: ErrorCode.badDescriptor, path: folder["a"])) {
      try disk.open(folder["a"], .read).writeAll([4], at: 0)
    }
    #expect(try disk.read(folder["a"]) == [1, 2, 3])
  }

  @Test(arguments: TestedDisk.allCases)
  func `a new file belongs to its owner alone, until told otherwise`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    let file = try folder.disk.open(folder["a"], .create)

    #expect(try file.status().permissions == 0o600)
    try file.setPermissions(0o640)
    #expect(try file.status().permissions == 0o640)
  }

  @Test(arguments: TestedDisk.allCases)
  func `what is no file is not opened as one`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    try folder.disk.makeFolder(folder["f"])

    #expect(throws: FileError.notAFile(path: folder["f"])) {
      try folder.disk.open(folder["f"], .read)
    }
    #expect(throws: FileError.failed(.open, code: ErrorCode.isAFolder, path: folder["f"])) {
      try folder.disk.open(folder["f"], .update)
    }
    #expect(try folder.disk.status(of: folder["f"])?.kind == .folder)
  }

  @Test(arguments: TestedDisk.allCases)
  func `a larger file than its reader takes is refused`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    try folder.fill("a", "123456")

    #expect(throws: FileError.tooLarge(path: folder["a"], limit: 5)) {
      try folder.disk.read(folder["a"], limit: 5)
    }
    #expect(try folder.disk.read(folder["a"], limit: 6).count == 6)
  }

  @Test(arguments: TestedDisk.allCases)
  func `a rename replaces in one step and keeps the file's identity`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    try folder.fill("old", "old")
    try folder.fill("new", "new")
    let identity = try folder.disk.status(of: folder["new"])?.identity

    try folder.disk.rename(folder["new"], to: folder["old"])
    try folder.disk.flushFolder(folder.path)

    #expect(try folder.text("old") == "new")
    #expect(try folder.disk.status(of: folder["old"])?.identity == identity)
    #expect(try folder.disk.identity(of: folder["old"]) == identity)
    #expect(try folder.disk.status(of: folder["new"]) == nil)
    #expect(try folder.disk.identity(of: folder["new"]) == nil)
    #expect(try folder.disk.identity(of: folder["old/new"]) == nil)
    #expect(throws: FileError.failed(.rename, code: ErrorCode.noSuchFile, path: folder["new"])) {
      try folder.disk.rename(folder["new"], to: folder["old"])
    }
  }

  @Test(arguments: TestedDisk.allCases)
  func `a removed file is gone, and still read by who has it open`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    try folder.fill("a", "text")
    let file = try folder.disk.open(folder["a"], .read)

    try folder.disk.remove(folder["a"])

    #expect(try folder.disk.status(of: folder["a"]) == nil)
    #expect(try file.readAll() == Array("text".utf8))
    #expect(throws: FileError.failed(.unlink, code: ErrorCode.noSuchFile, path: folder["a"])) {
      try folder.disk.remove(folder["a"])
    }
  }

  @Test(arguments: TestedDisk.allCases)
  func `a write that is refused because the name is taken changes nothing`(
    _ tested: TestedDisk
  ) throws {
    let folder = try tested.make()
    try folder.fill("a", "first")

    #expect(throws: FileError.self) { try folder.fill("a", "second") }

    #expect(try folder.text("a") == "first")
  }

  @Test(arguments: TestedDisk.allCases)
  func `names may hold any bytes but zero and slash`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    let name = (UInt8(1)...255).filter { $0 != UInt8(ascii: "/") }
    let pieces = [Array(name[..<200]), Array(name[200...])]

    for piece in pieces { try folder.disk.write(piece, toNew: folder.path.child(piece)) }

    #expect(try folder.disk.names(in: folder.path) == pieces)
    for piece in pieces { #expect(try folder.disk.read(folder.path.child(piece)) == piece) }
  }

  @Test(arguments: TestedDisk.allCases)
  func `names are listed by their bytes, folders and links among them`(
    _ tested: TestedDisk
  ) throws {
    let folder = try tested.make()
    for name in ["b", "a", "B"] { try folder.fill(name, "") }
    try folder.disk.makeFolder(folder["c"])
    try folder.disk.makeFolder(folder["c"])
    try folder.makeLink("d", to: "nowhere")

    let names = try folder.disk.names(in: folder.path)

    #expect(names == ["B", "a", "b", "c", "d"].map { Array($0.utf8) })
    #expect(throws: FileError.failed(.readdir, code: ErrorCode.notAFolder, path: folder["a"])) {
      try folder.disk.names(in: folder["a"])
    }
    #expect(throws: FileError.failed(.mkdir, code: ErrorCode.exists, path: folder["a"])) {
      try folder.disk.makeFolder(folder["a"])
    }
  }

  @Test(arguments: TestedDisk.allCases)
  func `symbolic links are followed to the file itself`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    try folder.fill("file", "text")
    try folder.makeLink("near", to: "file")
    try folder.makeLink("far", to: "near")
    try folder.makeLink("new", to: "not-yet")

    #expect(try folder.disk.resolve(folder["far"]) == folder["file"])
    #expect(try folder.disk.resolve(folder["file"]) == folder["file"])
    #expect(try folder.disk.resolve(folder["new"]) == folder["not-yet"])
    #expect(try folder.disk.resolve(folder["absent"]) == folder["absent"])
    #expect(try folder.disk.read(folder["far"]) == Array("text".utf8))
    #expect(try folder.disk.status(of: folder["new"]) == nil)
    #expect(try folder.disk.link(at: folder["file"]) == nil)
  }

  @Test(arguments: TestedDisk.allCases)
  func `what shall be written to is not reached through a symbolic link`(
    _ tested: TestedDisk
  ) throws {
    let folder = try tested.make()
    try folder.fill("file", "theirs")
    try folder.makeLink("link", to: "file")
    try folder.makeLink("new", to: "not-yet")

    for name in ["link", "new"] {
      for mode in [OpenMode.update, .updateOrCreate] {
        #expect(throws: FileError.symbolicLink(path: folder[name])) {
          try folder.disk.open(folder[name], mode)
        }
      }
      #expect(throws: FileError.failed(.open, code: ErrorCode.exists, path: folder[name])) {
        try folder.disk.open(folder[name], .create)
      }
    }
    #expect(try folder.text("file") == "theirs")
    #expect(try folder.disk.status(of: folder["not-yet"]) == nil)
  }

  @Test(arguments: TestedDisk.allCases)
  func `links that lead in a circle are told`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    try folder.makeLink("a", to: "b")
    try folder.makeLink("b", to: "a")

    let failure = #expect(throws: FileError.self) { try folder.disk.resolve(folder["a"]) }

    #expect(failure?.code == ErrorCode.tooManyLinks)
    #expect(throws: FileError.failed(.stat, code: ErrorCode.tooManyLinks, path: folder["a"])) {
      try folder.disk.status(of: folder["a"])
    }
  }

  @Test(arguments: TestedDisk.allCases)
  func `a lock belongs to one until it is closed`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    let first = try folder.disk.open(folder["lock"], .updateOrCreate)
    let second = try folder.disk.open(folder["lock"], .updateOrCreate)

    #expect(try first.tryLock() == .taken)
    #expect(try first.tryLock() == .taken)
    #expect(try second.tryLock() == .heldByAnother)
    try first.close()
    #expect(try second.tryLock() == .taken)
  }

  @Test(arguments: TestedDisk.allCases)
  func `O5 who asks after a lock is told the truth and keeps nobody from it`(
    _ tested: TestedDisk
  ) throws {
    let folder = try tested.make()
    let writer = try folder.disk.open(folder["lock"], .updateOrCreate)
    let reader = try folder.disk.open(folder["lock"], .read)

    #expect(try !reader.isLockedByAnother())
    #expect(try writer.tryLock() == .taken)
    #expect(try reader.isLockedByAnother())
    #expect(try !writer.isLockedByAnother())
    try writer.close()
    #expect(try !reader.isLockedByAnother())
  }

  @Test(arguments: TestedDisk.allCases)
  func `a closed file takes no more calls, and a second close is nothing`(
    _ tested: TestedDisk
  ) throws {
    let folder = try tested.make()
    let file = try folder.disk.open(folder["a"], .create)

    try file.close()
    try file.close()

    #expect(throws: FileError.failed(.write, code: ErrorCode.badDescriptor, path: folder["a"])) {
      try file.writeAll([1], at: 0)
    }
    #expect(throws: FileError.failed(.fdatasync, code: ErrorCode.badDescriptor, path: folder["a"]))
    {
      try file.flush(.data)
    }
  }

  @Test(arguments: TestedDisk.allCases)
  func `a change is seen in the status`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    let file = try folder.disk.open(folder["a"], .create)
    let before = try file.status()

    try file.writeAll([1, 2, 3], at: 0)

    let after = try folder.disk.status(of: folder["a"])
    #expect(after?.identity == before.identity)
    #expect(after?.size == 3)
    #expect(try #require(after).modified >= before.modified)
  }

  @Test(arguments: TestedDisk.allCases)
  func `a path through what is no folder is a missing file`(_ tested: TestedDisk) throws {
    let folder = try tested.make()
    try folder.fill("a", "")

    #expect(try folder.disk.status(of: folder["a/b"]) == nil)
    #expect(try folder.disk.status(of: folder["none/b"]) == nil)
    #expect(throws: FileError.failed(.open, code: ErrorCode.notAFolder, path: folder["a/b"])) {
      try folder.disk.open(folder["a/b"], .create)
    }
  }
}
