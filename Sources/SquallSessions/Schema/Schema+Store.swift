internal import SquallModel

extension Schema {
  static var ofStore: JSONValue {
    var schema = head("store", "Recorded domain events, as an event store takes them")
    schema["type"] = "object"
    schema["properties"] = [
      "format": ["const": "squall-store"], "version": ["const": 1],
      "session": [
        "type": "object",
        "properties": ["id": reference("id"), "title": ["type": "string"]],
        "required": ["id", "title"],
      ],
      "events": list(reference("event")),
    ]
    schema["required"] = ["format", "version", "session", "events"]
    schema["$defs"] = [
      "id": id, "instant": instant, "uuid": uuid, "event": event, "metadata": metadata,
      "textOrNull": ["type": ["string", "null"]],
    ]
    return .object(schema)
  }

  private static let uuid: JSONValue = [
    "type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
  ]

  /// An event: whoever knows only `event_type` and `data` can record it as it is.
  private static let event: JSONValue = [
    "type": "object",
    "properties": [
      "event_type": ["type": "string", "minLength": 1], "data": ["type": "object"],
      "event_id": reference("uuid"), "sequence": ["type": "integer", "minimum": 1],
      "recorded_at": ["anyOf": [reference("instant"), ["type": "null"]]],
      "stream": ["type": "string", "minLength": 1], "metadata": reference("metadata"),
    ],
    "required": [
      "event_type", "data", "event_id", "sequence", "recorded_at", "stream", "metadata",
    ],
  ]

  private static var metadata: JSONValue {
    let texts = [
      "lane", "aggregate", "command", "actor", "policy", "bounded_context", "note", "author",
    ]
    var properties: JSONObject = ["text": ["type": "string"]]
    for name in texts { properties[name] = reference("textOrNull") }
    properties["hotspots"] = list(["type": "string"])
    properties["sticky_id"] = reference("id")
    properties["causation_id"] = ["anyOf": [reference("uuid"), ["type": "null"]]]
    properties["correlation_id"] = reference("uuid")
    return [
      "type": "object", "properties": .object(properties),
      "required": .array(properties.members.map { .string($0.key) }),
    ]
  }
}
