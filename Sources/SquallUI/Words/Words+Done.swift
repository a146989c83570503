import SquallModel

/// What was taken back or done again, in a few words.
extension Words {
  static func undone(_ what: [String]) -> String {
    "undone: \(what.joined(separator: "; ")) — Ctrl-R or U does it again"
  }
  static func redone(_ what: [String]) -> String {
    "done again: \(what.joined(separator: "; ")) — u undoes"
  }

  /// What a change did, in the past tense.
  ///
  /// - Parameters:
  ///   - isTakenBack: whether the change takes back what is to be told.
  ///   - board: before the change.
  static func done(_ change: Change, isTakenBack: Bool, on board: Board) -> String {
    var parts: [Change] = []
    func collect(_ change: Change) {
      switch change {
      case .batch(let changes), .undone(_, let changes): changes.forEach(collect)
      default: parts.append(change)
      }
    }
    collect(change)
    if isTakenBack { parts.reverse() }
    // What has come or gone is what was meant; what moved with it is not.
    let main =
      parts.first(where: \.addsOrRemovesSticky) ?? parts.first(where: \.addsOrRemovesLane)
      ?? parts.first
    guard let main else { return "" }
    let told = part(main, isTakenBack, on: board)
    return parts.count > 1 ? "\(told), and \(parts.count - 1) more" : told
  }

  private static func part(_ change: Change, _ isTakenBack: Bool, on board: Board) -> String {
    func called(_ id: ID) -> String { Words.called(id, on: board) }
    func either(_ done: Bool, _ one: String, _ other: String) -> String {
      done != isTakenBack ? one : other
    }
    switch change {
    case .stickyAdded(let sticky):
      return either(true, "added ", "deleted ")
        + (sticky.text.isEmpty ? "the \(sticky.kind.word)" : quoted(sticky.text))
    case .stickyRemoved(let id): return either(true, "deleted ", "added ") + called(id)
    case .stickyReworded(let id, let text):
      return "reworded to " + (isTakenBack ? called(id) : quoted(text))
    case .stickyMoved(let id, _): return "moved \(called(id))"
    case .kindChanged(let id, let kind):
      return "made \(called(id)) " + one(isTakenBack ? board[id]?.kind ?? kind : kind)
    case .fieldSet(let id, let name, _, _), .fieldRemoved(let id, let name):
      return "data \(quoted(name)) of \(called(id))"
    case .noteSet(let id, _): return "the note on \(called(id))"
    case .pivotalSet(let id, let isPivotal):
      return "made \(called(id)) " + either(isPivotal, "pivotal", "pivotal no longer")
    case .tentativeSet(let id, let isTentative):
      return either(isTentative, "marked \(called(id)) as tentative", "agreed on \(called(id))")
    case .hotspotAddressed(let id): return either(true, "addressed ", "reopened ") + called(id)
    case .hotspotReopened(let id): return either(true, "reopened ", "addressed ") + called(id)
    case .voteCast(let id, _, _): return "your votes for \(called(id))"
    case .copyOfSet(let id, _): return "what \(called(id)) appears again of"
    default: return furniture(change, isTakenBack, on: board)
    }
  }

  private static func furniture(_ change: Change, _ isTakenBack: Bool, on board: Board) -> String {
    func either(_ one: String, _ other: String) -> String { isTakenBack ? other : one }
    func lane(_ id: ID) -> String {
      "lane" + (board.lane(id).map { " " + quoted($0.name) } ?? "")
    }
    switch change {
    case .laneAdded(let lane, _): return either("added ", "removed ") + "lane \(quoted(lane.name))"
    case .laneRemoved(let id): return either("removed ", "added ") + lane(id)
    case .laneRenamed(let id, let name):
      return "renamed " + (isTakenBack ? lane(id) : "lane \(quoted(name))")
    case .laneMoved(let id, _): return "moved \(lane(id))"
    case .linkAdded: return either("linked two stickies", "took a link away")
    case .linkRemoved: return either("took a link away", "linked two stickies")
    case .contextAdded(let context):
      return either("drew ", "removed ") + "context \(quoted(context.name))"
    case .contextRemoved: return either("removed a context", "drew a context")
    case .contextChanged(_, let name, _): return "changed context \(quoted(name))"
    case .termSet(let term): return "the word \(quoted(term.name))"
    case .termRemoved(let name): return "the word \(quoted(name))"
    case .titleSet(let title): return "titled it " + quoted(isTakenBack ? board.title : title)
    case .levelSet(_, let phase):
      return "went on to " + (isTakenBack ? board.phase : phase).words
    case .roomMade: return either("made room", "closed a gap")
    case .gapClosed: return either("closed a gap", "made room")
    default: return "a change"
    }
  }
}

extension Change {
  fileprivate var addsOrRemovesSticky: Bool {
    switch self {
    case .stickyAdded, .stickyRemoved: true
    default: false
    }
  }

  fileprivate var addsOrRemovesLane: Bool {
    switch self {
    case .laneAdded, .laneRemoved: true
    default: false
    }
  }
}
