public import SquallModel

extension Words {
  /// What happens beyond a limit.
  public static func sentence(_ limit: Limit) -> String {
    let most = Limit.grouped(limit.maximum)
    return switch limit {
    case .stickies: "a workshop holds at most \(most) stickies"
    case .lanes: "a workshop holds at most \(most) lanes"
    case .links: "a workshop holds at most \(most) links"
    case .contexts: "a workshop holds at most \(most) contexts"
    case .terms: "a glossary holds at most \(most) terms"
    case .participants: "a workshop holds at most \(most) participants"
    case .emptyColumns: "a timeline holds at most \(most) empty columns"
    case .textBytes: "a text is at most \(most) bytes long"
    case .noteBytes: "a note is at most \(most) bytes long"
    case .nameBytes: "a name is at most \(most) bytes long"
    case .fieldNameBytes: "the name of a field is at most \(most) bytes long"
    case .fieldValueBytes: "the value of a field is at most \(most) bytes long"
    case .fieldsOfOneSticky: "a sticky carries at most \(most) fields"
    case .votesOfOnePerson: "one person gives a sticky at most \(most) votes"
    case .editsInOneBatch: "a batch holds at most \(most) edits"
    case .partsOfOneBatch: "a batch changes at most \(most) parts of a workshop"
    case .entries: "a log holds at most \(most) entries"
    case .positionKeyBytes:
      "there is no room left at this place of the timeline; make room a little further along"
    }
  }
}
