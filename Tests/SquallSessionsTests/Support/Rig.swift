import SquallModel
import SquallSessions

/// Identifiers that count up.
struct RunIDs: IDSource {
  var prefix = "x"
  var count = 0

  mutating func next() -> ID {
    count += 1
    return ID(checked: "\(prefix)\(count)")
  }
}

/// One person at one session, on made-up time: opens, edits, saves, closes, all in one thread.
struct Rig {
  static let path = Path("/s/order.json")
  static let ana = Participant(id: ID(checked: "ana"), name: "Ana")
  static let holder = LockHolder(
    name: "Ana", host: "studio", process: 7, since: Instant(clamping: 1_700_000_000_000))

  let disk: any FileSystem
  var reading: SessionReading
  var workshop: Workshop
  var store: SessionStore?
  var ids: RunIDs
  var clock: Int64 = 1_700_000_000_000

  /// A new session; nothing is written yet.
  static func new(_ disk: any FileSystem, title: String = "Order process") throws -> Rig {
    let board = Board(
      id: ID(checked: "order"), title: title, createdAt: Instant(clamping: 1_700_000_000_000))
    return Rig(disk, try SessionReading(new: board, at: path, on: disk), run: "n")
  }

  /// The session as it is on disk.
  static func open(_ disk: any FileSystem, run: String = "o") throws -> Rig {
    Rig(disk, try SessionReading(path, on: disk), run: run)
  }

  /// - Parameter run: Told apart, so that no two runs make the same ids.
  init(_ disk: any FileSystem, _ reading: SessionReading, run: String) {
    self.disk = disk
    self.reading = reading
    workshop = reading.workshop
    ids = RunIDs(prefix: run)
  }

  mutating func now() -> Instant {
    clock += 1000
    return Instant(clamping: clock)
  }

  /// Takes the lock and gets the journal ready.
  mutating func begin() throws {
    let (editID, at) = (ids.next(), now())
    reading.prepareForEdits(editID: editID, at: at)
    workshop = reading.workshop
    store = try SessionStore(reading, holder: Rig.holder, on: disk)
  }

  /// Accepts an edit and hands its entries in; they are not flushed.
  @discardableResult
  mutating func submit(_ edit: Edit) throws -> SessionStore.Receipt {
    if store == nil { try begin() }
    let (editID, at) = (ids.next(), now())
    let accepted = try workshop.submit(edit, editID: editID, by: Rig.ana, at: at, ids: &ids)
    guard let store else { throw SessionError.closed(Rig.path) }
    return try store.append(accepted.entries)
  }

  /// Accepts an edit and waits until it is on disk.
  mutating func record(_ edit: Edit) throws {
    let receipt = try submit(edit)
    try store?.flush(receipt)
  }

  mutating func add(_ text: String) throws {
    try record(.addSticky(NewSticky(kind: .domainEvent, text: text)))
  }

  func save() throws {
    guard let store else { return }
    try store.save(workshop.board, at: store.latest)
  }

  /// A clean end.
  mutating func close() throws {
    try save()
    try store?.close()
    store = nil
  }
}

extension Board {
  /// The texts on the board, in reading order.
  var texts: [String] {
    let spots = readingOrder.map(\.text)
    return spots + inbox.compactMap { self[$0]?.text }
  }
}

/// A folder in memory with the session's folder in it.
func memory(capacity: Int = .max) throws -> MemoryFileSystem {
  let disk = MemoryFileSystem(capacity: capacity)
  try disk.makeFolder(Path("/s"))
  return disk
}

extension FileSystem {
  func text(_ name: String) throws -> String {
    String(decoding: try read(Path("/s/\(name)")), as: UTF8.self)
  }

  /// The names in the session's folder.
  var names: [String] {
    get throws { try names(in: Path("/s")).map { String(decoding: $0, as: UTF8.self) } }
  }

  /// Puts bytes in a file's place, as another program would.
  func put(_ bytes: [UInt8], _ name: String) throws {
    let path = Path("/s/\(name)")
    if try status(of: path) != nil { try remove(path) }
    try write(bytes, toNew: path)
  }

  func put(_ text: String, _ name: String) throws {
    try put(Array(text.utf8), name)
  }
}
