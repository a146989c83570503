public import SquallModel

/// Records a session on threads of its own, so that whoever serves a person never waits for the
/// disk.
///
/// Entries are handed in as they are made; when they are on disk, the news says so. Only who asks
/// for it writes on a thread of their own choice (``record(_:within:)``). The session is
/// begun at the first of them: the lock is taken and files are touched then, not before. A
/// recorder that has failed stays so (D7): nothing more is acknowledged.
public final class SessionRecorder: Sendable {
  /// What the recorder has to tell. It is told on the recorder's threads; that it has failed also
  /// on the thread of ``record(_:within:)``.
  public enum News: Sendable {
    /// The lock is taken; what there is to tell about it.
    case begun([Finding])
    /// Every entry up to that sequence is on disk.
    case acknowledged(Int)
    /// The session file holds everything up to that sequence.
    case saved(Int)
    /// The session file could not be written; the journal is as it should be.
    case saveFailed(SessionError)
    /// Nothing more is recorded. What was not acknowledged is not on disk.
    case failed(SessionError)
  }

  private enum Work: Sendable {
    case entries([Entry])
    case save(Board)
    case accept(OutsideChange, keepingAside: Bool)
  }

  private struct Saving: Sendable {
    var board: Board
    var receipt: SessionStore.Receipt
  }

  private struct State: Sendable {
    var work: [Work] = []
    /// Whether a thread does what was handed in before.
    var isWorking = false
    /// The sequence up to which it was told that everything is on disk.
    var told = 0
    /// How long the disk took the last time; nil before it was asked.
    var wait: Duration?
    var failure: SessionError?
    var isClosing = false
    var threads: [Thread] = []
  }

  /// Apart from the rest, so that nobody is woken for what the other thread does.
  private struct Saves: Sendable {
    var store: SessionStore?
    /// Whether nothing more comes.
    var isRecorded = false
    /// Whether the session file is being written.
    var isSaving = false
    /// What the session file shall hold next; a later one takes its place.
    var next: Saving?
    /// Why the session file does not hold what it was asked to hold last.
    var failure: SessionError?
  }

  private let reading: SessionReading
  private let holder: LockHolder
  private let disk: any FileSystem
  private let tell: @Sendable (News) -> Void
  private let state = Monitor(State())
  private let saves = Monitor(Saves())

  /// A recorder of a session that is ready for edits.
  ///
  /// - Parameter news: Called wherever something is recorded; it must not wait for the recorder.
  public init(
    _ reading: SessionReading, holder: LockHolder, on disk: any FileSystem,
    news: @escaping @Sendable (News) -> Void
  ) {
    self.reading = reading
    self.holder = holder
    self.disk = disk
    tell = news
  }

  /// Hands in entries, in order. Returns at once.
  public func record(_ entries: [Entry]) {
    hand(.entries(entries))
  }

  /// Records entries on the caller's thread where nothing else is under way and the disk took at
  /// most `patience` the last time; else hands them in as ``record(_:)`` does. For a host, which
  /// has nobody to serve meanwhile but those who wait for these very entries, and to whom two
  /// changes of threads can cost as much as the flush.
  ///
  /// - Returns: The sequence up to which everything is on disk, of which there is no news then;
  ///   nil: the news will say so.
  public func record(_ entries: [Entry], within patience: Duration) -> Int? {
    guard let store = turn(within: patience) else {
      record(entries)
      return nil
    }
    var reached: Int?
    do throws(SessionError) {
      reached = try timed { () throws(SessionError) in
        let receipt = try store.append(entries)
        try store.flush(receipt)
        return receipt.sequence
      }
    } catch {
      fail(error)
    }
    finish(told: reached)
    return reached
  }

  /// Takes the turn to record, where a disk that is this quick would be all that is waited for.
  private func turn(within patience: Duration) -> SessionStore? {
    let store = saves.withLock { $0.isSaving || $0.next != nil ? nil : $0.store }
    guard let store else { return nil }
    return state.withLock { state in
      guard state.failure == nil, !state.isClosing, !state.isWorking, state.work.isEmpty,
        let wait = state.wait, wait <= patience
      else { return nil }
      state.isWorking = true
      return store
    }
  }

  /// Ends a turn, and wakes the recording thread where something was handed in meanwhile.
  private func finish(told reached: Int?) {
    let isAwaited = state.withLock { state in
      state.isWorking = false
      if let reached { state.told = reached }
      return !state.work.isEmpty || state.isClosing
    }
    if isAwaited { state.change { _ in } }
  }

  /// Remembers how long the disk takes.
  private func timed<Result>(
    _ work: () throws(SessionError) -> Result
  ) throws(SessionError) -> Result {
    let start = ContinuousClock.now
    let result = try work()
    let wait = ContinuousClock.now - start
    state.withLock { $0.wait = wait }
    return result
  }

