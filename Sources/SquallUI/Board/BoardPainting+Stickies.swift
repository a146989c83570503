import SquallModel

extension BoardPainting {
  /// Draws every sticky that shows, column by column.
  func drawColumns(into grid: inout Grid, texts: inout TextCache) {
    for column in frame.columns {
      let left = frame.screenColumn(of: column)
      for spot in layout.spots(ofColumn: column) {
        guard let band = frame.bands.first(where: { $0.lane == spot.lane }) else { continue }
        let slots = layout.slots(column: column, lane: Int(spot.lane))
        let clip = Rect(
          row: band.top, column: frame.lanes.column, rows: band.rows,
          columns: frame.lanes.columns
        ).intersection(frame.lanes)
        let stack = BoardStack(slots, of: board, at: frame.zoom)
        stack.visit(fromRow: clip.row - band.top) { item in
          guard band.top + item.top < clip.endRow else { return false }
          let indent = item.isAttached && frame.blockColumns > 4 ? 1 : 0
          let rect = Rect(
            row: band.top + item.top, column: left + indent, rows: item.rows,
            columns: frame.blockColumns - indent)
          if rect.endRow > clip.row {
            let sticky = board.sticky(inSlot: item.slot)
            draw(sticky, item, in: rect, clip: clip, into: &grid, texts: &texts)
          }
          return true
        }
      }
    }
  }

  /// How a sticky looks just now.
  struct Look {
    var role: Role
    var attributes: Attributes
    var mark: Glyph
  }

  func look(of sticky: Sticky) -> Look {
    let id = sticky.id
    var look = Look(role: Role(sticky.kind), attributes: [], mark: .space)
    if sticky.isPivotalEvent { look.attributes.insert(.bold) }
    if sticky.isAddressed { look.role = .note }
    if let filter = scene.filter, !filter.contains(id) { look.role = .dim }
    if let grab = scene.grab, grab.stickies.contains(id) {
      look.attributes.insert(.dim)
      look.mark = signs.grabbed
    } else if scene.selection.contains(id) {
      look.attributes.insert(.underline)
      look.mark = signs.selected
    }
    if scene.cursor.sticky == id {
      look.attributes.insert(.reverse)
      look.mark = signs.cursor
    }
    if let here = scene.cursor.sticky, let ends = links.ends(of: id, towards: here) {
      look.attributes.insert(.underline)
      if look.mark == .space { look.mark = ends.contains(.to) ? signs.leads : signs.led }
    }
    if case .on(id) = scene.grab?.drop { look.attributes.insert(.reverse) }
    return look
  }

  /// Draws one sticky in its block.
  private func draw(
    _ sticky: Sticky, _ item: BoardStack.Item, in rect: Rect, clip: Rect,
    into grid: inout Grid, texts: inout TextCache
  ) {
    let look = look(of: sticky)
    grid.fill(rect, role: look.role, attributes: look.attributes, clip: clip)
    let letter = signs.letter(of: sticky.kind)
    var bold = look.attributes
    bold.insert(.bold)
    if frame.zoom == .dots {
      grid.put(
        letter, row: rect.row, column: rect.column, role: look.role, attributes: bold, clip: clip)
      return
    }
    let head = [look.mark, letter, flag(of: sticky)]
    for (offset, glyph) in head.enumerated() {
      grid.put(
        glyph, row: rect.row, column: rect.column + offset, role: look.role, attributes: bold,
        clip: clip)
    }
    let text = Rect(
      row: rect.row, column: rect.column + head.count,
      rows: min(rect.rows, Metrics.textRows), columns: rect.columns - head.count)
    drawText(of: sticky, item, in: text, look: look, clip: clip, into: &grid, texts: &texts)
    if rect.rows > Metrics.textRows {
      let rest = Rect(
        row: text.endRow, column: rect.column + 1, rows: rect.rows - text.rows,
        columns: rect.columns - 2)
      drawData(of: sticky, in: rest, look: look, clip: clip, into: &grid, texts: &texts)
    }
    if scene.matches.contains(sticky.id) {
      grid.dress(
        Rect(row: rect.row, column: rect.column, rows: 1, columns: head.count),
        role: .matchHighlight, clip: clip)
    }
  }

