/// An open file of a disk that can crash.
final class SimulatedFile: OpenFile {
  private let file: MemoryFile
  private let disk: SimulatedDisk

  init(_ file: MemoryFile, disk: SimulatedDisk) {
    self.file = file
    self.disk = disk
  }

  var path: Path { file.path }

  func status() throws(FileError) -> FileStatus {
    try disk.perform(.stat, path, counts: false) { _ throws(FileError) in try file.status() }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try disk.perform(.read, path, counts: false) { _ throws(FileError) in
      try file.read(into: buffer, at: offset)
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    let copy = Array(bytes)
    do {
      return try disk.perform(.write, path, counts: true) { state throws(FileError) in
        let written = try file.write(bytes, at: offset)
        state.unflushed.append(
          .write(node: file.node, offset: offset, bytes: Array(copy[..<written])))
        return written
      }
    } catch {
      // The write that the crash interrupts may have reached the disk in parts.
      disk.interrupt(.write(node: file.node, offset: offset, bytes: copy))
      throw error
    }
  }

  func truncate(to size: Int) throws(FileError) {
    try disk.perform(.truncate, path, counts: true) { state throws(FileError) in
      try file.truncate(to: size)
      state.unflushed.append(.resize(node: file.node, size: size))
    }
  }

  func setPermissions(_ permissions: UInt32) throws(FileError) {
    try disk.perform(.chmod, path, counts: false) { _ throws(FileError) in
      try file.setPermissions(permissions)
    }
  }

  func flush(_ extent: FlushExtent) throws(FileError) {
    let call: SystemCall =
      switch extent {
      case .data: .fdatasync
      case .everything: .fsync
      }
    try disk.perform(call, path, counts: true) { state throws(FileError) in
      try file.flush(extent)
      state.makeSafe { change in
        switch change {
        case .write(let node, _, _), .resize(let node, _): node == file.node
        case .name, .rename: false
        }
      }
      if extent == .everything, let permissions = try? file.status().permissions {
        state.safe.contents[file.node]?.permissions = permissions
      }
    }
  }

  func tryLock() throws(FileError) -> LockAttempt {
    try disk.perform(.flock, path, counts: false) { _ throws(FileError) in try file.tryLock() }
  }

  func isLockedByAnother() throws(FileError) -> Bool {
    try disk.perform(.flock, path, counts: false) { _ throws(FileError) in
      try file.isLockedByAnother()
    }
  }

  func close() throws(FileError) {
    try disk.perform(.close, path, counts: false) { _ throws(FileError) in try file.close() }
  }
}
