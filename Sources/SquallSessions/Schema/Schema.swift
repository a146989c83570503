public import SquallModel

/// The JSON Schemas of squall's formats, as `squall schema` prints them.
///
/// Made from the tables that the readers are made of, and held by tests against what is written.
/// Lengths are told in characters there and held in bytes here: what a schema allows may still be
/// too long.
///
/// Source: JSON Schema, draft 2020-12.
public enum Schema: String, CaseIterable, Sendable {
  /// A session file.
  case session
  /// What `squall export --to store` writes.
  case store
  /// A line that `squall apply` reads.
  case edits
  /// A line that `squall log --json` writes.
  case log

  /// The schema as a document.
  public var document: JSONValue {
    switch self {
    case .session: Schema.ofSession
    case .store: Schema.ofStore
    case .edits: Schema.ofEdits
    case .log: Schema.ofLog
    }
  }

  /// The bytes of the schema, with the line break at their end.
  public var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.indented(document)
    writer.endLine()
    return writer.bytes
  }

  static func head(_ name: String, _ title: String) -> JSONObject {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": .string("urn:squall:\(name):1"), "title": .string(title),
    ]
  }
}

// MARK: - What schemas have in common

extension Schema {
  static func text(_ limit: Limit) -> JSONValue {
    ["type": "string", "maxLength": .number(JSONNumber(limit.maximum))]
  }

  static func words(_ words: [String]) -> JSONValue {
    ["enum": .array(words.map { .string($0) })]
  }

  static func reference(_ name: String) -> JSONValue {
    ["$ref": .string("#/$defs/\(name)")]
  }

  static func list(_ items: JSONValue, _ limit: Limit? = nil) -> JSONValue {
    var list: JSONObject = ["type": "array", "items": items]
    if let limit { list["maxItems"] = .number(JSONNumber(limit.maximum)) }
    return .object(list)
  }

  static func names(_ members: [Member]) -> JSONValue {
    .array(members.map { .string($0.name) })
  }

  static let id: JSONValue = [
    "type": "string", "pattern": .string("^[A-Za-z0-9._:-]{1,\(ID.maximumLength)}$"),
  ]

  static let position: JSONValue = ["type": "string", "pattern": "^[0-9A-Za-z]*[1-9A-Za-z]$"]

  static let instant: JSONValue = [
    "type": "string",
    "pattern":
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$",
  ]

  static let fields: JSONValue = [
    "type": "object", "maxProperties": .number(JSONNumber(Limit.fieldsOfOneSticky.maximum)),
    "propertyNames": text(.fieldNameBytes),
  ]

  static let flag: JSONValue = ["type": "boolean"]

  /// Definitions that every schema may refer to.
  static let definitions: JSONObject = [
    "id": id, "position": position, "instant": instant, "fields": fields,
    "kind": words(Kind.allCases.map(\.name)), "level": words(Level.allCases.map(\.name)),
    "phase": words(Phase.allCases.map(\.name)),
  ]
}

extension JSONWriter {
  /// Writes a value over several lines, two spaces further in at each level.
  mutating func indented(_ value: JSONValue, _ depth: Int = 0) {
    switch value {
    case .object(let object) where !object.isEmpty:
      beginObject()
      for member in object.members {
        breakLine(indent: 2 * depth + 2)
        key(member.key)
        indented(member.value, depth + 1)
      }
      breakLine(indent: 2 * depth)
      endObject()
    case .array(let elements) where elements.contains(where: { $0.kind == .object }):
      beginArray()
      for element in elements {
        breakLine(indent: 2 * depth + 2)
        indented(element, depth + 1)
      }
      breakLine(indent: 2 * depth)
      endArray()
    default: self.value(value)
    }
  }
}