  private func flag(of sticky: Sticky) -> Glyph {
    sticky.isAddressed ? signs.addressed : sticky.copyOf != nil ? signs.copy : .space
  }

  /// Draws the text, and the badges at the end of the last line.
  private func drawText(
    of sticky: Sticky, _ item: BoardStack.Item, in rect: Rect, look: Look, clip: Rect,
    into grid: inout Grid, texts: inout TextCache
  ) {
    guard rect.columns > 0 else { return }
    let lines = texts.lines(
      of: sticky.id, text: board.text(of: sticky), columns: rect.columns, rows: rect.rows,
      part: sticky.isTentative ? .quoted : .text, charset: charset)
    var badges = badges(of: sticky, isAttached: item.isAttached)
    var width = BoardPainting.width(of: badges)
    if lines.count == rect.rows, width > rect.columns / 2 {
      badges = withFewerPeople(badges, of: sticky)
      width = BoardPainting.width(of: badges)
    }
    let room = rect.columns - width
    // Where nothing of the last line can be read, the one before says that there is more.
    let isCutBefore = lines.count == rect.rows && width > 0 && room < BoardPainting.leastRoom
    for (offset, line) in lines.enumerated() {
      var line = line
      if offset == rect.rows - 1, width > 0 {
        line =
          isCutBefore && offset > 0
          ? SafeText() : line.clipped(columns: max(0, room), ellipsis: charset.ellipsis)
      } else if isCutBefore, offset == rect.rows - 2 {
        line = line.prefix(columns: rect.columns - 1) + SafeText(charset.ellipsis)
      }
      grid.put(
        line, row: rect.row + offset, column: rect.column, role: look.role,
        attributes: look.attributes, clip: clip)
    }
    if frame.zoom == .details, lines.count < rect.rows, let context = contexts[sticky.id] {
      let name = ("[" + context + "]")
        .clipped(columns: rect.columns - width, ellipsis: charset.ellipsis)
      grid.put(
        name, row: rect.endRow - 1, column: rect.column, role: look.role,
        attributes: look.attributes, clip: clip)
    }
    var column = rect.endColumn - width + 1
    for badge in badges {
      column =
        grid.put(
          badge.text, row: rect.endRow - 1, column: column, role: badge.role ?? look.role,
          attributes: badge.role == nil ? look.attributes : badge.attributes, clip: clip) + 1
    }
  }

  /// The columns of the last line that are worth a part of the text.
  private static let leastRoom = 3

  private static func width(of badges: [Badge]) -> Int {
    badges.reduce(0) { $0 + $1.text.columns + 1 }
  }

  /// The badges with one person alone and the number of the others, so that the text stays.
  private func withFewerPeople(_ badges: [Badge], of sticky: Sticky) -> [Badge] {
    guard let people = scene.presence[sticky.id], people.count > 1 else { return badges }
    let others = people.dropFirst().reduce(0) { $0 + $1.people }
    let more = Badge(text: SafeText("+\(others)"), role: .presence, attributes: .reverse)
    return [badges[0], more] + badges.dropFirst(people.count)
  }

  /// Draws fields and note under the text.
  private func drawData(
    of sticky: Sticky, in rect: Rect, look: Look, clip: Rect, into grid: inout Grid,
    texts: inout TextCache
  ) {
    var row = rect.row
    func put(_ line: SafeText) {
      grid.put(
        line, row: row, column: rect.column, role: look.role, attributes: look.attributes,
        clip: clip)
      row += 1
    }
    if !sticky.fields.isEmpty {
      for line in texts.fieldLines(of: sticky, columns: rect.columns, charset: charset) {
        put(line)
      }
    }
    if let note = sticky.note {
      let lines = texts.lines(
        of: sticky.id, text: note, columns: rect.columns, rows: Metrics.noteRows, part: .note,
        charset: charset)
      for line in lines { put(line) }
    }
  }

