import SquallModel

/// What a workshop is for: the recorded domain events as an event store records them.
public struct StoreFormat: ExportFormat {
  public let name = "store"
  public let summary = "the recorded events as an event store takes them, in one JSON document"
  /// The value of `format` in a document.
  static let mark = "squall-store"
  /// The version of the format that is written, and the newest that is read.
  static let version = 1

  public init() {}

  public func export<Failure: Error>(
    _ request: ExportRequest, to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport? {
    var json = JSONWriter(.spaced, capacity: 2 * Chunk.bytes)
    begin(request.board, &json)
    let report = try request.events.read { (event) throws(Failure) in
      json.breakLine(indent: 2)
      EventWriter.write(event, to: &json)
      try json.passOn(to: write)
    }
    json.breakLine(indent: 1)
    json.endArray()
    json.endObject()
    json.endLine()
    try json.passOn(to: write, atLeast: 1)
    return report
  }

  private func begin(_ board: Board, _ json: inout JSONWriter) {
    json.beginObject()
    json.key("format")
    json.string(StoreFormat.mark)
    json.key("version")
    json.integer(StoreFormat.version)
    json.key("session")
    json.beginObject()
    json.key("id")
    json.string(board.id.text)
    json.key("title")
    json.string(board.title)
    json.endObject()
    json.breakLine(indent: 1)
    json.key("events")
    json.beginArray()
  }
}

/// The same events, one JSON object a line.
public struct LinesFormat: ExportFormat {
  public let name = "ndjson"
  public let summary = "the recorded events as in store, one JSON object a line"

  public init() {}

  public func export<Failure: Error>(
    _ request: ExportRequest, to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport? {
    var json = JSONWriter(.spaced, capacity: 2 * Chunk.bytes)
    let report = try request.events.read { (event) throws(Failure) in
      EventWriter.write(event, to: &json)
      json.endLine()
      try json.passOn(to: write)
    }
    try json.passOn(to: write, atLeast: 1)
    return report
  }
}
