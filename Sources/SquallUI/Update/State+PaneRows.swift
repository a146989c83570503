import SquallModel

/// What the lists hold, from the board and the action table.
extension State {
  var paneRows: [PaneRow] {
    guard let pane else { return [] }
    return switch pane.kind {
    case .detail: []
    case .inbox: withReason(board.inbox.compactMap { id in board[id].map { row(of: $0) } })
    case .hotspots: hotspotRows
    case .people: peopleRows
    case .company: companyRows
    case .refused: refusedRows
    case .trouble: troubleRows
    case .door: (company?.door?.addresses ?? []).map { PaneRow(mark: "", text: $0.reach) }
    case .votes: voteRows
    case .lanes: withReason(laneRows)
    case .glossary: glossaryRows
    case .messages: messageRows
    case .sessions: sessionRows
    case .help(let isWhole): helpRows(isWhole: isWhole, fitting: pane.filter)
    }
  }

  /// Rows that can be worked on, and under them why not where nothing can be changed now.
  private func withReason(_ rows: [PaneRow]) -> [PaneRow] {
    guard hasSession, let obstacle = obstacleToEditing else { return rows }
    let columns = Pane.rowArea(in: ScreenPlan(self).pane).columns - 2
    return rows
      + SafeText(Words.sentence(obstacle)).wrapped(columns: max(8, columns)).map {
        PaneRow(mark: "", text: $0.description, role: .warning, isHeading: true)
      }
  }

  private func row(of sticky: Sticky, tail: String = "") -> PaneRow {
    let text = board.text(of: sticky)
    return PaneRow(
      mark: String(sticky.kind.letter), text: text.isEmpty ? Words.blank(sticky.kind) : text,
      tail: tail, markRole: Role(sticky.kind), subject: .sticky(sticky.id))
  }

  /// Open ones first, both in reading order; those of the inbox at the end.
  private var hotspotRows: [PaneRow] {
    let board = self.board
    let ids = walk.ids + board.inbox
    let hotspots = ids.compactMap { board[$0] }.filter { $0.kind == .hotspot }
    return (hotspots.filter { !$0.isAddressed } + hotspots.filter(\.isAddressed)).map { sticky in
      var row = row(of: sticky, tail: sticky.isAddressed ? Words.addressed : Words.open)
      if sticky.isAddressed { row.role = .dim }
      return row
    }
  }

  private var peopleRows: [PaneRow] {
    var written: [ID: Int] = [:]
    board.forEachInFileOrder { sticky in
      if let author = sticky.author { written[author, default: 0] += 1 }
    }
    return board.participants.map { person in
      PaneRow(
        mark: person.id == document.me.id ? "*" : " ", text: person.name,
        tail: Words.stickies(written[person.id] ?? 0))
    }
  }

  /// What has votes, the most first.
  private var voteRows: [PaneRow] {
    let board = self.board
    let ids = walk.ids + board.inbox
    let voted = ids.compactMap { board[$0] }.filter { $0.voteCount > 0 }
    let ranked = voted.enumerated().sorted { left, right in
      (right.element.voteCount, left.offset) < (left.element.voteCount, right.offset)
    }
    return ranked.map { _, sticky in
      let mine = sticky.votes.first { $0.participant == document.me.id }?.count ?? 0
      var row = row(of: sticky, tail: Words.votes(sticky.voteCount, mine: mine))
      row.keepsTail = true
      return row
    }
  }

  private var laneRows: [PaneRow] {
    var counts: [ID: Int] = [:]
    for sticky in board.readingOrder {
      if case .spot(let lane, _, _) = sticky.place { counts[lane, default: 0] += 1 }
    }
    return board.lanes.enumerated().map { index, lane in
      PaneRow(
        mark: pane?.heldLane == lane.id ? "=" : "\(index + 1)", text: lane.name,
        tail: Words.stickies(counts[lane.id] ?? 0), keepsTail: true, subject: .lane(lane.id))
    }
  }

  private var messageRows: [PaneRow] {
    let columns = rowColumns
    return notices.all.reversed().flatMap { notice in
      var rows = PaneRow(
        mark: Words.time(notice.at), text: notice.text, role: Role(of: notice.weight)
      ).whole(columns: columns)
      if notice.count > 1 { rows[rows.count - 1].tail = "×\(notice.count)" }
      return rows
    }
  }

