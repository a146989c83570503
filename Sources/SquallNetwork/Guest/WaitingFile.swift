public import SquallCollaboration
public import SquallModel
public import SquallSessions
internal import Synchronization

/// A guest's own edits that are not in the log yet, on disk until they are (G3), and those that
/// were refused, until the person has dismissed them (G6).
///
/// One edit a line, as ``WaitingEdit/bytes`` and ``RefusedEdit/bytes(_:)`` have it; a line
/// `{"settled": [ID, …]}` takes edits back that waited, `{"dismissed": [ID, …]}` such that were
/// refused. Nothing that was flushed is written over: lines are added at the end, and once nothing
/// is kept the file is empty. What cannot be read, as a newer version may have written it, stays.
/// Whoever writes holds the file's lock.
public final class WaitingFile: Sendable {
  /// The longest file that is read, in bytes.
  private static let longest = 1 << 30
  /// How many guests of one name on one machine have a file of their own.
  private static let mostFiles = 16

  /// The edits that were kept before, in the order in which they were made.
  public let found: [WaitingEdit]
  /// What was refused before, and nobody has dismissed.
  public let foundRefused: [RefusedEdit]
  /// Lines that this version cannot read; they stay in the file.
  public let unreadLines: Int
  public var path: Path { file.path }

  private let file: any OpenFile
  private let state: Mutex<State>

  private struct State {
    /// Where the next line goes, in bytes.
    var end: Int
    var kept: Set<ID>
    var refused: Set<ID>
  }

  /// Opens the first file of a name that nobody else holds: `NAME.edits`, then `NAME-2.edits`.
  /// What files behind it hold, whose writers have gone, goes into it.
  ///
  /// - Throws: ``FileError`` where the folder cannot be written to.
  public init(_ name: Path, on disk: any FileSystem) throws(FileError) {
    var opened: (file: any OpenFile, lines: WaitingLines)?
    var left: [(file: any OpenFile, lines: WaitingLines)] = []
    for number in 1...WaitingFile.mostFiles {
      let path = name.appending(number == 1 ? ".edits" : "-\(number).edits")
      let isThere = try disk.status(of: path) != nil
      if opened != nil, !isThere { break }
      guard let file = try WaitingFile.take(path, on: disk) else { continue }
      guard try file.status().size <= WaitingFile.longest else {
        throw .tooLarge(path: path, limit: WaitingFile.longest)
      }
      let lines = WaitingLines(try file.readAll())
      if opened == nil {
        opened = (file, lines)
      } else {
        left.append((file, lines))
      }
    }
    guard let (file, lines) = opened else {
      throw .failed(.flock, code: ErrorCode.noAccess, path: name.appending(".edits"))
    }
    self.file = file
    var (edits, refused, unread) = (lines.edits, lines.refused, lines.unread.count)
    var more: [UInt8] = lines.lacksNewline ? [UInt8(ascii: "\n")] : []
    for other in left {
      let known = Set(edits.map(\.id))
      let new = other.lines.edits.filter { !known.contains($0.id) }
      let listed = Set(refused.map(\.id))
      let newlyRefused = other.lines.refused.filter { !listed.contains($0.id) }
      let refusals = newlyRefused.map { $0.bytes($0.cause.hostSentence) }
      for line in new.map(\.bytes) + refusals + other.lines.unread {
        more += line + [UInt8(ascii: "\n")]
      }
      edits += new
      refused += newlyRefused
      unread += other.lines.unread.count
    }
    found = edits
    foundRefused = refused
    unreadLines = unread
    // No torn line stands before a new one; whole lines stay as they are.
    if lines.end < lines.count { try file.truncate(to: lines.end) }
    try file.writeAll(more, at: lines.end)
    try file.flush(.data)
    try disk.flushFolder(name.folder)
    state = Mutex(
      State(
        end: lines.end + more.count, kept: Set(edits.map(\.id)), refused: Set(refused.map(\.id))))
    for other in left {
      try disk.remove(other.file.path)
      try other.file.close()
    }
  }

