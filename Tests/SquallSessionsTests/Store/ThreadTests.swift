import Testing

@testable import SquallSessions

@Suite struct ThreadTests {
  /// The processors that the calling thread may run on, as the system tells.
  private static func allowed() throws -> String {
    let status = try RealFileSystem().open(Path("/proc/thread-self/status"), .read)
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = try bytes.withUnsafeMutableBytes { try status.read(into: $0, at: 0) }
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    return String(try #require(lines.first { $0.hasPrefix("Cpus_allowed:") }))
  }

  @Test(arguments: [false, true])
  func `a thread may go on on every processor of its caller`(besideCaller: Bool) throws {
    let seen = Monitor<String?>(nil)
    try Thread(besideCaller: besideCaller) {
      let allowed = try? ThreadTests.allowed()
      seen.change { $0 = allowed }
    }.join()
    #expect(try seen.withLock { $0 } == ThreadTests.allowed())
  }
}
