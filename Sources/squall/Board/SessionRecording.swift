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
  /// Every entry up to that sequence is on disk.
  case acknowledged(Int)
  /// A guest of a live workshop has had a turn.
  case turn(GuestTurn, of: LiveSession.Number)
  /// The codes and invitations of a live workshop.
  case door(DoorSign)
}

/// Records what is done on a board, on threads of its own, and keeps its session file fresh.
struct SessionRecording {
  private let recorder: SessionRecorder
  private var schedule: SaveSchedule

  /// A recording that posts its news; the session is begun at the first entry.
  init(_ opened: OpenedSession, since now: Instant, to mailbox: Mailbox<Message>) {
    let paths = opened.reading.paths
    recorder = SessionRecorder(
      opened.reading, holder: .own(since: now), on: RealFileSystem()
    ) { news in
      for message in SessionRecording.messages(of: news, paths) { mailbox.post(message) }
    }
    schedule = SaveSchedule(saved: opened.document.workshop.sequence)
  }

  /// Hands in entries; returns at once.
  func record(_ entries: [Entry]) { recorder.record(entries) }

  /// Everything up to that sequence is on disk.
  mutating func acknowledged(_ sequence: Int) {
    schedule.recorded(sequence, at: SessionRecording.time)
  }

  /// Milliseconds until the session file is due to be written; nil where it lacks nothing.
  var wait: Int? {
    schedule.wait(at: SessionRecording.time).map { wait in
      let (seconds, attoseconds) = wait.components
      return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000) + 1
    }
  }

  /// Has the session file written where that is due; returns at once.
  mutating func saveIfDue(_ workshop: Workshop) {
    guard schedule.wait(at: SessionRecording.time) == .zero else { return }
    schedule.saving(workshop.sequence, at: SessionRecording.time)
    recorder.save(workshop.board)
  }

  /// Waits until everything is on disk.
  func close(saving board: Board) throws(Failure) {
    do throws(SessionError) {
      try recorder.close(saving: board)
    } catch {
      throw error.failure
    }
  }

  /// A clock that does not jump.
  private static var time: Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// What there is to tell of the session's files.
  static func messages(of news: SessionRecorder.News, _ paths: SessionPaths) -> [Message] {
    switch news {
    case .begun(let findings):
      findings.map { .input(.news($0.sentence(about: paths), .warning)) }
    case .acknowledged(let sequence):
      [.acknowledged(sequence), .input(.recorder(.recorded(through: sequence)))]
    case .saved: []
    case .saveFailed(.changedOutside): [.input(.recorder(.changedElsewhere))]
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
