import Glibc
import Logging
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import Synchronization

/// Says what happens at a host, in a log. Never a token, an invitation or a code.
final class HostLog: Sendable {
  /// Seconds in which the same refusal is told once.
  private static let quiet = 10

  private let logger: Logger
  private let paths: SessionPaths
  /// When each kind of refusal was told last, and how many came since.
  private let refusals = Mutex<[String: (at: Int, since: Int)]>([:])

  init(_ logger: Logger, about paths: SessionPaths) {
    self.logger = logger
    self.paths = paths
  }

  func tell(_ event: HostEvent) {
    switch event {
    case .news(let news): tell(news)
    case .recorder(let news): tell(news)
    case .accessFailed(let error):
      logger.error(
        "\(error.sentence); everybody has to join again when this host is started anew")
    case .refused(let fault, let origin):
      tellNowAndThen(fault.word, "a request from \(origin.words) was refused: \(fault.sentence)")
    case .descriptorsExhausted:
      tellNowAndThen(
        "descriptors", "the system has no descriptors left; new connections wait (see 'ulimit -n')")
    }
  }

  private func tell(_ news: HostNews) {
    switch news {
    case .joined(let person): logger.info("\(person.name) is here, as \(person.role.name)")
    case .left(let person): logger.info("\(person.name) has gone")
    case .wrongCode(let origin): tellNowAndThen("code", "a wrong code from \(origin.words)")
    case .codesRenewed: logger.info("the codes at the door are new ones")
    case .droppedSlow(let person):
      logger.warning("\(person.name) did not read for too long, and comes back by themselves")
    case .halted:
      logger.critical("nothing can be recorded any more; what was acknowledged is on disk")
    }
  }

  private func tell(_ news: SessionRecorder.News) {
    switch news {
    case .begun(let findings):
      for finding in findings { logger.warning("\(finding.sentence(about: paths))") }
    case .acknowledged: break
    case .saved(let revision): logger.debug("the session file is at entry \(revision)")
    case .saveFailed(let error): logger.error("\(error.sentence)")
    case .failed(let error): logger.critical("\(error.sentence)")
    }
  }

  /// Says what may come a thousand times a second.
  private func tellNowAndThen(_ kind: String, _ sentence: String) {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let now = time.tv_sec
    let more = refusals.withLock { told -> Int? in
      if let last = told[kind], now - last.at < HostLog.quiet {
        told[kind]?.since += 1
        return nil
      }
      defer { told[kind] = (now, 0) }
      return told[kind]?.since ?? 0
    }
    guard let more else { return }
    logger.warning("\(sentence)\(more > 0 ? " (and \(more) before)" : "")")
  }
}

extension Origin {
  /// Where it is.
  fileprivate var words: String {
    switch self {
    case .loopback: "this machine"
    case .address(let address): address
    }
  }
}
