import SquallModel
import Testing

@testable import SquallExchange

struct NameUUIDTests {
  /// Source: RFC 3174 and FIPS 180-4, the example digests.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (String(repeating: "a", count: 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
    (String(repeating: "a", count: 56), "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
    (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    (String(repeating: "a", count: 1_000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
  ])
  func `a digest is the one of the standard`(_ message: String, _ expected: String) {
    let digest = Array(message.utf8).withUnsafeBytes { SHA1.digest(of: $0) }
    let words = [digest.0, digest.1, digest.2, digest.3, digest.4]
    let hex = words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }
    #expect(hex.joined() == expected)
  }

  /// The expected values are those of Python's `uuid.uuid5`.
  @Test func `a name gives the UUID that other programs compute`() {
    let session = NameUUID.session("order-process")
    #expect(session.description == "99fd2c11-8d06-5123-9d8c-bc90ba5327bc")
    #expect(NameUUID(of: "s4", in: session).description == "c4d4a3e1-bde9-5290-830a-79bf2000e99f")
  }
}
