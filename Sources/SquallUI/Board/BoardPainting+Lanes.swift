import SquallModel

extension BoardPainting {
  /// The column of the line between gutter and lanes; nil where there is no gutter.
  private var gutterLine: Int? { frame.gutter.columns > 0 ? frame.gutter.endColumn : nil }

  /// Draws the line of column numbers.
  func drawRuler(into grid: inout Grid) {
    let ruler = frame.ruler
    grid.fill(ruler, with: charset.horizontal, role: .ruler)
    if let gutterLine { put(signs.teeDown, row: ruler.row, column: gutterLine, into: &grid) }
    var free = frame.lanes.column
    for column in stride(
      from: frame.columns.lowerBound, to: frame.columns.upperBound, by: frame.columnsPerCell)
    {
      let left = frame.screenColumn(of: column) + (frame.pitch > 2 ? 1 : 0)
      let text = SafeText(frame.pitch > 2 ? " \(column + 1) " : "\(column + 1)")
      let holdsCursor =
        cursor.map { (column..<column + frame.columnsPerCell).contains($0.column) } ?? false
      guard left >= free, left + text.columns <= frame.lanes.endColumn,
        !isBarred(from: column, columns: text.columns)
      else { continue }
      grid.put(
        text, row: ruler.row, column: left, role: holdsCursor ? .overviewHere : .ruler,
        attributes: holdsCursor ? .reverse : [], clip: ruler)
      free = left + text.columns + 1
    }
  }

  /// Whether the bar of a pivotal event stands where a number would.
  private func isBarred(from column: Int, columns: Int) -> Bool {
    guard frame.columnsPerCell == 1, frame.pitch <= 2 else { return false }
    let last = column + (columns - 1) / frame.pitch
    return (column...last).contains { index in
      layout.isPivotal(column: index)
        && frame.screenColumn(of: index) + frame.pitch - 1
          < frame.screenColumn(of: column) + columns
    }
  }

  /// Draws what stands still behind the stickies: lines, lane names, pivotal bars, free columns.
  func drawLanes(into grid: inout Grid) {
    for band in frame.bands { drawBand(band, into: &grid) }
    drawPivotalBars(into: &grid)
    drawFreeColumns(into: &grid)
    drawSpotCursor(into: &grid)
  }

  private func drawBand(_ band: BoardFrame.Band, into grid: inout Grid) {
    let whole = Rect(
      row: frame.lanes.row, column: frame.gutter.column, rows: frame.lanes.rows,
      columns: frame.lanes.endColumn - frame.gutter.column)
    if let line = band.line {
      grid.fill(
        Rect(row: line, column: whole.column, rows: 1, columns: whole.columns),
        with: charset.horizontal, role: .line, clip: whole)
    }
    let isHere = cursor?.lane == band.lane && layout.lanes.count > 1
    let name = band.lane < layout.laneNames.count ? layout.laneNames[band.lane] : SafeText()
    guard let gutterLine else {
      let text = (" " + name).clipped(columns: whole.columns - 4, ellipsis: charset.ellipsis)
      if let line = band.line, !name.isEmpty {
        grid.put(
          text + " ", row: line, column: whole.column + 1, role: .laneName,
          attributes: isHere ? .reverse : [], clip: whole)
      }
      return
    }
    grid.fill(
      Rect(row: band.top, column: gutterLine, rows: band.rows, columns: 1),
      with: charset.vertical, role: .line, clip: whole)
    if let line = band.line {
      let isLast = band.lane == layout.laneCount - 1
      grid.put(
        isLast ? signs.teeUp : signs.cross, row: line, column: gutterLine, role: .line, clip: whole)
    }
    let top = max(band.top, whole.row)
    let rows = min(band.end, whole.endRow) - top
    let lines = name.wrapped(
      columns: frame.gutter.columns - 2, maximumLines: rows, ellipsis: charset.ellipsis)
    for (offset, text) in lines.enumerated() {
      grid.put(
        text, row: top + offset, column: frame.gutter.column + 1, role: .laneName,
        attributes: isHere ? .reverse : [], clip: frame.gutter)
    }
  }

  /// The rows that the lanes take on the screen.
  private var bandsEnd: Int {
    min(frame.lanes.endRow, frame.bands.last?.last ?? 0)
  }

