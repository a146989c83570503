import SquallModel

/// Writes recorded events as CloudEvents.
enum CloudEventWriter {
  /// The digits of `sequence`, which is compared as text.
  private static let sequenceDigits = 20

  /// Writes one event as an object on one line; an attribute that nobody knows is left out.
  static func write(
    _ event: borrowing RecordedEvent, source: String, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("specversion")
    json.string("1.0" as StaticString)
    json.key("id")
    json.uuid(event.id)
    json.key("source")
    json.string(source)
    json.key("type")
    json.attribute(event.type)
    json.key("subject")
    json.attribute(event.stream)
    if let instant = event.recordedAt {
      json.key("time")
      json.instant(instant)
    }
    json.key("datacontenttype")
    json.string("application/json" as StaticString)
    writeExtensions(of: event, to: &json)
    json.key("data")
    json.fields(event.data)
    json.endObject()
  }

  private static func writeExtensions(
    of event: borrowing RecordedEvent, to json: inout JSONWriter
  ) {
    json.key("sequence")
    json.padded(event.sequence, digits: sequenceDigits)
    json.key("correlationid")
    json.uuid(event.correlation)
    if let cause = event.causation {
      json.key("causationid")
      json.uuid(cause)
    }
    json.key("stickyid")
    json.string(event.sticky.text)
    json.attribute("text", event.text)
    json.attribute("lane", event.lane)
    json.attribute("aggregate", event.aggregate)
    json.attribute("command", event.command)
    json.attribute("actor", event.actor)
    json.attribute("policy", event.policy)
    json.attribute("boundedcontext", event.boundedContext)
    json.attribute("author", event.author)
  }
}

extension JSONWriter {
  /// Writes an attribute with its name; one without a value is left out.
  fileprivate mutating func attribute(_ name: StaticString, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    key(name)
    attribute(text)
  }

  /// Writes the value of an attribute, in which control characters and noncharacters may not be.
  fileprivate mutating func attribute(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { $0.allSatisfy { $0 &- 0x20 < 0x5F } }
    string(isPlain ? text : CloudEventText.allowed(text))
  }

  /// Writes a whole number as text of that many digits, zeros in front.
  fileprivate mutating func padded(_ value: Int, digits: Int) {
    withUnsafeTemporaryAllocation(byteCount: digits + 2, alignment: 1) { quoted in
      quoted[0] = UInt8(ascii: "\"")
      quoted[digits + 1] = UInt8(ascii: "\"")
      var rest = value.magnitude
      for place in stride(from: digits, to: 0, by: -1) {
        quoted[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      raw(UnsafeRawBufferPointer(quoted))
    }
  }
}

/// The text of an attribute.
///
/// Source: CloudEvents 1.0.2, "Type System", String.
enum CloudEventText {
  /// The text with a space for each character that CloudEvents does not allow in it.
  static func allowed(_ text: String) -> String {
    guard !text.unicodeScalars.allSatisfy(isAllowed) else { return text }
    var allowed = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { allowed.append(isAllowed(scalar) ? scalar : " ") }
    return String(allowed)
  }

  /// Control characters and noncharacters are not allowed.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }
}
