import SquallModel
import SquallSessions
import SquallTerminal
import SquallUI

/// The files of the session on the board, written by this program and perhaps by others.
extension BoardProgram {
  /// Records what the files shall hold, as far as they may be written to.
  mutating func record(_ entries: [Entry]) { files?.recording?.record(entries) }

  /// Has the session file written, or the files looked at, where that is due.
  mutating func doWhatIsDue() {
    files?.recording?.saveIfDue(state.document.workshop)
    if let due = files?.nextLook, due <= Monotonic.now { look(onlyIfChanged: true) }
  }

  /// Looks whether the files are what they were, as the person or the terminal has asked for.
  mutating func look(isAsked: Bool) {
    guard let files, !files.isReading else { return }
    if let undecided = files.undecided { return ask(about: undecided) }
    if files.recording?.hasBegun == true || state.document.isReadOnly && !isAsked {
      // Who holds the lock sees at each save what others do.
      if isAsked { take(.stillWrittenElsewhere) }
      return
    }
    self.files?.isAsked = isAsked
    look(onlyIfChanged: true)
  }

  /// Reads the files again on a thread of its own.
  private mutating func look(onlyIfChanged: Bool) {
    guard let looking = beginLooking(onlyIfChanged: onlyIfChanged) else {
      if !onlyIfChanged { files?.looksAgain = true }
      return
    }
    let mailbox = mailbox
    Background.run { mailbox.post(.look(looking.run())) }
  }

  /// What is needed to look at the files; nil where somebody looks already.
  private mutating func beginLooking(onlyIfChanged: Bool) -> BoardFiles.Looking? {
    guard let files, !files.isReading else { return nil }
    var looking = BoardFiles.Looking(
      reading: files.reading, known: files.known, board: state.board,
      onlyIfChanged: onlyIfChanged, waits: state.document.writer != nil,
      own: state.document.waitingIDs)
    self.files?.isReading = true
    self.files?.nextLook = nil
    if !onlyIfChanged, let recording = files.recording {
      self.files?.recording = nil
      looking.end = { recording.end() }
    }
    return looking
  }

  /// Waits for a look at the files that is going on.
  private mutating func finishLooking() {
    while files?.isReading == true {
      let wake = loop.wait()
      ending = ending ?? wake.endingSignal
      for message in wake.messages { take(message) }
    }
  }

  /// Leaves the open session: everything handed out is on disk after it, unless somebody else
  /// writes there.
  mutating func closeSession() {
    for _ in 0..<BoardFiles.closingAttempts {
      finishLooking()
      guard let recording = files?.recording else { break }
      do throws(SessionError) {
        try recording.close(saving: state.board)
        break
      } catch {
        guard error.asksForReading, let looking = beginLooking(onlyIfChanged: false) else {
          failure = failure ?? error.failure
          break
        }
        take(looking.run())
      }
    }
    failure = failure ?? leftUnsaved
    files = nil
  }

  /// What is not in the session's files although the session is left; nil where nothing is.
  private var leftUnsaved: Failure? {
    let unsaved = state.document.waitingIDs.count
    let changes = unsaved == 1 ? "1 change is" : "\(unsaved) changes are"
    if let writer = state.document.writer, unsaved > 0 {
      return Failure(.locked, "\(changes) not saved, because \(writer) writes the session")
    }
    guard state.document.undecided != nil, let paths = files?.reading.paths else { return nil }
    return Failure(
      .found,
      (unsaved > 0 ? "\(changes) not saved: " : "")
        + "\(paths.session.quoted) was changed outside of squall and is left as it is; the log, "
        + "\(paths.journal.quoted), has everything that was shown as saved, and whoever opens the "
        + "session next is asked which of the two counts")
  }

  /// Reads the log up to a moment, on a thread of its own.
  mutating func showPast(_ moment: LogMoment) {
    let alone = files?.reading.paths
    let company = live?.readLog
    let session = state.board.id
    let mailbox = mailbox
    Background.run {
      let asked: PastBoard.Moment =
        switch moment {
        case .entry(let sequence): .sequence(sequence)
        case .instant(let instant): .instant(instant)
        }
      guard let paths = alone ?? company?() else {
        mailbox.post(.input(.news("nothing of the workshop is kept here to look back in", .hint)))
        return
      }
      var past = try? PastBoard(log: paths, of: session, at: asked)
      if past?.at == nil {
        // From before the beginning it is the beginning.
        past = try? PastBoard(log: paths, of: session, at: .first)
      }
      let found = past.flatMap { past in
        past.at.map { Past(board: past.board, sequence: past.revision, at: $0) }
      }
      mailbox.post(.input(.past(found)))
    }
  }

