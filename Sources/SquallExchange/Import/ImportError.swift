public import SquallModel

/// Why a document cannot be imported, and where.
public struct ImportError: Error, Equatable, Sendable {
  public var reason: Reason
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int
  /// The way to the value, in a document of JSON.
  public var path: JSONPath?

  public init(_ reason: Reason, line: Int, column: Int, path: JSONPath? = nil) {
    self.reason = reason
    self.line = line
    self.column = column
    self.path = path
  }

  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// It is no JSON, or not the JSON that is asked for.
    case json(JSONReason)
    /// An object has no member of that name.
    case missing(String)
    /// The document says that it is in another format.
    case otherFormat(String)
    /// The document is of a version that this squall does not know.
    case unknownVersion(Int)
    /// Something is larger or more than a workshop holds.
    case limit(Limit)
    /// The document is longer than that many bytes.
    case documentTooLong(Int)
    /// A line is longer than that many bytes.
    case lineTooLong(Int)
    case invalidUTF8
    /// A sticky of a kind that must say something says nothing.
    case blankText(Kind)
    case blankName
    /// A line begins with none of the letters of the kinds.
    case unknownKind(String)
    /// A sign behind the letter is none, or not one for that kind.
    case unknownMark(Character)
    /// A backslash is followed by something that is no escape.
    case unknownEscape
    /// A sticky of a kind that cannot be attached stands indented.
    case cannotBeAttached(Kind)
    /// Something belongs to the sticky above, and there is none.
    case nothingAbove
    case kindHasNoFields(Kind)
    case secondTitle
  }
}

extension ImportError {
  /// The error that a document of JSON, or a line of one, is refused with.
  ///
  /// - Parameters:
  ///   - refusal: why the importer refused what the reader had read.
  ///   - lines: the lines before the document.
  init(_ error: JSONError, refusal: Reason?, after lines: Int = 0) {
    self.init(
      error.reason == .refused ? refusal ?? .json(.refused) : .json(error.reason),
      line: error.place.line + lines, column: error.place.column, path: error.place.path)
  }
}
