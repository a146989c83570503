import SquallModel

/// A line of the pane that tells everything about a sticky.
struct DetailLine: Equatable {
  var label: String
  var text: String
  var role = Role.popup
}

/// What led to an event is read from the whole board; that is kept until the board changes.
struct DetailCache: Sendable {
  private var version = -1
  private var session: ID?
  private var flow: Flow?

  mutating func update(_ state: State) {
    let version = state.boardVersion
    if flow != nil, self.version == version, session == state.board.id { return }
    self.version = version
    session = state.board.id
    flow = Flow(of: state.board)
  }

  func lines(_ state: State) -> [DetailLine] {
    guard let sticky = state.currentSticky else {
      return [DetailLine(label: "", text: Words.nothingUnderCursor, role: .placeholder)]
    }
    let board = state.board
    let text = board.text(of: sticky)
    var lines = [
      DetailLine(label: "", text: Words.kindLine(sticky, on: board), role: Role(sticky.kind)),
      DetailLine(label: "", text: text.isEmpty ? Words.blank(sticky.kind) : text),
    ]
    for field in sticky.fields {
      lines.append(DetailLine(label: "", text: "\(field.name): \(FieldLines.json(field.value))"))
    }
    if let note = sticky.note { lines.append(DetailLine(label: Words.noteLabel, text: note)) }
    lines += relations(sticky, on: board)
    if let written = Words.writtenBy(sticky, on: board, now: state.now) {
      lines.append(DetailLine(label: "", text: written, role: .dim))
    }
    return lines
  }

  private func relations(_ sticky: Sticky, on board: Board) -> [DetailLine] {
    var lines: [DetailLine] = []
    func add(_ label: String, _ id: ID?) {
      guard let id, let other = board[id] else { return }
      lines.append(DetailLine(label: label, text: board.text(of: other)))
    }
    if case .on(let host) = sticky.place { add(Words.attachedTo, host) }
    for id in board.attached(to: sticky.id) { add(board[id]?.kind.word ?? "", id) }
    add(Words.copyOf, sticky.copyOf)
    if let causes = flow?.causes(of: sticky.id), sticky.kind == .domainEvent {
      add(Kind.actor.word, causes.actor)
      add(Kind.command.word, causes.command)
      add(Kind.aggregate.word, causes.aggregate)
      add(Kind.policy.word, causes.policy)
      add(Words.causedBy, causes.cause)
    }
    for link in board.links where link.from == sticky.id { add(Words.leadsTo(link.label), link.to) }
    for link in board.links where link.to == sticky.id {
      add(Words.comesFrom(link.label), link.from)
    }
    for context in board.contexts where context.stickies.contains(sticky.id) {
      lines.append(DetailLine(label: Words.contextLabel, text: context.name))
    }
    if sticky.voteCount > 0 {
      let votes = Words.votes(sticky.voteCount, mine: 0)
      lines.append(DetailLine(label: "", text: votes, role: .votes))
    }
    return lines
  }
}
