import SquallModel

/// A document is read and skipped alike, and what is read comes back from what is written.
func fuzzJSON(_ bytes: UnsafeRawBufferPointer) {
  let skipped = Result { () throws(JSONError) in
    try JSONReader.read(bytes) { (reader) throws(JSONFault) in try reader.skipValue() }
  }
  let read = Result { () throws(JSONError) in
    try JSONReader.read(bytes) { (reader) throws(JSONFault) in try reader.value() }
  }
  switch (read, skipped) {
  case (.success(let value), .success):
    for spacing in [JSONWriter.Spacing.spaced, .compact] {
      var writer = JSONWriter(spacing)
      writer.value(value)
      let again = try? JSONValue(parsing: writer.bytes)
      hold(again == value, "a value did not come back as it was written")
    }
  case (.failure(let first), .failure(let second)):
    hold(first == second, "reading and skipping refuse differently: \(first), \(second)")
    hold(first.place.offset <= bytes.count, "a fault outside the document")
    _ = first.place.path.description
  default:
    stop("reading and skipping disagree: \(read), \(skipped)")
  }
}
