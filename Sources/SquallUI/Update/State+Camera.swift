import SquallModel

/// Which part of the board the screen shows, and what is where on it.
extension State {
  /// What decides whether the view has to follow: while it stays, the view may be elsewhere.
  struct View: Equatable, Sendable {
    var shown: BoardCursor
    var zoom: Zoom
    var area: Rect
    var isBusy: Bool
  }

  /// Where the view was when it was settled last.
  struct Anchor: Equatable, Sendable {
    var camera: Camera
    /// The column of what the view has to show; nil where the person looks elsewhere.
    var shownColumn: Int?
    /// The position of the first column.
    var left: PositionKey?
  }

  /// The geometry of the board as it is on the screen.
  var frame: BoardFrame {
    BoardFrame(scene, layout: shownLayout, board: shownBoard, in: ScreenPlan(self).board)
  }

  /// Keeps what the person works on within the view, unless they look elsewhere on purpose.
  ///
  /// - Parameter isByHand: whether the person themselves did what it is settled after. What others
  ///   put in front moves nothing on this screen.
  mutating func scroll(isByHand: Bool) {
    guard hasSession else { return }
    let isPanned = camera != memory.anchor?.camera
    var frame = self.frame
    camera = frame.camera
    let shown = shownPlace
    let view = View(
      shown: shown, zoom: zoom, area: ScreenPlan(self).board, isBusy: preview != nil)
    if view != memory.view {
      memory.view = view
      camera = frame.camera(showing: shown, layout: shownLayout, board: shownBoard)
    } else if !isPanned, let anchor = memory.anchor {
      if !isByHand, let columns = columnsInFront(of: shown, since: anchor) {
        camera = frame.camera(movedByColumns: columns, rows: 0)
        frame = self.frame
      }
      if anchor.shownColumn != nil, !frame.shows(shown, layout: shownLayout, board: shownBoard) {
        camera = frame.camera(showing: shown, layout: shownLayout, board: shownBoard)
      }
    }
    if camera != frame.camera { frame = self.frame }
    let isShown = frame.shows(shown, layout: shownLayout, board: shownBoard)
    memory.anchor = Anchor(
      camera: camera,
      shownColumn: isShown ? shownLayout.location(of: shown, on: shownBoard)?.column : nil,
      left: shownLayout.position(ofColumn: camera.column))
  }

  /// How many columns have come, or gone, in front of what the view showed; nil where none have.
  private func columnsInFront(of shown: BoardCursor, since anchor: Anchor) -> Int? {
    let before: Int?
    let after: Int?
    if let column = anchor.shownColumn {
      before = column
      after = shownLayout.location(of: shown, on: shownBoard)?.column
    } else {
      before = anchor.camera.column
      after = anchor.left.map { shownLayout.columnOrNext(of: $0) }
    }
    guard let before, let after, before != after else { return nil }
    return after - before
  }

  /// What has to be seen: the cursor, what is written on, where held stickies would land.
  private var shownPlace: BoardCursor {
    guard case .holding(let holding) = mode else { return scene.cursor }
    switch holding.drop {
    case .after(let key, let lane):
      return (key ?? layout.position(ofColumn: 0)).map { .spot(lane: lane, at: $0) } ?? cursor
    case .at(let key, let lane): return .spot(lane: lane, at: key)
    case .on(let id): return .sticky(id)
    case .inbox: return cursor
    }
  }

  mutating func pan(columns: Int = 0, rows: Int = 0) {
    camera = frame.camera(movedByColumns: columns, rows: rows)
  }

  mutating func centre() {
    camera = frame.camera(centring: cursor, layout: layout, board: board)
  }

  /// Half a screen along time, the view and the cursor; in a list, half of its rows.
  mutating func page(_ direction: Int, times: Int) {
    if isPaneFocused {
      let rows = Pane.rowArea(in: ScreenPlan(self).pane).rows
      moveInPane(direction > 0 ? .down : .up, times: max(1, rows / 2) * times)
      return
    }
    if isOutline {
      move(direction > 0 ? .next : .previous, times: max(1, rows / 2) * times)
      return
    }
    guard let location = layout.location(of: cursor, on: board) else { return }
    let steps = frame.halfScreen * min(times, layout.columnCount) * direction
    let column = min(max(location.column + steps, 0), layout.columnCount - 1)
    guard let key = layout.position(ofColumn: column), let lane = layout.lanes[safe: location.lane]
    else { return }
    let spot = BoardCursor.spot(lane: lane.id, at: key)
    camera = frame.camera(movedByColumns: steps, rows: 0)
    cursor =
      layout.cursor(
        at: BoardLayout.Location(column: column, lane: location.lane, item: 0), on: board)
      ?? layout.step(.up, from: spot, on: board) ?? layout.step(.down, from: spot, on: board)
      ?? spot
  }

  /// What stands at a place of the screen.
  func hit(_ mouse: Mouse) -> BoardHit? {
    if isOutline { return nil }
    return frame.hit(
      row: mouse.row, column: mouse.column, scene: scene, layout: layout, board: board,
      charset: settings.charset)
  }

  /// Where held stickies would land at a place of the screen.
  func drop(at mouse: Mouse) -> Drop? {
    let lane: ID
    switch hit(mouse) {
    case .sticky(let id):
      guard let spot = board.spot(of: id) else { return .inbox }
      return .at(spot.at, lane: spot.lane)
    case .inbox: return .inbox
    case .spot(let id, let at):
      guard let id = id ?? board.lanes.first?.id else { return nil }
      lane = id
      guard let at else { return .after(board.lastPosition, lane: lane) }
      let isInGap = frame.isGap(column: mouse.column)
      return isInGap ? .after(at, lane: lane) : .at(at, lane: lane)
    case .column, .lane, .overview, .legend, .title, nil: return nil
    }
  }

  /// The row of the list at a place of the screen.
  func paneRow(atRow row: Int, column: Int) -> Int? {
    guard let pane, pane.hasCursor else { return nil }
    let area = Pane.rowArea(in: ScreenPlan(self).pane)
    guard area.contains(row: row, column: column) else { return nil }
    return pane.firstRow(of: paneRows.count, in: area.rows) + row - area.row
  }

  /// The action of the hint at a place of the screen.
  func hintAction(atRow row: Int, column: Int) -> Action? {
    guard row == ScreenPlan(self).hint.row else { return nil }
    return placedHints.first { $0.column <= column && column < $0.endColumn }?.action
      .flatMap(Action.named)
  }
}

extension BoardFrame {
  /// Whether a screen column is between two columns of the timeline.
  fileprivate func isGap(column: Int) -> Bool {
    self.column(atScreenColumn: column).map { column >= screenColumn(of: $0) + blockColumns }
      ?? false
  }
}
