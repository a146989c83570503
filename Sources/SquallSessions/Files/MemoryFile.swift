internal import Synchronization

/// An open file of a file system in memory.
final class MemoryFile: OpenFile {
  let path: Path
  /// The path that had the file when it was opened, without links.
  let place: Path
  let node: UInt64
  private let handle: UInt64
  private let writes: Bool
  private let disk: MemoryFileSystem
  private let isClosed = Atomic<Bool>(false)

  init(
    path: Path, place: Path, node: UInt64, handle: UInt64, writes: Bool, disk: MemoryFileSystem
  ) {
    self.path = path
    self.place = place
    self.node = node
    self.handle = handle
    self.writes = writes
    self.disk = disk
  }

  deinit { giveBack() }

  func status() throws(FileError) -> FileStatus {
    try exclusively(.stat) { state throws(FileError) in
      guard let status = state.status(of: node) else {
        throw .failed(.stat, code: ErrorCode.badDescriptor, path: path)
      }
      return status
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    let bytes = try exclusively(.read) { state throws(FileError) in
      state.tree.contents[node]?.bytes ?? []
    }
    guard offset < bytes.count else { return 0 }
    let count = min(buffer.count, bytes.count - offset)
    buffer.copyBytes(from: bytes[offset..<(offset + count)])
    return count
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    let copy = Array(bytes)
    return try changing(.write) { state throws(FileError) in
      let size = state.tree.contents[node]?.bytes.count ?? 0
      var fitting = copy.count
      if state.capacity < .max {
        let free = max(0, state.capacity - state.tree.size)
        fitting = min(copy.count, max(0, size + free - offset))
      }
      guard fitting > 0 || copy.isEmpty else {
        throw .failed(.write, code: ErrorCode.noSpace, path: path)
      }
      state.tree.write(copy[..<fitting], to: node, at: offset)
      return fitting
    }
  }

  func truncate(to size: Int) throws(FileError) {
    try changing(.truncate) { state throws(FileError) in
      state.tree.resize(node, to: size)
    }
  }

  func setPermissions(_ permissions: UInt32) throws(FileError) {
    try exclusively(.chmod) { state throws(FileError) in
      state.tree.contents[node]?.permissions = permissions & 0o7777
    }
  }

  func flush(_ extent: FlushExtent) throws(FileError) {
    let call: SystemCall =
      switch extent {
      case .data: .fdatasync
      case .everything: .fsync
      }
    try exclusively(call) { _ throws(FileError) in }
  }

  func tryLock() throws(FileError) -> LockAttempt {
    try exclusively(.flock) { state throws(FileError) in
      if let holder = state.locks[node], holder != handle { return .heldByAnother }
      state.locks[node] = handle
      return .taken
    }
  }

  func isLockedByAnother() throws(FileError) -> Bool {
    try exclusively(.flock) { state throws(FileError) in
      state.locks[node].map { $0 != handle } ?? false
    }
  }

  func close() throws(FileError) {
    giveBack()
  }

  private func giveBack() {
    if isClosed.exchange(true, ordering: .acquiringAndReleasing) { return }
    disk.state.withLock { state in
      if state.locks[node] == handle { state.locks[node] = nil }
    }
  }

  private func changing<Result: Sendable>(
    _ call: SystemCall, _ body: (inout MemoryFileSystem.State) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    try exclusively(call) { state throws(FileError) in
      guard writes else { throw .failed(call, code: ErrorCode.badDescriptor, path: path) }
      state.clock += 1
      let result = try body(&state)
      state.tree.contents[node]?.modified = state.clock
      return result
    }
  }

  private func exclusively<Result: Sendable>(
    _ call: SystemCall, _ body: (inout MemoryFileSystem.State) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    guard !isClosed.load(ordering: .acquiring) else {
      throw .failed(call, code: ErrorCode.badDescriptor, path: path)
    }
    return try disk.exclusively(body)
  }
}
