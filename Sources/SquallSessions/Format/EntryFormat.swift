public import SquallModel

/// The entry of the log: one JSON object on one line, in a journal and from `squall log --json`.
///
/// A change is an object whose `change` is its name; everything in it is resolved. Members that
/// mean nothing are refused: a change that is only half understood would give another board.
///
/// Source: design.md section 3.
public enum EntryFormat {
  /// What an entry may ask of the reader: a whole adopted board, as large as a session file.
  public static let limits = SessionFormat.limits

  /// Reads an entry.
  /// - Throws: ``FormatError`` for the first thing that is wrong.
  public static func read(_ line: UnsafeRawBufferPointer) throws(FormatError) -> Entry {
    try FormatDecoder.read(line, limits: limits) { (decoder) throws(JSONFault) in
      if let entry = decoder.writtenEntry() { return entry }
      return try decoder.entry()
    }
  }

  /// Reads an entry.
  /// - Throws: ``FormatError`` for the first thing that is wrong.
  public static func read(_ line: [UInt8]) throws(FormatError) -> Entry {
    try line.withUnsafeBufferPointer { (buffer) throws(FormatError) in
      try read(UnsafeRawBufferPointer(buffer))
    }
  }

  /// The bytes of an entry, without a line break.
  public static func bytes(of entry: Entry) -> [UInt8] {
    var writer = JSONWriter()
    writer.entry(entry)
    return writer.bytes
  }

  /// Writes an entry, without a line break.
  public static func write(_ entry: Entry, to writer: inout JSONWriter) {
    writer.entry(entry)
  }
}
