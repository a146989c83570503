import SquallSessions

/// A file that is no session, being written: beside its place, flushed, and put there in one step.
///
/// What is not committed leaves nothing behind.
final class FileOutput {
  private let disk = RealFileSystem()
  private let target: Path
  private let unfinished: Path
  private let file: any OpenFile
  private var end = 0
  private var isCommitted = false

  /// Begins a file of that path.
  ///
  /// - Parameter followsLink: whether the path may be a symbolic link to the file that is meant.
  /// - Throws: where it is one and may not be.
  init(_ path: Path, followsLink: Bool = true) throws(Failure) {
    do throws(FileError) {
      if !followsLink, try disk.link(at: path) != nil { throw .symbolicLink(path: path) }
      target = followsLink ? try disk.resolve(path) : path
      unfinished = target.appending(".squall-new")
      do throws(FileError) {
        try disk.remove(unfinished)
      } catch  where error.code == ErrorCode.noSuchFile {}
      file = try disk.open(unfinished, .create)
    } catch {
      throw FileOutput.failure(error)
    }
  }

  deinit {
    guard !isCommitted else { return }
    try? file.close()
    try? disk.remove(unfinished)
  }

  /// Writes the next piece.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    do throws(FileError) {
      try file.writeAll(bytes, at: end)
      end += bytes.count
    } catch {
      throw FileOutput.failure(error)
    }
  }

  /// Puts the file in its place; the permissions of what was there are kept.
  func commit() throws(Failure) {
    do throws(FileError) {
      if let permissions = try disk.status(of: target)?.permissions {
        try file.setPermissions(permissions)
      }
      try file.flush(.everything)
      try file.close()
      try disk.rename(unfinished, to: target)
      isCommitted = true
      try disk.flushFolder(target.folder)
    } catch {
      throw FileOutput.failure(error)
    }
  }

  private static func failure(_ error: FileError) -> Failure {
    if case .symbolicLink = error { return Failure(error.status, error.sentence) }
    let isDisk = error.code == ErrorCode.noSpace || error.code == ErrorCode.inputOutput
    return Failure(isDisk ? .diskError : .cannotCreate, error.sentence)
  }
}
