import SquallSessions
import Testing

@Suite struct FaultyFileSystemTests {
  let disk = FaultyFileSystem(MemoryFileSystem())

  @Test func `one call fails, and the next works`() throws {
    let file = try disk.open(Path("/a"), .create)
    disk.startCounting()
    disk.fail(at: 2, with: .failure(code: ErrorCode.inputOutput))

    try file.writeAll([1], at: 0)
    #expect(throws: FileError.failed(.fdatasync, code: ErrorCode.inputOutput, path: Path("/a"))) {
      try file.flush(.data)
    }
    try file.flush(.data)

    #expect(disk.record == [.write, .fdatasync, .fdatasync])
  }

  @Test func `from one call on everything fails, until it is healed`() throws {
    disk.startCounting()
    disk.fail(from: 2, with: .failure(code: ErrorCode.noSpace))

    let file = try disk.open(Path("/a"), .create)
    for _ in 0..<3 { #expect(throws: FileError.self) { try file.writeAll([1], at: 0) } }
    disk.heal()

    try file.writeAll([1], at: 0)
    #expect(disk.callCount == 5)
  }

  @Test func `a short write is taken up where it stopped`() throws {
    let file = try disk.open(Path("/a"), .create)
    disk.startCounting()
    disk.fail(from: 1, with: .shortWrite(bytes: 2))

    try file.writeAll([1, 2, 3, 4, 5], at: 0)

    #expect(disk.callCount == 3)
    #expect(try file.readAll() == [1, 2, 3, 4, 5])
  }

  @Test func `only the calls that count are counted`() throws {
    disk.startCounting(only: [.fdatasync])
    disk.fail(at: 1, with: .failure(code: ErrorCode.inputOutput))

    let file = try disk.open(Path("/a"), .create)
    try file.writeAll([1], at: 0)

    #expect(throws: FileError.self) { try file.flush(.data) }
    #expect(disk.callCount == 1)
  }

  @Test func `a full disk takes what fits, then nothing`() throws {
    let small = MemoryFileSystem(capacity: 4)
    let file = try small.open(Path("/a"), .create)

    #expect(throws: FileError.failed(.write, code: ErrorCode.noSpace, path: Path("/a"))) {
      try file.writeAll([1, 2, 3, 4, 5, 6], at: 0)
    }
    #expect(try file.readAll() == [1, 2, 3, 4])
    try file.writeAll([9], at: 0)
    #expect(try file.readAll() == [9, 2, 3, 4])
  }
}
