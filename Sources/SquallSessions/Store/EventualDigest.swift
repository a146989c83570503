/// The digest of a file, made on a thread of its own where that is worth one.
struct EventualDigest {
  /// From how many bytes on.
  private static let smallestOnThread = 1 << 20

  private let thread: Thread?
  private let result: Monitor<[UInt8]?>

  init(of bytes: [UInt8]?) {
    let result = Monitor<[UInt8]?>(nil)
    self.result = result
    guard let bytes, bytes.count >= EventualDigest.smallestOnThread,
      let thread = try? Thread({
        let digest = SHA256.digest(bytes)
        result.change { $0 = digest }
      })
    else {
      thread = nil
      if let bytes { result.change { $0 = SHA256.digest(bytes) } }
      return
    }
    self.thread = thread
  }

  /// Waits for the digest; nil where there is no file. To be asked for once.
  var value: [UInt8]? {
    thread?.join()
    return result.withLock(\.self)
  }
}
