public import SquallModel

extension Words {
  /// How a sentence calls the things that it is about.
  public enum Naming {
    /// By their ids, as a script knows them.
    case ids
    /// By what is written on them, as people at a board know them.
    case texts(on: Board)

    /// A sticky in the middle of a sentence.
    func sticky(_ id: ID) -> String {
      switch self {
      case .ids: "sticky \(id)"
      case .texts(let board): Words.called(id, on: board)
      }
    }

    /// A sticky of a kind.
    func sticky(_ id: ID, is kind: Kind) -> String {
      switch self {
      case .ids: "sticky \(id) is \(Words.one(kind))"
      case .texts: "this is \(Words.one(kind))"
      }
    }

    /// Something of that id that is not there.
    func missing(_ what: String, _ id: ID) -> String {
      switch self {
      case .ids: "there is no \(what) \(id)"
      case .texts: "the \(what) has gone"
      }
    }

    /// An edit that was done before.
    func edit(_ id: ID) -> String {
      switch self {
      case .ids: "edit \(id)"
      case .texts: "that"
      }
    }

    /// One edit of a batch, counted from 1.
    func part(_ number: Int) -> String {
      switch self {
      case .ids: "edit \(number) of the batch"
      case .texts: "number \(number) of it"
      }
    }

    /// The batch.
    var whole: String {
      switch self {
      case .ids: "the batch"
      case .texts: "it"
      }
    }

    /// A name that somebody gave.
    func quoted(_ name: String) -> String {
      switch self {
      case .ids: "'\(name)'"
      case .texts: Words.quoted(name)
      }
    }

    /// Words that only a script has a use for.
    func inScripts(_ words: String) -> String {
      if case .ids = self { words } else { "" }
    }
  }
}

extension Words {
  /// Why an edit was refused, in one sentence.
  public static func sentence(_ refusal: Refusal, naming: Naming) -> String {
    switch refusal {
    case .noSuchSticky(let id): naming.missing("sticky", id)
    case .noSuchLane(let name, let nearest):
      "there is no lane \(naming.quoted(name))"
        + (nearest.map { "; did you mean \(naming.quoted($0))?" } ?? "")
    case .ambiguousLane(let name):
      "several lanes are called \(naming.quoted(name))"
        + naming.inScripts("; name the lane by its id")
    case .noSuchLink(let id): naming.missing("link", id)
    case .noSuchContext(let id): naming.missing("context", id)
    case .noSuchTerm(let name): "the glossary has no term \(naming.quoted(name))"
    case .noSuchField(let id, let name): "\(naming.sticky(id)) has no field \(naming.quoted(name))"
    case .idTaken(let id):
      "the id \(id) is taken" + naming.inScripts("; leave \"id\" out to have one made")
    case .overtaken(let present):
      "somebody has changed it meanwhile" + naming.inScripts(": it is \(present.words) now")
    case .blankText(let kind): "\(one(kind)) needs a text"
    case .blankName: "a name must not be empty"
    case .limit(let limit): sentence(limit)
    case .badColumnCount(let count): "\(count) columns cannot be made; ask for 1 or more"
    case .badVoteCount(let count): "\(count) votes cannot be given; 0 takes yours back"
    case .phaseOfAnotherLevel(let phase, let level):
      "\(naming.quoted(phase.words)) is a phase of \(phase.level.words), and this workshop is at "
        + level.words
    case .emptyBatch: "there is nothing to do"
    case .nestedBatch: "a batch cannot hold a batch, an undo or a redo"
    case .inBatch(let index, let refusal):
      naming.part(index)
        + ": \(sentence(refusal, naming: naming)); nothing of \(naming.whole) was done"
    case .kindHasNoFields, .notAnEvent, .notAHotspot, .alreadyAddressed, .notAddressed,
      .cannotBeAttached, .attachedToItself, .hostIsAttached, .carriesAttachments, .notAttached,
      .hasNoPlace, .relativeToItself, .linkToItself, .noGap:
      sentence(onStickies: refusal, naming)
    case .nothingToUndo, .nothingStands, .nothingToRedo, .noSuchEdit, .tooOldToUndo, .notYours,
      .alreadyUndone,
      .notAnUndo, .noLongerStands, .cannotBeUndone:
      sentence(onUndo: refusal, naming)
    }
  }

  private static func sentence(onStickies refusal: Refusal, _ naming: Naming) -> String {
    switch refusal {
    case .kindHasNoFields(let id, let kind):
      naming.sticky(id, is: kind) + "; only events, commands and read models carry fields"
    case .notAnEvent(let id, let kind):
      naming.sticky(id, is: kind) + "; only an event can be pivotal or tentative"
    case .notAHotspot(let id, let kind):
      naming.sticky(id, is: kind) + "; only a hotspot is addressed or reopened"
    case .alreadyAddressed(let id): "\(naming.sticky(id)) is addressed already"
    case .notAddressed(let id): "\(naming.sticky(id)) is open already"
    case .cannotBeAttached(let id, let kind):
      naming.sticky(id, is: kind) + "; only a hotspot, an actor or a note is attached to another "
        + "sticky"
    case .attachedToItself(let id): "\(naming.sticky(id)) cannot be attached to itself"
    case .hostIsAttached(let id):
      "\(naming.sticky(id)) is attached to another one itself, so nothing can be attached to it"
    case .carriesAttachments(let id):
      "other stickies are attached to \(naming.sticky(id)); detach them first"
    case .notAttached(let id): "\(naming.sticky(id)) is not attached to another one"
    case .hasNoPlace(let id):
      "\(naming.sticky(id)) is in the inbox and has no place on the timeline"
    case .relativeToItself(let id): "\(naming.sticky(id)) cannot be placed by itself"
    case .linkToItself(let id): "\(naming.sticky(id)) cannot be linked to itself"
    case .noGap: "there is no empty column there to close"
    default: "the edit cannot be made"
    }
  }

  private static func sentence(onUndo refusal: Refusal, _ naming: Naming) -> String {
    switch refusal {
    case .nothingToUndo: "there is nothing of yours to take back"
    case .nothingStands(let edits):
      "nothing of your latest \(Limit.grouped(edits)) edits stands any more; an older one is taken "
        + "back by its id"
    case .nothingToRedo: "there is no undo of yours to take back"
    case .noSuchEdit(let id): naming.missing("edit", id)
    case .tooOldToUndo(let id):
      "\(naming.edit(id)) is too old to be taken back; the latest "
        + "\(Limit.grouped(History.undoDepth)) can be, as far as "
        + "\(History.undoBytes >> 20) MiB of what they changed go back"
    case .notYours(let id):
      "\(naming.edit(id)) is somebody else's; everybody takes back their own"
    case .alreadyUndone(let id): "\(naming.edit(id)) has been taken back already"
    case .notAnUndo(let id): "\(naming.edit(id)) is no undo"
    case .noLongerStands(let id):
      "nothing of \(naming.edit(id)) stands any more; it was changed since"
    case .cannotBeUndone(let id): "\(naming.edit(id)) cannot be taken back"
    default: "the edit cannot be made"
    }
  }

  /// A sticky by what is written on it.
  static func called(_ id: ID, on board: Board) -> String {
    guard let sticky = board[id] else { return "the sticky" }
    let text = board.text(of: sticky)
    return text.isEmpty ? "the \(sticky.kind.word)" : quoted(text)
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
