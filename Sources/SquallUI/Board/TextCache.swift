import SquallModel

/// The wrapped texts of stickies that were on the screen lately.
///
/// An entry is used only for the very text and size it was made of, so it is never out of date.
struct TextCache {
  /// The most entries; when it is full it begins again with what the next screen needs.
  static let capacity = 4_000

  /// What of a sticky is wrapped.
  enum Part: Hashable {
    case text
    /// Between quotation marks, as tentative texts are.
    case quoted
    case note
  }

  private struct Key: Hashable {
    var id: ID
    var columns: Int
    var rows: Int
    var part: Part
  }

  private struct Entry {
    var text: String
    var charset: Charset
    var lines: [SafeText]
  }

  private var entries: [Key: Entry] = [:]

  var count: Int { entries.count }

  /// The text of a sticky in lines of at most that many columns.
  mutating func lines(
    of id: ID, text: String, columns: Int, rows: Int, part: Part, charset: Charset
  ) -> [SafeText] {
    let key = Key(id: id, columns: columns, rows: rows, part: part)
    if let entry = entries[key], entry.charset == charset, entry.text == text {
      return entry.lines
    }
    var whole = SafeText(text)
    let signs = Signs.of(charset)
    switch part {
    case .text: break
    case .quoted: whole = SafeText(signs.openQuote) + whole + SafeText(signs.closeQuote)
    case .note: whole = SafeText(signs.note) + " " + whole
    }
    let lines = whole.wrapped(
      columns: columns, maximumLines: rows, ellipsis: charset.ellipsis)
    if entries.count >= TextCache.capacity { entries.removeAll(keepingCapacity: true) }
    entries[key] = Entry(text: text, charset: charset, lines: lines)
    return lines
  }

  private struct FieldEntry {
    var fields: [Field]
    var columns: Int
    var lines: [SafeText]
  }

  private var fieldEntries: [ID: FieldEntry] = [:]

  /// The fields of a sticky, one a line; where there are too many the last line counts the rest.
  mutating func fieldLines(of sticky: Sticky, columns: Int, charset: Charset) -> [SafeText] {
    if let entry = fieldEntries[sticky.id], entry.columns == columns,
      entry.fields == sticky.fields
    {
      return entry.lines
    }
    let limit = Metrics.listedFields
    let shown = sticky.fields.count > limit ? limit - 1 : sticky.fields.count
    var lines = sticky.fields.prefix(shown).map { field in
      SafeText("\(field.name): \(field.value.written)")
        .clipped(columns: columns, ellipsis: charset.ellipsis)
    }
    if shown < sticky.fields.count {
      lines.append(SafeText("\(sticky.fields.count - shown) more fields").prefix(columns: columns))
    }
    if fieldEntries.count >= TextCache.capacity { fieldEntries.removeAll(keepingCapacity: true) }
    fieldEntries[sticky.id] = FieldEntry(fields: sticky.fields, columns: columns, lines: lines)
    return lines
  }
}

extension SafeText {
  /// A text of one glyph.
  init(_ glyph: Glyph) { self.init(repeating: glyph, count: 1) }
}

extension JSONValue {
  /// The value as it stands in a document.
  var written: String {
    var writer = JSONWriter(.spaced)
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
