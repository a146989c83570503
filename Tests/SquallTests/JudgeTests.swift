import Foundation
import Testing

/// What other programs make of what squall exports.
struct JudgeTests {
  private static func sample(_ name: String) -> String {
    Program.root.appending(path: "Sessions/\(name).json").path
  }

  private static func judge(
    _ name: String, _ arguments: [String], input: [UInt8] = []
  ) throws -> Program.Outcome {
    let judges = Program.root.appending(path: "Tests/Judges")
    let python = Program.root.appending(path: ".venv/bin/python").path
    try #require(
      FileManager.default.fileExists(atPath: python), "call make test, which installs the judges")
    return try Program.run(
      [judges.appending(path: name).path] + arguments, input: input, program: python)
  }

  @Test(arguments: ["order-process", "bike-rental"])
  func `a plain event store in Python records every event of an export`(name: String) throws {
    let folder = try Folder()
    let out = folder.file("export.json")
    _ = try Program.run("export", JudgeTests.sample(name), "-o", out)

    let judged = try JudgeTests.judge("store.py", [out])

    #expect(judged.status == 0, "\(judged.errors)")
    let own = try Program.run("events", JudgeTests.sample(name))
    #expect(judged.lines.first == own.lines.first)
    if name == "order-process" {
      #expect(judged.lines[1] == "OrderPlaced {'order_id': 'O001', 'amount': '99.99'}")
      #expect(judged.lines[2] == "OrderShipped {'order_id': 'O001', 'carrier': 'DHL'}")
    }
  }

  @Test(arguments: ["cloudevents", "cloudevents-lines"], ["order-process", "bike-rental"])
  func `the SDK and the official schema take every CloudEvent`(format: String, name: String) throws
  {
    let folder = try Folder()
    let out = folder.file("export.json")
    let schema = Program.root.appending(path: "Tests/Judges/cloudevents-1.0.2.schema.json").path
    _ = try Program.run("export", JudgeTests.sample(name), "--to", format, "-o", out)

    let judged = try JudgeTests.judge("cloudevents_judge.py", [out, schema])

    #expect(judged.status == 0, "\(judged.errors)")
    let events = try Program.run("events", JudgeTests.sample(name), "--json")
    let types = try JSONDecoder().decode([String].self, from: Data(events.output))
    #expect(judged.lines.count == types.count)
    if name == "order-process" {
      #expect(judged.lines[0].contains(#"order-O001 {"order_id": "O001", "amount": 99.99}"#))
    }
  }

  @Test(arguments: [["export", "--to", "svg"], ["render", "--as", "svg"]])
  func `rsvg-convert draws the pictures`(call: [String]) throws {
    let folder = try Folder()
    for name in ["order-process", "bike-rental"] {
      let svg = try Program.run([call[0], JudgeTests.sample(name)] + call[1...])
      let out = folder.file("\(name).png")

      let drawn = try Program.run(
        ["-o", out], input: svg.output, program: "/usr/bin/rsvg-convert")

      #expect(drawn.status == 0, "\(drawn.errors)")
      #expect(try folder.read("\(name).png").starts(with: [0x89, 0x50, 0x4e, 0x47]))
    }
  }
}
