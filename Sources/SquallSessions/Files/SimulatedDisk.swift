internal import Synchronization

/// A disk in memory that knows which of its bytes and names would survive a crash, and can have
/// one.
///
/// What it does to a program: bytes that were not flushed are kept, lost, or torn by sector, each
/// write for itself and so in any order; a name that was made, changed or removed without a flush
/// of its folder is kept or lost. What it does not do: change bytes that were flushed.
public final class SimulatedDisk: FileSystem {
  /// The piece of a write that reaches the disk whole or not at all, in bytes.
  public static let sector = 512

  enum Change: Sendable {
    case write(node: UInt64, offset: Int, bytes: [UInt8])
    case resize(node: UInt64, size: Int)
    case name(Path, MemoryTree.Node?)
    case rename(from: Path, to: Path, node: MemoryTree.Node)
  }

  struct State: Sendable {
    /// What a crash leaves in any case.
    var safe: MemoryTree
    /// What a crash may leave or not, in order.
    var unflushed: [Change] = []
    var operations = 0
    /// The operation that does not happen any more, nor any after it.
    var crash: Int?
    /// What a power cut right after each operation would have met, where that is remembered.
    var moments: [Moment]?
  }

  struct Moment: Sendable {
    var safe: MemoryTree
    var unflushed: [Change]
  }

  let disk: MemoryFileSystem
  let state: Mutex<State>

  /// An empty disk.
  public convenience init() {
    self.init(tree: MemoryTree())
  }

  init(tree: MemoryTree) {
    disk = MemoryFileSystem(tree: tree)
    state = Mutex(State(safe: tree))
  }

  /// How many writes, flushes and changes of names there were.
  public var operationCount: Int { state.withLock(\.operations) }

  /// Remembers from now on what a power cut after each operation would leave.
  public func rememberMoments() {
    state.withLock { $0.moments = [Moment(safe: $0.safe, unflushed: $0.unflushed)] }
  }

  /// The moments that are remembered: before the first operation, and after each.
  public var momentCount: Int { state.withLock { $0.moments?.count ?? 0 } }

  /// Lets the power fail before an operation, counted from 1: it and all later calls fail.
  public func crash(before operation: Int) {
    state.withLock { $0.crash = operation }
  }

  /// The disk that a process killed at this moment leaves: everything it wrote is there.
  public func afterKill() -> SimulatedDisk {
    let now = disk.state.withLock(\.tree)
    return state.withLock { state in
      let next = SimulatedDisk(tree: now)
      next.state.withLock { next in
        next.safe = state.safe
        next.unflushed = state.unflushed
      }
      return next
    }
  }

  /// The disk that a power cut at this moment leaves, one of the many possible, by its seed.
  public func afterPowerCut(seed: UInt64) -> SimulatedDisk {
    let now = state.withLock { Moment(safe: $0.safe, unflushed: $0.unflushed) }
    return SimulatedDisk(after: now, seed: seed)
  }

  /// The disk that a power cut right after an operation would have left.
  ///
  /// - Parameter moment: Less than ``momentCount``.
  public func afterPowerCut(atMoment moment: Int, seed: UInt64) -> SimulatedDisk? {
    guard let then = state.withLock({ $0.moments?[moment] }) else { return nil }
    return SimulatedDisk(after: then, seed: seed)
  }

  private convenience init(after moment: Moment, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    // Now and then nothing at all reached the disk, or everything did.
    let fate = UInt8.random(in: 0..<8, using: &generator)
    var tree = moment.safe
    for change in moment.unflushed where fate != 0 {
      tree.keep(change, whole: fate == 1, using: &generator)
    }
    self.init(tree: tree)
  }

  public func open(_ path: Path, _ mode: OpenMode) throws(FileError) -> any OpenFile {
    let isThere = try status(of: path) != nil
    let makes =
      switch mode {
      case .read, .update: false
      case .create, .updateOrCreate: !isThere
      }
    return try perform(.open, path, counts: makes) { state throws(FileError) in
      let file = try disk.open(path, mode)
      guard let file = file as? MemoryFile else { throw .notAFile(path: path) }
      if makes { state.unflushed.append(.name(file.place, .file(file.node))) }
      return SimulatedFile(file, disk: self)
    }
  }

  public func status(of path: Path) throws(FileError) -> FileStatus? {
    try perform(.stat, path, counts: false) { _ throws(FileError) in
      try disk.status(of: path)
    }
  }

  public func link(at path: Path) throws(FileError) -> Path? {
    try perform(.readlink, path, counts: false) { _ throws(FileError) in
      try disk.link(at: path)
    }
  }

  public func rename(_ source: Path, to target: Path) throws(FileError) {
    try perform(.rename, source, counts: true) { state throws(FileError) in
      let from = try find(source)
      let to = try find(target)
      try disk.rename(source, to: target)
      if let node = from.node {
        state.unflushed.append(.rename(from: from.path, to: to.path, node: node))
      }
    }
  }

