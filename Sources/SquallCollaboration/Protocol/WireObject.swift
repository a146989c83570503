public import SquallModel

/// Why a message of the protocol cannot be read.
public enum WireError: Error, Hashable, Sendable {
  /// It is no strict JSON, or a value is of the wrong kind.
  case json(JSONError)
  /// A member that must be there is not.
  case missing(String)
  /// A member holds what it cannot hold.
  case bad(String)
}

/// A small message, read whole; members that nobody asks for are let be (W3).
struct WireObject {
  /// What a message may ask of the reader.
  static let limits = JSONLimits(
    bytes: 4 << 20, depth: 8, string: 64 << 10, members: 4_096, values: 100_000)

  /// The largest number that a message may say, as a log's largest sequence.
  static let maximumInteger = Limit.entries.maximum

  private let object: JSONObject

  init(_ object: JSONObject) { self.object = object }

  init(_ bytes: [UInt8]) throws(WireError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes, limits: WireObject.limits)
    } catch {
      throw .json(error)
    }
    guard case .object(let object) = value else { throw .bad("") }
    self.object = object
  }

  /// The value of a member; nil where it is not there or `null`.
  private func member(_ name: String) -> JSONValue? {
    guard let value = object[name], value != .null else { return nil }
    return value
  }

  func has(_ name: String) -> Bool { member(name) != nil }

  func optionalString(_ name: String) throws(WireError) -> String? {
    guard let value = member(name) else { return nil }
    guard let text = value.string else { throw .bad(name) }
    return text
  }

  func string(_ name: String) throws(WireError) -> String {
    guard let text = try optionalString(name) else { throw .missing(name) }
    return text
  }

  func optionalID(_ name: String) throws(WireError) -> ID? {
    guard let text = try optionalString(name) else { return nil }
    guard let id = ID(text) else { throw .bad(name) }
    return id
  }

  func id(_ name: String) throws(WireError) -> ID {
    guard let id = try optionalID(name) else { throw .missing(name) }
    return id
  }

  /// A whole number from 0 to a maximum; no sum of two overflows.
  func optionalInteger(
    _ name: String, atMost maximum: Int = WireObject.maximumInteger
  ) throws(WireError) -> Int? {
    guard let value = member(name) else { return nil }
    guard case .number(let number) = value, let integer = number.int,
      (0...maximum).contains(integer)
    else { throw .bad(name) }
    return integer
  }

  func integer(
    _ name: String, atMost maximum: Int = WireObject.maximumInteger
  ) throws(WireError) -> Int {
    guard let integer = try optionalInteger(name, atMost: maximum) else { throw .missing(name) }
    return integer
  }

  /// False where the member is not there.
  func flag(_ name: String) throws(WireError) -> Bool {
    guard let value = member(name) else { return false }
    guard case .bool(let flag) = value else { throw .bad(name) }
    return flag
  }

  func optionalObject(_ name: String) throws(WireError) -> WireObject? {
    guard let value = member(name) else { return nil }
    guard case .object(let object) = value else { throw .bad(name) }
    return WireObject(object)
  }

  func value(_ name: String) -> JSONValue? { object[name] }

  /// The objects of a list; none where the member is not there.
  func objects(_ name: String) throws(WireError) -> [WireObject] {
    guard let value = member(name) else { return [] }
    guard case .array(let elements) = value else { throw .bad(name) }
    var objects: [WireObject] = []
    objects.reserveCapacity(elements.count)
    for element in elements {
      guard case .object(let object) = element else { throw .bad(name) }
      objects.append(WireObject(object))
    }
    return objects
  }

  /// The texts of a list; none where the member is not there.
  func strings(_ name: String) throws(WireError) -> [String] {
    guard let value = member(name) else { return [] }
    guard case .array(let elements) = value else { throw .bad(name) }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string else { throw .bad(name) }
      texts.append(text)
    }
    return texts
  }

  /// A word that is one of a list.
  func word<Word>(_ name: String, _ read: (String) -> Word?) throws(WireError) -> Word {
    guard let word = read(try string(name)) else { throw .bad(name) }
    return word
  }
}

extension JSONWriter {
  mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  mutating func member(_ name: StaticString, _ id: ID) { member(name, id.text) }

  mutating func member(_ name: StaticString, _ value: Int) {
    key(name)
    integer(value)
  }

  mutating func optional(_ name: StaticString, _ text: String?) {
    if let text { member(name, text) }
  }

  mutating func optional(_ name: StaticString, _ id: ID?) {
    if let id { member(name, id.text) }
  }

  /// Writes a flag that is up; one that is not says nothing.
  mutating func flag(_ name: StaticString, _ isUp: Bool) {
    guard isUp else { return }
    key(name)
    bool(true)
  }
}

/// The bytes of one small message.
func wireBytes(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
  var writer = JSONWriter()
  body(&writer)
  return writer.bytes
}
