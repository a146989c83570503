internal import SquallModel

/// Makes the lines of what waits to be written, and keeps the running checksum.
struct JournalGatherer {
  /// The running checksum, that of waiting lines included.
  private(set) var checksum: UInt64
  private var waiting: [UInt8] = []

  /// Goes on after the entry with that checksum.
  init(checksum: UInt64) {
    self.checksum = checksum
  }

  /// Starts a journal: its header waits to be written.
  init(header: JournalHeader) {
    self.init(checksum: 0)
    append(entry: header.payload)
  }

  /// Whether lines wait to be written.
  var isWaiting: Bool { !waiting.isEmpty }

  /// Adds an entry to what waits.
  mutating func append(_ entry: Entry) {
    var writer = JSONWriter(capacity: JournalGatherer.usualEntry)
    EntryFormat.write(entry, to: &writer)
    writer.withBytes { append(entry: $0) }
  }

  /// More bytes than most entries have.
  private static let usualEntry = 512

  /// Adds an entry to what waits.
  mutating func append(entry payload: [UInt8]) {
    payload.withUnsafeBytes { append(entry: $0) }
  }

  private mutating func append(entry payload: UnsafeRawBufferPointer) {
    checksum = XXH64.hash(payload, seed: checksum)
    JournalFrame.append(payload, checksum: checksum, continues: isWaiting, to: &waiting)
  }

  /// Adds a mark to what waits; the running checksum stays as it is.
  mutating func append(_ mark: JournalMark) {
    mark.payload.withUnsafeBytes { payload in
      JournalFrame.append(
        payload, checksum: XXH64.hash(payload, seed: checksum), continues: isWaiting, to: &waiting)
    }
  }

  /// Hands out what waits, to be written in one go.
  ///
  /// - Parameter spare: An array whose memory is used for what comes next.
  mutating func take(reusing spare: [UInt8] = []) -> [UInt8] {
    let lines = waiting
    waiting = spare
    waiting.removeAll(keepingCapacity: spare.capacity <= JournalWriter.zerosAhead)
    return lines
  }
}

/// Puts lines at the end of a journal: one write, one flush (D2).
///
/// One thread at a time. After a failure nothing may be written any more (D7): the caller gives
/// the writer up.
struct JournalWriter {
  /// Zeros written ahead of the end, in bytes (D4): while lines overwrite them the file does not
  /// grow, and a flush need not write the file's size too.
  ///
  /// Source: measured on ext4 with lines of 200 bytes: 5,300 to 6,700 flushes a second without,
  /// 7,300 to 9,200 with 64 KiB to 1 MiB of zeros, no size better than another.
  static let zerosAhead = 256 * 1024

  let file: any OpenFile
  /// Zeros written ahead, in bytes.
  private let ahead: Int
  /// Just after the last line that is written.
  private(set) var end: Int
  /// The file's size.
  private var size: Int

  /// Continues a journal after its last line.
  init(_ file: any OpenFile, end: Int, size: Int, ahead: Int = zerosAhead) {
    self.file = file
    self.ahead = ahead
    self.end = end
    self.size = size
  }

  /// Writes lines and makes them safe.
  ///
  /// - Parameter flushing: false leaves them to the system.
  mutating func write(_ lines: [UInt8], flushing: Bool = true) throws(FileError) {
    guard !lines.isEmpty else { return }
    try file.writeAll(lines, at: end)
    end += lines.count
    if end > size {
      size = end
      try writeAhead()
    }
    if flushing { try file.flush(.data) }
  }

  /// Takes the zeros away that nothing was written over.
  mutating func cutZeros() throws(FileError) {
    guard size > end else { return }
    try file.truncate(to: end)
    size = end
    try file.flush(.data)
  }

  /// Writes zeros beyond the end. Where there is no room for them there may yet be for lines.
  private mutating func writeAhead() throws(FileError) {
    do throws(FileError) {
      try file.writeAll([UInt8](repeating: 0, count: ahead), at: end)
      size = end + ahead
    } catch {
      let isFull = [ErrorCode.noSpace, ErrorCode.overQuota, ErrorCode.fileTooLarge]
      guard let code = error.code, isFull.contains(code) else { throw error }
      size = max(size, try file.status().size)
    }
  }
}
