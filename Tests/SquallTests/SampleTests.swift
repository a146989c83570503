import Foundation
import Testing

/// The sessions in `Sessions/` are what their scripts make, byte by byte.
///
/// `SQUALL_RECORD=1` writes them anew, and fails.
struct SampleTests {
  struct Sample: CustomTestStringConvertible {
    var name: String
    var title: String
    var level: String
    /// Makes the session's id, and so each sample a session of its own.
    var seed: Int
    /// When the workshop began, and when its edits did, one each so many milliseconds.
    var began: String
    var edits: String

    var testDescription: String { name }
  }

  static let samples = [
    Sample(
      name: "order-process", title: "Order process", level: "process", seed: 1,
      began: "2026-11-23T10:00:00Z", edits: "2026-11-23T10:01:00Z+20000"),
    Sample(
      name: "bike-rental", title: "City bike rental", level: "bigPicture", seed: 3,
      began: "2026-11-24T09:00:00Z", edits: "2026-11-24T09:05:00Z+24000"),
  ]

  @Test(arguments: samples)
  func `a sample session is what its script makes`(sample: Sample) throws {
    let folder = try Folder()
    let file = folder.file("\(sample.name).json")

    let made = try Program.run(
      "new", file, "--title", sample.title, "--level", sample.level,
      environment: ["SQUALL_CLOCK": sample.began, "SQUALL_SEED": "\(sample.seed)"])
    let script = Program.root.appending(path: "Tests/SquallTests/Scripts/\(sample.name).edits")
    // From a file all edits come together, and so share one flush.
    let applied = try Program.run(
      ["-c", "exec \"$0\" apply \"$1\" < \"$2\"", Program.path, file, script.path],
      program: "/bin/sh", environment: ["SQUALL_CLOCK": sample.edits, "SQUALL_SEED": "2"])

    #expect(made.status == 0, "\(made.errors)")
    #expect(applied.status == 0, "\(applied.text) \(applied.errors)")
    for ending in ["json", "journal"] {
      let name = "\(sample.name).\(ending)"
      let bytes = try folder.read(name)
      let kept = Program.root.appending(path: "Sessions/\(name)")
      if ProcessInfo.processInfo.environment["SQUALL_RECORD"] == "1" {
        try Data(bytes).write(to: kept)
        Issue.record("Sessions/\(name) was written anew")
      } else {
        #expect(try Array(Data(contentsOf: kept)) == bytes, "Sessions/\(name) is another one")
      }
    }
  }

  @Test func `each sample is a session of its own`() throws {
    let ids = try SampleTests.samples.map { sample in
      let file = Program.root.appending(path: "Sessions/\(sample.name).json")
      let session = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
      return try #require((session as? [String: Any])?["id"] as? String)
    }

    #expect(Set(ids).count == SampleTests.samples.count)
  }

  @Test func `the order process records two events, with exactly their data`() throws {
    let file = Program.root.appending(path: "Sessions/order-process.json").path

    let events = try Program.run("events", file)
    let export = try Program.run("export", file)

    #expect(events.text == "Recorded events: ['OrderPlaced', 'OrderShipped']\n")
    #expect(events.errors == "")
    let lines = export.lines
    #expect(lines.count == 5)
    #expect(lines[2].contains(#""event_type": "OrderPlaced""#))
    #expect(lines[2].contains(#""data": {"order_id": "O001", "amount": 99.99}, "event_id""#))
    #expect(lines[3].contains(#""event_type": "OrderShipped""#))
    #expect(lines[3].contains(#""data": {"order_id": "O001", "carrier": "UPS"}, "event_id""#))
  }

  @Test func `the export of the order process tells what led to what`() throws {
    let file = Program.root.appending(path: "Sessions/order-process.json").path

    let export = try Program.run("export", file)
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(export.output)) as? [String: Any])
    let events = try #require(document["events"] as? [[String: Any]])
    try #require(events.count == 2)
    let placed = try #require(events[0]["metadata"] as? [String: Any])
    let shipped = try #require(events[1]["metadata"] as? [String: Any])

    #expect(document["format"] as? String == "squall-store")
    #expect(events.map { $0["stream"] as? String } == ["order-O001", "order-O001"])
    #expect(events.map { $0["sequence"] as? Int } == [1, 2])
    #expect(placed["command"] as? String == "PlaceOrder")
    #expect(placed["aggregate"] as? String == "Order")
    #expect(placed["actor"] as? String == "Customer")
    #expect(placed["hotspots"] as? [String] == ["Paid twice?"])
    #expect(placed["lane"] as? String == "Sales")
    #expect(placed["author"] as? String == "Ana")
    #expect(placed["policy"] is NSNull)
    #expect(placed["note"] is NSNull)
    #expect(placed["causation_id"] is NSNull)
    #expect(shipped["command"] as? String == "ShipOrder")
    #expect(shipped["policy"] as? String == "Whenever placed, ship")
    #expect(shipped["lane"] as? String == "Warehouse")
    #expect(shipped["causation_id"] as? String == events[0]["event_id"] as? String)
    #expect(shipped["correlation_id"] as? String == placed["correlation_id"] as? String)
  }

  @Test func `the big picture holds a whole workshop`() throws {
    let file = Program.root.appending(path: "Sessions/bike-rental.json").path

    let check = try Program.run("check", file, "--json")
    let shown = try Program.run("show", file)

    #expect(check.status == 0)
    #expect(check.text.contains("\"whole\": true"))
    let stickies = try #require(check.text.firstMatch(of: /"stickies": (\d+)/)?.1)
    #expect(try #require(Int(stickies)) >= 150)
    for word in ["event:", "actor:", "system:", "hotspot:", "opportunity:", "glossary"] {
      #expect(shown.text.contains(word), "no \(word)")
    }
  }
}
