import SquallModel

extension State {
  /// The right end of the title's line: marks, counts, who, and whether everything is saved.
  ///
  /// - Parameter counts: of the board as it is now.
  func status(_ counts: KindCounts) -> [BoardView.Status] {
    var parts: [BoardView.Status] = []
    func add(_ text: String?, _ role: Role, short: String? = nil, rank: Int = 0) {
      guard let text else { return }
      parts.append(
        BoardView.Status(SafeText(text), role, short: short.map { SafeText($0) }, rank: rank))
    }
    if document.isReadOnly { add(Words.readOnlyMark, .warning, rank: 2) }
    if document.role == .observer, company == nil { add(Words.observerMark, .warning, rank: 2) }
    add(search.filter.map { "&" + String($0.prefix(12)) }, .matchHighlight)
    if let pattern = search.pattern, let count = matchCount {
      add("/\(pattern.prefix(12)) \(count)", .matchHighlight)
    }
    let selected = selectedIDs.count
    if selected > 0 { add(Words.selected(selected), .selection) }
    if hasSession { add(cursor.sticky.flatMap { counts.place(of: $0, on: board) }, .chrome) }
    if company == nil {
      add(SafeText(document.me.name).prefix(columns: 20).description, .presence)
    }
    parts += companyStatus
    if let past {
      add(Words.pastMark(past), .warning, rank: 3)
      let isWaiting = (company?.waiting ?? 0) > 0
      return isWaiting ? parts + [companySaving].compactMap { $0 } : parts
    }
    if let companySaving { return parts + [companySaving] }
    if document.writer != nil {
      add(Words.writtenElsewhereMark, .warning, rank: 3)
      if document.unrecorded > 0 { add(Words.waitHere(document.unrecorded), .unsaved, rank: 3) }
    } else if document.saving.failure != nil {
      add(Words.notSaved(document.unrecorded), .error, rank: 3)
    } else if document.unrecorded > 0 {
      add(Words.saving(document.unrecorded), .unsaved, rank: 3)
    } else {
      let saved = document.saving.recorded
      add(Words.saved(saved), .saved, short: Words.savedShort(saved), rank: 3)
    }
    return parts
  }

  /// What the board's view is told.
  var scene: BoardScene {
    var scene = BoardScene(zoom: zoom, camera: camera, cursor: cursor, selection: selectedIDs)
    scene.kinds = memory.kinds
    if search.pattern != nil { scene.matches = Set(search.found) }
    if search.filter != nil { scene.filter = Set(search.passing) }
    scene.presence = presenceTags
    if let unseen = company?.view.unseen, !unseen.isEmpty { scene.news = Set(unseen) }
    switch mode {
    case .holding(let holding):
      scene.grab = Grab(stickies: Set(holding.ids), drop: holding.drop)
    case .writing(let writing):
      guard let id = writing.stickyWrittenOn else { break }
      let characters = writing.field.characters
      let caret = writing.field.caret
      scene.cursor = .sticky(id)
      scene.editing = Editing(
        .sticky(id), beforeCaret: String(characters[..<caret]),
        afterCaret: String(characters[caret...]))
    case .normal, .prompt, .question: break
    }
    return scene
  }
}

extension Writing {
  /// The sticky whose own text is being written; nil for notes and fields.
  var stickyWrittenOn: ID? {
    switch subject {
    case .addition(let addition): addition.id
    case .text(let id, _): id
    case .note, .fields: nil
    }
  }
}
