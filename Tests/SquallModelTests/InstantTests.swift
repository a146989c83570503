import SquallModel
import Testing

@Suite struct InstantTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"),
      (951_782_399_999, "2000-02-28T23:59:59.999Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
      (1_795_428_062_003, "2026-11-23T10:01:02.003Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `O7 an instant is written and read as RFC 3339 with milliseconds`(
    milliseconds: Int64, text: String
  ) {
    #expect(Instant(milliseconds: milliseconds)?.description == text)
    #expect(Instant(text)?.milliseconds == milliseconds)
  }

  @Test func `the days from 1970 to 9999 come back as they were written, in order`() {
    var last = ""
    let days = [Array(0..<60_000), Array(stride(from: Int64(60_000), through: 2_932_896, by: 8))]
    for day in days.joined() {
      guard let instant = Instant(milliseconds: day * 86_400_000 + 1) else {
        Issue.record("no instant on day \(day)")
        return
      }
      let text = instant.description
      guard Instant(text) == instant, last < text else {
        Issue.record("\(text) after \(last)")
        return
      }
      last = text
    }
    #expect(last == "9999-12-31T00:00:00.001Z")
  }

  @Test func `a fraction may be short or left out`() {
    let whole = Instant("2026-11-23T10:01:02.000Z")

    #expect(whole != nil)
    #expect(Instant("2026-11-23T10:01:02Z") == whole)
    #expect(Instant("2026-11-23T10:01:02.0Z") == whole)
    #expect(Instant("2026-11-23T10:01:02.5Z") == Instant("2026-11-23T10:01:02.500Z"))
    #expect(Instant("2026-11-23T10:01:02.05Z") == Instant("2026-11-23T10:01:02.050Z"))
  }

  @Test(arguments: [
    "", "2026", "2026-11-23", "1969-12-31T23:59:59.999Z", "2026-13-01T00:00:00.000Z",
    "2026-00-01T00:00:00.000Z", "2026-02-29T00:00:00.000Z", "2100-02-29T00:00:00.000Z",
    "2026-04-31T00:00:00.000Z", "2026-11-00T00:00:00.000Z", "2026-11-23T24:00:00.000Z",
    "2026-11-23T10:60:00.000Z", "2026-11-23T10:01:60.000Z", "2026-11-23T10:01:02.003",
    "2026-11-23T10:01:02.003z", "2026-11-23t10:01:02.003Z", "2026-11-23 10:01:02.003Z",
    "2026-11-23T10:01:02.003+00:00", "2026-11-23T10:01:02.0031Z", "2026-11-23T10:01:02.Z",
    "2026-11-23T10:01:02,003Z", "+026-11-23T10:01:02.003Z", "2026-1a-23T10:01:02.003Z",
    "２026-11-23T10:01:02Z", " 2026-11-23T10:01:02Z",
  ])
  func `what is no instant is refused`(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `there is no instant before 1970 and none after 9999`() {
    #expect(Instant(milliseconds: -1) == nil)
    #expect(Instant(milliseconds: 253_402_300_800_000) == nil)
    #expect(Instant(clamping: -5) == Instant.earliest)
    #expect(Instant(clamping: .max) == Instant.latest)
    #expect(Instant.earliest < Instant.latest)
  }
}
