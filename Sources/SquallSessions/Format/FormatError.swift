public import SquallModel

/// Why a session file, a line of the log or an edit cannot be read, and where.
public struct FormatError: Error, Hashable, Sendable {
  /// Why it cannot be read.
  public var reason: FormatReason
  /// Where it was found.
  public var place: JSONPlace

  public init(_ reason: FormatReason, at place: JSONPlace) {
    self.reason = reason
    self.place = place
  }
}

/// Why a document of squall's formats cannot be read.
public enum FormatReason: Hashable, Sendable {
  /// It is no strict JSON, or a value is of the wrong kind.
  case json(JSONReason)
  /// An object with neither `format` nor `stickies`: something else.
  case notASession
  /// A document of another format.
  case otherFormat(String)
  /// A document of a version that this program does not know yet.
  case newerVersion(Int)
  /// A version that never was.
  case unknownVersion(Int)
  /// A member that must be there is not.
  case missingMember(String)
  /// None of members of which one must be there.
  case missingOneOf([String])
  /// Two members that say different things.
  case conflictingMembers(String, String)
  /// A member that means nothing here; `nearest` was probably meant.
  case unknownMember(String, nearest: String?)
  /// A word that is none of those that can stand here; `nearest` was probably meant.
  case unknownWord(Vocabulary, String, nearest: String?)
  /// A text that is no identifier.
  case badID(String)
  /// A text that is no position key.
  case badPosition(String)
  /// A text that is no instant, or one outside 1970 to 9999.
  case badInstant(String)
  /// A text that is no checksum.
  case badChecksum(String)
  /// Two things of one kind have the same id.
  case duplicateID(ID)
  /// Two entries of the glossary have the same name.
  case duplicateTerm(String)
  case noSuchSticky(ID)
  case noSuchLane(String)
  /// A lane is meant by a name that several lanes have.
  case ambiguousLane(String)
  /// A sticky is attached to itself.
  case attachedToItself(ID)
  /// A sticky is attached to one that is attached itself.
  case hostIsAttached(ID)
  /// A sticky is a copy of itself.
  case copyOfItself(ID)
  /// A sticky is a copy of one that is a copy itself.
  case originalIsACopy(ID)
  /// A linked copy says something else than its original.
  case copyHasText(ID)
  case linkToItself(ID)
  case phaseOfAnotherLevel(Phase, Level)
  /// More than a workshop holds.
  case limit(Limit)
}

/// The lists of words that stand in squall's formats.
public enum Vocabulary: Hashable, Sendable {
  case kind, level, phase, state, target, edit, change
}
