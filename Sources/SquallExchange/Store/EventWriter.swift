import SquallModel

/// Writes recorded events in the shape that an event store records.
enum EventWriter {
  /// Writes one event as an object on one line.
  ///
  /// All members are always there; what nobody knows is null.
  static func write(_ event: borrowing RecordedEvent, to json: inout JSONWriter) {
    json.beginObject()
    json.key("event_type")
    json.string(event.type)
    json.key("data")
    json.fields(event.data)
    json.key("event_id")
    json.uuid(event.id)
    json.key("sequence")
    json.integer(event.sequence)
    json.key("recorded_at")
    if let instant = event.recordedAt { json.instant(instant) } else { json.null() }
    json.key("stream")
    json.string(event.stream)
    json.key("metadata")
    writeMetadata(of: event, to: &json)
    json.endObject()
  }

  private static func writeMetadata(
    of event: borrowing RecordedEvent, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("text")
    json.string(event.text)
    json.key("lane")
    json.string(event.lane)
    json.key("aggregate")
    json.optional(event.aggregate)
    json.key("command")
    json.optional(event.command)
    json.key("actor")
    json.optional(event.actor)
    json.key("policy")
    json.optional(event.policy)
    json.key("bounded_context")
    json.optional(event.boundedContext)
    json.key("hotspots")
    json.beginArray()
    for text in event.hotspots { json.string(text) }
    json.endArray()
    json.key("note")
    json.optional(event.note)
    json.key("author")
    json.optional(event.author)
    json.key("sticky_id")
    json.string(event.sticky.text)
    json.key("causation_id")
    if let cause = event.causation { json.uuid(cause) } else { json.null() }
    json.key("correlation_id")
    json.uuid(event.correlation)
    json.endObject()
  }
}
