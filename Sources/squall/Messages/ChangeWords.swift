import SquallModel
import SquallUI

/// A change in words: what somebody did, in the past tense, to things by their names.
struct ChangeWords {
  /// How many parts of a batch are told; the others are counted.
  private static let partsTold = 3
  /// How much of a text is repeated, in characters.
  private static let quotedLength = 60

  private let board: Board
  private let change: Change
  /// What the change itself adds: the board before it does not have it yet.
  private let added: [ID: Sticky]
  private let addedLanes: [ID: Lane]

  /// - Parameter before: the board that the change was made upon.
  init(before board: Board, change: Change) {
    self.board = board
    self.change = change
    var added: [ID: Sticky] = [:]
    var addedLanes: [ID: Lane] = [:]
    for part in change.parts {
      if case .stickyAdded(let sticky) = part { added[sticky.id] = sticky }
      if case .laneAdded(let lane, _) = part { addedLanes[lane.id] = lane }
    }
    self.added = added
    self.addedLanes = addedLanes
  }

  /// What was done, without who did it: `added event 'Order placed' in Sales`.
  var sentence: String {
    let parts = change.parts
    let told = parts.prefix(ChangeWords.partsTold).map(words).joined(separator: "; ")
    let rest = parts.count - ChangeWords.partsTold
    return rest > 0 ? "\(parts.count) changes: \(told); and \(rest) more" : told
  }

  private func words(_ change: Change) -> String {
    switch change {
    case .stickyAdded, .stickyReworded, .stickyMoved, .stickyRemoved, .kindChanged, .copyOfSet:
      stickyWords(change)
    case .fieldSet, .fieldRemoved, .noteSet, .pivotalSet, .tentativeSet, .hotspotAddressed,
      .hotspotReopened, .voteCast:
      contentWords(change)
    case .laneAdded, .laneRenamed, .laneMoved, .laneRemoved: laneWords(change)
    case .linkAdded, .linkRemoved, .contextAdded, .contextChanged, .contextRemoved, .termSet,
      .termRemoved:
      furnitureWords(change)
    case .titleSet, .levelSet, .roomMade, .gapClosed, .participantJoined, .adopted:
      workshopWords(change)
    case .batch, .undone: "\(change.parts.count) changes"
    }
  }

  private func stickyWords(_ change: Change) -> String {
    switch change {
    case .stickyAdded(let sticky):
      if let original = sticky.copyOf {
        return "added another appearance of \(name(original)) \(place(sticky.place))"
      }
      return "added \(name(sticky)) \(place(sticky.place))"
    case .stickyReworded(let id, let text): return "reworded \(name(id)) to \(quoted(text))"
    case .stickyMoved(let id, let place): return moveWords(id, to: place)
    case .stickyRemoved(let id): return "removed \(name(id))"
    case .kindChanged(let id, let kind): return "made \(name(id)) \(Words.one(kind))"
    case .copyOfSet(let id, nil): return "parted \(name(id)) from its original"
    case .copyOfSet(let id, let original?):
      return "made \(name(id)) another appearance of \(name(original))"
    default: return ""
    }
  }

  private func moveWords(_ id: ID, to place: Place) -> String {
    switch (board[id]?.place, place) {
    case (.spot(let old, _, _), .spot(let new, _, _)) where old == new:
      "moved \(name(id)) along \(lane(new))"
    case (.spot(let old, _, _), .spot(let new, _, _)):
      "moved \(name(id)) from \(lane(old)) to \(lane(new))"
    case (_, .on(let host)): "attached \(name(id)) to \(name(host))"
    case (_, .inbox): "moved \(name(id)) to the inbox"
    case (_, .spot): "placed \(name(id)) \(self.place(place))"
    }
  }

  private func contentWords(_ change: Change) -> String {
    switch change {
    case .fieldSet(let id, let field, let value, _):
      "set \(field) of \(name(id)) to \(value.line.clipped(to: ChangeWords.quotedLength))"
    case .fieldRemoved(let id, let field): "took \(field) off \(name(id))"
    case .noteSet(let id, nil): "took the note off \(name(id))"
    case .noteSet(let id, let note?): "noted \(quoted(note)) on \(name(id))"
    case .pivotalSet(let id, let isPivotal):
      isPivotal ? "made \(name(id)) pivotal" : "made \(name(id)) no longer pivotal"
    case .tentativeSet(let id, let isTentative):
      isTentative ? "marked \(name(id)) as tentative" : "settled \(name(id))"
    case .hotspotAddressed(let id): "addressed \(name(id))"
    case .hotspotReopened(let id): "reopened \(name(id))"
    case .voteCast(let id, _, let count):
      count == 0 ? "took their votes off \(name(id))" : "gave \(name(id)) \(votes(count))"
    default: ""
    }
  }

