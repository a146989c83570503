internal import Synchronization

/// A file system in memory, with one thing a real one has too: an end.
public final class MemoryFileSystem: FileSystem {
  struct State: Sendable {
    var tree: MemoryTree
    /// Bytes that fit, in all files together.
    var capacity: Int
    /// Which open file holds the lock of a node.
    var locks: [UInt64: UInt64] = [:]
    var lastHandle: UInt64 = 0
    /// Counts changes, and stands for the time in their files.
    var clock: Int64 = 0
  }

  let state: Mutex<State>

  /// An empty file system that takes that many bytes.
  public convenience init(capacity: Int = .max) {
    self.init(tree: MemoryTree(), capacity: capacity)
  }

  init(tree: MemoryTree, capacity: Int = .max) {
    state = Mutex(State(tree: tree, capacity: capacity))
  }

  public func open(_ path: Path, _ mode: OpenMode) throws(FileError) -> any OpenFile {
    try exclusively { state throws(FileError) in
      let followed = if case .read = mode { true } else { false }
      let (place, found) = try state.tree.find(path, followingLast: followed, .open)
      var node: UInt64
      switch (found, mode) {
      case (nil, .read), (nil, .update):
        throw .failed(.open, code: ErrorCode.noSuchFile, path: path)
      case (nil, .create), (nil, .updateOrCreate):
        node = state.tree.makeFile()
        state.tree.set(place, to: .file(node))
      case (.some, .create):
        throw .failed(.open, code: ErrorCode.exists, path: path)
      case (.file(let existing), _):
        node = existing
      case (.folder, .read), (.link, .read):
        throw .notAFile(path: path)
      case (.link, _):
        throw .symbolicLink(path: path)
      case (.folder, _):
        throw .failed(.open, code: ErrorCode.isAFolder, path: path)
      }
      state.lastHandle += 1
      let writes = if case .read = mode { false } else { true }
      return MemoryFile(
        path: path, place: place, node: node, handle: state.lastHandle, writes: writes, disk: self)
    }
  }

  public func status(of path: Path) throws(FileError) -> FileStatus? {
    try exclusively { state throws(FileError) in
      let found: MemoryTree.Node?
      do throws(FileError) {
        found = try state.tree.find(path, followingLast: true, .stat).node
      } catch {
        if error.code == ErrorCode.tooManyLinks { throw error }
        return nil
      }
      switch found {
      case nil: return nil
      case .file(let node): return state.status(of: node)
      case .folder, .link:
        return FileStatus(
          kind: .folder, identity: FileIdentity(device: 0, node: 0), size: 0, permissions: 0o700,
          modified: 0)
      }
    }
  }

  public func link(at path: Path) throws(FileError) -> Path? {
    try exclusively { state throws(FileError) in
      guard
        case .link(let target)? = try? state.tree.find(path, followingLast: false, .readlink)
          .node
      else { return nil }
      return target
    }
  }

  public func rename(_ source: Path, to target: Path) throws(FileError) {
    try exclusively { state throws(FileError) in
      let from = try state.tree.find(source, followingLast: false, .rename)
      let to = try state.tree.find(target, followingLast: false, .rename)
      guard let node = from.node else {
        throw .failed(.rename, code: ErrorCode.noSuchFile, path: source)
      }
      if to.node == .folder, node != .folder {
        throw .failed(.rename, code: ErrorCode.isAFolder, path: source)
      }
      state.tree.set(from.path, to: nil)
      state.tree.set(to.path, to: node)
    }
  }

  public func remove(_ path: Path) throws(FileError) {
    try exclusively { state throws(FileError) in
      let found = try state.tree.find(path, followingLast: false, .unlink)
      switch found.node {
      case nil: throw .failed(.unlink, code: ErrorCode.noSuchFile, path: path)
      case .folder: throw .failed(.unlink, code: ErrorCode.isAFolder, path: path)
      case .file, .link: state.tree.set(found.path, to: nil)
      }
    }
  }

  public func makeFolder(_ path: Path) throws(FileError) {
    try exclusively { state throws(FileError) in
      let found = try state.tree.find(path, followingLast: true, .mkdir)
      switch found.node {
      case nil: state.tree.set(found.path, to: .folder)
      case .folder: break
      default: throw .failed(.mkdir, code: ErrorCode.exists, path: path)
      }
    }
  }

  /// Makes a symbolic link.
  public func makeLink(_ path: Path, to target: Path) throws(FileError) {
    try exclusively { state throws(FileError) in
      let found = try state.tree.find(path, followingLast: false, .open)
      guard found.node == nil else {
        throw .failed(.open, code: ErrorCode.exists, path: path)
      }
      state.tree.set(found.path, to: .link(target))
    }
  }

  public func names(in folder: Path) throws(FileError) -> [[UInt8]] {
    try exclusively { state throws(FileError) in
      let found = try state.tree.find(folder, followingLast: true, .readdir)
      switch found.node {
      case .folder: return state.tree.names(in: found.path)
      case nil: throw .failed(.readdir, code: ErrorCode.noSuchFile, path: folder)
      default: throw .failed(.readdir, code: ErrorCode.notAFolder, path: folder)
      }
    }
  }

  public func flushFolder(_ folder: Path) throws(FileError) {
    try exclusively { state throws(FileError) in
      guard try state.tree.find(folder, followingLast: true, .open).node == .folder else {
        throw .failed(.open, code: ErrorCode.noSuchFile, path: folder)
      }
    }
  }

  func exclusively<Result: Sendable>(
    _ body: (inout State) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    try state.withLock { state throws(FileError) in try body(&state) }
  }
}

extension MemoryFileSystem.State {
  func status(of node: UInt64) -> FileStatus? {
    guard let content = tree.contents[node] else { return nil }
    return FileStatus(
      kind: .file, identity: FileIdentity(device: 1, node: node), size: content.bytes.count,
      permissions: content.permissions, modified: content.modified)
  }
}
