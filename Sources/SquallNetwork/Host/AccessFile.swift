public import SquallCollaboration
public import SquallModel
public import SquallSessions

/// The file that says who may come back after the host was started anew (H12): of mode 0600, in a
/// folder that only its owner may enter.
public struct AccessFile: Sendable {
  /// The most bytes of such a file.
  private static let maximumLength = 4 << 20

  public let path: Path
  private let disk: any FileSystem

  /// The file of a session in a state directory such as `~/.local/state/squall`.
  public init(of session: ID, in folder: Path, on disk: any FileSystem) {
    path = folder.child(Array("host-\(session.text).json".utf8))
    self.disk = disk
  }

  /// Reads the file.
  ///
  /// - Returns: nil where there is none, or it says nothing that can be used: everybody joins anew.
  /// - Throws: ``FileError`` where it is there and cannot be read.
  public func read() throws(FileError) -> AccessRecord? {
    guard try disk.status(of: path) != nil else { return nil }
    let bytes = try disk.read(path, limit: AccessFile.maximumLength)
    return try? AccessRecord(reading: bytes)
  }

  /// Replaces the file in one step; it is on disk after that.
  func write(_ record: AccessRecord) throws(FileError) {
    try makeFolder(path.folder)
    let unfinished = path.appending(".squall-new")
    if try disk.status(of: unfinished) != nil { try disk.remove(unfinished) }
    try disk.write(record.bytes, toNew: unfinished)
    try disk.rename(unfinished, to: path)
    try disk.flushFolder(path.folder)
  }

  private func makeFolder(_ folder: Path) throws(FileError) {
    guard try disk.status(of: folder) == nil else { return }
    if folder.folder != folder { try makeFolder(folder.folder) }
    try disk.makeFolder(folder)
  }
}
