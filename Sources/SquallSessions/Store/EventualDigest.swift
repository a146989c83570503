/// The digest of a file, made on a thread of its own where that is worth one: whoever needs it
/// waits, and has read the file meanwhile.
struct EventualDigest: Sendable {
  /// From how many bytes on.
  private static let smallestOnThread = 1 << 20

  private let isThere: Bool
  private let result: Monitor<[UInt8]?>

  init(of bytes: [UInt8]?) {
    let result = Monitor<[UInt8]?>(nil)
    self.result = result
    isThere = bytes != nil
    guard let bytes else { return }
    guard bytes.count >= EventualDigest.smallestOnThread,
      let thread = try? Thread({
        let digest = SHA256.digest(bytes)
        result.change { $0 = digest }
      })
    else {
      result.change { $0 = SHA256.digest(bytes) }
      return
    }
    thread.detach()
  }

  /// Waits for the digest; nil where there is no file.
  var value: [UInt8]? { isThere ? result.wait { $0 } : nil }
}
