internal import SquallModel

extension Schema {
  static var ofSession: JSONValue {
    var schema = head("session", "A squall session file")
    schema["description"] =
      "Missing members get sensible values; members that are not named here are kept."
    schema["type"] = "object"
    var properties: JSONObject = [
      "format": ["const": .string(SessionFormat.name)],
      "version": ["const": .number(JSONNumber(SessionFormat.version))],
      "revision": ["type": "integer", "minimum": 0],
      "checksum": ["type": "string", "pattern": "^[0-9a-f]{16}$"],
    ]
    for member in ofBoard.members { properties[member.key] = member.value }
    schema["properties"] = .object(properties)
    schema["anyOf"] = [["required": ["format"]], ["required": ["stickies"]]]
    schema["$defs"] = .object(sessionDefinitions)
    return .object(schema)
  }

  /// The members of a board.
  static var ofBoard: JSONObject {
    [
      "id": reference("id"), "title": text(.nameBytes), "level": reference("level"),
      "phase": reference("phase"), "createdAt": reference("instant"),
      "participants": list(reference("named"), .participants),
      "lanes": list(reference("named"), .lanes),
      "stickies": list(reference("sticky"), .stickies),
      "links": list(reference("link"), .links),
      "contexts": list(reference("context"), .contexts),
      "glossary": list(reference("term"), .terms),
      "emptyColumns": list(reference("position"), .emptyColumns),
    ]
  }

  /// What a board refers to.
  static var sessionDefinitions: JSONObject {
    var all = definitions
    all["named"] = [
      "type": "object", "properties": ["id": reference("id"), "name": text(.nameBytes)],
      "anyOf": [["required": ["id"]], ["required": ["name"]]],
    ]
    all["sticky"] = sticky
    all["link"] = [
      "type": "object",
      "properties": [
        "id": reference("id"), "from": reference("id"), "to": reference("id"),
        "label": text(.nameBytes),
      ], "required": ["from", "to"],
    ]
    all["context"] = [
      "type": "object",
      "properties": [
        "id": reference("id"), "name": text(.nameBytes), "stickies": list(reference("id")),
      ], "required": ["name"],
    ]
    all["term"] = [
      "type": "object",
      "properties": ["name": text(.nameBytes), "meaning": text(.noteBytes)],
      "required": ["name"],
    ]
    return all
  }

  private static var sticky: JSONValue {
    var properties = JSONObject()
    for member in Member.ofSticky.members { properties[member.name] = ofStickyMember(member) }
    return [
      "type": "object", "properties": .object(properties),
      "allOf": [
        ["if": ["required": ["on"]], "then": ["not": noSpot]],
        [
          "if": ["properties": ["inbox": ["const": true]], "required": ["inbox"]],
          "then": ["not": noSpot],
        ],
      ],
    ]
  }

  /// What a sticky that stands elsewhere does not have.
  private static let noSpot: JSONValue = [
    "anyOf": [["required": ["lane"]], ["required": ["at"]], ["required": ["row"]]]
  ]

  /// A member of a sticky, in a session file and in the change that adds one.
  static func ofStickyMember(_ member: Member) -> JSONValue {
    switch member {
    case .id, .on, .copyOf: reference("id")
    case .kind: reference("kind")
    case .text: text(.textBytes)
    case .at, .row: reference("position")
    case .fields: reference("fields")
    case .note: text(.noteBytes)
    case .inbox, .pivotal, .tentative: flag
    case .state: words(["open", "addressed"])
    case .votes:
      [
        "type": "object",
        "additionalProperties": [
          "type": "integer", "minimum": 1,
          "maximum": .number(JSONNumber(Limit.votesOfOnePerson.maximum)),
        ],
      ]
    case .createdAt, .changedAt: reference("instant")
    default: text(.nameBytes)
    }
  }
}
