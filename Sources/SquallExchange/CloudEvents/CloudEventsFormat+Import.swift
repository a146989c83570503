import SquallModel

extension CloudEventsFormat: ImportFormat {
  /// Reads a batch, one event, or one event a line; the data must be JSON.
  public func read(_ document: UnsafeRawBufferPointer) throws(ImportError) -> ImportedBoard {
    if document.count > ImportLimit.bytes {
      throw ImportError(.documentTooLong(ImportLimit.bytes), line: 1, column: 1)
    }
    if shape == .lines || EventLines.begins(document, .cloudEvents) {
      return try EventLines.read(document, .cloudEvents)
    }
    var reading = EventsReading(.cloudEvents)
    do throws(JSONError) {
      try JSONReader.read(document) { (reader) throws(JSONFault) in
        if try reader.peekKind() == .object {
          try reading.event(&reader)
        } else {
          try reading.events(&reader)
        }
      }
    } catch {
      throw ImportError(error, refusal: reading.refusal)
    }
    return ImportedBoard(stickies: reading.stickies)
  }
}
