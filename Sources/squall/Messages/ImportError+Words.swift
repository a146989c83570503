import SquallExchange
import SquallModel
import SquallUI

extension ImportError {
  /// What is wrong and where, to follow the name of the document.
  var words: String {
    let path = path.map(\.description) ?? ""
    let place = "line \(line), column \(column)" + (path.isEmpty ? "" : ", at \(path)")
    return "\(place): \(reason.words)"
  }
}

extension ImportError.Reason {
  /// What is wrong.
  var words: String {
    switch self {
    case .json(let reason): reason.words
    case .missing(let name): "\"\(name)\" is missing"
    case .otherFormat(let format): "its format is '\(format)', not the one that was named"
    case .unknownVersion(let version):
      "it is of version \(version), which this squall does not know"
    case .limit(let limit): Words.sentence(limit)
    case .documentTooLong(let bytes):
      "the document is longer than the \(Limit.grouped(bytes >> 20)) MiB that squall takes"
    case .lineTooLong(let bytes):
      "the line is longer than the \(Limit.grouped(bytes >> 20)) MiB that squall takes"
    case .invalidUTF8: "the text is not UTF-8"
    case .blankText(let kind): "a sticky of the kind \(kind.word) needs a text"
    case .blankName: "a name is missing"
    case .unknownKind(let text):
      "'\(text)' is no kind of sticky; a line begins with one of "
        + Kind.allCases.map { String($0.letter) }.joined(separator: " ")
    case .unknownMark(let mark): "the sign '\(mark)' means nothing here"
    case .unknownEscape: "a backslash stands before n, r, t, \\, { or u{…}"
    case .cannotBeAttached(let kind):
      "a sticky of the kind \(kind.word) cannot be attached to another one"
    case .nothingAbove: "this belongs to the sticky above, and there is none"
    case .kindHasNoFields(let kind): "a sticky of the kind \(kind.word) has no fields"
    case .secondTitle: "there is a title already"
    }
  }
}
