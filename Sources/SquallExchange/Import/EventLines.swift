import SquallModel

/// Documents of one JSON object a line.
enum EventLines {
  /// Reads a document of one event a line; empty lines are passed over.
  static func read(
    _ document: UnsafeRawBufferPointer, _ words: EventsReading.Words
  ) throws(ImportError) -> ImportedBoard {
    if document.count > ImportLimit.bytes {
      throw ImportError(.documentTooLong(ImportLimit.bytes), line: 1, column: 1)
    }
    var reading = EventsReading(words)
    var number = 0
    var start = document.startIndex
    while start < document.endIndex {
      let end = document[start...].firstIndex(of: UInt8(ascii: "\n")) ?? document.endIndex
      let line = UnsafeRawBufferPointer(rebasing: document[start..<end])
      if !isBlank(line) {
        try read(line, after: number, &reading)
      }
      number += 1
      start = end + 1
    }
    return ImportedBoard(stickies: reading.stickies)
  }

  private static func read(
    _ line: UnsafeRawBufferPointer, after lines: Int, _ reading: inout EventsReading
  ) throws(ImportError) {
    do throws(JSONError) {
      try JSONReader.read(line) { (reader) throws(JSONFault) in try reading.event(&reader) }
    } catch {
      throw ImportError(error, refusal: reading.refusal, after: lines)
    }
  }

  /// Whether a document's first line is an event by itself.
  static func begins(_ document: UnsafeRawBufferPointer, _ words: EventsReading.Words) -> Bool {
    let end = document.firstIndex(of: UInt8(ascii: "\n")) ?? document.endIndex
    let line = UnsafeRawBufferPointer(rebasing: document[..<end])
    let isEvent = try? JSONReader.read(line) { (reader) throws(JSONFault) in
      var isEvent = false
      try reader.beginObject()
      while let key = try reader.nextKey() {
        if key == words.type { isEvent = true }
        try reader.skipValue()
      }
      return isEvent
    }
    return isEvent ?? false
  }

  private static func isBlank(_ line: UnsafeRawBufferPointer) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}