  /// Opens a file and takes its lock; nil where another has it.
  private static func take(_ path: Path, on disk: any FileSystem) throws(FileError) -> (
    any OpenFile
  )? {
    while true {
      let file = try disk.open(path, .updateOrCreate)
      if case .heldByAnother = try file.tryLock() {
        try file.close()
        return nil
      }
      // Between the two, whoever had it may have taken its name away.
      if try disk.status(of: path)?.identity == file.status().identity { return file }
      try file.close()
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

  /// What was refused is on disk when this returns.
  ///
  /// - Parameter sentence: the reason, as people read it.
  public func keep(
    _ refused: [RefusedEdit], _ sentence: (RefusedEdit) -> String
  ) throws(FileError) {
    var bytes: [UInt8] = []
    for one in refused { bytes += one.bytes(sentence(one)) + [UInt8(ascii: "\n")] }
    try state.withLock { state throws(FileError) in
      try append(bytes, &state)
      try file.flush(.data)
      state.refused.formUnion(refused.map(\.id))
    }
  }

  /// Edits need not be kept any more. Nothing is flushed: one that comes back is known to the host.
  public func settle(_ ids: [ID]) throws(FileError) {
    try takeBack("settled", ids) { $0.kept.subtract(ids) }
  }

  /// What was refused need not be kept any more. Nothing is flushed: it would be listed once more.
  public func dismiss(_ ids: [ID]) throws(FileError) {
    try takeBack("dismissed", ids) { $0.refused.subtract(ids) }
  }

  private func takeBack(
    _ key: StaticString, _ ids: [ID], _ body: (inout State) -> Void
  ) throws(FileError) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key(key)
    writer.beginArray()
    for id in ids { writer.string(id.text) }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    let bytes = writer.bytes
    try state.withLock { state throws(FileError) in
      body(&state)
      guard state.kept.isEmpty, state.refused.isEmpty, unreadLines == 0 else {
        return try append(bytes, &state)
      }
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
}

/// What stands in a file of waiting edits.
struct WaitingLines {
  /// The edits that nothing has taken back, in order.
  private(set) var edits: [WaitingEdit] = []
  /// What was refused and nothing has dismissed, in order.
  private(set) var refused: [RefusedEdit] = []
  /// Whole lines that say something else.
  private(set) var unread: [[UInt8]] = []
  /// Just after the last whole line: what is behind was torn by a crash and never acknowledged.
  let end: Int
  /// Bytes in all.
  let count: Int
  /// Whether the last line is whole but for its newline.
  let lacksNewline: Bool

  init(_ bytes: [UInt8]) {
    count = bytes.count
    var (settled, dismissed): (Set<ID>, Set<ID>) = ([], [])
    var torn: Int?
    var start = 0
    while let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = Array(bytes[start..<newline])
      if line.contains(0) {
        // Zeros stand where a power cut has kept bytes from the disk.
        torn = torn ?? start
      } else {
        torn = nil
        if let edit = WaitingEdit(reading: line) {
          edits.append(edit)
        } else if let edit = RefusedEdit(reading: line) {
          refused.append(edit)
        } else if let ids = WaitingLines.ids(in: line, "settled") {
          settled.formUnion(ids)
        } else if let ids = WaitingLines.ids(in: line, "dismissed") {
          dismissed.formUnion(ids)
        } else if !line.isEmpty {
          unread.append(line)
        }
      }
      start = newline + 1
    }
    if torn == nil, let edit = WaitingEdit(reading: Array(bytes[start...])) {
      edits.append(edit)
      end = bytes.count
      lacksNewline = true
    } else {
      end = torn ?? start
      lacksNewline = false
    }
    edits.removeAll { settled.contains($0.id) }
    refused.removeAll { dismissed.contains($0.id) }
    // After a crash an edit may have been refused once more.
    var listed: Set<ID> = []
    refused = refused.reversed().filter { listed.insert($0.id).inserted }.reversed()
  }

  /// The ids that a line lists under a key; nil where it lists none.
  private static func ids(in line: [UInt8], _ key: String) -> [ID]? {
    guard case .object(let object)? = try? JSONValue(parsing: line),
      case .array(let ids)? = object[key]
    else { return nil }
    return ids.compactMap { $0.string.flatMap { ID($0) } }
  }
}

extension RefusedEdit.Cause {
  /// The host's own words, or those that were kept.
  fileprivate var hostSentence: String {
    if case .host(let report) = self { report.sentence } else { "" }
  }
}
