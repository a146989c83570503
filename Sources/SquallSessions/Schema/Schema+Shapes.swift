internal import SquallModel

// The schemas of edits and of the log, from the tables that their readers go by.

extension Schema {
  static var ofEdits: JSONValue {
    var schema = head("edits", "An edit, one line for squall apply")
    schema["allOf"] = [reference("edit")]
    schema["properties"] = ["by": text(.nameBytes), "edit_id": reference("id")]
    schema["unevaluatedProperties"] = false
    var all = definitions
    all["edit"] = [
      "type": "object", "required": ["edit"],
      "oneOf": .array(
        EditName.allCases.map { edit in
          shape("edit", edit.name, edit.shape) { ofEditMember($0, edit) }
        }),
    ]
    schema["$defs"] = .object(all)
    return .object(schema)
  }

  static var ofLog: JSONValue {
    var schema = head("log", "An entry of the log, one line of squall log --json")
    schema["type"] = "object"
    schema["properties"] = [
      "sequence": ["type": "integer", "minimum": 1], "edit_id": reference("id"),
      "at": reference("instant"), "by": reference("id"), "change": closedChange,
    ]
    schema["required"] = ["sequence", "edit_id", "at", "change"]
    schema["additionalProperties"] = false
    var all = sessionDefinitions
    all["change"] = [
      "type": "object", "required": ["change"],
      "oneOf": .array(
        ChangeName.allCases.map { change in
          shape("change", String(describing: change.name), change.shape) {
            ofChangeMember($0, change)
          }
        }),
    ]
    schema["$defs"] = .object(all)
    return .object(schema)
  }

  private static let closedChange: JSONValue = [
    "allOf": [reference("change")], "unevaluatedProperties": false,
  ]

  private static let closedEdit: JSONValue = [
    "allOf": [reference("edit")], "unevaluatedProperties": false,
  ]

  /// What one edit or change may say.
  private static func shape(
    _ word: String, _ name: String, _ shape: Shape, _ value: (Member) -> JSONValue
  ) -> JSONValue {
    var properties: JSONObject = [word: ["const": .string(name)]]
    for member in shape.allowed.members where member.name != word {
      properties[member.name] = value(member)
    }
    var schema: JSONObject = ["properties": .object(properties)]
    if shape.required != [] { schema["required"] = names(shape.required.members) }
    let rules = shape.choices.flatMap { rule($0) }
    if !rules.isEmpty { schema["allOf"] = .array(rules) }
    return .object(schema)
  }

  /// That at most one, or exactly one, of some members stands there.
  private static func rule(_ choice: Shape.Choice) -> [JSONValue] {
    let each = choice.members.map { member -> JSONValue in ["required": names([member])] }
    if choice.isRequired { return [["oneOf": .array(each)]] }
    return [["oneOf": .array([["not": ["anyOf": .array(each)]]] + each)]]
  }

  private static func ofEditMember(_ member: Member, _ edit: EditName) -> JSONValue {
    switch (member, edit) {
    case (.to, .addLink): reference("id")
    case (.to, .addLane), (.to, .moveLane): words(["start", "end"])
    case (.to, _): words(["start", "end", "inbox"])
    case (.after, .addLane), (.after, .moveLane), (.before, .addLane), (.before, .moveLane),
      (.id, .renameLane), (.id, .moveLane), (.id, .removeLane), (.lane, _):
      text(.nameBytes)
    case (.was, .setField), (.value, _): true
    case (.was, .rewordSticky): text(.textBytes)
    case (.was, .setNote): text(.noteBytes)
    case (.name, .setField), (.name, .removeField): text(.fieldNameBytes)
    case (.count, _): ["type": "integer", "minimum": 0]
    case (.columns, _): ["type": "integer", "minimum": 1]
    case (.edits, _): list(closedEdit, .editsInOneBatch)
    default: ofPlainMember(member)
    }
  }

  private static func ofChangeMember(_ member: Member, _ change: ChangeName) -> JSONValue {
    switch (member, change) {
    case (.changes, _): list(closedChange)
    case (.board, _): ["type": "object", "properties": .object(ofBoard)]
    case (.more, _): ["type": "object"]
    case (.value, _): true
    case (.index, _), (.count, _): ["type": "integer", "minimum": 0]
    case (.name, .fieldSet), (.name, .fieldRemoved): text(.fieldNameBytes)
    case (.positions, _): list(reference("position"), .emptyColumns)
    case (.lane, _), (.by, _), (.participant, _): reference("id")
    default: ofPlainMember(member)
    }
  }

  /// A member that means the same wherever it stands.
  private static func ofPlainMember(_ member: Member) -> JSONValue {
    switch member {
    case .after, .before, .with, .of, .from, .to: reference("id")
    case .stickies, .adding, .removing: list(reference("id"))
    case .level: reference("level")
    case .phase: reference("phase")
    case .title, .name, .label, .was: text(.nameBytes)
    case .meaning: text(.noteBytes)
    default: ofStickyMember(member)
    }
  }
}