  /// What a recording has to tell.
  mutating func take(_ news: SessionRecorder.News, of generation: Int) {
    guard generation == files?.generation, let paths = files?.reading.paths else { return }
    switch news {
    case .begun(let findings):
      for finding in findings { take(.news(finding.sentence(about: paths), .warning)) }
    case .acknowledged(let sequence):
      files?.know(sequence)
      files?.recording?.acknowledged(sequence)
      take(.recorder(.recorded(through: sequence)))
    case .saved: break
    case .failed(let error) where error.asksForReading,
      .saveFailed(let error)
    where error.asksForReading:
      look(onlyIfChanged: false)
    case .saveFailed(let error): take(.news(error.sentence, .problem))
    case .failed(let error): take(.recorder(.failed(error.savingFailure)))
    }
  }

  /// What came of looking at the files.
  mutating func take(_ look: Look) {
    let isAsked = files?.isAsked == true
    files?.isAsked = false
    files?.isReading = false
    // What was recorded while the files were read is in none of what was read.
    if files?.looksAgain == true || look.isFresh && files?.recording?.hasBegun == true {
      files?.looksAgain = false
      return self.look(onlyIfChanged: false)
    }
    switch look {
    case .unchanged:
      if state.document.writer != nil { files?.watch() }
      if isAsked { take(.stillWrittenElsewhere) }
    case .failed(let error): take(.recorder(.failed(error.savingFailure)))
    case .fresh(let fresh):
      let isContinued = state.document.isContinued(by: fresh.reading.workshop)
      guard isContinued, fresh.reading.outside == nil else {
        files?.undecided = fresh
        files?.recording = nil
        return ask(about: fresh)
      }
      use(fresh, keeping: nil)
    }
  }

  private mutating func ask(about fresh: FreshReading) {
    let other = fresh.reading.outside?.board ?? fresh.reading.workshop.board
    let difference = BoardDifference(from: state.board, to: other)
    let shown = difference.lines.prefix(5).map { "  " + $0 }
    let more = difference.lines.count - shown.count
    take(
      .recorder(
        .undecided(
          ["Compared with the board that is shown: \(difference.summary)."] + shown
            + (more > 0 ? ["  and \(more) more"] : []))))
  }

  /// The person has said which board counts.
  mutating func decide(_ pick: BoardPick) {
    guard var fresh = files?.undecided else { return }
    files?.undecided = nil
    let isContinued = state.document.isContinued(by: fresh.reading.workshop)
    if fresh.reading.outside != nil {
      switch pick {
      case .theirs: fresh.reading.useOutside(editID: world.ids.next(), at: world.now())
      case .mine: fresh.reading.useLog()
      }
    }
    fresh.news = []
    use(fresh, keeping: pick == .mine && !isContinued ? state.board : nil)
  }

  /// Goes on with the session as it was read; what waits is put on top.
  private mutating func use(_ fresh: FreshReading, keeping board: Board?) {
    guard var files else { return }
    var reading = fresh.reading
    files.generation += 1
    files.known = reading.workshop.sequence
    let mayWrite =
      fresh.writer == nil && reading.isWritable && !state.document.isReadOnly
    if mayWrite { reading.prepareForEdits(editID: world.ids.next(), at: world.now()) }
    files.reading = reading
    files.recording =
      mayWrite
      ? SessionRecording(reading, generation: files.generation, since: world.now(), to: mailbox)
      : nil
    self.files = files
    take(
      .reread(
        Reread(
          workshop: reading.workshop, recordedID: fresh.recordedID, writer: fresh.writer,
          isWritable: reading.isWritable, kept: board, news: fresh.news)))
    if state.document.writer != nil { self.files?.watch() }
  }
}

extension SessionError {
  /// Whether the files have to be read again to know how to go on: somebody else writes or has
  /// written them.
  fileprivate var asksForReading: Bool {
    switch self {
    case .movedOn, .locked, .changedOutside, .replaced: true
    default: false
    }
  }
}
