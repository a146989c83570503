import SquallModel

extension TextFormat: ImportFormat {
  public func read(_ document: UnsafeRawBufferPointer) throws(ImportError) -> ImportedBoard {
    if document.count > ImportLimit.bytes {
      throw ImportError(.documentTooLong(ImportLimit.bytes), line: 1, column: 1)
    }
    var reading = TextReading()
    var start = document.startIndex
    if document.starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    while start < document.endIndex {
      let end = document[start...].firstIndex(of: UInt8(ascii: "\n")) ?? document.endIndex
      try reading.line(document[start..<end])
      start = end + 1
    }
    return reading.board
  }
}

/// Reads the lines of a board in text.
private struct TextReading {
  private(set) var board = ImportedBoard()
  private var number = 0
  private var lane: String?
  private var isInInbox = false
  private var hasPlaced = false
  private var laneNames: Set<String> = []

  /// One line, as scalars.
  private typealias Line = ArraySlice<Unicode.Scalar>

  mutating func line(_ bytes: Slice<UnsafeRawBufferPointer>) throws(ImportError) {
    number += 1
    if bytes.count > ImportLimit.lineBytes {
      throw ImportError(.lineTooLong(ImportLimit.lineBytes), line: number, column: 1)
    }
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ImportError(.invalidUTF8, line: number, column: TextReading.validPrefix(bytes) + 1)
    }
    var scalars = ArraySlice(Array(text.unicodeScalars))
    while let last = scalars.last, last.properties.isWhitespace { scalars = scalars.dropLast() }
    let content = scalars.drop { $0.properties.isWhitespace }
    guard let first = content.first else { return }
    if first == "#" {
      try heading(content)
    } else if content.startIndex > scalars.startIndex {
      try indented(content)
    } else {
      try sticky(content, isAttached: false)
    }
  }

  /// The scalars of a line before the first bytes that are none.
  private static func validPrefix(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    var scalars = 0
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    while case .valid = parser.parseScalar(from: &iterator) { scalars += 1 }
    return scalars
  }

  // MARK: - Headings

  private mutating func heading(_ line: Line) throws(ImportError) {
    let signs = line.prefix { $0 == "#" }
    let rest = line[signs.endIndex...].drop { $0.properties.isWhitespace }
    let name = try text(rest, limit: .nameBytes)
    switch signs.count {
    case 1:
      if board.title != nil { throw error(.secondTitle, at: line) }
      if !name.isEmpty { board.title = name }
    case 2:
      if name.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
        throw error(.blankName, at: line)
      }
      lane = name
      isInInbox = false
      guard laneNames.insert(name).inserted else { return }
      if board.lanes.count >= Limit.lanes.maximum { throw error(.limit(.lanes), at: line) }
      board.lanes.append(name)
    case 3 where name == TextFormat.inbox: isInInbox = true
    default: throw error(.unknownKind(String(String.UnicodeScalarView(signs))), at: line)
    }
  }

  private func text(_ line: Line, limit: Limit) throws(ImportError) -> String {
    let text: String
    do throws(TextEscape.Fault) {
      text = try TextEscape.unescaped(line).text
    } catch {
      throw ImportError(.unknownEscape, line: number, column: error.index + 1)
    }
    if text.utf8.count > limit.maximum { throw error(.limit(limit), at: line) }
    return text
  }

  // MARK: - Stickies

  private mutating func indented(_ line: Line) throws(ImportError) {
    guard let last = board.stickies.indices.last else { throw error(.nothingAbove, at: line) }
    guard line.first == ">" else { return try sticky(line, isAttached: true) }
    let rest = line.dropFirst().drop { $0.properties.isWhitespace }
    let note = try text(rest, limit: .noteBytes)
    let above = board.stickies[last].note.map { $0 + "\n" } ?? ""
    if above.utf8.count + note.utf8.count > Limit.noteBytes.maximum {
      throw error(.limit(.noteBytes), at: line)
    }
    board.stickies[last].note = above + note
  }

  private mutating func sticky(_ line: Line, isAttached: Bool) throws(ImportError) {
    var rest = line
    let isAtSameTime = rest.first == "+"
    if isAtSameTime { rest = rest.dropFirst().drop { $0.properties.isWhitespace } }
    let word = rest.prefix { !$0.properties.isWhitespace }
    guard let letter = word.first, word.dropFirst().allSatisfy(TextFormat.isMark),
      let kind = Kind.allCases.first(where: { $0.letter == Character(letter) })
    else {
      throw error(.unknownKind(String(String.UnicodeScalarView(word.prefix(16)))), at: rest)
    }
    var sticky = ImportedSticky(kind: kind, text: "", place: place(isAtSameTime, isAttached))
    if isAttached, !kind.mayBeAttached { throw error(.cannotBeAttached(kind), at: rest) }
    try marks(word.dropFirst(), of: &sticky)
    try content(rest[word.endIndex...].drop { $0.properties.isWhitespace }, of: &sticky)
    if sticky.text.unicodeScalars.allSatisfy(\.properties.isWhitespace), !kind.mayBeBlank {
      throw error(.blankText(kind), at: rest)
    }
    if board.stickies.count >= Limit.stickies.maximum {
      throw error(.limit(.stickies), at: rest)
    }
    board.stickies.append(sticky)
    if !isAttached, !isInInbox { hasPlaced = true }
  }

  private func place(_ isAtSameTime: Bool, _ isAttached: Bool) -> ImportedSticky.Place {
    if isAttached { return .attached }
    if isInInbox { return .inbox }
    return isAtSameTime && hasPlaced ? .sameTime(lane: lane) : .next(lane: lane)
  }

  private func marks(_ marks: Line, of sticky: inout ImportedSticky) throws(ImportError) {
    for index in marks.indices {
      switch Character(marks[index]) {
      case TextFormat.pivotal where sticky.kind == .domainEvent: sticky.isPivotal = true
      case TextFormat.tentative: sticky.isTentative = true
      case TextFormat.addressed where sticky.kind == .hotspot: sticky.isAddressed = true
      case TextFormat.copy: sticky.isCopy = true
      default: throw error(.unknownMark(Character(marks[index])), at: marks[index...])
      }
    }
  }

  private func content(_ line: Line, of sticky: inout ImportedSticky) throws(ImportError) {
    let fields: Line
    do throws(TextEscape.Fault) {
      let end = try TextEscape.unescaped(line).end
      fields = line[end...]
      var text = line[..<end]
      while text.last == " " { text = text.dropLast() }
      sticky.text = try TextEscape.unescaped(text).text
    } catch {
      throw ImportError(.unknownEscape, line: number, column: error.index + 1)
    }
    if sticky.text.utf8.count > Limit.textBytes.maximum {
      throw error(.limit(.textBytes), at: line)
    }
    guard !fields.isEmpty else { return }
    guard sticky.kind.carriesFields else { throw error(.kindHasNoFields(sticky.kind), at: fields) }
    sticky.fields = try self.fields(fields)
  }

  private func fields(_ line: Line) throws(ImportError) -> [Field] {
    let json = Array(String(String.UnicodeScalarView(line)).utf8)
    let members: [JSONObject.Member]
    do throws(JSONError) {
      members = try JSONReader.read(json) { (reader) throws(JSONFault) in
        try reader.object().members
      }
    } catch {
      throw ImportError(
        .json(error.reason), line: number, column: line.startIndex + error.place.column,
        path: error.place.path)
    }
    var fields: [Field] = []
    for member in members {
      let field = Field(name: member.key, value: member.value)
      if let reason = EventsReading.objection(to: field, behind: fields.count) {
        throw error(reason, at: line)
      }
      fields.append(field)
    }
    return fields
  }

  private func error(_ reason: ImportError.Reason, at line: Line) -> ImportError {
    ImportError(reason, line: number, column: line.startIndex + 1)
  }
}
