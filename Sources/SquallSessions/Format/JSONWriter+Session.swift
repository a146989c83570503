internal import SquallModel

extension JSONWriter {
  /// Writes a session file, with the line break at its end.
  mutating func session(_ snapshot: SessionSnapshot) {
    beginObject()
    breakLine()
    key("format")
    string("squall-session" as StaticString)
    breakLine()
    key("version")
    integer(SessionFormat.version)
    boardHead(snapshot.board, onLines: true)
    breakLine()
    key("revision")
    integer(snapshot.revision)
    if let checksum = snapshot.checksum {
      breakLine()
      key("checksum")
      let digits = String(checksum, radix: 16)
      string(String(repeating: "0", count: 16 - digits.count) + digits)
    }
    boardLists(snapshot.board, onLines: true)
    breakLine()
    endObject()
    endLine()
  }

  /// Writes a board on one line, as a change carries it.
  mutating func board(_ board: Board) {
    beginObject()
    boardHead(board, onLines: false)
    boardLists(board, onLines: false)
    endObject()
  }

  private mutating func line(_ onLines: Bool, indent: Int = 0) {
    if onLines { breakLine(indent: indent) }
  }

  private mutating func boardHead(_ board: Board, onLines: Bool) {
    line(onLines)
    key("id")
    string(board.id.text)
    line(onLines)
    key("title")
    string(board.title)
    line(onLines)
    key("level")
    string(board.level.name)
    line(onLines)
    key("phase")
    string(board.phase.name)
    guard let instant = board.createdAt else { return }
    line(onLines)
    key("createdAt")
    self.instant(instant)
  }

  /// Participants, lanes and stickies are always there, also when they are none: without the list
  /// of lanes or participants a reader would take ids for names.
  private mutating func boardLists(_ board: Board, onLines: Bool) {
    list("participants", board.participants, onLines) { writer, participant in
      writer.named(participant.id, participant.name, participant.unknownMembers)
    }
    list("lanes", board.lanes, onLines) { writer, lane in
      writer.named(lane.id, lane.name, lane.unknownMembers)
    }
    stickies(of: board, onLines: onLines)
    if !board.links.isEmpty {
      list("links", board.links, onLines) { $0.link($1) }
    }
    if !board.contexts.isEmpty {
      list("contexts", board.contexts, onLines) { $0.context($1) }
    }
    if !board.terms.isEmpty {
      list("glossary", board.terms, onLines) { $0.term($1) }
    }
    if !board.emptyColumns.isEmpty {
      line(onLines)
      key("emptyColumns")
      positions(board.emptyColumns)
    }
    for member in board.unknownMembers {
      line(onLines)
      unknown([member])
    }
  }

  private mutating func list<Element>(
    _ name: StaticString, _ elements: [Element], _ onLines: Bool,
    _ members: (inout JSONWriter, Element) -> Void
  ) {
    line(onLines)
    key(name)
    beginArray()
    for element in elements {
      line(onLines, indent: 1)
      beginObject()
      members(&self, element)
      endObject()
    }
    if !elements.isEmpty { line(onLines) }
    endArray()
  }

  private mutating func stickies(of board: Board, onLines: Bool) {
    line(onLines)
    key("stickies")
    beginArray()
    board.forEachInFileOrder { sticky in
      line(onLines, indent: 1)
      beginObject()
      stickyMembers(sticky)
      unknown(sticky.unknownMembers)
      endObject()
    }
    if board.stickyCount > 0 { line(onLines) }
    endArray()
  }

  private mutating func named(_ id: ID, _ name: String, _ unknown: [UnknownMember]) {
    key("id")
    string(id.text)
    key("name")
    string(name)
    self.unknown(unknown)
  }

  private mutating func link(_ link: Link) {
    linkMembers(link)
    unknown(link.unknownMembers)
  }

  private mutating func context(_ context: Context) {
    contextMembers(context.id, context.name, context.stickies)
    unknown(context.unknownMembers)
  }

  private mutating func term(_ term: Term) {
    termMembers(term)
    unknown(term.unknownMembers)
  }
}

// MARK: - Members that files and changes have in common

extension JSONWriter {
  mutating func linkMembers(_ link: Link) {
    key("id")
    string(link.id.text)
    key("from")
    string(link.from.text)
    key("to")
    string(link.to.text)
    guard let label = link.label else { return }
    key("label")
    string(label)
  }

  mutating func contextMembers(_ id: ID, _ name: String, _ stickies: [ID]) {
    key("id")
    string(id.text)
    key("name")
    string(name)
    key("stickies")
    ids(stickies)
  }

  mutating func termMembers(_ term: Term) {
    key("name")
    string(term.name)
    key("meaning")
    string(term.meaning)
  }

  mutating func ids(_ ids: [ID]) {
    beginArray()
    for id in ids { string(id.text) }
    endArray()
  }

  mutating func positions(_ keys: [PositionKey]) {
    beginArray()
    for key in keys { string(key.text) }
    endArray()
  }
}
