internal import SquallModel

extension JSONWriter {
  /// Writes an entry of the log, on one line.
  mutating func entry(_ entry: Entry) {
    beginObject()
    key("sequence")
    integer(entry.sequence)
    key("edit_id")
    string(entry.editID.text)
    key("at")
    instant(entry.at)
    if let author = entry.by {
      key("by")
      string(author.text)
    }
    key("change")
    change(entry.change)
    endObject()
  }

  /// Writes a change, on one line.
  mutating func change(_ change: Change) {
    beginObject()
    key("change")
    string(change.name.name)
    switch change {
    case .stickyAdded, .stickyReworded, .stickyMoved, .stickyRemoved, .kindChanged, .fieldSet,
      .fieldRemoved, .noteSet, .pivotalSet, .tentativeSet, .hotspotAddressed, .hotspotReopened,
      .copyOfSet, .voteCast:
      changeOfSticky(change)
    case .laneAdded, .laneRenamed, .laneMoved, .laneRemoved, .linkAdded, .linkRemoved,
      .contextAdded, .contextChanged, .contextRemoved, .termSet, .termRemoved:
      changeOfFurniture(change)
    case .titleSet, .levelSet, .roomMade, .gapClosed, .participantJoined, .batch, .undone,
      .adopted:
      changeOfWorkshop(change)
    }
    endObject()
  }

  private mutating func id(_ id: ID) {
    key("id")
    string(id.text)
  }

  private mutating func name(_ name: String) {
    key("name")
    string(name)
  }

  private mutating func more(_ members: [UnknownMember]) {
    guard !members.isEmpty else { return }
    key("more")
    beginObject()
    unknown(members)
    endObject()
  }

  private mutating func changeOfSticky(_ change: Change) {
    switch change {
    case .stickyAdded(let sticky):
      stickyMembers(sticky)
      more(sticky.unknownMembers)
    case .stickyReworded(let id, let text):
      self.id(id)
      key("text")
      string(text)
    case .stickyMoved(let id, let place):
      self.id(id)
      self.place(place)
    case .kindChanged(let id, let kind):
      self.id(id)
      key("kind")
      string(kind.name)
    case .fieldSet(let id, let name, let value, let index):
      self.id(id)
      self.name(name)
      key("value")
      self.value(value)
      guard let index else { return }
      key("index")
      integer(index)
    case .fieldRemoved(let id, let name):
      self.id(id)
      self.name(name)
    case .noteSet(let id, let note):
      self.id(id)
      guard let note else { return }
      key("note")
      string(note)
    case .pivotalSet(let id, let isPivotal):
      self.id(id)
      key("pivotal")
      bool(isPivotal)
    case .tentativeSet(let id, let isTentative):
      self.id(id)
      key("tentative")
      bool(isTentative)
    case .copyOfSet(let id, let original):
      self.id(id)
      guard let original else { return }
      key("copyOf")
      string(original.text)
    case .voteCast(let id, let participant, let count):
      self.id(id)
      key("participant")
      string(participant.text)
      key("count")
      integer(count)
    case .hotspotAddressed(let id), .hotspotReopened(let id), .stickyRemoved(let id):
      self.id(id)
    default: break
    }
  }

  private mutating func changeOfFurniture(_ change: Change) {
    switch change {
    case .laneAdded(let lane, let index):
      id(lane.id)
      name(lane.name)
      key("index")
      integer(index)
      more(lane.unknownMembers)
    case .laneRenamed(let id, let name):
      self.id(id)
      self.name(name)
    case .laneMoved(let id, let index):
      self.id(id)
      key("index")
      integer(index)
    case .linkAdded(let link):
      linkMembers(link)
      more(link.unknownMembers)
    case .contextAdded(let context):
      contextMembers(context.id, context.name, context.stickies)
      more(context.unknownMembers)
    case .contextChanged(let id, let name, let stickies):
      contextMembers(id, name, stickies)
    case .termSet(let term):
      termMembers(term)
      more(term.unknownMembers)
    case .termRemoved(let name): self.name(name)
    case .laneRemoved(let id), .linkRemoved(let id), .contextRemoved(let id): self.id(id)
    default: break
    }
  }

  private mutating func changeOfWorkshop(_ change: Change) {
    switch change {
    case .titleSet(let title):
      key("title")
      string(title)
    case .levelSet(let level, let phase):
      key("level")
      string(level.name)
      key("phase")
      string(phase.name)
    case .roomMade(let keys), .gapClosed(let keys):
      key("positions")
      positions(keys)
    case .participantJoined(let participant):
      id(participant.id)
      name(participant.name)
      more(participant.unknownMembers)
    case .batch(let changes): self.changes(changes)
    case .undone(let target, let changes):
      key("of")
      string(target.text)
      self.changes(changes)
    case .adopted(let board):
      key("board")
      self.board(board)
    default: break
    }
  }

  private mutating func changes(_ changes: [Change]) {
    key("changes")
    beginArray()
    for change in changes { self.change(change) }
    endArray()
  }
}

extension Change {
  /// The change's name in documents.
  var name: ChangeName {
    switch self {
    case .stickyAdded: .stickyAdded
    case .stickyReworded: .stickyReworded
    case .stickyMoved: .stickyMoved
    case .stickyRemoved: .stickyRemoved
    case .kindChanged: .kindChanged
    case .fieldSet: .fieldSet
    case .fieldRemoved: .fieldRemoved
    case .noteSet: .noteSet
    case .pivotalSet: .pivotalSet
    case .tentativeSet: .tentativeSet
    case .hotspotAddressed: .hotspotAddressed
    case .hotspotReopened: .hotspotReopened
    case .copyOfSet: .copyOfSet
    case .voteCast: .voteCast
    case .laneAdded: .laneAdded
    case .laneRenamed: .laneRenamed
    case .laneMoved: .laneMoved
    case .laneRemoved: .laneRemoved
    case .linkAdded: .linkAdded
    case .linkRemoved: .linkRemoved
    case .contextAdded: .contextAdded
    case .contextChanged: .contextChanged
    case .contextRemoved: .contextRemoved
    case .termSet: .termSet
    case .termRemoved: .termRemoved
    case .titleSet: .titleSet
    case .levelSet: .levelSet
    case .roomMade: .roomMade
    case .gapClosed: .gapClosed
    case .participantJoined: .participantJoined
    case .batch: .batch
    case .undone: .undone
    case .adopted: .adopted
    }
  }
}
