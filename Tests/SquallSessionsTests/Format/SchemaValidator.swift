import SquallModel

/// As much of JSON Schema 2020-12 as squall's schemas use; what it does not know it refuses.
struct SchemaValidator {
  let root: JSONObject
  private let patterns = Patterns()

  /// The patterns that were met, each compiled once.
  private final class Patterns {
    private var known: [String: Regex<AnyRegexOutput>] = [:]

    func matches(_ pattern: String, _ text: String) -> Bool {
      guard let regex = known[pattern] ?? (try? Regex(pattern)) else { return false }
      known[pattern] = regex
      return text.contains(regex)
    }
  }

  init(_ schema: JSONValue) {
    guard case .object(let root) = schema else { preconditionFailure("a schema is an object") }
    self.root = root
  }

  /// What a value breaks, with the path to it; empty where it is valid.
  func faults(in value: JSONValue) -> [String] {
    validate(value, .object(root), "").faults
  }

  private struct Outcome {
    var faults: [String] = []
    /// The members of the object that a schema has looked at.
    var evaluated: Set<String> = []

    mutating func merge(_ other: Outcome) {
      faults += other.faults
      if other.faults.isEmpty { evaluated.formUnion(other.evaluated) }
    }
  }

  private func validate(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> Outcome {
    var outcome = Outcome()
    switch schema {
    case .bool(true): return outcome
    case .object(let rules):
      for rule in rules.members where rule.key != "unevaluatedProperties" {
        outcome.merge(check(value, rule.key, rule.value, rules, path))
      }
      if rules["unevaluatedProperties"] == .bool(false), case .object(let object) = value {
        for member in object.members where !outcome.evaluated.contains(member.key) {
          outcome.faults.append("\(path): \(member.key) is not known")
        }
      }
      return outcome
    default: return Outcome(faults: ["\(path): no schema"])
    }
  }

  private func check(
    _ value: JSONValue, _ rule: String, _ argument: JSONValue, _ rules: JSONObject, _ path: String
  ) -> Outcome {
    switch rule {
    case "$schema", "$id", "$defs", "title", "description", "then": return Outcome()
    case "$ref": return validate(value, definition(argument), path)
    case "allOf":
      var all = Outcome()
      for schema in argument.elements { all.merge(validate(value, schema, path)) }
      return all
    case "anyOf", "oneOf":
      let outcomes = argument.elements.map { validate(value, $0, path) }
      let good = outcomes.filter(\.faults.isEmpty)
      let isGood = rule == "oneOf" ? good.count == 1 : !good.isEmpty
      guard isGood else {
        let closest = outcomes.min { $0.faults.count < $1.faults.count }?.faults ?? []
        return Outcome(faults: ["\(path): \(good.count) of \(rule)"] + closest)
      }
      return Outcome(evaluated: Set(good.flatMap(\.evaluated)))
    case "not":
      let isBad = validate(value, argument, path).faults.isEmpty
      return Outcome(faults: isBad ? ["\(path): not allowed"] : [])
    case "if":
      guard validate(value, argument, path).faults.isEmpty, let then = rules["then"] else {
        return Outcome()
      }
      return validate(value, then, path)
    default: return checkPlain(value, rule, argument, rules, path)
    }
  }

  private func checkPlain(
    _ value: JSONValue, _ rule: String, _ argument: JSONValue, _ rules: JSONObject, _ path: String
  ) -> Outcome {
    var outcome = Outcome()
    func expect(_ isGood: Bool) {
      if !isGood { outcome.faults.append("\(path): \(rule) \(argument)") }
    }
    switch (rule, value) {
    case ("type", _):
      let kinds = argument.string.map { [$0] } ?? argument.elements.compactMap(\.string)
      expect(kinds.contains { value.isOf($0) })
    case ("const", _): expect(value == argument)
    case ("enum", _): expect(argument.elements.contains(value))
    case ("pattern", .string(let text)):
      expect(argument.string.map { patterns.matches($0, text) } ?? false)
    case ("maxLength", .string(let text)):
      expect(text.unicodeScalars.count <= argument.whole)
    case ("minLength", .string(let text)):
      expect(text.unicodeScalars.count >= argument.whole)
    case ("minimum", .number(let number)): expect((number.int ?? .min) >= argument.whole)
    case ("maximum", .number(let number)): expect((number.int ?? .max) <= argument.whole)
    case ("items", .array(let elements)):
      for (index, element) in elements.enumerated() {
        outcome.merge(validate(element, argument, "\(path)[\(index)]"))
      }
    case ("maxItems", .array(let elements)): expect(elements.count <= argument.whole)
    case ("required", .object(let object)):
      expect(argument.elements.allSatisfy { $0.string.map { object[$0] != nil } ?? false })
    case ("properties", .object(let object)):
      for member in object.members {
        guard let schema = argument.object?[member.key] else { continue }
        outcome.merge(validate(member.value, schema, "\(path).\(member.key)"))
        outcome.evaluated.insert(member.key)
      }
    case ("additionalProperties", .object(let object)):
      for member in object.members where rules["properties"]?.object?[member.key] == nil {
        if argument == .bool(false) {
          outcome.faults.append("\(path): \(member.key) is not known")
        } else {
          outcome.merge(validate(member.value, argument, "\(path).\(member.key)"))
        }
        outcome.evaluated.insert(member.key)
      }
    case ("propertyNames", .object(let object)):
      for member in object.members {
        outcome.faults += validate(.string(member.key), argument, path).faults
      }
    case ("maxProperties", .object(let object)): expect(object.count <= argument.whole)
    case ("pattern", _), ("maxLength", _), ("minLength", _), ("minimum", _), ("maximum", _),
      ("items", _), ("maxItems", _), ("required", _), ("properties", _),
      ("additionalProperties", _), ("propertyNames", _), ("maxProperties", _):
      break
    default: outcome.faults.append("\(path): the rule \(rule) is not known")
    }
    return outcome
  }

  private func definition(_ reference: JSONValue) -> JSONValue {
    let name = reference.string.map { String($0.dropFirst("#/$defs/".count)) } ?? ""
    return root["$defs"]?.object?[name] ?? .null
  }
}

extension JSONValue {
  var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  fileprivate var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  fileprivate var whole: Int {
    if case .number(let number) = self { number.int ?? 0 } else { 0 }
  }

  fileprivate func isOf(_ type: String) -> Bool {
    switch (type, self) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string),
      ("array", .array), ("object", .object):
      true
    case ("integer", .number(let number)): number.int != nil
    default: false
    }
  }
}
