/// What a session needs of the disk, so that the same code runs on a real one, on one in memory
/// and on one that fails, tears and forgets.
///
/// Every call either does what it says or throws; none is interrupted half-way by a signal. What
/// a crash leaves behind: the bytes of a file are safe after ``OpenFile/flush(_:)``, the name of
/// a file after ``flushFolder(_:)`` of its folder, and nothing is safe before.
public protocol FileSystem: Sendable {
  /// Opens a regular file; children of the process do not inherit it.
  ///
  /// A file that shall be written to is the one of that very name: a symbolic link there is not
  /// followed, whoever put it there.
  ///
  /// - Throws: ``FileError/failed(_:code:path:)``, ``FileError/notAFile(path:)``, or
  ///   ``FileError/symbolicLink(path:)``.
  func open(_ path: Path, _ mode: OpenMode) throws(FileError) -> any OpenFile

  /// What stands at a path, through symbolic links; nil where nothing does.
  func status(of path: Path) throws(FileError) -> FileStatus?

  /// Which file stands at a path, through symbolic links; nil where nothing does.
  ///
  /// Less than ``status(of:)`` asks, for who asks between two flushes: a disk that was asked for a
  /// file's times may have to write them down with the next flush.
  func identity(of path: Path) throws(FileError) -> FileIdentity?

  /// What a symbolic link says; nil where the path is no link or nothing is there.
  func link(at path: Path) throws(FileError) -> Path?

  /// Gives a file another name, replacing what had it, in one step.
  func rename(_ source: Path, to target: Path) throws(FileError)

  /// Takes a name away.
  func remove(_ path: Path) throws(FileError)

  /// Makes a folder that only its owner may enter; one that is there already is left alone.
  func makeFolder(_ path: Path) throws(FileError)

  /// The names in a folder, in the order of their bytes, without `.` and `..`.
  func names(in folder: Path) throws(FileError) -> [[UInt8]]

  /// Makes the names of a folder survive a crash.
  func flushFolder(_ folder: Path) throws(FileError)
}

extension FileSystem {
  public func identity(of path: Path) throws(FileError) -> FileIdentity? {
    try status(of: path)?.identity
  }
}

/// A file that is open. Offsets and sizes are bytes from its beginning.
public protocol OpenFile: AnyObject, Sendable {
  /// The path it was opened by.
  var path: Path { get }

  func status() throws(FileError) -> FileStatus

  /// Reads at most as much as fits; fewer bytes than there are may come, none only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int

  /// Writes, and says how many bytes were taken: at least one of a non-empty buffer, perhaps not all.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) -> Int

  func truncate(to size: Int) throws(FileError)

  /// Sets who may read and write, as in `chmod`.
  func setPermissions(_ permissions: UInt32) throws(FileError)

  /// Makes what was written survive a crash.
  ///
  /// - Important: After a failure the bytes may be lost although a later flush succeeds: never
  ///   flush again and believe it.
  func flush(_ extent: FlushExtent) throws(FileError)

  /// Takes the file's lock for this process, without waiting.
  func tryLock() throws(FileError) -> LockAttempt

  /// Whether another open file holds the lock. Asking takes nothing: nobody who tries to take the
  /// lock meanwhile is kept from it.
  func isLockedByAnother() throws(FileError) -> Bool

  /// Closes the file and gives its lock back; later calls of it do nothing.
  func close() throws(FileError)
}

/// How a file is opened.
public enum OpenMode: Sendable {
  /// An existing file, to be read.
  case read
  /// An existing file, to be read and written.
  case update
  /// A new file of mode 0600, to be read and written; fails where the name is taken.
  case create
  /// An existing file, or a new one of mode 0600, to be read and written.
  case updateOrCreate
}

/// How much of a file a flush makes safe.
public enum FlushExtent: Sendable {
  /// The bytes and the size.
  case data
  /// The permissions and times as well.
  case everything
}

/// What came of asking for a lock.
public enum LockAttempt: Sendable {
  case taken
  case heldByAnother
  /// The file system knows no locks.
  case unsupported
}

/// Which file it is, whatever its name: two paths with equal identities are one file.
public struct FileIdentity: Hashable, Sendable {
  public let device: UInt64
  public let node: UInt64

  public init(device: UInt64, node: UInt64) {
    self.device = device
    self.node = node
  }
}

/// What the system says about a file.
public struct FileStatus: Equatable, Sendable {
  public enum Kind: Sendable {
    case file, folder, other
  }

  public var kind: Kind
  public var identity: FileIdentity
  /// Bytes.
  public var size: Int
  /// The lower twelve bits of the mode.
  public var permissions: UInt32
  /// Nanoseconds since 1970 of the last change of its bytes.
  public var modified: Int64

  public init(
    kind: Kind, identity: FileIdentity, size: Int, permissions: UInt32, modified: Int64
  ) {
    self.kind = kind
    self.identity = identity
    self.size = size
    self.permissions = permissions
    self.modified = modified
  }
}
