import SquallModel

/// The recorded events as CloudEvents 1.0.2 in JSON, for brokers, gateways and functions.
///
/// Source: CloudEvents 1.0.2, JSON event format; its extensions for sequence and correlation.
public struct CloudEventsFormat: ExportFormat {
  /// How the events stand in the file.
  public enum Shape: Hashable, Sendable {
    /// One JSON array, `application/cloudevents-batch+json`.
    case batch
    /// One event a line.
    case lines
  }

  public let shape: Shape

  public init(shape: Shape) { self.shape = shape }

  public var name: String {
    switch shape {
    case .batch: "cloudevents"
    case .lines: "cloudevents-lines"
    }
  }

  public var summary: String {
    switch shape {
    case .batch: "the recorded events as a batch of CloudEvents 1.0"
    case .lines: "the recorded events as CloudEvents 1.0, one a line"
    }
  }

  public func export<Failure: Error>(
    _ request: ExportRequest, to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport? {
    var json = JSONWriter(.spaced, capacity: 2 * Chunk.bytes)
    let source = CloudEventsFormat.source(of: request.board.id)
    if shape == .batch { json.beginArray() }
    let report = try request.events.read { (event) throws(Failure) in
      if shape == .batch { json.breakLine(indent: 1) }
      CloudEventWriter.write(event, source: source, to: &json)
      if shape == .lines { json.endLine() }
      try json.passOn(to: write)
    }
    if shape == .batch {
      json.breakLine()
      json.endArray()
      json.endLine()
    }
    try json.passOn(to: write, atLeast: 1)
    return report
  }

  /// The value of `source`: with it the id of an event is unique in the world.
  static func source(of session: ID) -> String { "squall:session/" + session.text }
}
