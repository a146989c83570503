/// Why an edit cannot be; the sentences for people are made where people read them.
public enum Refusal: Error, Equatable, Sendable {
  case noSuchSticky(ID)
  case noSuchLane(String, nearest: String?)
  case ambiguousLane(String)
  case noSuchLink(ID)
  case noSuchContext(ID)
  case noSuchTerm(String)
  case noSuchField(ID, name: String)
  /// The id is taken by something on this board.
  case idTaken(ID)
  /// The present value differs from the one the edit was made upon.
  case overtaken(Present)
  case blankText(Kind)
  case blankName
  case limit(Limit)
  case kindHasNoFields(ID, Kind)
  case notAnEvent(ID, Kind)
  case notAHotspot(ID, Kind)
  case alreadyAddressed(ID)
  case notAddressed(ID)
  case cannotBeAttached(ID, Kind)
  case attachedToItself(ID)
  /// The host is itself attached to another sticky.
  case hostIsAttached(ID)
  /// Other stickies are attached to the one that shall be attached.
  case carriesAttachments(ID)
  case notAttached(ID)
  case hasNoPlace(ID)
  case relativeToItself(ID)
  case linkToItself(ID)
  case noGap
  case badColumnCount(Int)
  case badVoteCount(Int)
  case phaseOfAnotherLevel(Phase, Level)
  case emptyBatch
  case nestedBatch
  /// One edit of a batch was refused, counted from 1, and so none of it was done.
  indirect case inBatch(index: Int, Refusal)
  case nothingToUndo
  /// None of the author's latest edits still stands, so many of them; an older one may, and is
  /// taken back by its id.
  case nothingStands(edits: Int)
  case nothingToRedo
  case noSuchEdit(ID)
  case tooOldToUndo(ID)
  case notYours(ID)
  case alreadyUndone(ID)
  case notAnUndo(ID)
  /// The entry no longer stands: others, or later edits, have changed all that it did.
  case noLongerStands(ID)
  case cannotBeUndone(ID)

  /// The value that stands now, for an edit that was made upon another one.
  public enum Present: Equatable, Sendable {
    case text(String)
    case value(JSONValue?)
  }
}

/// A part of an undo that was left as it is, because somebody has changed it since.
public struct Leftover: Equatable, Sendable {
  /// What the part belongs to.
  public var subject: Subject
  /// Who wrote it last.
  public var by: ID?

  public init(subject: Subject, by: ID?) {
    self.subject = subject
    self.by = by
  }

  /// What an undo left as it is.
  public enum Subject: Equatable, Sendable {
    case sticky(ID)
    case lane(ID)
    case other
  }
}
