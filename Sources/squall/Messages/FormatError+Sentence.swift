import SquallModel
import SquallSessions
import SquallUI

extension FormatError {
  /// What is wrong and where, to follow the name of the document.
  var words: String {
    switch reason {
    case .json(.expectedValue) where place.path.description.isEmpty:
      "\(place.words): this is no JSON, and squall's files are; 'squall import' reads other formats"
    case .json(.endOfInput) where (place.line, place.column) == (1, 1):
      "\(place.words): it is empty"
    case .otherFormat, .newerVersion, .unknownVersion, .notASession: reason.words
    default: "\(place.words): \(reason.words)"
    }
  }

  /// What is wrong with a line that has nothing but an edit in it, and where.
  var wordsInLine: String {
    let path = place.path.description
    if reason == .json(.expectedValue), path.isEmpty {
      return "this is not JSON: an edit is an object such as {\"edit\": \"setTitle\", "
        + "\"title\": \"Orders\"} (column \(place.column))"
    }
    return "\(reason.words) (column \(place.column)\(path.isEmpty ? "" : ", at \(path)"))"
  }
}

extension FormatReason {
  /// What is wrong.
  var words: String {
    switch self {
    case .json(let reason): reason.words
    case .notASession:
      "it is no session: it has neither \"format\": \"squall-session\" nor a list of \"stickies\""
    case .otherFormat(let format):
      "its format is '\(format)', not 'squall-session'; 'squall import' reads other formats"
    case .newerVersion(let version):
      "it is of version \(version), and this squall reads versions up to "
        + "\(SessionFormat.version); use a newer squall"
    case .unknownVersion(let version): "there is no version \(version) of the format"
    case .missingMember(let name): "\"\(name)\" is missing"
    case .missingOneOf(let names): "one of \(FormatReason.list(names)) is missing"
    case .conflictingMembers(let first, let second):
      "\"\(first)\" and \"\(second)\" cannot stand together"
    case .unknownMember(let name, let nearest):
      "\"\(name)\" means nothing here" + FormatReason.meant(nearest)
    case .unknownWord(let vocabulary, let word, let nearest):
      "'\(word)' is no \(vocabulary.word)" + FormatReason.meant(nearest)
    case .badID(let text):
      "'\(text)' is no id: 1 to \(ID.maximumLength) of the characters A-Z a-z 0-9 . _ : -"
    case .badPosition(let text):
      "'\(text)' is no position: letters and digits, the last of them not 0"
    case .badInstant(let text): "'\(text)' is no instant such as 2026-11-23T10:01:02.003Z"
    case .badChecksum(let text): "'\(text)' is no checksum: sixteen digits of 0-9 a-f"
    default: referenceWords
    }
  }

  private var referenceWords: String {
    switch self {
    case .duplicateID(let id): "the id \(id) is there twice"
    case .duplicateTerm(let name): "the term '\(name)' is there twice"
    case .noSuchSticky(let id): "there is no sticky \(id)"
    case .noSuchLane(let name): "there is no lane '\(name)'"
    case .ambiguousLane(let name): "several lanes are called '\(name)'; name the lane by its id"
    case .attachedToItself(let id): "sticky \(id) is attached to itself"
    case .hostIsAttached(let id):
      "sticky \(id) is attached itself, so nothing can be attached to it"
    case .copyOfItself(let id): "sticky \(id) is a copy of itself"
    case .originalIsACopy(let id): "sticky \(id) is a copy itself, so it cannot have copies"
    case .copyHasText(let id): "sticky \(id) is a copy and says something else than its original"
    case .linkToItself(let id): "sticky \(id) is linked to itself"
    case .phaseOfAnotherLevel(let phase, let level):
      "\(phase.name) is no phase of the level \(level.name)"
    case .limit(let limit): Words.sentence(limit)
    default: "this cannot stand here"
    }
  }

  private static func meant(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }

  private static func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension Vocabulary {
  fileprivate var word: String {
    switch self {
    case .kind: "kind of sticky"
    case .level: "level"
    case .phase: "phase"
    case .state: "state of a hotspot"
    case .target: "place to go to"
    case .edit: "edit"
    case .change: "change"
    }
  }
}
