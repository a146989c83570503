import SquallModel

extension MarkdownReport {
  // MARK: - Summary

  mutating func addSummary() {
    buffer.add("# \(MarkdownEscape.line(board.title))\n\n")
    buffer.add(
      "\(board.level.words), phase \(board.phase.number) of \(board.level.phases.count): "
        + "\(board.phase.words)")
    if let instant = board.createdAt { buffer.add("; begun on \("\(instant)".prefix(10))") }
    buffer.add("\n\n## Summary\n\n")
    addCounts()
    addNames("lanes", board.lanes.map(\.name))
    addNames("participants", board.participants.map(\.name))
  }

  private mutating func addCounts() {
    var counts = Array(repeating: 0, count: Kind.allCases.count)
    var open = 0
    board.forEachInFileOrder { sticky in
      if sticky.copyOf == nil { counts[Int(sticky.kind.rawValue)] += 1 }
      if sticky.kind == .hotspot, !sticky.isAddressed { open += 1 }
    }
    for kind in Kind.allCases where counts[Int(kind.rawValue)] > 0 {
      buffer.add("- \(count(counts[Int(kind.rawValue)], kind.word))")
      if kind == .hotspot { buffer.add(", \(open) of them open") }
      buffer.add("\n")
    }
    if !board.inbox.isEmpty {
      buffer.add("- \(board.inbox.count) without a place on the timeline\n")
    }
  }

  private mutating func addNames(_ word: String, _ names: [String]) {
    guard !names.isEmpty else { return }
    let names = names.map { MarkdownEscape.line($0) }.joined(separator: ", ")
    buffer.add("- \(word): \(names)\n")
  }

  // MARK: - Lists

  mutating func addHotspots() {
    for isAddressed in [false, true] {
      let title = isAddressed ? "Addressed hotspots" : "Open hotspots"
      addSection(title) { $0.kind == .hotspot && $0.isAddressed == isAddressed }
    }
  }

  mutating func addList(_ title: String, of kind: Kind) {
    addSection(title) { $0.kind == kind }
  }

  /// The stickies that are meant, each with the one that it is attached to.
  private mutating func addSection(_ title: String, of isMeant: (Sticky) -> Bool) {
    var found: [ID] = []
    board.forEachInFileOrder { sticky in if isMeant(sticky) { found.append(sticky.id) } }
    guard !found.isEmpty else { return }
    buffer.add("\n## \(title)\n\n")
    for id in found {
      guard let sticky = board[id] else { continue }
      buffer.add("- \(text(sticky))")
      if case .on(let host) = sticky.place, let host = board[host] {
        buffer.add(" (on \(host.kind.word): \(text(host)))")
      }
      buffer.add("\n")
    }
  }

  /// The data of a sticky that is no event: those stand with their own.
  mutating func addData(of sticky: Sticky) {
    buffer.add("\n### \(sticky.kind.word): \(text(sticky))\n")
    addFields(sticky.fields)
  }

  mutating func addLinks() {
    guard !board.links.isEmpty else { return }
    buffer.add("\n## Links\n\n")
    for link in board.links {
      guard let from = board[link.from], let to = board[link.to] else { continue }
      buffer.add("- \(from.kind.word): \(text(from)) to \(to.kind.word): \(text(to))")
      if let label = link.label, !label.isEmpty {
        buffer.add(" (\(MarkdownEscape.line(label)))")
      }
      buffer.add("\n")
    }
  }

  mutating func addContexts() {
    guard !board.contexts.isEmpty else { return }
    buffer.add("\n## Bounded contexts\n")
    for context in board.contexts {
      buffer.add("\n**\(MarkdownEscape.line(context.name))**\n\n")
      for id in context.stickies {
        if let sticky = board[id] { buffer.add("- \(sticky.kind.word): \(text(sticky))\n") }
      }
    }
  }

  mutating func addGlossary() {
    var definitions: [ID] = []
    board.forEachInFileOrder { if $0.kind == .definition { definitions.append($0.id) } }
    guard !board.terms.isEmpty || !definitions.isEmpty else { return }
    buffer.add("\n## Glossary\n\n")
    for term in board.terms {
      let meaning = MarkdownEscape.line(term.meaning)
      buffer.add("- **\(MarkdownEscape.line(term.name))**: \(meaning)\n")
    }
    for id in definitions {
      if let sticky = board[id] { buffer.add("- \(text(sticky))\n") }
    }
  }

  mutating func addVotes() {
    var voted: [(id: ID, count: Int)] = []
    board.forEachInFileOrder { sticky in
      if sticky.voteCount > 0 { voted.append((sticky.id, sticky.voteCount)) }
    }
    guard !voted.isEmpty else { return }
    buffer.add("\n## Votes\n\n")
    // Sorting keeps the order of the board among equals.
    for (id, votes) in voted.sorted(by: { $0.count > $1.count }) {
      if let sticky = board[id] {
        buffer.add("- \(count(votes, "vote")): \(sticky.kind.word) \(text(sticky))\n")
      }
    }
  }

  mutating func addInbox() {
    guard !board.inbox.isEmpty else { return }
    buffer.add("\n## Inbox\n\n")
    for id in board.inbox { addItem(id) }
  }
}
