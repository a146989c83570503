@_spi(_Unicode) import Swift

/// Names of types from the texts of stickies: *API key issued* is `APIKeyIssued`.
///
/// The text is taken in composed form (NFC). Apostrophes, quotation marks, emphasis and what cannot
/// be seen are dropped without splitting; it is split at every scalar that is no letter, digit or
/// mark; each word's first scalar is upper-cased and the rest kept. Source: design.md section 3,
/// "Type names".
enum TypeName {
  /// The name of a type in Pascal case; empty where the text has neither a letter nor a digit.
  static func pascal(_ text: String) -> String {
    var text = text
    var isKnown = true
    let known = text.withUTF8 { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { name in
        guard let count = pascal(known: bytes, into: name) else {
          isKnown = false
          return 0
        }
        return count
      }
    }
    return isKnown ? known : searched(text)
  }

  /// The name for a text of any scalars.
  static func searched(_ text: String) -> String {
    var name = String.UnicodeScalarView()
    for word in words(of: text) {
      guard let first = word.first else { continue }
      name.append(contentsOf: first.properties.uppercaseMapping.unicodeScalars)
      name.append(contentsOf: word.dropFirst())
    }
    return hasLetterOrDigit(name) ? composed(String(name)) : ""
  }

  /// The words of a text in lower case, split also inside: `APIKeyIssued` is api, key, issued.
  static func humps(of text: String) -> [String] {
    let humps = words(of: text).flatMap { split(String($0)) }.map { composed($0.lowercased()) }
    return humps.contains { hasLetterOrDigit($0.unicodeScalars) } ? humps : []
  }

  /// The parts of a word that begin with an upper-case letter: `APIKey2` is API, Key2.
  static func split(_ word: String) -> [String] {
    let scalars = Array(word.unicodeScalars)
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      let endsWord = part.last.map { !$0.properties.isUppercase } ?? false
      let endsAcronym = next.map { $0.properties.isLowercase } ?? false
      if scalar.properties.isUppercase, !part.isEmpty, endsWord || endsAcronym {
        parts.append(String(part))
        part = String.UnicodeScalarView()
      }
      part.append(scalar)
    }
    if !part.isEmpty { parts.append(String(part)) }
    return parts
  }

  /// Writes the name for a text and answers its length; nil where a scalar has to be searched.
  private static func pascal(
    known bytes: UnsafeBufferPointer<UInt8>, into name: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    guard let source = bytes.baseAddress, let target = name.baseAddress else { return 0 }
    var count = 0
    var index = 0
    var beginsWord = true
    while index < bytes.count {
      let byte = source[index]
      if (byte | 0x20) &- UInt8(ascii: "a") < 26 {
        target[count] = beginsWord ? byte & ~0x20 : byte
        count &+= 1
        beginsWord = false
      } else if byte &- UInt8(ascii: "0") < 10 {
        target[count] = byte
        count &+= 1
        beginsWord = false
      } else if byte >= 0x80 {
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        guard
          let written = append(
            source + index, length, beginsWord: &beginsWord, to: target + count)
        else { return nil }
        count &+= written
        index &+= length &- 1
      } else if !isDropped(ascii: byte) {
        beginsWord = true
      }
      index &+= 1
    }
    return count
  }

  /// Writes what a scalar beyond ASCII is in a name, and answers how many bytes that are.
  private static func append(
    _ source: UnsafePointer<UInt8>, _ length: Int, beginsWord: inout Bool,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    let second = UInt32(source[1] & 0x3F)
    let scalar: UInt32
    switch length {
    case 2: scalar = UInt32(source[0] & 0x1F) &<< 6 | second
    case 3: scalar = UInt32(source[0] & 0x0F) &<< 12 | second &<< 6 | UInt32(source[2] & 0x3F)
    default: return nil
    }
    let role = NameScalar.role(of: scalar)
    switch role {
    case NameScalar.unknown: return nil
    case NameScalar.dropped: return 0
    case NameScalar.separator:
      beginsWord = true
      return 0
    default: break
    }
    defer { beginsWord = false }
    guard beginsWord, role != scalar, let upper = Unicode.Scalar(role) else {
      target.update(from: source, count: length)
      return length
    }
    var written = 0
    for byte in upper.utf8 {
      target[written] = byte
      written &+= 1
    }
    return written
  }

  private static func isDropped(ascii byte: UInt8) -> Bool {
    byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`")
      || byte == UInt8(ascii: "*")
  }

  /// The words of a text in composed form.
  static func words(of text: String) -> [String.UnicodeScalarView] {
    var words: [String.UnicodeScalarView] = []
    var word = String.UnicodeScalarView()
    for scalar in composed(text).unicodeScalars {
      if isDropped(scalar) { continue }
      if isPartOfWord(scalar) {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(word)
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "*", "`", "\u{B4}": true
    // Apostrophes that are letters or punctuation: modifier, primes, Armenian, geresh, gershayim.
    case "\u{2BC}", "\u{2032}", "\u{2033}", "\u{55A}", "\u{5F3}", "\u{5F4}": true
    default: scalar.properties.isQuotationMark || scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default:
      false
    }
  }

  static func hasLetterOrDigit(_ scalars: String.UnicodeScalarView) -> Bool {
    scalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: false
      default: true
      }
    }
  }

  /// The text in composed form, NFC.
  ///
  /// The standard library composes for its own comparisons and lends that only under this name;
  /// the other way would be Foundation.
  static func composed(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }
}
