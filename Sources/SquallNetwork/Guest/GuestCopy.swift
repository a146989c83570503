internal import NIOConcurrencyHelpers
internal import SquallCollaboration
public import SquallModel
public import SquallSessions

/// A guest's own complete copy of the workshop: a session file and its journal, from which
/// `squall open` and `squall host` go on where the host is gone (user-experience.md M23).
///
/// Whatever of another session, or of another course of this one, has the name: it is left alone,
/// and the copy gets a number.
public final class GuestCopy {
  /// How many names are tried.
  private static let mostNames = 100

  private let name: (Board) -> Path
  private let holder: LockHolder
  private let disk: any FileSystem
  private let tell: @Sendable (SessionRecorder.News) -> Void
  private var recorder: SessionRecorder?
  private var schedule = SaveSchedule(saved: 0)
  private var recorded = 0

  /// The session file; nil before anything was copied.
  public private(set) var path: Path?
  /// Copies of this workshop with work of their own that the last ``replace`` has passed by, where
  /// it began another one for that.
  private(set) var passedBy: [Path] = []

  /// A copy that is begun with the first snapshot.
  ///
  /// - Parameters:
  ///   - name: the path of the session file without `.json`, for a board.
  ///   - news: called on the recorder's threads.
  public init(
    holder: LockHolder, on disk: any FileSystem, name: @escaping (Board) -> Path,
    news: @escaping @Sendable (SessionRecorder.News) -> Void
  ) {
    self.name = name
    self.holder = holder
    self.disk = disk
    tell = news
  }

  /// Goes on from a board as the host has it.
  ///
  /// Where the whole log is known and the copy is a beginning of it, it gets what it lacks, and is
  /// the host's log to the last byte. Else the board enters it as an `adopt` with the host's own
  /// sequence, so that what follows has the same numbers.
  func replace(
    by snapshot: SessionSnapshot, log: [(entry: Entry, checksum: UInt64)] = [], editID: ID,
    at instant: Instant, uptime: Int64
  ) throws(SessionError) {
    let sequence = max(1, snapshot.revision)
    if let recorder {
      // The same course goes on behind a gap, or from another log: then in a file of its own.
      if sequence > recorded {
        return record([adopting(snapshot, sequence, editID, instant)], uptime)
      }
      self.recorder = nil
      try recorder.close(saving: nil)
    }
    passedBy = []
    for number in 1...GuestCopy.mostNames {
      let base = name(snapshot.board)
      let path = base.appending(number == 1 ? ".json" : "-\(number).json")
      guard let opening = try opening(at: path, snapshot, sequence, log) else { continue }
      guard let begun = try begin(opening.reading) else { continue }
      self.path = path
      if !opening.isNew { passedBy = [] }
      recorder = begun
      recorded = opening.reading.workshop.sequence
      schedule = SaveSchedule(saved: opening.isNew ? 0 : recorded)
      if !opening.isNew, recorded == sequence { return }
      if let lacking = lacking(of: log, in: opening.reading, isNew: opening.isNew) {
        return record(lacking, uptime)
      }
      return record([adopting(snapshot, sequence, editID, instant)], uptime)
    }
    throw .exists(name(snapshot.board).appending(".json"))
  }

  /// A place for the copy: one that is free, or holds a beginning of the same course.
  private func opening(
    at path: Path, _ snapshot: SessionSnapshot, _ sequence: Int,
    _ log: [(entry: Entry, checksum: UInt64)]
  ) throws(SessionError) -> (reading: SessionReading, isNew: Bool)? {
    let reading: SessionReading
    do throws(SessionError) {
      reading = try SessionReading(path, on: disk)
    } catch {
      // Something that cannot be read, or that somebody has just begun, is left alone.
      guard case .notFound = error,
        let new = try? SessionReading(copyOf: snapshot.board, at: path, on: disk)
      else { return nil }
      return (new, true)
    }
    guard reading.workshop.board.id == snapshot.board.id, reading.paths.writer(on: disk) == nil
    else { return nil }
    if isBeginning(reading, of: snapshot, sequence, log) { return (reading, false) }
    passedBy.append(path)
    return nil
  }

