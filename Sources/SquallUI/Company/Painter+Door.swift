import SquallModel

/// The door: how to join, for those who stand before the screen.
extension Painter {
  /// The columns that the words beside the QR code need.
  private static let doorWords = 36

  func drawDoor(into grid: inout Grid) {
    let area = plan.pane
    grid.fill(area, role: .popup)
    guard let company = state.company, let door = company.door else {
      put([Words.doorIsAskedFor], in: area.inset(rows: 1, columns: 2), into: &grid)
      return
    }
    let address = door.addresses[safe: state.pane?.index ?? 0]
    let role = company.view.doorRole
    let invitation = address?.invitations.first { $0.role == role }
    let picture = invitation.flatMap {
      QRPicture(
        $0.modules, rows: area.rows, columns: area.columns - Painter.doorWords - 3,
        charset: charset)
    }
    var words = area.inset(rows: 0, columns: 1)
    if let picture {
      picture.draw(
        into: &grid, row: area.row + (area.rows - picture.rows) / 2, column: area.column,
        charset: charset)
      words = Rect(
        row: area.row, column: area.column + picture.columns + 2, rows: area.rows,
        columns: area.columns - picture.columns - 3)
    }
    let isTooSmall = picture == nil && invitation?.modules.isEmpty == false
    drawWords(
      of: door, address: address, invitation, role: role, lacksPicture: isTooSmall, in: words,
      into: &grid)
  }

  private func drawWords(
    of door: Company.Door, address: Company.Door.Address?, _ invitation: Company.Door.Invitation?,
    role: SquallModel.Role, lacksPicture: Bool, in area: Rect, into grid: inout Grid
  ) {
    var row = area.row
    func line(_ text: String, _ role: Role, attributes: Attributes = []) {
      guard row < area.endRow else { return }
      let shown = SafeText(text).clipped(columns: area.columns, ellipsis: charset.ellipsis)
      grid.put(
        shown, row: row, column: area.column, role: role, attributes: attributes, clip: area)
      row += 1
    }
    func wrapped(_ text: String, _ role: Role) {
      for piece in SafeText(text).wrapped(columns: area.columns) where row < area.endRow {
        grid.put(piece, row: row, column: area.column, role: role, clip: area)
        row += 1
      }
    }
    line(Words.doorTitle(role), .title)
    let code = door.codes.first { $0.role == role }?.code
    let below =
      Words.doorFoot(door, address: state.pane?.index ?? 0, now: state.now)
      + (lacksPicture ? [(Words.noRoomForPicture, false)] : [])
    let joining = Words.joining(host: address?.host ?? "", code: code ?? "")
    let urlRows = invitation.map { SafeText($0.url).wrapped(columns: area.columns).count } ?? 0
    let rest = urlRows + below.count + SafeText(joining).wrapped(columns: area.columns).count + 1
    if let code {
      let room = Rect(
        row: row, column: area.column, rows: area.endRow - row - rest, columns: area.columns)
      let used = drawCode(code, in: room, into: &grid)
      if used == 0 { line(code, .code, attributes: .bold) } else { row += used }
    }
    wrapped(joining, .popup)
    if let url = invitation?.url { wrapped(url, .hintKey) }
    if area.endRow - row > below.count { row += 1 }
    for (text, isChosen) in below { line(text, isChosen ? .title : .dim) }
  }

  /// Draws the code in letters as large as fit, a word a line.
  ///
  /// - Returns: the rows that it took; 0 where there is no room for any.
  private func drawCode(_ code: String, in area: Rect, into grid: inout Grid) -> Int {
    let parts = code.split(separator: "-")
    let words = parts.compactMap { BlockLetters($0) }
    guard charset == .unicode, !words.isEmpty, words.count == parts.count else { return 0 }
    for isLarge in [true, false] {
      let sizes = words.map { $0.size(isLarge: isLarge) }
      let before = isLarge ? 1 : 0
      let rows = sizes.reduce(before) { $0 + $1.rows + 1 }
      guard rows <= area.rows, sizes.allSatisfy({ $0.columns <= area.columns }) else { continue }
      var row = area.row + before
      for (word, size) in zip(words, sizes) {
        word.draw(
          into: &grid, row: row, column: area.column, isLarge: isLarge, role: .title, clip: area)
        row += size.rows + 1
      }
      return rows
    }
    return 0
  }

  private func put(_ sentences: [String], in area: Rect, into grid: inout Grid) {
    var row = area.row
    for sentence in sentences {
      for piece in SafeText(sentence).wrapped(columns: area.columns) {
        grid.put(piece, row: row, column: area.column, role: .placeholder, clip: area)
        row += 1
      }
    }
  }
}
