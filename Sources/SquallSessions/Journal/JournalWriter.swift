internal import SquallModel

/// Puts lines at the end of a journal: gathers them, writes them in one go, flushes once (D2).
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

  private let file: any OpenFile
  /// Just after the last line that is written.
  private(set) var end: Int
  /// The running checksum, that of gathered lines included.
  private(set) var checksum: UInt64
  /// The file's size.
  private var size: Int
  private var gathered: [UInt8] = []

  /// Continues a journal after its last line.
  init(_ file: any OpenFile, end: Int, size: Int, checksum: UInt64) {
    self.file = file
    self.end = end
    self.size = size
    self.checksum = checksum
  }

  /// Starts a journal in an empty file; the header is gathered.
  init(_ file: any OpenFile, header: JournalHeader) {
    self.init(file, end: 0, size: 0, checksum: 0)
    append(entry: header.payload)
  }

  /// Whether lines are gathered that are not written yet.
  var isWaiting: Bool { !gathered.isEmpty }

  /// Gathers an entry.
  mutating func append(entry payload: [UInt8]) {
    checksum = XXH64.hash(payload, seed: checksum)
    JournalFrame.append(payload, checksum: checksum, continues: isWaiting, to: &gathered)
  }

  /// Gathers a mark; the running checksum stays as it is.
  mutating func append(_ mark: JournalMark) {
    let payload = mark.payload
    JournalFrame.append(
      payload, checksum: XXH64.hash(payload, seed: checksum), continues: isWaiting, to: &gathered)
  }

  /// Writes and flushes what is gathered.
  mutating func commit() throws(FileError) {
    guard isWaiting else { return }
    try file.writeAll(gathered, at: end)
    end += gathered.count
    if end > size {
      size = end
      try writeAhead()
    }
    try file.flush(.data)
    gathered.removeAll(keepingCapacity: gathered.capacity <= JournalWriter.zerosAhead)
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
      try file.writeAll(JournalWriter.zeros, at: end)
      size = end + JournalWriter.zerosAhead
    } catch {
      let isFull = [ErrorCode.noSpace, ErrorCode.overQuota, ErrorCode.fileTooLarge]
      guard let code = error.code, isFull.contains(code) else { throw error }
      size = max(size, try file.status().size)
    }
  }

  private static let zeros = [UInt8](repeating: 0, count: zerosAhead)
}
