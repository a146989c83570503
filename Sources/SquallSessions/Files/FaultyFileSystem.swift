internal import Synchronization

/// What goes wrong at a call.
public enum Fault: Equatable, Sendable {
  /// The call does nothing and fails with that `errno`.
  case failure(code: Int32)
  /// A write takes only that many bytes; any other call is left alone.
  case shortWrite(bytes: Int)
}

/// A file system that works like another one until a call is meant to fail.
///
/// Calls are counted from 1: each call of the file system and of its open files is one.
public final class FaultyFileSystem: FileSystem {
  struct Plan: Sendable {
    var calls = 0
    var faults: [Int: Fault] = [:]
    /// From this call on, each call fails so.
    var lasting: (from: Int, fault: Fault)?
    /// What was called, in order.
    var record: [SystemCall] = []
    /// Where it is given, only these calls count.
    var counted: Set<SystemCall>?
  }

  private let base: any FileSystem
  private let plan = Mutex(Plan())

  public init(_ base: any FileSystem) {
    self.base = base
  }

  /// How many calls there were.
  public var callCount: Int { plan.withLock(\.calls) }

  /// What was called, in order.
  public var record: [SystemCall] { plan.withLock(\.record) }

  /// Starts to count anew, and only calls of those kinds where kinds are given.
  public func startCounting(only counted: Set<SystemCall>? = nil) {
    plan.withLock { $0 = Plan(counted: counted) }
  }

  /// Lets one call go wrong, by its number.
  public func fail(at call: Int, with fault: Fault) {
    plan.withLock { $0.faults[call] = fault }
  }

  /// Lets a call and every one after it go wrong.
  public func fail(from call: Int, with fault: Fault) {
    plan.withLock { $0.lasting = (call, fault) }
  }

  /// Lets everything work again.
  public func heal() {
    plan.withLock {
      $0.faults = [:]
      $0.lasting = nil
    }
  }

  public func open(_ path: Path, _ mode: OpenMode) throws(FileError) -> any OpenFile {
    try step(.open, path)
    return FaultyFile(try base.open(path, mode), system: self)
  }

  public func status(of path: Path) throws(FileError) -> FileStatus? {
    try step(.stat, path)
    return try base.status(of: path)
  }

  public func link(at path: Path) throws(FileError) -> Path? {
    try step(.readlink, path)
    return try base.link(at: path)
  }

  public func rename(_ source: Path, to target: Path) throws(FileError) {
    try step(.rename, source)
    try base.rename(source, to: target)
  }

  public func remove(_ path: Path) throws(FileError) {
    try step(.unlink, path)
    try base.remove(path)
  }

  public func makeFolder(_ path: Path) throws(FileError) {
    try step(.mkdir, path)
    try base.makeFolder(path)
  }

  public func names(in folder: Path) throws(FileError) -> [[UInt8]] {
    try step(.readdir, folder)
    return try base.names(in: folder)
  }

  public func flushFolder(_ folder: Path) throws(FileError) {
    try step(.fsync, folder)
    try base.flushFolder(folder)
  }

  /// Counts a call and lets it go wrong where it is meant to.
  ///
  /// - Returns: How many bytes a write may take.
  @discardableResult
  func step(_ call: SystemCall, _ path: Path) throws(FileError) -> Int {
    let fault = plan.withLock { plan -> Fault? in
      if let counted = plan.counted, !counted.contains(call) { return nil }
      plan.calls += 1
      plan.record.append(call)
      if let fault = plan.faults[plan.calls] { return fault }
      if let (from, fault) = plan.lasting, plan.calls >= from { return fault }
      return nil
    }
    switch fault {
    case nil: return .max
    case .shortWrite(let bytes): return max(1, bytes)
    case .failure(let code): throw .failed(call, code: code, path: path)
    }
  }
}

/// An open file whose calls may be meant to fail.
private final class FaultyFile: OpenFile {
  private let base: any OpenFile
  private let system: FaultyFileSystem

  init(_ base: any OpenFile, system: FaultyFileSystem) {
    self.base = base
    self.system = system
  }

  var path: Path { base.path }

  func status() throws(FileError) -> FileStatus {
    try system.step(.stat, path)
    return try base.status()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try system.step(.read, path)
    return try base.read(into: buffer, at: offset)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    let room = try system.step(.write, path)
    return try base.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(room)), at: offset)
  }

  func truncate(to size: Int) throws(FileError) {
    try system.step(.truncate, path)
    try base.truncate(to: size)
  }

  func setPermissions(_ permissions: UInt32) throws(FileError) {
    try system.step(.chmod, path)
    try base.setPermissions(permissions)
  }

  func flush(_ extent: FlushExtent) throws(FileError) {
    switch extent {
    case .data: try system.step(.fdatasync, path)
    case .everything: try system.step(.fsync, path)
    }
    try base.flush(extent)
  }

  func tryLock() throws(FileError) -> LockAttempt {
    try system.step(.flock, path)
    return try base.tryLock()
  }

  func isLockedByAnother() throws(FileError) -> Bool {
    try system.step(.flock, path)
    return try base.isLockedByAnother()
  }

  func close() throws(FileError) {
    // A close that fails has closed all the same.
    var failure: FileError?
    do throws(FileError) { try system.step(.close, path) } catch { failure = error }
    try base.close()
    if let failure { throw failure }
  }
}
