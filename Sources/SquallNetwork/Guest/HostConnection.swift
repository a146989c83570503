public import SquallCollaboration

/// The way from a guest to a host: over sockets, or inside one process.
///
/// What comes back is called from any thread, and never while the call that asked still runs.
public protocol HostConnection: Sendable {
  /// Asks, and gives the body of the answer, or why there is none.
  func ask(
    _ request: GuestRequest, token: Secret?,
    _ answered: @escaping @Sendable (Result<[UInt8], LinkFault>) -> Void)

  /// Opens a stream of what follows a point; the last word is ``StreamNews/ended(_:)``.
  func listen(
    after point: LogPoint, token: Secret, _ heard: @escaping @Sendable (StreamNews) -> Void
  ) -> any StreamHandle

  /// Lets go of the host; what is under way comes to nothing.
  func close()
}

/// A stream that was asked for.
public protocol StreamHandle: Sendable {
  /// Ends it; nothing is heard of it any more.
  func close()
}

/// What comes of a stream.
public enum StreamNews: Equatable, Sendable {
  case opened
  case bytes([UInt8])
  case ended(LinkFault)
}

/// Why a host could not be reached, in words for ``LinkFault/unreachable(_:)``.
public enum ReachFault: Equatable, Sendable {
  /// Nobody listens there.
  case refused
  /// Nothing came back in time.
  case noAnswer
  case unknownName
  case noRoute
  /// The other end has ended it.
  case ended
  /// What the system said.
  case other(String)

  /// The words.
  public var words: String {
    switch self {
    case .refused: "nobody listens there"
    case .noAnswer: "no answer"
    case .unknownName: "the name is not known here"
    case .noRoute: "there is no way to it on this network"
    case .ended: "the link was ended"
    case .other(let words): words
    }
  }

  /// The fault that words stand for.
  public init(words: String) {
    let known: [ReachFault] = [.refused, .noAnswer, .unknownName, .noRoute, .ended]
    self = known.first { $0.words == words } ?? .other(words)
  }

  var fault: LinkFault { .unreachable(words) }
}