  /// Whether a copy may go on as this workshop does: a log that somebody has carried on from here is
  /// not written over.
  private func isBeginning(
    _ reading: SessionReading, of snapshot: SessionSnapshot, _ sequence: Int,
    _ log: [(entry: Entry, checksum: UInt64)]
  ) -> Bool {
    let known = reading.workshop
    guard reading.isWritable, reading.outside == nil, known.sequence <= sequence else {
      return false
    }
    if known.sequence == sequence { return known.board == snapshot.board }
    return log.isEmpty || isBeginning(reading, of: log)
  }

  /// Whether a copy has come as far as a log had come once, and no other way.
  private func isBeginning(
    _ reading: SessionReading, of log: [(entry: Entry, checksum: UInt64)]
  ) -> Bool {
    let known = reading.workshop
    guard let index = log.firstIndex(where: { $0.entry.sequence == known.sequence }) else {
      return known.sequence == 0
    }
    if log[index].checksum == reading.checksum { return true }
    // A copy that was begun with a board has a chain of its own: there the boards tell.
    var past = Workshop(board: Board(id: known.board.id, title: ""))
    for line in log[...index] { past.apply(line.entry, recording: false) }
    past.settle()
    return past.board == known.board
  }

  /// Takes the lock of the copy's files.
  ///
  /// - Returns: nil where somebody else was faster.
  private func begin(_ reading: SessionReading) throws(SessionError) -> SessionRecorder? {
    let outcome = ConditionLock<Bool>(value: false)
    let failure = NIOLockedValueBox<SessionError?>(nil)
    let recorder = SessionRecorder(reading, holder: holder, on: disk) { [tell] news in
      switch news {
      case .begun: outcome.setTrue()
      case .failed(let error) where !outcome.isTrue:
        failure.withLockedValue { $0 = error }
        outcome.setTrue()
      default: tell(news)
      }
    }
    recorder.record([])
    outcome.lock(whenValue: true)
    outcome.unlock()
    switch failure.withLockedValue({ $0 }) {
    case nil: return recorder
    case .locked, .movedOn: return nil
    case let error?: throw error
    }
  }

  /// What a copy lacks of a log that it is a beginning of; nil where it is none.
  private func lacking(
    of log: [(entry: Entry, checksum: UInt64)], in reading: SessionReading, isNew: Bool
  ) -> [Entry]? {
    guard let last = log.last else { return nil }
    if isNew { return log.map(\.entry) }
    let sequence = reading.workshop.sequence
    guard last.entry.sequence > sequence,
      let index = log.firstIndex(where: { $0.entry.sequence == sequence }),
      log[index].checksum == reading.checksum
    else { return nil }
    return log[(index + 1)...].map(\.entry)
  }

  private func adopting(
    _ snapshot: SessionSnapshot, _ sequence: Int, _ editID: ID, _ instant: Instant
  ) -> Entry {
    Entry(
      sequence: sequence, editID: editID, at: instant, by: nil, change: .adopted(snapshot.board))
  }

  /// What the host has confirmed, in order.
  public func confirm(_ entries: [Entry], uptime: Int64) {
    record(entries.filter { $0.sequence > recorded }, uptime)
  }

  private func record(_ entries: [Entry], _ uptime: Int64) {
    guard let recorder, let last = entries.last else { return }
    recorder.record(entries)
    recorded = last.sequence
    schedule.recorded(recorded, at: .milliseconds(uptime))
  }

  /// When the session file is due to be written, by the clock that never jumps; nil where it
  /// lacks nothing.
  public func saveDue(at uptime: Int64) -> Int64? {
    guard recorder != nil else { return nil }
    return schedule.wait(at: .milliseconds(uptime)).map { wait in
      let (seconds, attoseconds) = wait.components
      return uptime + seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
  }

  /// Has the session file written where that is due.
  public func saveIfDue(_ board: Board, uptime: Int64) {
    guard recorder != nil, schedule.wait(at: .milliseconds(uptime)) == .zero else { return }
    schedule.saving(recorded, at: .milliseconds(uptime))
    recorder?.save(board)
  }

  /// Writes the session file and gives the lock back.
  public func close(_ board: Board?) throws(SessionError) {
    try recorder?.close(saving: board)
    recorder = nil
  }
}

extension ConditionLock<Bool> {
  fileprivate func setTrue() {
    lock()
    unlock(withValue: true)
  }

  fileprivate var isTrue: Bool { value }
}
