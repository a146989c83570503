import SquallModel
import SquallSessions
import SquallUI

/// The files of the session on the board: recorded, looked at, and read again when somebody else
/// has written them.
struct BoardFiles {
  /// How often files that somebody else writes are looked at.
  static let watchInterval = Duration.seconds(2)
  /// How often a session is tried to be closed while others go on writing to it.
  static let closingAttempts = 8

  /// The session as it was read last.
  var reading: SessionReading
  /// The sequence of the latest entry that is known to be in the journal.
  var known: Int
  /// Nil while the files are only looked at.
  var recording: SessionRecording?
  /// Tells the news of a recording from those of the one before it.
  var generation = 0
  /// Whether the person has asked for the look that is going on.
  var isAsked = false
  /// Whether another thread is reading the files.
  var isReading = false
  /// Whether they have to be read once more after that.
  var looksAgain = false
  /// When files that somebody else writes are looked at next.
  var nextLook: Duration?
  /// What was read, and waits for the person to say which board counts.
  var undecided: FreshReading?

  init(_ reading: SessionReading, known: Int) {
    self.reading = reading
    self.known = known
  }

  /// Every entry up to that sequence is in the journal.
  mutating func know(_ sequence: Int) { known = max(known, sequence) }

  /// Looks again after a while whether the one who writes still does.
  mutating func watch() { nextLook = Monotonic.now + BoardFiles.watchInterval }

  /// Milliseconds until something is due.
  var wait: Int? {
    let look = nextLook.map { max(.zero, $0 - Monotonic.now) }
    return [recording?.wait, look?.milliseconds].compactMap { $0 }.min()
  }
}

/// A session that was read again while its board was open.
struct FreshReading: Sendable {
  var reading: SessionReading
  /// The edit of the latest entry that is on disk.
  var recordedID: ID?
  /// Who writes it; nil where nobody does.
  var writer: String?
  /// What others have done since it was read before, in sentences.
  var news: [String]
}

/// What came of looking at the files again.
enum Look: Sendable {
  /// They are as they were, and who wrote them still does.
  case unchanged
  case fresh(FreshReading)
  case failed(SessionError)

  var isFresh: Bool { if case .fresh = self { true } else { false } }
}

extension BoardFiles {
  /// What a thread needs to look at the files.
  struct Looking: Sendable {
    var reading: SessionReading
    var known: Int
    /// The board as it is shown: others' changes are told by its names.
    var board: Board
    /// Whether nothing is to be read where nothing has changed.
    var onlyIfChanged: Bool
    /// Whether somebody else was writing, so that it is news when nobody does.
    var waits: Bool
    /// The edits that were done here, and are no news.
    var own: Set<ID>
    /// Ends the recording that went before.
    var end: (@Sendable () -> Void)?

    /// Looks, on a thread of its own.
    func run() -> Look {
      end?()
      let disk = RealFileSystem()
      let finding = reading.paths.writer(on: disk)
      let isFree = waits && finding == nil
      if onlyIfChanged, !isFree, reading.isCurrent(on: disk) { return .unchanged }
      do throws(SessionError) {
        let fresh = try SessionReading(reading.paths.session, on: disk)
        return .fresh(
          FreshReading(
            reading: fresh, recordedID: fresh.workshop.latestEditID, writer: finding?.who,
            news: news(in: fresh, on: disk)))
      } catch {
        return .failed(error)
      }
    }

    private func news(in fresh: SessionReading, on disk: RealFileSystem) -> [String] {
      var news = fresh.findings.filter { !$0.isHarmless }.map { $0.sentence(about: fresh.paths) }
      var teller = ElsewhereTeller(board: board)
      try? SessionLog.read(fresh.paths, of: fresh.workshop.board.id, on: disk) { entry, _ in
        if entry.sequence > known, !own.contains(entry.editID) { teller.add(entry) }
        return true
      }
      if let sentence = teller.sentence { news.append(sentence) }
      return news
    }
  }
}

/// Tells what others have done to a session in one sentence: who, the first of it, how much more.
struct ElsewhereTeller {
  private var teller: LogTeller
  private var first: String?
  private var count = 0
  private var names: [String] = []

  init(board: Board) { teller = LogTeller(board: board) }

  mutating func add(_ entry: Entry) {
    let words = teller.tell(entry)
    if case .participantJoined = entry.change { return }
    let name = teller.author(of: entry)
    if !names.contains(name) { names.append(name) }
    first = first ?? words
    count += 1
  }

  /// Nil where nothing was done.
  var sentence: String? {
    guard let first else { return nil }
    let more = count == 1 ? "" : "; and \(Limit.grouped(count - 1)) more"
    return "elsewhere \(names.joined(separator: ", ")) \(first)\(more)"
  }
}

extension Finding {
  /// Who writes, where that is the finding.
  var who: String? {
    guard case .locked(let holder) = self else { return nil }
    return holder.map { "\($0.name) on \($0.host)" } ?? "another program"
  }
}
