public import SquallCollaboration
public import SquallModel
public import SquallSessions
internal import Synchronization

/// A guest's own edits that are not in the log yet, on disk until they are (G3).
///
/// One edit a line, as ``WaitingEdit/bytes`` has it; a line `{"settled": [ID, …]}` takes edits
/// back. Once nothing waits, the file is empty. Whoever writes holds its lock.
public final class WaitingFile: Sendable {
  /// The longest file that is read, in bytes.
  private static let longest = 1 << 30
  /// How many guests of one name on one machine have a file of their own.
  private static let mostFiles = 16

  /// The edits that were kept before, in the order in which they were made.
  public let found: [WaitingEdit]

  private let file: any OpenFile
  private let state: Mutex<State>

  private struct State {
    /// Where the next line goes, in bytes.
    var end: Int
    var kept: Set<ID>
  }

  /// Opens the first file of a name that nobody else holds: `NAME.edits`, then `NAME-2.edits`.
  /// What files behind it hold, whose writers have gone, goes into it.
  ///
  /// - Throws: ``FileError`` where the folder cannot be written to.
  public init(_ name: Path, on disk: any FileSystem) throws(FileError) {
    var opened: (file: any OpenFile, edits: [WaitingEdit])?
    var left: [(path: Path, file: any OpenFile, edits: [WaitingEdit])] = []
    for number in 1...WaitingFile.mostFiles {
      let path = name.appending(number == 1 ? ".edits" : "-\(number).edits")
      let isThere = try disk.status(of: path) != nil
      if opened != nil, !isThere { break }
      let file = try disk.open(path, .updateOrCreate)
      if case .heldByAnother = try file.tryLock() {
        try file.close()
        continue
      }
      let bytes = try file.readAll(count: WaitingFile.longest)
      let edits = WaitingFile.edits(in: bytes)
      if opened == nil {
        opened = (file, edits)
      } else {
        left.append((path, file, edits))
      }
    }
    guard let opened else {
      throw .failed(.flock, code: ErrorCode.noAccess, path: name.appending(".edits"))
    }
    file = opened.file
    var all = opened.edits
    for other in left {
      let known = Set(all.map(\.id))
      all += other.edits.filter { !known.contains($0.id) }
    }
    found = all
    // What is read is written again whole: no torn line stands before a new one.
    var bytes: [UInt8] = []
    for edit in all { bytes += edit.bytes + [UInt8(ascii: "\n")] }
    let before = try file.status().size
    try file.writeAll(bytes, at: 0)
    if before > bytes.count { try file.truncate(to: bytes.count) }
    try file.flush(.data)
    try disk.flushFolder(name.folder)
    state = Mutex(State(end: bytes.count, kept: Set(all.map(\.id))))
    for other in left {
      try disk.remove(other.path)
      try other.file.close()
    }
  }

  /// Edits are on disk when this returns.
  public func keep(_ edits: [WaitingEdit]) throws(FileError) {
    guard !edits.isEmpty else { return }
    var bytes: [UInt8] = []
    for edit in edits { bytes += edit.bytes + [UInt8(ascii: "\n")] }
    try state.withLock { state throws(FileError) in
      try append(bytes, &state)
      try file.flush(.data)
      state.kept.formUnion(edits.map(\.id))
    }
  }

  /// Edits need not be kept any more. Nothing is flushed: one that comes back is known to the host.
  public func settle(_ ids: [ID]) throws(FileError) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("settled")
    writer.beginArray()
    for id in ids { writer.string(id.text) }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    let bytes = writer.bytes
    try state.withLock { state throws(FileError) in
      state.kept.subtract(ids)
      guard state.kept.isEmpty else { return try append(bytes, &state) }
      try file.truncate(to: 0)
      state.end = 0
    }
  }

  /// Lets go of the file; what waits stays in it.
  public func close() throws(FileError) { try file.close() }

  private func append(_ bytes: [UInt8], _ state: inout State) throws(FileError) {
    try file.writeAll(bytes, at: state.end)
    state.end += bytes.count
  }

  /// The edits that stand in a file; a line that was torn by a crash was not acknowledged.
  static func edits(in bytes: [UInt8]) -> [WaitingEdit] {
    var edits: [WaitingEdit] = []
    var settled: Set<ID> = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let edit = WaitingEdit(reading: Array(line)) {
        edits.append(edit)
      } else if case .object(let object)? = try? JSONValue(parsing: Array(line)),
        case .array(let ids)? = object["settled"]
      {
        for id in ids { if let id = id.string.flatMap({ ID($0) }) { settled.insert(id) } }
      }
    }
    return edits.filter { !settled.contains($0.id) }
  }
}
