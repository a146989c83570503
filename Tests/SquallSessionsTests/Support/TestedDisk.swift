import Glibc
import SquallSessions

/// Every file system there is, for the tests that all of them must pass.
enum TestedDisk: CaseIterable, Sendable {
  case real, memory, faulty, simulated

  /// A file system and an empty folder in it.
  func make() throws -> TestedFolder {
    switch self {
    case .real:
      let folder = try TemporaryFolder()
      return TestedFolder(disk: RealFileSystem(), path: folder.path, owner: folder) {
        link, target in
        guard
          String(decoding: target.bytes, as: UTF8.self).withCString({ target in
            String(decoding: link.bytes, as: UTF8.self).withCString { symlink(target, $0) }
          }) == 0
        else { throw FileError.failed(.open, code: errno, path: link) }
      }
    case .memory:
      let disk = MemoryFileSystem()
      return try TestedFolder(disk: disk) { try disk.makeLink($0, to: $1) }
    case .faulty:
      let disk = MemoryFileSystem()
      return try TestedFolder(disk: FaultyFileSystem(disk)) { try disk.makeLink($0, to: $1) }
    case .simulated:
      let disk = SimulatedDisk()
      return try TestedFolder(disk: disk) { try disk.makeLink($0, to: $1) }
    }
  }
}

struct TestedFolder {
  let disk: any FileSystem
  let path: Path
  private let owner: TemporaryFolder?
  private let link: (Path, Path) throws -> Void

  init(
    disk: any FileSystem, path: Path, owner: TemporaryFolder?,
    link: @escaping (Path, Path) throws -> Void
  ) {
    self.disk = disk
    self.path = path
    self.owner = owner
    self.link = link
  }

  init(disk: any FileSystem, link: @escaping (Path, Path) throws -> Void) throws {
    self.init(disk: disk, path: Path("/work"), owner: nil, link: link)
    try disk.makeFolder(path)
  }

  subscript(_ name: String) -> Path { path.child(Array(name.utf8)) }

  func makeLink(_ name: String, to target: String) throws {
    try link(self[name], Path(target))
  }

  func fill(_ name: String, _ text: String) throws {
    try disk.write(Array(text.utf8), toNew: self[name])
  }

  func text(_ name: String) throws -> String {
    String(decoding: try disk.read(self[name]), as: UTF8.self)
  }
}
