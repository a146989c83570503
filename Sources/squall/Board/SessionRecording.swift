import Glibc
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import SquallTerminal
import SquallUI

/// What other threads tell the one that owns the terminal.
enum Message: Sendable {
  case input(UIInput)
  /// A guest of a live workshop has had a turn.
  case turn(GuestTurn, of: LiveSession.Number)
  /// The codes and invitations of a live workshop.
  case door(DoorSign)
  /// What the recording of that number has to tell.
  case recording(Int, SessionRecorder.News)
  /// What came of looking at the session's files.
  case look(Look)

  /// Whether it brings the board of a live workshop.
  var hasBoard: Bool {
    if case .turn(let turn, _) = self { turn.workshop != nil } else { false }
  }
}

/// Records what is done on a board, on threads of its own, and keeps its session file fresh.
struct SessionRecording {
  private let recorder: SessionRecorder
  private var schedule: SaveSchedule

  /// Whether anything was handed in, so that the lock is taken and files are touched.
  private(set) var hasBegun = false

  /// A recording that posts its news; the session is begun at the first entry.
  init(
    _ reading: SessionReading, generation: Int, since now: Instant, to mailbox: Mailbox<Message>
  ) {
    recorder = SessionRecorder(reading, holder: .own(since: now), on: RealFileSystem()) { news in
      mailbox.post(.recording(generation, news))
    }
    schedule = SaveSchedule(saved: reading.workshop.sequence)
  }

  /// Hands in entries; returns at once.
  mutating func record(_ entries: [Entry]) {
    hasBegun = true
    recorder.record(entries)
  }

  /// Everything up to that sequence is on disk.
  mutating func acknowledged(_ sequence: Int) {
    schedule.recorded(sequence, at: Monotonic.now)
  }

  /// Milliseconds until the session file is due to be written; nil where it lacks nothing.
  var wait: Int? { schedule.wait(at: Monotonic.now)?.milliseconds }

  /// Has the session file written where that is due; returns at once.
  mutating func saveIfDue(_ workshop: Workshop) {
    guard schedule.wait(at: Monotonic.now) == .zero else { return }
    schedule.saving(workshop.sequence, at: Monotonic.now)
    recorder.save(workshop.board)
  }

  /// Waits until everything is on disk.
  func close(saving board: Board) throws(SessionError) { try recorder.close(saving: board) }

  /// Gives the lock back and writes nothing more; what could not be recorded is known elsewhere.
  func end() { try? recorder.close(saving: nil) }
}

/// A clock that does not jump.
enum Monotonic {
  static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

extension Duration {
  /// Whole milliseconds, counted up.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000) + 1
  }
}

extension SessionRecording {
  /// What there is to tell of files that no other program may write to, as a host's.
  static func messages(of news: SessionRecorder.News, _ paths: SessionPaths) -> [Message] {
    switch news {
    case .begun(let findings):
      findings.map { .input(.news($0.sentence(about: paths), .warning)) }
    case .acknowledged(let sequence): [.input(.recorder(.recorded(through: sequence)))]
    case .saved: []
    case .saveFailed(let error): [.input(.news(error.sentence, .problem))]
    case .failed(let error): [.input(.recorder(.failed(error.savingFailure)))]
    }
  }
}

extension SessionError {
  /// The failure as the status of saving tells it: the call, and what the system said.
  var savingFailure: Saving.Failure {
    switch self {
    case .file(.failed(let call, let code, _)), .poisoned(.failed(let call, let code, _)):
      Saving.Failure(call: call.rawValue, cause: SystemMessage.text(code))
    case .locked(_, let holder):
      Saving.Failure(call: "lock", cause: "held by \(holder?.words ?? "another program")")
    default: Saving.Failure(call: "save", cause: sentence)
    }
  }
}
