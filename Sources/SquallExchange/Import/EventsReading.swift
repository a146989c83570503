import SquallModel

/// Reads events of other programs as stickies, whatever their members are called.
struct EventsReading {
  /// What the members of an event are called.
  struct Words {
    var type: StaticString
    var typeName: String
    var data: StaticString
    /// Where squall's own members are: in an object of that name, or beside the others.
    var metadata: StaticString?

    /// What an event store records.
    static let store = Words(
      type: "event_type", typeName: "event_type", data: "data", metadata: "metadata")
    static let cloudEvents = Words(type: "type", typeName: "type", data: "data", metadata: nil)
  }

  private let words: Words
  /// What has been read.
  private(set) var stickies: [ImportedSticky] = []
  /// Why the reading was refused, where the reader itself had no objection.
  private(set) var refusal: ImportError.Reason?

  init(_ words: Words) { self.words = words }

  /// What one event said.
  private struct Event {
    var type: String?
    var fields: [Field] = []
    var text: String?
    var lane: String?
    var hotspots: [String] = []
    var note: String?
    var context: String?
    var id: ID?
  }

  /// Reads an array of events.
  mutating func events(_ reader: inout JSONReader) throws(JSONFault) {
    try reader.beginArray()
    while try reader.nextElement() { try event(&reader) }
  }

  /// Reads one event.
  mutating func event(_ reader: inout JSONReader) throws(JSONFault) {
    let start = reader.nextOffset()
    var event = Event()
    var keys = JSONKeySet()
    try reader.beginObject()
    while let key = try reader.nextKey() {
      try keys.insert(key, in: reader)
      if key == words.type {
        event.type = try text(&reader, .textBytes)
      } else if key == words.data {
        event.fields = try fields(&reader)
      } else if let metadata = words.metadata {
        if key == metadata { take(try reader.value(), to: &event) } else { try reader.skipValue() }
      } else {
        take(key.string, try reader.value(), to: &event)
      }
    }
    guard let type = event.type else { throw refuse(.missing(words.typeName), at: start) }
    if type.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      throw refuse(.blankText(.domainEvent), at: start)
    }
    if stickies.count >= Limit.stickies.maximum { throw refuse(.limit(.stickies), at: start) }
    add(event, type: type)
  }

  private mutating func add(_ event: Event, type: String) {
    var sticky = ImportedSticky(
      id: event.id, kind: .domainEvent, text: wording(event.text, of: type),
      place: .next(lane: event.lane), fields: event.fields, note: event.note)
    sticky.context = event.context
    stickies.append(sticky)
    for text in event.hotspots {
      stickies.append(ImportedSticky(kind: .hotspot, text: text, place: .attached))
    }
  }

  /// The original wording, where the type is still the one that it gives.
  private func wording(_ text: String?, of type: String) -> String {
    guard let text else { return ReadableText.text(for: type) }
    let isOriginal = Naming.allCases.contains { naming in
      naming.name(for: text).map { type.utf8.reversed().starts(with: $0.utf8.reversed()) } ?? false
    }
    return isOriginal ? text : ReadableText.text(for: type)
  }

  private mutating func text(
    _ reader: inout JSONReader, _ limit: Limit
  ) throws(JSONFault) -> String {
    let start = reader.nextOffset()
    let text = try reader.string()
    if text.utf8.count > limit.maximum { throw refuse(.limit(limit), at: start) }
    return text
  }

  private mutating func fields(_ reader: inout JSONReader) throws(JSONFault) -> [Field] {
    if reader.takeNull() { return [] }
    var fields: [Field] = []
    var keys = JSONKeySet()
    try reader.beginObject()
    while let key = try reader.nextKey() {
      try keys.insert(key, in: reader)
      let start = reader.offset(of: key)
      let field = Field(name: key.string, value: try reader.value())
      if let reason = EventsReading.objection(to: field, behind: fields.count) {
        throw refuse(reason, at: start)
      }
      fields.append(field)
    }
    return fields
  }

  /// Why a sticky cannot have one more field; nil where it can.
  static func objection(to field: Field, behind count: Int) -> ImportError.Reason? {
    if field.name.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return .blankName }
    if field.name.utf8.count > Limit.fieldNameBytes.maximum { return .limit(.fieldNameBytes) }
    if field.value.byteCount > Limit.fieldValueBytes.maximum { return .limit(.fieldValueBytes) }
    return count < Limit.fieldsOfOneSticky.maximum ? nil : .limit(.fieldsOfOneSticky)
  }

  private mutating func refuse(_ reason: ImportError.Reason, at offset: Int) -> JSONFault {
    refusal = reason
    return JSONFault(.refused, at: offset)
  }
}

// MARK: - Squall's own members

extension EventsReading {
  /// Takes what squall wrote beside an event; other programs' members of that name are let be.
  private func take(_ metadata: JSONValue, to event: inout Event) {
    guard case .object(let object) = metadata else { return }
    for member in object.members { take(member.key, member.value, to: &event) }
  }

  private func take(_ name: String, _ value: JSONValue, to event: inout Event) {
    switch (name, value) {
    case ("text", .string(let text)) where fits(text, .textBytes): event.text = text
    case ("lane", .string(let lane)) where fits(lane, .nameBytes): event.lane = lane
    case ("bounded_context", .string(let name)) where fits(name, .nameBytes),
      ("boundedcontext", .string(let name)) where fits(name, .nameBytes):
      event.context = name
    case ("note", .string(let note)) where fits(note, .noteBytes): event.note = note
    case ("sticky_id", .string(let id)), ("stickyid", .string(let id)): event.id = ID(id)
    case ("hotspots", .array(let texts)):
      event.hotspots = texts.compactMap(\.string).filter { fits($0, .textBytes) }
    default: break
    }
  }

  private func fits(_ text: String, _ limit: Limit) -> Bool {
    text.utf8.count <= limit.maximum
      && !text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
