import SquallModel

extension Refusal {
  /// Why the edit cannot be, in one sentence that names the thing by its id.
  ///
  /// A script knows its stickies by their ids, so these sentences do too.
  var sentence: String {
    switch self {
    case .noSuchSticky(let id): "there is no sticky \(id)"
    case .noSuchLane(let name, let nearest):
      "there is no lane '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .ambiguousLane(let name): "several lanes are called '\(name)'; name the lane by its id"
    case .noSuchLink(let id): "there is no link \(id)"
    case .noSuchContext(let id): "there is no context \(id)"
    case .noSuchTerm(let name): "the glossary has no term '\(name)'"
    case .noSuchField(let id, let name): "sticky \(id) has no field '\(name)'"
    case .idTaken(let id): "the id \(id) is taken; leave \"id\" out to have one made"
    case .overtaken(let present): "it has changed meanwhile: it is \(present.words) now"
    case .blankText(let kind): "\(kind.withArticle) needs a text"
    case .blankName: "a name must not be empty"
    case .limit(let limit): limit.sentence
    case .badColumnCount(let count): "\(count) columns cannot be made; ask for 1 or more"
    case .badVoteCount(let count): "\(count) votes cannot be given; 0 takes yours back"
    case .phaseOfAnotherLevel(let phase, let level):
      "\(phase.name) is a phase of the level \(phase.level.name), and this workshop is at "
        + "\(level.name)"
    case .emptyBatch: "the batch has no edits"
    case .nestedBatch: "a batch cannot hold a batch, an undo or a redo"
    case .inBatch(let index, let refusal):
      "edit \(index) of the batch: \(refusal.sentence); nothing of the batch was done"
    case .kindHasNoFields, .notAnEvent, .notAHotspot, .alreadyAddressed, .notAddressed,
      .cannotBeAttached, .attachedToItself, .hostIsAttached, .carriesAttachments, .notAttached,
      .hasNoPlace, .relativeToItself, .linkToItself, .noGap:
      stickySentence
    case .nothingToUndo, .nothingToRedo, .noSuchEdit, .tooOldToUndo, .notYours, .alreadyUndone,
      .notAnUndo, .noLongerStands, .cannotBeUndone:
      undoSentence
    }
  }

  private var stickySentence: String {
    switch self {
    case .kindHasNoFields(let id, let kind):
      "sticky \(id) is \(kind.withArticle); only events, commands and read models carry fields"
    case .notAnEvent(let id, let kind):
      "sticky \(id) is \(kind.withArticle); only an event can be pivotal or tentative"
    case .notAHotspot(let id, let kind):
      "sticky \(id) is \(kind.withArticle); only a hotspot is addressed or reopened"
    case .alreadyAddressed(let id): "hotspot \(id) is addressed already"
    case .notAddressed(let id): "hotspot \(id) is open already"
    case .cannotBeAttached(let id, let kind):
      "sticky \(id) is \(kind.withArticle); only a hotspot, an actor or a note is attached to "
        + "another sticky"
    case .attachedToItself(let id): "sticky \(id) cannot be attached to itself"
    case .hostIsAttached(let id):
      "sticky \(id) is attached to another one itself, so nothing can be attached to it"
    case .carriesAttachments(let id):
      "other stickies are attached to \(id); detach them first"
    case .notAttached(let id): "sticky \(id) is not attached to another one"
    case .hasNoPlace(let id): "sticky \(id) is in the inbox and has no place on the timeline"
    case .relativeToItself(let id): "sticky \(id) cannot be placed by itself"
    case .linkToItself(let id): "sticky \(id) cannot be linked to itself"
    case .noGap: "there is no empty column there to close"
    default: "the edit cannot be made"
    }
  }

  private var undoSentence: String {
    switch self {
    case .nothingToUndo: "there is nothing of yours to take back"
    case .nothingToRedo: "there is no undo of yours to take back"
    case .noSuchEdit(let id): "there is no edit \(id)"
    case .tooOldToUndo(let id):
      "edit \(id) is too old to be taken back; the latest \(Limit.grouped(History.undoDepth)) can be"
    case .notYours(let id): "edit \(id) is somebody else's; everybody takes back their own"
    case .alreadyUndone(let id): "edit \(id) has been taken back already"
    case .notAnUndo(let id): "edit \(id) is no undo"
    case .noLongerStands(let id): "nothing of edit \(id) stands any more; it was changed since"
    case .cannotBeUndone(let id): "edit \(id) cannot be taken back"
    default: "the edit cannot be made"
    }
  }
}

extension Refusal.Present {
  /// The present value as it would be written in an edit.
  var words: String {
    switch self {
    case .text(let text): JSONValue.string(text).line
    case .value(let value): value?.line ?? "not there"
    }
  }
}

extension JSONValue {
  /// The value as JSON on one line.
  var line: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension Kind {
  /// The kind's word with its article: `an event`.
  var withArticle: String {
    let first = word.unicodeScalars.first.map(Character.init)
    return (first.map { "aeio".contains($0) } ?? false ? "an " : "a ") + word
  }
}
