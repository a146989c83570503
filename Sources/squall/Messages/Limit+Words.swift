import SquallModel

extension Limit {
  /// What is limited, as the subject of a sentence: `a text` (`may be at most 4,096 bytes long`).
  var sentence: String {
    let most = Limit.grouped(maximum)
    return switch self {
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
    case .entries: "a log holds at most \(most) entries"
    case .positionKeyBytes:
      "there is no room left at this place of the timeline; make room a little further along"
    }
  }

  /// A number with commas between its thousands.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
