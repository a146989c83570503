import SquallModel

extension BoardPainting {
  /// Draws the line of title, level and phase, and the status at its right end.
  func drawTitle(_ status: [BoardView.Status], into grid: inout Grid) {
    let line = frame.title
    guard !line.isEmpty else { return }
    let parts = Furniture.fitted(status, columns: line.columns)
    let width = Furniture.width(parts)
    var column = line.endColumn - width + 1
    let room = column - line.column - 2
    for part in parts {
      column =
        grid.put(
          part.text, row: line.row, column: column, role: part.role, clip: line) + 2
    }

    let phase = board.phase
    let dot = SafeText(" ") + SafeText(signs.separator) + " "
    let step = "\(phase.number)/\(phase.level.phases.count)"
    let tails: [SafeText] = [
      dot + SafeText(board.level.words) + dot + SafeText("\(step) \(phase.words)"),
      dot + SafeText("\(step) \(phase.words)"), dot + SafeText(step), SafeText(),
    ]
    let title = SafeText(board.title)
    let hasRoom = room - tails[2].columns >= Furniture.titleBesidePhase
    let tail = tails.first { title.columns + $0.columns <= room } ?? tails[hasRoom ? 2 : 3]
    let clipped = title.clipped(columns: max(0, room - tail.columns), ellipsis: charset.ellipsis)
    let end = grid.put(clipped, row: line.row, column: line.column + 1, role: .title, clip: line)
    if end + tail.columns <= line.column + 1 + room {
      grid.put(tail, row: line.row, column: end, role: .chrome, clip: line)
    }
  }

  private func drawLabel(
    _ text: SafeText, in line: Rect, role: Role = .chrome, into grid: inout Grid
  ) {
    grid.put(text, row: line.row, column: line.column + 1, role: role, clip: line)
  }

  /// Draws the line of stickies that have no place yet.
  func drawInbox(into grid: inout Grid) {
    guard !frame.inbox.isEmpty else { return }
    let isTarget = scene.grab?.drop == .inbox
    let line = InboxLine(scene: scene, board: board, frame: frame, charset: charset)
    let rest = line.rect
    drawLabel(
      line.label, in: frame.inbox,
      role: isTarget ? .cursor : board.inbox.isEmpty ? .chrome : .laneName, into: &grid)
    for chip in line.chips {
      guard let sticky = board[chip.id] else { continue }
      let look = look(of: sticky)
      grid.put(
        chip.text, row: rest.row, column: chip.column, role: look.role,
        attributes: look.attributes, clip: rest)
      grid.put(
        look.mark, row: rest.row, column: chip.column, role: look.role,
        attributes: look.attributes, clip: rest)
    }
  }

  /// Draws how full the timeline is, and which part of it shows.
  func drawOverview(into grid: inout Grid, density: inout DensityCache) {
    guard !frame.overview.isEmpty else { return }
    drawLabel("overview", in: frame.overview, into: &grid)
    guard let line = OverviewLine(frame: frame, layout: layout) else { return }
    let rest = line.rect
    let levels = density.levels(of: layout, cells: line.cells, steps: signs.levels.count - 1)
    for cell in 0..<line.cells {
      let isHere = line.window.contains(cell)
      grid.put(
        signs.levels[Int(levels[cell])], row: rest.row, column: line.screenColumn(ofCell: cell),
        role: isHere ? .overviewHere : .overview, clip: rest)
    }
    drawPeople(on: line, into: &grid)
    let bracket = [UInt8(ascii: "["), UInt8(ascii: "]")].map { Glyph(ascii: $0) }
    grid.put(bracket[0], row: rest.row, column: line.open, role: .overviewHere, clip: rest)
    grid.put(bracket[1], row: rest.row, column: line.close, role: .overviewHere, clip: rest)
  }

  /// Draws the kinds and their letters; those that the phase has not opened step back.
  func drawLegend(into grid: inout Grid) {
    for item in frame.legendItems {
      let row = frame.legend.row + item.row
      let column = frame.legend.column + item.column
      grid.put(
        item.text, row: row, column: column, role: item.isOpen ? .hint : .dim,
        attributes: item.isOpen ? [] : .dim, clip: frame.legend)
      guard item.isOpen, let letter = item.text.glyphs.first else { continue }
      grid.put(
        letter, row: row, column: column, role: Role(item.kind), attributes: .bold,
        clip: frame.legend)
    }
  }

