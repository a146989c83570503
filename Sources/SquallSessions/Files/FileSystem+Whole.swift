/// Whole reads and writes, made of the single calls.
extension OpenFile {
  /// Writes all bytes, however many calls it takes.
  public func writeAll(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
    var done = 0
    while done < bytes.count {
      done += try write(UnsafeRawBufferPointer(rebasing: bytes[done...]), at: offset + done)
    }
  }

  /// Writes all bytes, however many calls it takes.
  public func writeAll(_ bytes: [UInt8], at offset: Int) throws(FileError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(FileError) in try writeAll(buffer, at: offset) }
    }
    try result.get()
  }

  /// The bytes from an offset to the end of the file, or fewer where `count` says so.
  public func readAll(from offset: Int = 0, count: Int = .max) throws(FileError) -> [UInt8] {
    let size = try status().size
    let wanted = max(0, min(count, size - offset))
    var bytes: [UInt8] = []
    var failure: FileError?
    bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      let target = UnsafeMutableRawBufferPointer(buffer)
      do throws(FileError) {
        while filled < wanted {
          let part = UnsafeMutableRawBufferPointer(rebasing: target[filled..<wanted])
          let read = try self.read(into: part, at: offset + filled)
          if read == 0 { break }
          filled += read
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}

extension FileSystem {
  /// The most symbolic links followed for one path, as Linux does.
  public static var maximumLinks: Int { 40 }

  /// All bytes of a file.
  ///
  /// - Parameter limit: The most bytes taken; asked before memory is.
  /// - Throws: ``FileError/tooLarge(path:limit:)`` for a longer file.
  public func read(_ path: Path, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = try open(path, .read)
    guard try file.status().size <= limit else {
      try file.close()
      throw .tooLarge(path: path, limit: limit)
    }
    let bytes = try file.readAll()
    try file.close()
    return bytes
  }

  /// Writes a new file and makes bytes and name safe; fails where the name is taken.
  public func write(_ bytes: [UInt8], toNew path: Path) throws(FileError) {
    let file = try open(path, .create)
    do throws(FileError) {
      try file.writeAll(bytes, at: 0)
      try file.flush(.everything)
      try file.close()
    } catch {
      try? file.close()
      try? remove(path)
      throw error
    }
    try flushFolder(path.folder)
  }

  /// The path of the file itself, through every symbolic link its last component is.
  ///
  /// - Throws: The `ELOOP` of a link that leads nowhere.
  public func resolve(_ path: Path) throws(FileError) -> Path {
    var path = path
    for _ in 0..<Self.maximumLinks {
      guard let target = try link(at: path) else { return path }
      path = path.sibling(target.bytes)
    }
    throw .failed(.readlink, code: ErrorCode.tooManyLinks, path: path)
  }
}
