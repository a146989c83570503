internal import SquallModel

/// An object of a file whose unknown members survive: what it has shown so far.
struct KeptObject {
  /// The members that mean something in this object.
  let known: MemberSet
  private(set) var keys = JSONKeySet()
  /// The others, to be written back as they were.
  private(set) var unknown: [UnknownMember] = []

  init(known: MemberSet) {
    self.known = known
  }

  func has(_ member: Member) -> Bool { keys.contains(Int(member.rawValue)) }

  @inline(__always)
  mutating func note(
    _ member: Member, _ key: JSONText, in json: borrowing JSONReader
  ) throws(JSONFault) {
    try keys.insert(Int(member.rawValue), key, in: json)
  }

  mutating func keep(_ key: JSONText, in json: inout JSONReader) throws(JSONFault) {
    try keys.insert(key, in: json)
    let name = String(decoding: key.rawBytes, as: UTF8.self)
    let raw = try json.rawValue()
    unknown.append(UnknownMember(name: name, json: KeptObject.onOneLine(raw)))
  }

  /// A value as it stands, without the line breaks between its parts: files have a thing a line.
  static func onOneLine(_ raw: UnsafeRawBufferPointer) -> String {
    guard raw.contains(UInt8(ascii: "\n")) || raw.contains(UInt8(ascii: "\r")) else {
      return String(decoding: raw, as: UTF8.self)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var isInString = false
    var place = 0
    while place < raw.count {
      let byte = raw[place]
      place += 1
      if isInString {
        bytes.append(byte)
        if byte == UInt8(ascii: "\\") {
          bytes.append(raw[place])
          place += 1
        }
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else if byte > UInt8(ascii: " ") {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { isInString = true }
        if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
          bytes.append(UInt8(ascii: " "))
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension FormatDecoder {
  /// The next member that the object knows; others are kept on the way. Nil at the end.
  @inline(__always)
  mutating func next(_ object: inout KeptObject) throws(JSONFault) -> Member? {
    while let key = try json.nextKey() {
      if let member = Member(key), object.known.contains(member) {
        try object.note(member, key, in: json)
        return member
      }
      try object.keep(key, in: &json)
    }
    return nil
  }
}

extension JSONWriter {
  /// Writes the members that this version does not know, as they were.
  mutating func unknown(_ members: [UnknownMember]) {
    for member in members {
      key(raw: member.name)
      raw(member.json)
    }
  }
}
