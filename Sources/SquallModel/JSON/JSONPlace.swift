/// A place in a document, in the numbers that editors show and as a path from its root.
public struct JSONPlace: Hashable, Sendable {
  /// Bytes from the beginning of the document.
  public var offset: Int
  /// The line, from 1; lines end with a line feed.
  public var line: Int
  /// The column, from 1, in Unicode scalars of the line; a tab counts as one.
  public var column: Int
  /// The value that holds the place, or that begins there.
  public var path: JSONPath

  /// The place of a byte of a document.
  ///
  /// Found by walking the text once more, so that reading well-formed documents costs nothing.
  /// - Parameter offset: A byte of the document or its end; everything before it must have
  ///   been read without a fault.
  /// - Complexity: O(offset).
  public init(of offset: Int, in document: UnsafeRawBufferPointer) {
    let before = UnsafeRawBufferPointer(rebasing: document.prefix(max(0, offset)))
    let (line, lineStart) = JSONPlace.lastLine(of: before)
    self.offset = before.count
    self.line = line
    self.column = 1 + JSONPlace.scalars(in: before, from: lineStart)
    self.path = JSONPath(to: before.count, in: document)
  }

  /// The number of the last line and where it begins; eight bytes at a time.
  private static func lastLine(of text: UnsafeRawBufferPointer) -> (line: Int, start: Int) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var line = 1
    var start = 0
    var place = 0
    while place < text.count {
      if place + 8 <= text.count, let base = text.baseAddress {
        let word = base.word(at: place) ^ ones &* 0x0A
        if (word &- ones) & ~word & ones &* 0x80 == 0 {
          place += 8
          continue
        }
      }
      if text[place] == UInt8(ascii: "\n") {
        line += 1
        start = place + 1
      }
      place += 1
    }
    return (line, start)
  }

  /// How many scalars begin from a byte on; eight bytes at a time.
  private static func scalars(in text: UnsafeRawBufferPointer, from start: Int) -> Int {
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var count = text.count - start
    var place = start
    while place + 8 <= text.count, let base = text.baseAddress {
      let word = base.word(at: place)
      count -= (word & ~(word << 1) & highBits).nonzeroBitCount
      place += 8
    }
    while place < text.count {
      if text[place] & 0xC0 == 0x80 { count -= 1 }
      place += 1
    }
    return count
  }
}

/// The way from the root of a document to a value: `stickies[3].fields.amount`.
public struct JSONPath: Hashable, Sendable {
  /// One step: into a member of an object or an element of an array.
  public enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  /// The steps from the root on.
  public var steps: [Step]

  /// A path of those steps.
  public init(_ steps: [Step] = []) {
    self.steps = steps
  }
}

extension JSONPath: CustomStringConvertible {
  /// The most steps that are written out; deeper paths end with `…`.
  private static let maximumWritten = 16

  /// The path in one line: keys that are no plain words are quoted and escaped as in JSON, cut
  /// after 64 characters.
  public var description: String {
    var text = ""
    for step in steps.prefix(JSONPath.maximumWritten) {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where JSONPath.isWord(key): text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\(JSONPath.quoted(key))]"
      }
    }
    return steps.count > JSONPath.maximumWritten ? text + "…" : text
  }

  private static func isWord(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= 64
      && key.utf8.allSatisfy { ID.isAllowed($0) && $0 != UInt8(ascii: ".") }
  }

  private static func quoted(_ key: String) -> String {
    let scalars = key.unicodeScalars.prefix(64)
    var writer = JSONWriter()
    writer.string(String(String.UnicodeScalarView(scalars)))
    let text = String(decoding: writer.bytes, as: UTF8.self)
    return scalars.count < key.unicodeScalars.count ? text + "…" : text
  }
}

extension JSONPath {
  /// An object or array that the place lies in.
  private struct Level {
    var isObject: Bool
    var index = 0
    var key: Range<Int>?
  }

  /// The path to a byte of a document whose text before it is well-formed.
  init(to offset: Int, in document: UnsafeRawBufferPointer) {
    var levels: [Level] = []
    var place = 0
    while place < offset {
      if place + 8 <= offset, let base = document.baseAddress,
        base.word(at: place) == JSONReader.eightSpaces
      {
        place += 8
        continue
      }
      switch document[place] {
      case UInt8(ascii: "{"): levels.append(Level(isObject: true))
      case UInt8(ascii: "["): levels.append(Level(isObject: false))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
      case UInt8(ascii: ","):
        if let last = levels.indices.last {
          levels[last].index += 1
          levels[last].key = nil
        }
      case UInt8(ascii: "\""):
        let end = JSONPath.endOfString(at: place, in: document, limit: offset)
        JSONPath.note(place + 1..<end, in: &levels)
        place = end
      default: break
      }
      place += 1
    }
    if place < document.count, document[place] == UInt8(ascii: "\"") {
      let end = JSONPath.endOfString(at: place, in: document, limit: document.count)
      if end < document.count { JSONPath.note(place + 1..<end, in: &levels) }
    }
    steps = levels.compactMap { level in
      guard level.isObject else { return .index(level.index) }
      return level.key.map { .key(JSONPath.text(of: $0, in: document)) }
    }
  }

  /// Takes a string for the key of the innermost object, where it has none yet.
  private static func note(_ string: Range<Int>, in levels: inout [Level]) {
    guard let last = levels.indices.last, levels[last].isObject, levels[last].key == nil else {
      return
    }
    levels[last].key = string
  }

  /// The closing quotation mark of the string that begins at a byte, or the limit.
  private static func endOfString(
    at start: Int, in document: UnsafeRawBufferPointer, limit: Int
  ) -> Int {
    var place = start + 1
    while place < limit, document[place] != UInt8(ascii: "\"") {
      place += document[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place, limit)
  }

  private static func text(
    of range: Range<Int>, in document: UnsafeRawBufferPointer
  ) -> String {
    let quoted = UnsafeRawBufferPointer(
      rebasing: document[range.lowerBound - 1..<min(range.upperBound + 1, document.count)])
    let read = try? JSONReader.read(quoted) { (reader) throws(JSONFault) in
      try reader.string()
    }
    return read ?? ""
  }
}