  private func laneWords(_ change: Change) -> String {
    switch change {
    case .laneAdded(let lane, _): "added lane \(quoted(lane.name))"
    case .laneRenamed(let id, let name): "renamed lane \(lane(id)) to \(quoted(name))"
    case .laneMoved(let id, let index): "made \(lane(id)) lane number \(index + 1)"
    case .laneRemoved(let id): "removed lane \(lane(id)); its stickies went to the inbox"
    default: ""
    }
  }

  private func furnitureWords(_ change: Change) -> String {
    switch change {
    case .linkAdded(let link): "linked \(name(link.from)) to \(name(link.to))"
    case .linkRemoved(let id):
      board.links.first { $0.id == id }
        .map { "took the link from \(name($0.from)) to \(name($0.to)) away" } ?? "removed a link"
    case .contextAdded(let context):
      "drew context \(quoted(context.name)) around \(stickies(context.stickies.count))"
    case .contextChanged(let id, let name, let stickies):
      "changed context \(contextName(id)): \(quoted(name)), \(self.stickies(stickies.count))"
    case .contextRemoved(let id): "removed context \(contextName(id))"
    case .termSet(let term): "defined \(quoted(term.name)) as \(quoted(term.meaning))"
    case .termRemoved(let name): "took \(quoted(name)) out of the glossary"
    default: ""
    }
  }

  private func workshopWords(_ change: Change) -> String {
    switch change {
    case .titleSet(let title): "called the workshop \(quoted(title))"
    case .levelSet(let level, let phase):
      "went to \(level.words), phase \(phase.number) of \(level.phases.count), \(phase.words)"
    case .roomMade(let keys): "made room of \(columns(keys.count))"
    case .gapClosed(let keys): "closed a gap of \(columns(keys.count))"
    case .participantJoined: "joined"
    case .adopted(let board):
      "took in the board \(quoted(board.title)) with \(stickies(board.stickyCount))"
    default: ""
    }
  }
}

// MARK: - Names

extension ChangeWords {
  private func name(_ id: ID) -> String {
    (board[id] ?? added[id]).map(name) ?? "a sticky that has gone"
  }

  private func name(_ sticky: Sticky) -> String {
    let text = board.text(of: sticky)
    let isBlank = text.allSatisfy(\.isWhitespace)
    return isBlank ? "a blank \(sticky.kind.word)" : "\(sticky.kind.word) \(quoted(text))"
  }

  private func lane(_ id: ID) -> String {
    (board.lane(id) ?? addedLanes[id]).map { quoted($0.name) } ?? "a lane that has gone"
  }

  private func contextName(_ id: ID) -> String {
    board.contexts.first { $0.id == id }.map { quoted($0.name) } ?? "that has gone"
  }

  private func place(_ place: Place) -> String {
    switch place {
    case .spot(let lane, _, _): "in \(self.lane(lane))"
    case .on(let host): "on \(name(host))"
    case .inbox: "to the inbox"
    }
  }

  private func quoted(_ text: String) -> String {
    "'" + text.clipped(to: ChangeWords.quotedLength) + "'"
  }

  private func stickies(_ count: Int) -> String { count == 1 ? "1 sticky" : "\(count) stickies" }
  private func columns(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }
  private func votes(_ count: Int) -> String { count == 1 ? "1 vote" : "\(count) votes" }
}

extension Change {
  /// The changes of a batch, or the change itself.
  fileprivate var parts: [Change] {
    if case .batch(let changes) = self { changes } else { [self] }
  }
}

extension String {
  /// The text itself, or its beginning with an ellipsis.
  fileprivate func clipped(to length: Int) -> String {
    let beginning = prefix(length)
    return beginning.endIndex == endIndex ? self : beginning + "…"
  }
}
