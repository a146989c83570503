import SquallModel

extension StoreFormat: ImportFormat {
  /// Reads squall's own document, a bare list of events, or one event a line.
  public func read(_ document: UnsafeRawBufferPointer) throws(ImportError) -> ImportedBoard {
    if document.count > ImportLimit.bytes {
      throw ImportError(.documentTooLong(ImportLimit.bytes), line: 1, column: 1)
    }
    if EventLines.begins(document, .store) { return try EventLines.read(document, .store) }
    var reading = StoreReading()
    do throws(JSONError) {
      return try JSONReader.read(document) { (reader) throws(JSONFault) in
        try reading.document(&reader)
      }
    } catch {
      throw ImportError(error, refusal: reading.refusal)
    }
  }
}

extension LinesFormat: ImportFormat {
  public func read(_ document: UnsafeRawBufferPointer) throws(ImportError) -> ImportedBoard {
    try EventLines.read(document, .store)
  }
}

/// Reads a document in store format.
private struct StoreReading {
  private var events = EventsReading(.store)
  private var ownRefusal: ImportError.Reason?

  var refusal: ImportError.Reason? { ownRefusal ?? events.refusal }

  mutating func document(_ reader: inout JSONReader) throws(JSONFault) -> ImportedBoard {
    if try reader.peekKind() == .array {
      try events.events(&reader)
      return ImportedBoard(stickies: events.stickies)
    }
    var title: String?
    var hasEvents = false
    var keys = JSONKeySet()
    let start = reader.nextOffset()
    try reader.beginObject()
    while let key = try reader.nextKey() {
      try keys.insert(key, in: reader)
      if key == "format" {
        try format(&reader)
      } else if key == "version" {
        try version(&reader)
      } else if key == "session" {
        title = try self.title(&reader)
      } else if key == "events" {
        try events.events(&reader)
        hasEvents = true
      } else {
        try reader.skipValue()
      }
    }
    guard hasEvents else { throw refuse(.missing("events"), at: start) }
    return ImportedBoard(title: title, stickies: events.stickies)
  }

  private mutating func format(_ reader: inout JSONReader) throws(JSONFault) {
    let start = reader.nextOffset()
    let format = try reader.string(limit: Limit.nameBytes.maximum)
    if format != StoreFormat.mark { throw refuse(.otherFormat(format), at: start) }
  }

  private mutating func version(_ reader: inout JSONReader) throws(JSONFault) {
    let start = reader.nextOffset()
    let version = try reader.integer()
    if version != StoreFormat.version { throw refuse(.unknownVersion(version), at: start) }
  }

  private mutating func title(_ reader: inout JSONReader) throws(JSONFault) -> String? {
    guard case .object(let session) = try reader.value() else { return nil }
    return session["title"]?.string.flatMap { title in
      title.utf8.count <= Limit.nameBytes.maximum && !title.isEmpty ? title : nil
    }
  }

  private mutating func refuse(_ reason: ImportError.Reason, at offset: Int) -> JSONFault {
    ownRefusal = reason
    return JSONFault(.refused, at: offset)
  }
}
