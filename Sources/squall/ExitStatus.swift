/// What the program's end tells whoever started it.
///
/// Fixed, because scripts use it; the numbers from 64 on are those of sysexits.h.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  /// Something was found or refused: an edit, a problem of a check.
  case found = 1
  case usage = 64
  case damagedData = 65
  case noSuchFile = 66
  /// A host that cannot be reached, or a terminal that cannot be used.
  case unavailable = 69
  case cannotCreate = 73
  case diskError = 74
  /// Locked by another: try again.
  case locked = 75
  case notAllowed = 77
  case interrupted = 130

  /// What the status means, in a few words for people.
  var meaning: String {
    switch self {
    case .done: "done"
    case .found: "something was found or refused"
    case .usage: "the call was not understood"
    case .damagedData: "damaged data, or no session at all"
    case .noSuchFile: "no such file"
    case .unavailable: "a host that cannot be reached, or a terminal that cannot be used"
    case .cannotCreate: "a file cannot be created"
    case .diskError: "disk error"
    case .locked: "locked by another, try again"
    case .notAllowed: "not allowed"
    case .interrupted: "interrupted"
    }
  }
}