  /// Asks for the session file to be written with the board that the entries handed in so far add
  /// up to. Returns at once.
  public func save(_ board: Board) {
    hand(.save(board))
  }

  /// Lets the next save replace a session file that somebody else has changed: its board is in the
  /// entries handed in so far, or a copy is kept aside. Returns at once.
  public func accept(_ change: OutsideChange, keepingAside: Bool) {
    hand(.accept(change, keepingAside: keepingAside))
  }

  /// Waits until everything handed in is done, and closes the session.
  ///
  /// - Parameter board: What the session file shall hold at the end; nil leaves it as it is.
  /// - Throws: Why something is not on disk, or not in the session file.
  public func close(saving board: Board?) throws(SessionError) {
    let isBegun = state.withLock { !$0.threads.isEmpty }
    if let board, isBegun || reading.isDecided { save(board) }
    let threads = state.change { state in
      state.isClosing = true
      return state.threads
    }
    for thread in threads { thread.join() }
    let failure = state.change { state in
      state.threads = []
      return state.failure
    }
    let (store, unsaved) = saves.change { saves in
      defer { saves.store = nil }
      return (saves.store, saves.failure)
    }
    var closing: SessionError?
    do throws(SessionError) { try store?.close() } catch { closing = error }
    if let failure = failure ?? closing ?? unsaved { throw failure }
  }

  private func hand(_ work: Work) {
    let isFirst = state.change { state in
      guard state.failure == nil, !state.isClosing else { return false }
      state.work.append(work)
      return state.threads.isEmpty
    }
    if isFirst { start() }
  }

  private func start() {
    do throws(FileError) {
      let recording = try Thread { self.recordAll() }
      state.change { $0.threads.append(recording) }
      let saving = try Thread { self.saveAll() }
      state.change { $0.threads.append(saving) }
    } catch {
      fail(.file(error))
    }
  }

  private func fail(_ error: SessionError) {
    let isFirst = state.change { state in
      defer { state.failure = state.failure ?? error }
      return state.failure == nil
    }
    saves.change { $0.isRecorded = true }
    if isFirst { tell(.failed(error)) }
  }

  // MARK: - The recording thread

  private func recordAll() {
    do throws(SessionError) {
      let store = try SessionStore(reading, holder: holder, on: disk)
      saves.change { $0.store = store }
      tell(.begun(store.findings))
      // Asked once: the saving thread may be the one that flushes what is handed in here.
      state.withLock { $0.told = store.acknowledged }
      while let (work, told) = nextWork() {
        let reached = try timed { () throws(SessionError) in try record(work, in: store) }
        if reached > told { tell(.acknowledged(reached)) }
        finish(told: reached)
      }
      saves.change { $0.isRecorded = true }
    } catch {
      fail(error)
    }
  }

  /// What was handed in, and the sequence up to which it was told that everything is on disk.
  private func nextWork() -> ([Work], told: Int)? {
    state.wait { state -> ([Work], told: Int)?? in
      guard !state.isWorking else { return nil }
      guard state.work.isEmpty else {
        defer { state.work = [] }
        state.isWorking = true
        return .some((state.work, state.told))
      }
      return state.isClosing ? .some(nil) : nil
    }
  }

  /// Everything that waits shares one flush.
  ///
  /// - Returns: The sequence up to which everything is on disk.
  private func record(_ work: [Work], in store: SessionStore) throws(SessionError) -> Int {
    var receipt = store.latest
    for item in work {
      switch item {
      case .entries(let entries):
        receipt = try store.append(entries)
      case .save(let board):
        saves.change { $0.next = Saving(board: board, receipt: receipt) }
      case .accept(let change, let keepingAside):
        do throws(SessionError) {
          try store.accept(change, keepingAside: keepingAside)
        } catch {
          tell(.saveFailed(error))
        }
      }
    }
    try store.flush(receipt)
    return receipt.sequence
  }

  // MARK: - The saving thread

  private func saveAll() {
    while let (saving, store) = nextSaving() {
      var failure: SessionError?
      do throws(SessionError) {
        try store.save(saving.board, at: saving.receipt)
      } catch {
        failure = error
      }
      saves.withLock { saves in
        saves.failure = failure
        saves.isSaving = false
      }
      tell(failure.map { .saveFailed($0) } ?? .saved(saving.receipt.sequence))
    }
  }

  private func nextSaving() -> (Saving, SessionStore)? {
    saves.wait { saves -> (Saving, SessionStore)?? in
      if let saving = saves.next, let store = saves.store {
        saves.next = nil
        saves.isSaving = true
        return .some((saving, store))
      }
      return saves.isRecorded ? .some(nil) : nil
    }
  }
}