  /// Says at the ends of the ruler how many changed stickies are outside of what shows.
  func drawNews(into grid: inout Grid) {
    guard !scene.news.isEmpty else { return }
    var (left, right, above, below) = (0, 0, 0, 0)
    let first = frame.bands.first?.lane ?? 0
    let last = frame.bands.last?.lane ?? 0
    for id in scene.news {
      guard let spot = board.spot(of: id), let column = layout.column(of: spot.at) else { continue }
      let lane = layout.laneIndex(of: spot.lane) ?? 0
      if column < frame.columns.lowerBound {
        left += 1
      } else if column >= frame.columns.upperBound {
        right += 1
      } else if lane < first {
        above += 1
      } else if lane > last {
        below += 1
      }
    }
    let ruler = frame.ruler
    if left > 0 {
      // Beside the first column's number, not over it, where there is a place for that.
      let text = SafeText("<\(left) ")
      let beside = frame.lanes.column - 1 - text.columns
      grid.put(
        text, row: ruler.row, column: beside > ruler.column ? beside : frame.lanes.column,
        role: .toast, clip: ruler)
    }
    let parts = [(above, "^\(above)"), (below, "v\(below)"), (right, "\(right)>")]
    let text = parts.filter { $0.0 > 0 }.map { " " + $0.1 }.joined()
    guard !text.isEmpty else { return }
    grid.put(
      SafeText(text), row: ruler.row, column: ruler.endColumn - text.utf8.count, role: .toast,
      clip: ruler)
  }

  /// Draws what an empty board says.
  func drawInvitation(_ lines: [SafeText], into grid: inout Grid) {
    let area = frame.lanes
    let widest = lines.reduce(0) { max($0, $1.columns) }
    let column = area.column + max(1, (area.columns - widest) / 2)
    let row = area.row + max(0, (area.rows - lines.count) / 2)
    for (offset, line) in lines.enumerated() {
      grid.put(line, row: row + offset, column: column, role: .hint, clip: area)
    }
  }
}

/// Sizes of the lines around the lanes, in columns.
enum Furniture {
  /// What the title's line keeps for the title, and where the status needs all of the rest.
  static let (leastTitle, narrowTitle) = (16, 2)
  /// The least of a title that the number of the phase may stand beside.
  static let titleBesidePhase = 8

  static func width(_ parts: [BoardView.Status]) -> Int {
    parts.reduce(0) { $0 + $1.text.columns + 2 }
  }

  /// The parts of a status that a line of the title has room for, shortened where they have to be.
  static func fitted(_ status: [BoardView.Status], columns: Int) -> [BoardView.Status] {
    var parts = status
    func isTooWide(_ title: Int) -> Bool { width(parts) > columns - title }
    func index(ofRank rank: Int, where isMeant: (BoardView.Status) -> Bool) -> Int? {
      parts.firstIndex { $0.rank == rank && isMeant($0) }
    }
    while isTooWide(leastTitle), let index = index(ofRank: 0, where: { _ in true }) {
      parts.remove(at: index)
    }
    let ranks = Set(parts.map(\.rank)).sorted()
    for rank in ranks {
      while isTooWide(leastTitle), let index = index(ofRank: rank, where: { $0.short != nil }) {
        parts[index].text = parts[index].short ?? parts[index].text
        parts[index].short = nil
      }
    }
    for rank in ranks {
      while isTooWide(narrowTitle), let index = index(ofRank: rank, where: { _ in true }) {
        parts.remove(at: index)
      }
    }
    return parts
  }

  /// The labels of inbox and overview.
  static let leastLabel = 9
  /// The longest text of a sticky in the inbox line.
  static let chipText = 24
}

/// How full each part of the timeline is, kept for as long as nothing moves.
struct DensityCache {
  private var stamp: Arrangement.Stamp?
  private var steps = 0
  private var levels: [UInt8] = []

  /// A level for each cell, 0 where nothing stands, else 1 to `steps`.
  mutating func levels(of layout: BoardLayout, cells: Int, steps: Int) -> [UInt8] {
    if let stamp, stamp == layout.stamp, levels.count == cells, self.steps == steps {
      return levels
    }
    let counts = layout.density(cells: cells)
    let most = max(1, counts.max() ?? 1)
    levels = counts.map { $0 == 0 ? 0 : UInt8(max(1, $0 * steps / most)) }
    stamp = layout.stamp
    self.steps = steps
    return levels
  }
}
