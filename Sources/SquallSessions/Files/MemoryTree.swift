/// Folders, links and files as plain values: what a file system in memory holds.
struct MemoryTree: Sendable {
  enum Node: Equatable, Sendable {
    case folder
    case link(Path)
    case file(UInt64)
  }

  struct Content: Equatable, Sendable {
    var bytes: [UInt8] = []
    var permissions: UInt32 = 0o600
    var modified: Int64 = 0
  }

  /// Absolute paths without links, `.` and `..`.
  private(set) var names: [Path: Node] = [Path("/"): .folder]
  var contents: [UInt64: Content] = [:]
  private var lastNode: UInt64 = 1

  /// The bytes of all files together.
  var size: Int { contents.values.reduce(0) { $0 + $1.bytes.count } }

  mutating func makeFile() -> UInt64 {
    lastNode += 1
    contents[lastNode] = Content()
    return lastNode
  }

  mutating func set(_ path: Path, to node: Node?) {
    names[path] = node
  }

  /// Knows a file, whatever of it is there.
  mutating func adopt(_ node: UInt64) {
    lastNode = max(lastNode, node)
    if contents[node] == nil { contents[node] = Content() }
  }

  mutating func write(_ bytes: ArraySlice<UInt8>, to node: UInt64, at offset: Int) {
    adopt(node)
    contents[node, default: Content()].bytes.overwrite(with: bytes, at: offset)
  }

  mutating func resize(_ node: UInt64, to size: Int) {
    adopt(node)
    contents[node, default: Content()].bytes.resize(to: size)
  }

  /// The node at a path, and the path that has it after every link but perhaps the last one.
  func find(
    _ path: Path, followingLast: Bool, _ call: SystemCall
  ) throws(FileError) -> (path: Path, node: Node?) {
    var rest = path.components
    var current = Path("/")
    var links = 0
    while let component = rest.first {
      rest.removeFirst()
      if component.elementsEqual(".".utf8) { continue }
      if component.elementsEqual("..".utf8) {
        current = current.folder
        continue
      }
      let next = current.child(component)
      switch names[next] {
      case .link(let target) where followingLast || !rest.isEmpty:
        links += 1
        guard links <= MemoryFileSystem.maximumLinks else {
          throw .failed(call, code: ErrorCode.tooManyLinks, path: path)
        }
        if target.isAbsolute { current = Path("/") }
        rest = target.components + rest
      case .folder:
        current = next
      case .file where !rest.isEmpty:
        throw .failed(call, code: ErrorCode.notAFolder, path: path)
      case nil where !rest.isEmpty:
        throw .failed(call, code: ErrorCode.noSuchFile, path: path)
      case let node:
        return (next, node)
      }
    }
    return (current, .folder)
  }

  func names(in folder: Path) -> [[UInt8]] {
    names.keys.filter { $0.folder == folder && $0 != folder }.map(\.name)
      .sorted { $0.lexicographicallyPrecedes($1) }
  }
}

extension Path {
  /// The names between the slashes.
  fileprivate var components: [[UInt8]] {
    bytes.split(separator: Path.slash).map { Array($0) }
  }
}

extension [UInt8] {
  /// Puts bytes at an offset; a hole before it reads as zeros.
  mutating func overwrite(with bytes: ArraySlice<UInt8>, at offset: Int) {
    let end = offset + bytes.count
    if count < end { resize(to: end) }
    withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(from: source)
      }
    }
  }

  mutating func resize(to size: Int) {
    if size < count {
      removeLast(count - size)
    } else {
      append(contentsOf: [UInt8](repeating: 0, count: size - count))
    }
  }
}
