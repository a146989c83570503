import Foundation
import Testing

/// Programs of others judge what squall exports; `make test` installs them into `.venv`.
struct JudgeTests {
  static let samples = ["order-process", "bike-rental"]

  /// Runs a judge over files; its words are the failure.
  private func judge(
    _ script: String, _ words: String..., input: [UInt8] = []
  ) throws -> Program.Outcome {
    let python = Program.root.appending(path: ".venv/bin/python").path
    try #require(
      FileManager.default.isExecutableFile(atPath: python),
      "'.ci/prepare test' installs the judges; 'make test' calls it")
    let judge = Program.root.appending(path: "Tests/Judges/\(script).py").path
    return try Program.run([judge] + words, input: input, program: python)
  }

  /// A sample in a format, as a file in a folder.
  private func export(
    _ sample: String, to format: String, as name: String, in folder: Folder
  ) throws -> String {
    let session = Program.root.appending(path: "Sessions/\(sample).json").path
    let outcome = try Program.run("export", session, "--to", format)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try folder.write(outcome.output, to: name)
  }

  @Test(arguments: samples)
  func `the CloudEvents SDK and the official schema accept every event`(sample: String) throws {
    let folder = try Folder()
    let batch = try export(sample, to: "cloudevents", as: "batch.json", in: folder)
    let lines = try export(sample, to: "cloudevents-lines", as: "lines.jsonl", in: folder)
    let outcome = try judge("cloudevents_judge", batch, lines)

    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.count == 2)
  }

  @Test(arguments: samples)
  func `a plain Python event store records every event with exactly its data`(
    sample: String
  ) throws {
    let folder = try Folder()
    let session = Program.root.appending(path: "Sessions/\(sample).json").path
    let store = try export(sample, to: "store", as: "store.json", in: folder)
    let lines = try export(sample, to: "ndjson", as: "lines.jsonl", in: folder)
    let recorded = try Program.run("events", session).text

    for file in [store, lines] {
      let outcome = try judge("store_judge", file, session)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.text == recorded)
    }
  }

  @Test(arguments: samples)
  func `rsvg-convert draws the picture, which does nothing else`(sample: String) throws {
    let folder = try Folder()
    let picture = try export(sample, to: "svg", as: "board.svg", in: folder)
    let outcome = try judge("picture_judge", picture)

    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test(arguments: samples)
  func `what squall reads and writes is what its schemas say`(sample: String) throws {
    let folder = try Folder()
    let file = Program.root.appending(path: "Sessions/\(sample).json").path
    let script = Program.root.appending(path: "Tests/SquallTests/Scripts/\(sample).edits")
    let documents: [(schema: String, document: [UInt8], form: String)] = [
      ("session", try Program.run("show", file, "--json").output, "--whole"),
      ("store", try Program.run("export", file).output, "--whole"),
      ("log", try Program.run("log", file, "--json").output, "--lines"),
      ("edits", try Array(Data(contentsOf: script)), "--lines"),
    ]

    for (schema, document, form) in documents {
      let printed = try Program.run("schema", schema)
      let path = try folder.write(printed.output, to: "\(schema).json")
      let judged = try judge("schema_judge", path, form, input: document)

      #expect(printed.status == 0)
      #expect(judged.status == 0, "\(schema): \(judged.errors.suffix(2000))")
      #expect(Int(judged.lines.first ?? "") ?? 0 > 0)
    }
  }
}