  private var glossaryRows: [PaneRow] {
    let columns = rowColumns
    return board.terms.flatMap {
      PaneRow(mark: "", text: "\($0.name) = \($0.meaning)").whole(columns: columns)
    }
  }

  /// The columns of a row, its mark included.
  private var rowColumns: Int { Pane.rowArea(in: ScreenPlan(self).pane).columns }

  private var sessionRows: [PaneRow] {
    let named = Dictionary(grouping: sessions, by: \.title).mapValues(\.count)
    return sessions.enumerated().map { index, listing in
      let isAlone = named[listing.title] == 1 || listing.title == listing.place
      let content = listing.stickies.map(Words.stickies) ?? Words.unreadable
      return PaneRow(
        mark: "\(index + 1)",
        text: isAlone ? listing.title : "\(listing.title) · \(listing.place)",
        tail: "\(content)  \(listing.writer.map(Words.isOpen) ?? listing.changed)",
        subject: .session(index))
    }
  }

  /// The actions under their headings: what works here, or all there is.
  private func helpRows(isWhole: Bool, fitting query: String?) -> [PaneRow] {
    let fitting = query.map { query in
      Set(Fuzzy.actions(fitting: query, keymap: settings.keymap).map(\.id))
    }
    var rows = isWhole || query != nil ? [] : hereRows
    let here = rows.map(\.subject)
    for category in Action.Category.allCases {
      let actions = Action.all.filter { action in
        action.category == category && (fitting?.contains(action.id) ?? true)
          && !here.contains(.action(action.id))
          && (isWhole || action.whyNot(in: self.underHelp) == nil)
      }
      if actions.isEmpty { continue }
      rows.append(
        PaneRow(
          mark: "", text: Words.heading(category), role: .title, isHeading: true))
      rows += actions.map { action in
        let why = action.whyNot(in: underHelp)
        let keys = (settings.keymap.keys[action.id] ?? []).map(\.description)
        // Where the reason stands in its place, a name without keys is the only way to find it.
        let isNamed = keys.isEmpty && why != nil
        return PaneRow(
          mark: isNamed ? ":" + action.id : keys.joined(separator: "  "),
          text: action.words, tail: why.map(Words.sentence) ?? ":" + action.id,
          role: why == nil ? .popup : .dim, markRole: .hintKey, subject: .action(action.id))
      }
    }
    return rows
  }

  /// What the list is for that the help stands over, before everything else.
  private var hereRows: [PaneRow] {
    let under = underHelp
    guard under.isPaneFocused else { return [] }
    let rows = under.hints.compactMap { hint -> PaneRow? in
      guard let action = hint.action.flatMap(Action.named), action.id != "help" else { return nil }
      return PaneRow(
        mark: hint.keys, text: action.words, tail: ":" + action.id, markRole: .hintKey,
        subject: .action(action.id))
    }
    guard !rows.isEmpty else { return [] }
    return [PaneRow(mark: "", text: Words.title(of: under), role: .title, isHeading: true)] + rows
  }

  /// The state as it will be when the help is closed: what can be done "here" is meant there.
  private var underHelp: State {
    var state = self
    if case .help = pane?.kind {
      state.pane = paneUnder
      state.isPaneFocused = paneUnder != nil
      state.paneUnder = nil
    }
    return state
  }
}

extension PaneRow {
  /// The row on as many lines as its text takes: there is nowhere else to read the rest.
  fileprivate func whole(columns: Int) -> [PaneRow] {
    let room = columns - SafeText(mark).columns - 3
    // No sign takes more columns than bytes, but for those that are shown by a caret.
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    if isPlain, text.utf8.count <= room { return [self] }
    let indent = mark.isEmpty ? 0 : 2
    let lines = SafeText(text).wrapped(columns: max(8, room - indent))
    return lines.enumerated().map { index, line in
      var part = self
      part.text = index == 0 ? line.description : String(repeating: " ", count: indent) + "\(line)"
      if index > 0 { (part.mark, part.continues) = ("", true) }
      return part
    }
  }
}

extension Role {
  /// How a line of that weight looks.
  init(of weight: Notices.Weight) {
    switch weight {
    case .hint, .news: self = .toast
    case .warning: self = .warning
    case .problem: self = .error
    }
  }
}
