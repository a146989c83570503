public import SquallModel

/// A text while it is being written: what is there, and where the caret stands.
///
/// Counts in what a person calls a character, so that an accent or a joined emoji is one step.
public struct TextField: Equatable, Sendable {
  /// What is written, one character an element.
  public private(set) var characters: [Character]
  /// Before which character the caret stands; the number of characters at the end.
  public private(set) var caret: Int
  /// Whether Enter begins a new line.
  public let isMultiline: Bool
  /// The most bytes of UTF-8 that there may be.
  public let maximumBytes: Int
  /// Whether the last input was not taken, because the text is as long as it may be.
  public private(set) var isFull = false
  private var byteCount: Int

  /// A field with a text in it and the caret behind it.
  public init(
    _ text: String = "", isMultiline: Bool = false, maximumBytes: Int = Limit.textBytes.maximum
  ) {
    characters = Array(text)
    caret = characters.count
    byteCount = text.utf8.count
    self.isMultiline = isMultiline
    self.maximumBytes = maximumBytes
  }

  /// What is written.
  public var text: String { String(characters) }

  public var isEmpty: Bool { characters.isEmpty }

  /// Whether there is nothing to read in it.
  public var isBlank: Bool { characters.allSatisfy(\.isWhitespace) }

  /// How near the end is, in bytes.
  public var remainingBytes: Int { maximumBytes - byteCount }

  /// Takes a key that writes, erases or moves.
  ///
  /// - Returns: false where the key means nothing in a text.
  public mutating func take(_ key: Key) -> Bool {
    isFull = false
    if let scalar = key.typed {
      insert(scalar)
      return true
    }
    return move(by: key) || erase(by: key)
  }

  /// Writes a text at the caret; line ends become spaces where there is one line only.
  public mutating func insert(_ pasted: String) {
    isFull = false
    for character in pasted {
      let isBreak = character.isNewline
      for scalar in (isBreak && !isMultiline ? " " : character).unicodeScalars { insert(scalar) }
    }
  }

  /// Puts another text in the place of what is there.
  public mutating func replace(with text: String) {
    self = TextField(text, isMultiline: isMultiline, maximumBytes: maximumBytes)
  }

  /// Begins a new line at the caret.
  public mutating func breakLine() { insert("\n" as Unicode.Scalar) }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    let bytes = UTF8.width(scalar)
    guard byteCount + bytes <= maximumBytes else {
      isFull = true
      return
    }
    byteCount += bytes
    if caret > 0 {
      var joined = String(characters[caret - 1])
      joined.unicodeScalars.append(scalar)
      if joined.count == 1, let character = joined.first {
        characters[caret - 1] = character
        return
      }
    }
    characters.insert(Character(scalar), at: caret)
    caret += 1
  }

  private mutating func move(by key: Key) -> Bool {
    let isWord = !key.modifiers.isDisjoint(with: [.control, .alt])
    switch key.code {
    case .left: caret = isWord ? wordStart(before: caret) : max(0, caret - 1)
    case .right: caret = isWord ? wordEnd(after: caret) : min(characters.count, caret + 1)
    case .home: caret = lineStart(before: caret)
    case .end: caret = lineEnd(after: caret)
    case .up where isMultiline: moveLine(by: -1)
    case .down where isMultiline: moveLine(by: 1)
    case .character("a") where key.modifiers == .control: caret = lineStart(before: caret)
    case .character("e") where key.modifiers == .control: caret = lineEnd(after: caret)
    case .character("b") where key.modifiers == .alt: caret = wordStart(before: caret)
    case .character("f") where key.modifiers == .alt: caret = wordEnd(after: caret)
    default: return false
    }
    return true
  }

  private mutating func erase(by key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.backspace, []), (.backspace, .shift): remove(max(0, caret - 1)..<caret)
    case (.backspace, _), (.character("w"), .control): remove(wordStart(before: caret)..<caret)
    case (.delete, []): remove(caret..<min(characters.count, caret + 1))
    case (.delete, _), (.character("d"), .alt): remove(caret..<wordEnd(after: caret))
    case (.character("u"), .control): remove(lineStart(before: caret)..<caret)
    case (.character("k"), .control): remove(caret..<lineEnd(after: caret))
    default: return false
    }
    return true
  }

  private mutating func remove(_ range: Range<Int>) {
    byteCount -= characters[range].reduce(0) { $0 + $1.utf8.count }
    characters.removeSubrange(range)
    caret = range.lowerBound
  }

  private func wordStart(before index: Int) -> Int {
    var index = index
    while index > 0, !characters[index - 1].isWordPart { index -= 1 }
    while index > 0, characters[index - 1].isWordPart { index -= 1 }
    return index
  }

  private func wordEnd(after index: Int) -> Int {
    var index = index
    while index < characters.count, !characters[index].isWordPart { index += 1 }
    while index < characters.count, characters[index].isWordPart { index += 1 }
    return index
  }

  private func lineStart(before index: Int) -> Int {
    (characters[..<index].lastIndex(where: \.isNewline) ?? -1) + 1
  }

  private func lineEnd(after index: Int) -> Int {
    characters[index...].firstIndex(where: \.isNewline) ?? characters.count
  }

  private mutating func moveLine(by step: Int) {
    let start = lineStart(before: caret)
    let offset = caret - start
    if step < 0 {
      guard start > 0 else { return }
      let above = lineStart(before: start - 1)
      caret = min(above + offset, start - 1)
    } else {
      let end = lineEnd(after: caret)
      guard end < characters.count else { return }
      caret = min(end + 1 + offset, lineEnd(after: end + 1))
    }
  }
}

extension Character {
  /// Whether the character belongs to a word rather than stands between two.
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
