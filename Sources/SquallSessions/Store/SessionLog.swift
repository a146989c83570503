public import SquallModel

/// The log of a session, entry by entry, as far as its journal proves itself.
public enum SessionLog {
  /// The running checksum before the first entry of a session's journal (J2).
  public static func start(of session: ID) -> UInt64 {
    XXH64.hash(JournalHeader(session: session).payload, seed: 0)
  }

  /// The payloads of a journal's entries up to a sequence, each with a newline behind it.
  ///
  /// - Throws: ``FileError`` where the journal cannot be read; one that is missing is empty.
  public static func payloads(
    of session: ID, at paths: SessionPaths, through last: Int, on disk: any FileSystem
  ) throws(FileError) -> [UInt8] {
    guard last > 0, try disk.status(of: paths.journal) != nil else { return [] }
    let bytes = try disk.read(paths.journal)
    return bytes.withUnsafeBytes { buffer in
      var payloads: [UInt8] = []
      payloads.reserveCapacity(buffer.count)
      var scanner = JournalScanner(buffer)
      guard let header = scanner.next(),
        case .header(let found) = JournalHeader.read(
          UnsafeRawBufferPointer(rebasing: buffer[header.payload])),
        found.session == session
      else { return payloads }
      while let line = scanner.next() {
        guard line.kind == .entry else { continue }
        let payload = UnsafeRawBufferPointer(rebasing: buffer[line.payload])
        payloads.append(contentsOf: payload)
        payloads.append(UInt8(ascii: "\n"))
        guard let entry = try? EntryFormat.read(payload), entry.sequence < last else {
          return payloads
        }
      }
      return payloads
    }
  }

  /// Goes through the entries of a journal, the oldest first; nothing is written.
  ///
  /// - Parameters:
  ///   - session: whose journal it must be; that of another session has no entries for it (O4).
  ///   - body: takes an entry and the running checksum with it; false ends the reading.
  /// - Throws: ``FileError`` where the journal cannot be read; one that is missing is empty.
  public static func read(
    _ paths: SessionPaths, of session: ID, on disk: any FileSystem,
    _ body: (Entry, UInt64) -> Bool
  ) throws(FileError) {
    guard try disk.status(of: paths.journal) != nil else { return }
    let bytes = try disk.read(paths.journal)
    bytes.withUnsafeBytes { buffer in
      var scanner = JournalScanner(buffer)
      guard let header = scanner.next(),
        case .header(let found) = JournalHeader.read(
          UnsafeRawBufferPointer(rebasing: buffer[header.payload])),
        found.session == session
      else { return }
      while let line = scanner.next() {
        guard line.kind == .entry else { continue }
        let payload = UnsafeRawBufferPointer(rebasing: buffer[line.payload])
        guard let entry = try? EntryFormat.read(payload), body(entry, line.checksum) else { return }
      }
    }
  }
}
