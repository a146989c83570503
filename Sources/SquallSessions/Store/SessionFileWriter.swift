public import SquallModel

/// Replaces the session file, and notices when somebody else did (D5, O6).
struct SessionFileWriter: Sendable {
  private let disk: any FileSystem
  private let path: Path
  private let base: SessionPaths
  /// The file as it was last read or written; nil where there was none.
  private var status: FileStatus?
  private(set) var digest: [UInt8]?

  init(_ reading: SessionReading, on disk: any FileSystem) {
    self.disk = disk
    path = reading.paths.session
    base = reading.paths
    status = reading.seen.session
    digest = reading.digest?.value
  }

  /// Looks whether the file is still the one that is known.
  ///
  /// - Throws: ``SessionError/changedOutside(_:)``. A file that is missing was not changed: it is
  ///   made again (D8).
  mutating func check() throws(SessionError) {
    do throws(FileError) {
      guard let found = try disk.status(of: path), found != status else { return }
      if let digest, try SHA256.digest(disk.read(path)) == digest {
        status = found
        return
      }
    } catch {
      throw .file(error)
    }
    throw .changedOutside(path)
  }

  /// Puts new bytes in the file's place: written beside it, flushed, renamed over it, and the
  /// folder flushed. Its permissions are kept.
  mutating func replace(with bytes: [UInt8], digest: [UInt8]) throws(SessionError) {
    let unfinished = SessionPaths.unfinished(path)
    let written: FileStatus
    do throws(FileError) {
      let permissions = try disk.status(of: path)?.permissions
      written = try disk.write(bytes, unfinished: unfinished, permissions: permissions)
    } catch {
      throw .file(error)
    }
    // Writing may have taken a while.
    try check()
    do throws(FileError) {
      try disk.rename(unfinished, to: path)
      status = written
      self.digest = digest
      try disk.flushFolder(path.folder)
    } catch {
      throw .file(error)
    }
  }

  /// Takes the file as somebody else has left it for known.
  mutating func accept(_ change: OutsideChange, keepingAside: Bool) throws(SessionError) {
    do throws(FileError) {
      guard let found = try disk.status(of: path) else {
        (status, digest) = (nil, nil)
        return
      }
      let bytes = try disk.read(path)
      if SHA256.digest(bytes) == change.digest {
        if keepingAside { try disk.keepAside(bytes, base) }
        (status, digest) = (found, change.digest)
        return
      }
    } catch {
      throw .file(error)
    }
    throw .changedOutside(path)
  }
}

/// What somebody else has written into the session file while it was open (O6).
public struct OutsideChange: Sendable {
  /// The file's board, or why it cannot be read.
  public let board: Result<Board, FormatError>
  let digest: [UInt8]

  /// Reads the session file as it is now; nil where there is none.
  public init?(_ paths: SessionPaths, on disk: any FileSystem) throws(SessionError) {
    do throws(FileError) {
      guard try disk.status(of: paths.session) != nil else { return nil }
      let bytes = try disk.read(paths.session, limit: SessionFormat.limits.bytes)
      digest = SHA256.digest(bytes)
      board = Result { () throws(FormatError) in try SessionFormat.read(bytes).board }
    } catch {
      throw .file(error)
    }
  }
}

extension FileSystem {
  /// Writes a file that is to be renamed over another; one that was left unfinished goes.
  func write(
    _ bytes: [UInt8], unfinished path: Path, permissions: UInt32?
  ) throws(FileError) -> FileStatus {
    // Made anew, so that nothing is written through a link that somebody put there.
    do throws(FileError) { try remove(path) } catch  where error.code == ErrorCode.noSuchFile {}
    let file = try open(path, .create)
    do throws(FileError) {
      if let permissions { try file.setPermissions(permissions) }
      try file.writeAll(bytes, at: 0)
      try file.flush(.everything)
      let status = try file.status()
      try file.close()
      return status
    } catch {
      try? file.close()
      try? remove(path)
      throw error
    }
  }

  /// Copies bytes that squall cannot use to the first free `NAME.damaged-N` and makes them safe.
  func keepAside(_ bytes: [UInt8], _ paths: SessionPaths) throws(FileError) {
    var number = 1
    while true {
      do throws(FileError) {
        try write(bytes, toNew: paths.damaged(number))
        return
      } catch  where error.code == ErrorCode.exists && number < SessionPaths.maximumKept {
        number += 1
      }
    }
  }
}

extension SessionPaths {
  /// The most copies of damaged bytes beside one session.
  static let maximumKept = 10_000
}
