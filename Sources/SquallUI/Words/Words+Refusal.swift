public import SquallModel

extension Words {
  /// Why an edit was refused, with the things in it called by what is written on them.
  public static func sentence(_ refusal: Refusal, on board: Board) -> String {
    switch refusal {
    case .noSuchSticky: "the sticky has gone"
    case .noSuchLane(let name, let nearest):
      "there is no lane \(quoted(name))" + (nearest.map { "; \(quoted($0))?" } ?? "")
    case .ambiguousLane(let name): "several lanes are called \(quoted(name))"
    case .noSuchLink: "the link has gone"
    case .noSuchContext: "the context has gone"
    case .noSuchTerm(let name): "the glossary has no \(quoted(name))"
    case .noSuchField(let id, let name):
      "\(called(id, on: board)) has no field \(quoted(name))"
    case .idTaken(let id): "the id \(id.text) is taken"
    case .overtaken: "somebody has changed it meanwhile"
    case .blankText(let kind): "\(one(kind)) needs a text"
    case .blankName: "a name is needed"
    case .limit(let limit): sentence(limit)
    case .kindHasNoFields(_, let kind): "\(one(kind)) carries no fields"
    case .notAnEvent: "only events are pivotal"
    case .notAHotspot(let id, _): "\(called(id, on: board)) is no hotspot"
    case .alreadyAddressed: "the hotspot is addressed already"
    case .notAddressed: "the hotspot is open already"
    case .cannotBeAttached(_, let kind): sentence(.cannotBeAttached(kind))
    case .attachedToItself: "a sticky cannot be attached to itself"
    case .hostIsAttached(let id): "\(called(id, on: board)) is itself attached to another sticky"
    case .carriesAttachments(let id): "other stickies are attached to \(called(id, on: board))"
    case .notAttached(let id): "\(called(id, on: board)) is attached to nothing"
    case .hasNoPlace(let id): "\(called(id, on: board)) has no place on the timeline yet"
    case .relativeToItself: "a sticky cannot go beside itself"
    case .linkToItself: "a link needs two stickies"
    case .noGap: sentence(.noGap)
    case .badColumnCount: "at least one column"
    case .badVoteCount: "votes are counted from 0"
    case .phaseOfAnotherLevel(let phase, let level):
      "“\(phase.words)” is no phase of \(level.words)"
    case .emptyBatch, .nestedBatch: "there is nothing to do"
    case .inBatch(let index, let refusal):
      "number \(index): \(sentence(refusal, on: board)); nothing was changed"
    case .nothingToUndo: sentence(.nothingToUndo)
    case .nothingToRedo: sentence(.nothingToRedo)
    case .noSuchEdit: "there is no such change"
    case .tooOldToUndo: "that is too long ago to be undone"
    case .notYours: "that is somebody else's change"
    case .alreadyUndone: "that is undone already"
    case .notAnUndo: "that was no undo"
    case .noLongerStands: "all of it has been changed since"
    case .cannotBeUndone: "that cannot be undone"
    }
  }

  /// What happens beyond a limit.
  static func sentence(_ limit: Limit) -> String {
    let most = limit.maximum
    return switch limit {
    case .stickies: "a board holds at most \(most) stickies"
    case .lanes: "a board has at most \(most) lanes"
    case .links: "a board has at most \(most) links"
    case .contexts: "a board has at most \(most) contexts"
    case .terms: "the glossary holds at most \(most) words"
    case .participants: "at most \(most) people take part"
    case .emptyColumns: "at most \(most) columns are kept free"
    case .textBytes: "a text has at most \(most) bytes"
    case .noteBytes: "a note has at most \(most) bytes"
    case .nameBytes: "a name has at most \(most) bytes"
    case .fieldNameBytes: "the name of a field has at most \(most) bytes"
    case .fieldValueBytes: "the value of a field has at most \(most) bytes"
    case .fieldsOfOneSticky: "a sticky has at most \(most) fields"
    case .votesOfOnePerson: "one person gives a sticky at most \(most) votes"
    case .editsInOneBatch: "at most \(most) changes at once"
    case .entries: "the history holds at most \(most) changes"
    case .positionKeyBytes: "there is no room left between those two; move one of them first"
    }
  }

  /// A sticky by what is written on it.
  static func called(_ id: ID, on board: Board) -> String {
    guard let sticky = board[id] else { return "the sticky" }
    let text = board.text(of: sticky)
    return text.isEmpty ? "the \(sticky.kind.word)" : quoted(text)
  }
}