  private func drawPivotalBars(into grid: inout Grid) {
    guard frame.columnsPerCell == 1 else { return }
    for column in frame.columns where layout.isPivotal(column: column) {
      let right = frame.screenColumn(of: column) + frame.pitch - 1
      let top = frame.ruler.row
      let rows = frame.pitch > 1 ? bandsEnd - top : frame.ruler.rows
      grid.fill(
        Rect(row: top, column: right, rows: rows, columns: 1), with: charset.pivotal,
        role: .pivotalBar)
    }
  }

  /// Draws a point in every lane of a column that is kept free.
  private func drawFreeColumns(into grid: inout Grid) {
    guard frame.columnsPerCell == 1 else { return }
    for column in frame.columns where layout.isEmpty(column: column) {
      let left = frame.screenColumn(of: column) + frame.blockColumns / 2
      for band in frame.bands {
        grid.fill(
          Rect(row: band.top, column: left, rows: band.rows, columns: 1), with: signs.free,
          role: .placeholder, clip: frame.lanes)
      }
    }
  }

  /// Draws the cursor where there is no sticky under it.
  private func drawSpotCursor(into grid: inout Grid) {
    guard let cursor, cursor.item == nil, frame.columnsPerCell == 1,
      frame.columns.contains(cursor.column) || frame.columnCount == 0,
      let band = frame.bands.first(where: { $0.lane == cursor.lane })
    else { return }
    let rows = layout.rows(column: cursor.column, lane: cursor.lane, at: frame.zoom)
    let block = Rect(
      row: band.top + min(rows, band.rows - 1),
      column: frame.screenColumn(of: cursor.column), rows: 1, columns: frame.blockColumns)
    grid.fill(block, role: .cursor, clip: frame.lanes)
    put(signs.cursor, row: block.row, column: block.column, role: .cursor, into: &grid)
  }

  /// Draws where grabbed stickies would land, over what stands there.
  func drawDrop(into grid: inout Grid) {
    switch scene.grab?.drop {
    case .after(let key, let lane): drawGap(key.map { columnBehind($0) - 1 } ?? -1, lane, &grid)
    case .at(let key, let lane):
      guard let column = layout.column(of: key) else {
        // The column has gone meanwhile: there would be one of its own again.
        drawGap(columnBehind(key) - 1, lane, &grid)
        return
      }
      guard frame.columns.contains(column), let band = band(ofLane: lane) else { return }
      let rows = layout.rows(column: column, lane: band.lane, at: frame.zoom)
      // Below the last row of a full lane is the line under it, or what is next.
      let row = min(max(band.top + min(rows, band.rows), frame.lanes.row), frame.lanes.endRow - 1)
      grid.fill(
        Rect(
          row: row, column: frame.screenColumn(of: column), rows: 1, columns: frame.blockColumns),
        with: signs.landing, role: .cursor, clip: frame.lanes)
    case .on, .inbox, nil: break
    }
  }

  /// The number of the first column behind a position, whether a column is there or not.
  private func columnBehind(_ key: PositionKey) -> Int {
    layout.column(of: key).map { $0 + 1 } ?? layout.columnOrNext(of: key)
  }

  /// Draws that something would land between a column and the next one; -1 is before all.
  private func drawGap(_ column: Int, _ lane: ID, _ grid: inout Grid) {
    guard column + 1 >= frame.columns.lowerBound, column < frame.columns.upperBound,
      let band = band(ofLane: lane)
    else { return }
    let right =
      column < frame.columns.lowerBound
      ? frame.lanes.column : frame.screenColumn(of: column) + frame.pitch - 1
    grid.fill(
      Rect(row: band.top, column: right, rows: band.rows, columns: 1), with: signs.landing,
      role: .cursor, clip: frame.lanes)
  }

  private func band(ofLane id: ID) -> BoardFrame.Band? {
    let lane = layout.laneIndex(of: id) ?? 0
    return frame.bands.first { $0.lane == lane }
  }

  private func put(
    _ glyph: Glyph, row: Int, column: Int, role: Role = .line, into grid: inout Grid
  ) {
    grid.put(glyph, row: row, column: column, role: role)
  }
}
