import SquallSessions
import Testing

@Suite struct SimulatedDiskTests {
  let disk = SimulatedDisk()
  let path = Path("/a")

  private func bytes(after seed: UInt64) throws -> [UInt8]? {
    let after = disk.afterPowerCut(seed: seed)
    return try after.status(of: path) == nil ? nil : try after.read(path)
  }

  @Test func `a file whose folder was not flushed is lost or kept`() throws {
    let file = try disk.open(path, .create)
    try file.writeAll([1], at: 0)
    try file.flush(.everything)

    let outcomes = try Set((0..<64).map { try bytes(after: $0) })

    #expect(outcomes == [nil, [1]])
  }

  @Test func `what was flushed survives, what was not is kept, lost or torn by sector`() throws {
    let sector = SimulatedDisk.sector
    try disk.write([1, 2, 3], toNew: path)
    let file = try disk.open(path, .update)
    try file.writeAll([UInt8](repeating: 7, count: sector * 3), at: 3)

    var sizes: Set<Int> = []
    for seed in UInt64(0)..<200 {
      let left = try #require(try bytes(after: seed))
      #expect(left.prefix(3) == [1, 2, 3])
      sizes.insert(left.count)
    }

    #expect(sizes.isSuperset(of: [3, sector, 2 * sector, 3 * sector, 3 * sector + 3]))
  }

  @Test func `writes that were not flushed may reach the disk in any order`() throws {
    try disk.write([], toNew: path)
    let file = try disk.open(path, .update)
    try file.writeAll([1], at: 0)
    try file.writeAll([2], at: 1)

    let outcomes = try Set((0..<200).map { try bytes(after: $0) })

    #expect(outcomes.isSuperset(of: [[], [1], [0, 2], [1, 2]]))
  }

  @Test func `a rename that was not flushed has happened or not`() throws {
    try disk.write([1], toNew: path)
    try disk.write([2], toNew: Path("/b"))
    try disk.rename(Path("/b"), to: path)

    #expect(try Set((0..<64).map { try bytes(after: $0) }) == [[1], [2]])
    try disk.flushFolder(Path("/"))
    #expect(try Set((0..<64).map { try bytes(after: $0) }) == [[2]])
  }

  @Test func `a name that was taken away without a flush may come back`() throws {
    try disk.write([1], toNew: path)
    try disk.remove(path)

    #expect(try Set((0..<64).map { try bytes(after: $0) }) == [[1], nil])
  }

  @Test func `after the power cut no call works, and the one it met may have been half done`()
    throws
  {
    try disk.write([], toNew: path)
    let file = try disk.open(path, .update)
    disk.crash(before: disk.operationCount + 1)

    #expect(throws: FileError.failed(.write, code: ErrorCode.inputOutput, path: path)) {
      try file.writeAll([1], at: 0)
    }
    #expect(throws: FileError.self) { try disk.read(path) }
    #expect(throws: FileError.self) { try file.flush(.data) }
    #expect(try Set((0..<64).map { try bytes(after: $0) }).isSuperset(of: [[], [1]]))
  }

  @Test func `a killed process loses nothing that it wrote`() throws {
    let file = try disk.open(path, .create)
    try file.writeAll([1], at: 0)

    let after = disk.afterKill()

    #expect(try after.read(path) == [1])
    #expect(after.afterPowerCut(seed: 0).operationCount == 0)
    #expect(
      try Set((0..<64).map { try after.afterPowerCut(seed: $0).status(of: path) == nil }).count == 2
    )
  }

  @Test func `a file made after a crash is another than the ones before it`() throws {
    try disk.write([1], toNew: path)
    let after = disk.afterPowerCut(seed: 3)

    try after.write([2], toNew: Path("/b"))

    #expect(try after.read(path) == [1])
    #expect(try after.read(Path("/b")) == [2])
  }
}
