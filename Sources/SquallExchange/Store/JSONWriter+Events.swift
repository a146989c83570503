import SquallModel

extension JSONWriter {
  /// Writes the data of an event as an object.
  mutating func fields(_ fields: [Field]) {
    beginObject()
    for field in fields {
      key(field.name)
      value(field.value)
    }
    endObject()
  }

  /// Writes a string, or null where there is none.
  mutating func optional(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  /// Writes an identifier as a string.
  mutating func uuid(_ id: NameUUID) {
    withUnsafeTemporaryAllocation(byteCount: NameUUID.length + 2, alignment: 1) { quoted in
      guard let base = quoted.baseAddress else { return }
      quoted[0] = UInt8(ascii: "\"")
      id.write(to: base + 1)
      quoted[NameUUID.length + 1] = UInt8(ascii: "\"")
      raw(UnsafeRawBufferPointer(quoted))
    }
  }

  /// Passes on what has been written where that is a whole piece.
  mutating func passOn<Failure: Error>(
    to write: (UnsafeRawBufferPointer) throws(Failure) -> Void, atLeast least: Int = Chunk.bytes
  ) throws(Failure) {
    guard count >= least, count > 0 else { return }
    try withBytes(write)
    dropBytes()
  }
}
