internal import SquallModel

/// Reads what squall's formats have in common, and keeps the reason of a refusal.
///
/// A fault carries only its byte; line, column and path are found once one leaves the reader.
struct FormatDecoder {
  var json: JSONReader
  /// Why the last fault was thrown, where it was no fault of the JSON.
  var refusal: FormatReason?
  /// How long lists of stickies are read.
  let division: Division

  init(_ json: JSONReader, division: Division = .none) {
    self.json = json
    self.division = division
  }

  /// Reads a whole document.
  /// - Throws: ``FormatError`` for the first thing that is wrong.
  static func read<Result>(
    _ document: UnsafeRawBufferPointer, limits: JSONLimits, division: Division = .none,
    _ body: (inout FormatDecoder) throws(JSONFault) -> Result
  ) throws(FormatError) -> Result {
    var refusal: FormatReason?
    do throws(JSONError) {
      return try JSONReader.read(document, limits: limits) { (reader) throws(JSONFault) in
        var decoder = FormatDecoder(reader, division: division)
        defer {
          reader = decoder.json
          refusal = decoder.refusal
        }
        return try body(&decoder)
      }
    } catch {
      let isRefusal = error.reason == .refused
      throw FormatError(
        isRefusal ? refusal ?? .json(error.reason) : .json(error.reason), at: error.place)
    }
  }

  /// The fault of a document that is good JSON and no good otherwise.
  mutating func refuse(_ reason: FormatReason, at offset: Int) -> JSONFault {
    refusal = reason
    return JSONFault(.refused, at: offset)
  }

  mutating func refuse(_ reason: FormatReason, at text: JSONText) -> JSONFault {
    refuse(reason, at: json.offset(of: text))
  }
}

// MARK: - Values that stand in several places

extension FormatDecoder {
  /// How much of a text is repeated in an error, in characters.
  private static let quotedLength = 80

  /// The beginning of a text, to be repeated in an error.
  func quoted(_ text: JSONText) -> String { String(text.string.prefix(Self.quotedLength)) }

  mutating func id() throws(JSONFault) -> ID {
    let text = try json.text()
    return try id(of: text)
  }

  mutating func id(of text: JSONText) throws(JSONFault) -> ID {
    guard !text.isEscaped, text.count > 0, text.count <= ID.maximumLength,
      text.rawBytes.allSatisfy(ID.isAllowed)
    else {
      guard text.isEscaped, let id = ID(text.string) else {
        throw refuse(.badID(quoted(text)), at: text)
      }
      return id
    }
    return ID(checked: text.string)
  }

  mutating func ids() throws(JSONFault) -> [ID] {
    var ids: [ID] = []
    try json.beginArray()
    while try json.nextElement() { ids.append(try id()) }
    return ids
  }

  mutating func position() throws(JSONFault) -> PositionKey {
    let text = try json.text()
    if text == "V" { return .middle }
    guard text.count <= Limit.positionKeyBytes.maximum, let key = PositionKey(text.string) else {
      throw refuse(.badPosition(quoted(text)), at: text)
    }
    return key
  }

  mutating func positions(_ limit: Limit) throws(JSONFault) -> [PositionKey] {
    var keys: [PositionKey] = []
    try json.beginArray()
    while try json.nextElement() {
      guard keys.count < limit.maximum else {
        throw refuse(.limit(limit), at: json.nextOffset())
      }
      keys.append(try position())
    }
    return keys
  }

  mutating func instant() throws(JSONFault) -> Instant {
    let text = try json.text()
    guard let instant = Instant(text) else { throw refuse(.badInstant(quoted(text)), at: text) }
    return instant
  }

  /// A text that is held to a limit before memory is taken for it.
  mutating func string(_ limit: Limit) throws(JSONFault) -> String {
    let text = try json.text()
    return try string(of: text, limit)
  }

  mutating func string(of text: JSONText, _ limit: Limit) throws(JSONFault) -> String {
    // An escape stands for at least a sixth of its bytes.
    let shortest = text.isEscaped ? text.count / 6 : text.count
    guard shortest <= limit.maximum else { throw refuse(.limit(limit), at: text) }
    let string = text.string
    guard !text.isEscaped || string.utf8.count <= limit.maximum else {
      throw refuse(.limit(limit), at: text)
    }
    return string
  }

  /// A value of a field, held to its limit before memory is taken for it.
  mutating func fieldValue() throws(JSONFault) -> JSONValue {
    let offset = json.nextOffset()
    let value = try json.value()
    guard value.byteCount <= Limit.fieldValueBytes.maximum else {
      throw refuse(.limit(.fieldValueBytes), at: offset)
    }
    return value
  }

  /// The fields of a sticky: an object of any values.
  mutating func fields() throws(JSONFault) -> [Field] {
    var fields: [Field] = []
    var keys = JSONKeySet()
    try json.beginObject()
    while let key = try json.nextKey() {
      try keys.insert(key, in: json)
      guard fields.count < Limit.fieldsOfOneSticky.maximum else {
        throw refuse(.limit(.fieldsOfOneSticky), at: key)
      }
      let name = try string(of: key, .fieldNameBytes)
      fields.append(Field(name: name, value: try fieldValue()))
    }
    return fields
  }

  mutating func kind() throws(JSONFault) -> Kind {
    let text = try json.text()
    if let kind = Kind(text) { return kind }
    throw unknownWord(.kind, text, among: Kind.allCases.map(\.name))
  }

  mutating func level() throws(JSONFault) -> Level {
    let text = try json.text()
    if let level = Level(name: text.string) { return level }
    throw unknownWord(.level, text, among: Level.allCases.map(\.name))
  }

  mutating func phase() throws(JSONFault) -> Phase {
    let text = try json.text()
    if let phase = Phase(name: text.string) { return phase }
    throw unknownWord(.phase, text, among: Phase.allCases.map(\.name))
  }

  mutating func unknownWord(
    _ vocabulary: Vocabulary, _ text: JSONText, among words: [String]
  ) -> JSONFault {
    let word = quoted(text)
    return refuse(.unknownWord(vocabulary, word, nearest: word.nearest(among: words)), at: text)
  }
}

extension Kind {
  /// The kind of that name, compared in place.
  init?(_ text: JSONText) {
    if text == "domainEvent" {
      self = .domainEvent
    } else if text == "command" {
      self = .command
    } else if text == "policy" {
      self = .policy
    } else if text == "aggregate" {
      self = .aggregate
    } else if text == "actor" {
      self = .actor
    } else if text == "readModel" {
      self = .readModel
    } else if text == "externalSystem" {
      self = .externalSystem
    } else if text == "hotspot" {
      self = .hotspot
    } else {
      self.init(name: text.string)
    }
  }
}