  public func remove(_ path: Path) throws(FileError) {
    try perform(.unlink, path, counts: true) { state throws(FileError) in
      let place = try find(path).path
      try disk.remove(path)
      state.unflushed.append(.name(place, nil))
    }
  }

  public func makeFolder(_ path: Path) throws(FileError) {
    try perform(.mkdir, path, counts: true) { state throws(FileError) in
      let place = try find(path).path
      try disk.makeFolder(path)
      state.unflushed.append(.name(place, .folder))
    }
  }

  /// Makes a symbolic link, safe at once.
  public func makeLink(_ path: Path, to target: Path) throws(FileError) {
    try perform(.open, path, counts: false) { state throws(FileError) in
      let place = try find(path).path
      try disk.makeLink(path, to: target)
      state.safe.set(place, to: .link(target))
    }
  }

  public func names(in folder: Path) throws(FileError) -> [[UInt8]] {
    try perform(.readdir, folder, counts: false) { _ throws(FileError) in
      try disk.names(in: folder)
    }
  }

  public func flushFolder(_ folder: Path) throws(FileError) {
    try perform(.fsync, folder, counts: true) { state throws(FileError) in
      let place = try find(folder).path
      try disk.flushFolder(folder)
      state.makeSafe { change in
        switch change {
        case .name(let path, _): path.folder == place
        case .rename(let from, let to, _): from.folder == place || to.folder == place
        case .write, .resize: false
        }
      }
    }
  }

  /// Does an operation, unless the power has failed.
  func perform<Result: Sendable>(
    _ call: SystemCall, _ path: Path, counts: Bool,
    _ body: (inout State) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    try state.withLock { state throws(FileError) in
      if counts { state.operations += 1 }
      if let crash = state.crash, state.operations >= crash {
        throw .failed(call, code: ErrorCode.inputOutput, path: path)
      }
      let result = try body(&state)
      if counts, state.moments != nil {
        state.moments?.append(Moment(safe: state.safe, unflushed: state.unflushed))
      }
      return result
    }
  }

  /// Remembers the operation that the power cut interrupted: parts of it may be on the disk.
  func interrupt(_ change: Change) {
    state.withLock { state in
      if state.operations == state.crash { state.unflushed.append(change) }
    }
  }

  private func find(_ path: Path) throws(FileError) -> (path: Path, node: MemoryTree.Node?) {
    let tree = disk.state.withLock(\.tree)
    return try tree.find(path, followingLast: false, .open)
  }
}

extension SimulatedDisk.State {
  /// Moves the changes that a flush is about to what a crash leaves in any case.
  mutating func makeSafe(_ isMeant: (SimulatedDisk.Change) -> Bool) {
    for change in unflushed where isMeant(change) { safe.apply(change) }
    unflushed.removeAll(where: isMeant)
  }
}

extension MemoryTree {
  mutating func apply(_ change: SimulatedDisk.Change) {
    switch change {
    case .write(let node, let offset, let bytes): write(bytes[...], to: node, at: offset)
    case .resize(let node, let size): resize(node, to: size)
    case .name(let path, let node):
      set(path, to: node)
      if case .file(let node)? = node { adopt(node) }
    case .rename(let from, let to, let node):
      set(from, to: nil)
      set(to, to: node)
      if case .file(let node) = node { adopt(node) }
    }
  }

  /// Keeps of a change what happened to reach the disk.
  fileprivate mutating func keep(
    _ change: SimulatedDisk.Change, whole: Bool, using generator: inout SeededGenerator
  ) {
    switch UInt8.random(in: 0..<4, using: &generator) {
    case _ where whole: apply(change)
    case 0: break
    case 1: apply(change)
    default:
      guard case .write(let node, let offset, let bytes) = change else {
        if Bool.random(using: &generator) { apply(change) }
        return
      }
      tear(node, offset, bytes, using: &generator)
    }
  }

  /// Keeps some sectors of a write, loses others, and leaves rubbish in a few.
  private mutating func tear(
    _ node: UInt64, _ offset: Int, _ bytes: [UInt8], using generator: inout SeededGenerator
  ) {
    var start = 0
    while start < bytes.count {
      let sectorEnd = (offset + start) / SimulatedDisk.sector * SimulatedDisk.sector
      let end = min(bytes.count, sectorEnd + SimulatedDisk.sector - offset)
      switch UInt8.random(in: 0..<16, using: &generator) {
      case 0..<8:
        write(bytes[start..<end], to: node, at: offset + start)
      case 8:
        let rubbish = (start..<end).map { _ in UInt8.random(in: 0...255, using: &generator) }
        write(rubbish[...], to: node, at: offset + start)
      default:
        break
      }
      start = end
    }
  }
}
