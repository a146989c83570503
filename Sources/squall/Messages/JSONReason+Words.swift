import SquallModel

extension JSONReason {
  /// What is wrong with the document, to be followed by its place.
  var words: String {
    switch self {
    case .endOfInput: "the text ends too early"
    case .byteOrderMark: "the text begins with a byte-order mark"
    case .invalidUTF8: "there are bytes that are no UTF-8"
    case .controlCharacter: "a control character stands in a string; write it as an escape"
    case .invalidEscape: "a backslash is followed by something that is no escape"
    case .loneSurrogate: "half of a surrogate pair stands alone"
    case .invalidNumber: "this is no number as JSON has them"
    case .numberTooLong: "a number has more than \(JSONNumber.maximumDigits) digits"
    case .exponentTooLarge:
      "a number has an exponent beyond \(JSONNumber.maximumExponent) either way"
    case .notAnInteger: "a whole number is needed here"
    case .integerOutOfRange: "the number is too large, or too small, to stand here"
    case .expectedValue:
      "what stands here is no value as JSON has them, such as {…}, […], \"text\", 1 or true"
    case .expectedKey: "a quoted key is missing"
    case .expectedColon: "a colon is missing after the key"
    case .expectedComma: "a comma or the end is missing after a value"
    case .trailingComma: "a comma stands before the end"
    case .trailingText: "something follows the end of the document"
    case .duplicateKey: "this key is there twice"
    case .tooDeep: "values are nested too deep"
    case .documentTooLong: "the document is too long"
    case .stringTooLong: "the text is too long"
    case .tooManyMembers: "an object has too many members"
    case .tooManyValues: "there are too many values"
    case .wrongKind(let expected, let found):
      "\(expected.withArticle) is needed here, and this is \(found.withArticle)"
    case .refused: "this cannot stand here"
    }
  }
}

extension JSONKind {
  /// The kind with its article.
  fileprivate var withArticle: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSONPlace {
  /// Where it is, for people: `line 3, column 14, at stickies[2].text`.
  var words: String {
    let path = path.description
    return "line \(line), column \(column)" + (path.isEmpty ? "" : ", at \(path)")
  }
}
