/// The digest of a file, made on a thread of its own where that is worth one: whoever needs it
/// waits, and has read the file meanwhile.
struct EventualDigest: Sendable {
  /// From how many bytes on.
  private static let smallestOnThread = 1 << 20

  private enum State {
    /// Nobody has asked yet.
    case resting([UInt8])
    case underWay
    case made([UInt8])
  }

  /// Nil where there is no file.
  private let state: Monitor<State>?

  /// - Parameter isNeeded: whether to begin at once; else with ``begin()`` or the first to ask.
  init(of bytes: [UInt8]?, isNeeded: Bool) {
    state = bytes.map { Monitor(.resting($0)) }
    if isNeeded { begin() }
  }

  /// Begins, unless that was done before.
  func begin() {
    guard let state, let bytes = state.withLock(EventualDigest.take) else { return }
    guard bytes.count >= EventualDigest.smallestOnThread,
      let thread = try? Thread({
        let digest = SHA256.digest(bytes)
        state.change { $0 = .made(digest) }
      })
    else {
      state.change { $0 = .made(SHA256.digest(bytes)) }
      return
    }
    thread.detach()
  }

  /// Waits for the digest; nil where there is no file.
  var value: [UInt8]? {
    begin()
    return state?.wait { state in
      guard case .made(let digest) = state else { return nil }
      return digest
    }
  }

  /// Takes the bytes of whoever begins.
  private static func take(_ state: inout State) -> [UInt8]? {
    guard case .resting(let bytes) = state else { return nil }
    state = .underWay
    return bytes
  }
}
