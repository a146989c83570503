import Glibc
import SquallModel
import SquallSessions
import Synchronization

/// Recording: as many writers as wait at once, each for its own edit to be on disk.
enum Record {
  /// What the writers share: one workshop that gives the order, one store that writes it.
  private final class Desk: Sendable {
    let storm: Mutex<Storm>
    let store: SessionStore
    let waits = Mutex<[Double]>([])
    let isOpen = Atomic<Bool>(true)
    let failures = Mutex<[String]>([])

    init(storm: Storm, store: SessionStore) {
      self.storm = Mutex(storm)
      self.store = store
    }

    func work() {
      var waits: [Double] = []
      while isOpen.load(ordering: .relaxed) {
        let watch = Stopwatch()
        do {
          let receipt = try storm.withLock { storm in try store.append(storm.operation()) }
          try store.flush(receipt)
        } catch {
          failures.withLock { $0.append("\(error)") }
          return
        }
        waits.append(watch.milliseconds * 1_000)
      }
      self.waits.withLock { $0 += waits }
    }
  }

  static func run(_ words: Words) throws {
    let path = Path(try words.position(0))
    let seconds = words.number("--seconds", or: 5)
    let writers = words.number("--writers", or: 1)
    let disk: any FileSystem = words.has("--volatile") ? UnflushedFileSystem() : RealFileSystem()
    var storm = Storm(seed: 1)
    var reading = try SessionReading(new: storm.workshop.board, at: path, on: disk)
    reading.prepareForEdits(editID: ID(checked: "begin"), at: .earliest)
    storm.restart(reading.workshop)
    let desk = Desk(storm: storm, store: try SessionStore(reading, holder: .bench, on: disk))
    let watch = Stopwatch()
    let threads = (0..<writers).map { _ in start(desk) }
    sleep(UInt32(seconds))
    desk.isOpen.store(false, ordering: .relaxed)
    for thread in threads { pthread_join(thread, nil) }
    let milliseconds = watch.milliseconds
    if let failure = desk.failures.withLock({ $0.first }) { throw Complaint(failure) }
    try desk.store.close()
    let waits = desk.waits.withLock { $0.sorted() }
    report([
      "ops_s": Double(waits.count) / milliseconds * 1_000, "p50_us": percentile(50, of: waits),
      "p99_us": percentile(99, of: waits), "n": waits.count,
      "acknowledged": desk.store.acknowledged,
    ])
  }

  private static func start(_ desk: Desk) -> pthread_t {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(desk).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Desk>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, context)
    return thread
  }
}

/// The real file system with flushes left out: what recording costs beside the disk.
struct UnflushedFileSystem: FileSystem {
  private let real = RealFileSystem()

  func open(_ path: Path, _ mode: OpenMode) throws(FileError) -> any OpenFile {
    UnflushedFile(try real.open(path, mode))
  }

  func status(of path: Path) throws(FileError) -> FileStatus? { try real.status(of: path) }
  func link(at path: Path) throws(FileError) -> Path? { try real.link(at: path) }
  func rename(_ source: Path, to target: Path) throws(FileError) {
    try real.rename(source, to: target)
  }
  func remove(_ path: Path) throws(FileError) { try real.remove(path) }
  func makeFolder(_ path: Path) throws(FileError) { try real.makeFolder(path) }
  func names(in folder: Path) throws(FileError) -> [[UInt8]] { try real.names(in: folder) }
  func flushFolder(_ folder: Path) throws(FileError) {}
}

private final class UnflushedFile: OpenFile {
  private let file: any OpenFile

  init(_ file: any OpenFile) { self.file = file }

  var path: Path { file.path }
  func status() throws(FileError) -> FileStatus { try file.status() }
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try file.read(into: buffer, at: offset)
  }
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try file.write(bytes, at: offset)
  }
  func truncate(to size: Int) throws(FileError) { try file.truncate(to: size) }
  func setPermissions(_ permissions: UInt32) throws(FileError) {
    try file.setPermissions(permissions)
  }
  func flush(_ extent: FlushExtent) throws(FileError) {}
  func tryLock() throws(FileError) -> LockAttempt { try file.tryLock() }
  func isLockedByAnother() throws(FileError) -> Bool { try file.isLockedByAnother() }
  func close() throws(FileError) { try file.close() }
}