  private struct Badge {
    var text: SafeText
    /// nil: as the sticky.
    var role: Role?
    /// Where it has a role of its own.
    var attributes: Attributes = []
  }

  /// What stands at the end of a sticky's last line, from left to right.
  private func badges(of sticky: Sticky, isAttached: Bool) -> [Badge] {
    var badges: [Badge] = []
    if let others = scene.presence[sticky.id] {
      badges += others.map { tag in
        let attributes: Attributes = tag.role == .presence ? .reverse : []
        return Badge(
          text: SafeText(tag.text), role: tag.role,
          attributes: tag.isIdle ? attributes.union(.dim) : attributes)
      }
    }
    if frame.zoom == .titles { return badges }
    if !isAttached, let author = initials[sticky.author] {
      badges.append(Badge(text: author, role: nil))
    }
    if let ends = links[sticky.id] {
      var text = SafeText()
      if ends.contains(.to) { text.append(SafeText(signs.led)) }
      if ends.contains(.from) { text.append(SafeText(signs.leads)) }
      badges.append(Badge(text: text))
    }
    let votes = sticky.voteCount
    if votes > 0 { badges.append(Badge(text: SafeText(signs.votes) + SafeText("\(votes)"))) }
    guard frame.zoom == .stickies else { return badges }
    var data = SafeText()
    if !sticky.fields.isEmpty { data.append(SafeText(signs.fields)) }
    if sticky.note != nil { data.append(SafeText(signs.note)) }
    if !data.isEmpty { badges.append(Badge(text: data)) }
    return badges
  }

  /// Draws a whole workshop whose columns are more than the screen has: each cell is one sticky
  /// of many, taken evenly from all that stand there.
  func drawBuckets(into grid: inout Grid) {
    for start in stride(
      from: frame.columns.lowerBound, to: frame.columns.upperBound, by: frame.columnsPerCell)
    {
      let left = frame.screenColumn(of: start)
      let bucket = Bucket(frame: frame, layout: layout, start: start)
      for band in frame.bands {
        for row in 0..<bucket.rows(in: band) {
          guard let slot = bucket.slot(atRow: row, in: band) else { continue }
          let face = board.face(inSlot: slot)
          let look = look(of: face, in: slot)
          grid.put(
            signs.letter(of: face.kind), row: band.top + row,
            column: left, role: look.role, attributes: look.attributes.union(.bold),
            clip: frame.lanes)
        }
      }
    }
    guard let cursor, let band = frame.bands.first(where: { $0.lane == cursor.lane }) else {
      return
    }
    grid.dress(
      Rect(
        row: band.top, column: frame.screenColumn(of: cursor.column), rows: band.rows, columns: 1),
      adding: .reverse, clip: frame.lanes)
  }
}

extension BoardPainting {
  /// How a sticky looks from far away; its id is read only where something is marked, as among
  /// 100,000 each look into memory costs more than the drawing.
  private func look(of face: StickyFace, in slot: Int32) -> Look {
    if scene.filter != nil || scene.grab != nil || !scene.selection.isEmpty {
      return look(of: board.sticky(inSlot: slot))
    }
    let role = face.isAddressed ? Role.note : Role(face.kind)
    return Look(role: role, attributes: face.isPivotalEvent ? .bold : [], mark: .space)
  }
}

extension Role {
  /// The role of a kind's face.
  init(_ kind: Kind) {
    self =
      switch kind {
      case .domainEvent: .domainEvent
      case .command: .command
      case .aggregate: .aggregate
      case .actor: .actor
      case .policy: .policy
      case .readModel: .readModel
      case .externalSystem: .externalSystem
      case .hotspot: .hotspot
      case .opportunity: .opportunity
      case .screen: .screen
      case .definition: .definition
      case .note: .note
      }
  }
}
