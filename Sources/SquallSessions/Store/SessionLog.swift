public import SquallModel

/// The log of a session, entry by entry, as far as its journal proves itself.
public enum SessionLog {
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
