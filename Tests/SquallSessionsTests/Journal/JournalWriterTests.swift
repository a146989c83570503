import SquallModel
import Testing

@testable import SquallSessions

@Suite struct JournalWriterTests {
  let memory = MemoryFileSystem()
  let path = Path("/order.journal")
  let header = JournalHeader(session: ID(checked: "order"))

  /// Gathers and writes, as a session does.
  private struct Writer {
    var gatherer: JournalGatherer
    var writer: JournalWriter

    init(_ file: any OpenFile, header: JournalHeader) {
      gatherer = JournalGatherer(header: header)
      writer = JournalWriter(file, end: 0, size: 0)
    }

    init(_ file: any OpenFile, end: Int, size: Int, checksum: UInt64) {
      gatherer = JournalGatherer(checksum: checksum)
      writer = JournalWriter(file, end: end, size: size)
    }

    var checksum: UInt64 { gatherer.checksum }
    var end: Int { writer.end }
    mutating func append(entry payload: [UInt8]) { gatherer.append(entry: payload) }
    mutating func append(_ mark: JournalMark) { gatherer.append(mark) }
    mutating func commit() throws { try writer.write(gatherer.take()) }
    mutating func cutZeros() throws { try writer.cutZeros() }
  }

  private func payload(_ sequence: Int) -> [UInt8] { Array(JournalBytes.entry(sequence).utf8) }

  @Test func `D3 the writer's bytes are the ones the rules say`() throws {
    let file = try memory.open(path, .create)
    var writer = Writer(file, header: header)
    try writer.commit()
    for sequence in 1...3 {
      writer.append(entry: payload(sequence))
      try writer.commit()
    }
    let mark = JournalMark(
      revision: 3, digest: [UInt8](repeating: 1, count: 32), checksum: writer.checksum)
    writer.append(mark)
    try writer.commit()
    writer.append(entry: payload(4))
    writer.append(entry: payload(5))
    try writer.commit()
    try writer.cutZeros()

    var expected = JournalBytes.entries(3)
    expected.add(String(decoding: mark.payload, as: UTF8.self), isMark: true)
    expected.addEntry(4)
    expected.addEntry(5, continues: true)
    #expect(try file.readAll() == expected.bytes)
    #expect(writer.checksum == expected.checksum)
    #expect(writer.end == expected.bytes.count)
  }

  @Test func `D2 entries that wait together share one write and one flush`() throws {
    let disk = FaultyFileSystem(memory)
    var writer = Writer(try disk.open(path, .create), header: header)
    try writer.commit()
    disk.startCounting()

    for sequence in 1...100 { writer.append(entry: payload(sequence)) }
    try writer.commit()
    try writer.commit()

    #expect(disk.record == [.write, .fdatasync])
  }

  @Test func `D4 the file grows ahead of the lines, and only now and then`() throws {
    let disk = FaultyFileSystem(memory)
    let file = try disk.open(path, .create)
    var writer = Writer(file, header: header)
    disk.startCounting(only: [.write])
    let count = 3 * JournalWriter.zerosAhead / 4000

    for sequence in 1...count {
      writer.append(entry: payload(sequence) + [UInt8](repeating: 0x20, count: 4000))
      try writer.commit()
    }

    #expect(disk.callCount <= count + 5)
    #expect(try file.status().size > writer.end)
    let bytes = try file.readAll()
    #expect(Scanned(bytes).entries.count == count)
    #expect(Scanned(bytes).ending == .clean)
  }

  @Test func `D4 where there is no room for zeros there still is for lines`() throws {
    let small = MemoryFileSystem(capacity: 2000)
    let file = try small.open(path, .create)
    var writer = Writer(file, header: header)
    try writer.commit()
    for sequence in 1...10 {
      writer.append(entry: payload(sequence))
      try writer.commit()
    }
    try writer.cutZeros()

    #expect(try file.readAll() == JournalBytes.entries(10).bytes)
  }

  @Test func `D8 a short write is taken up where it stopped`() throws {
    let disk = FaultyFileSystem(memory)
    var writer = Writer(try disk.open(path, .create), header: header)
    try writer.commit()
    disk.startCounting(only: [.write])
    disk.fail(from: 1, with: .shortWrite(bytes: 7))

    writer.append(entry: payload(1))
    try writer.commit()

    #expect(Scanned(try memory.read(path)).entries == [JournalBytes.entry(1)])
  }

  @Test func `a journal is continued where its last line ended`() throws {
    let start = JournalBytes.entries(2)
    try memory.write(start.bytes + [UInt8](repeating: 0, count: 100), toNew: path)
    let file = try memory.open(path, .update)
    var writer = Writer(
      file, end: start.bytes.count, size: start.bytes.count + 100, checksum: start.checksum)

    writer.append(entry: payload(3))
    try writer.commit()
    try writer.cutZeros()

    #expect(try file.readAll() == JournalBytes.entries(3).bytes)
  }
}
