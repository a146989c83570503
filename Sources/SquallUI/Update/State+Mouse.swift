import SquallModel

/// The mouse: every act has its key, none needs the mouse.
extension State {
  /// How soon a second press on the same sticky counts as one double press, in milliseconds.
  static let doublePress: Int64 = 400
  /// How many columns or rows one step of the wheel moves.
  static let wheelStep = 1

  mutating func take(_ mouse: Mouse) {
    switch mode {
    case .normal, .holding: break
    case .writing, .prompt, .question: return
    }
    switch mouse.kind {
    case .wheelUp: wheel(mouse, vertical: -1)
    case .wheelDown: wheel(mouse, vertical: 1)
    case .wheelLeft: pan(columns: -State.wheelStep)
    case .wheelRight: pan(columns: State.wheelStep)
    case .press(.left): press(mouse)
    case .drag(.left): drag(mouse)
    case .release(.left): release(mouse)
    default: break
    }
  }

  private mutating func wheel(_ mouse: Mouse, vertical: Int) {
    if let pane, pane.hasCursor, isPaneFocused {
      moveInPane(vertical > 0 ? .down : .up, times: 1)
    } else if isOutline {
      move(vertical > 0 ? .next : .previous, times: 1)
    } else if mouse.modifiers.contains(.control) {
      zoom = vertical < 0 ? zoom.nearer : zoom.farther
    } else if mouse.modifiers.contains(.shift) {
      pan(columns: vertical * State.wheelStep)
    } else {
      pan(rows: vertical * State.wheelStep)
    }
  }

  private mutating func press(_ mouse: Mouse) {
    pending = Pending()
    if let row = paneRow(atRow: mouse.row, column: mouse.column) {
      pressPane(row: row, mouse)
      return
    }
    guard hasSession, pane?.coversBoard != true else { return }
    if let action = hintAction(atRow: mouse.row, column: mouse.column) {
      run(action, Action.Call())
      return
    }
    isPaneFocused = false
    let last = memory.lastPress
    let id = pressBoard(mouse)
    memory.lastPress = Press(row: mouse.row, column: mouse.column, at: now, sticky: id)
    guard let id else { return }
    if mouse.modifiers.contains(.control) {
      selection.picked.formSymmetricDifference([id])
    } else if let last, last.sticky == id,
      now.milliseconds - last.at.milliseconds < State.doublePress,
      obstacleToEditing == nil
    {
      memory.lastPress = nil
      beginRewording()
    }
  }

  /// Puts the cursor where the board was pressed; gives the sticky there.
  private mutating func pressBoard(_ mouse: Mouse) -> ID? {
    switch hit(mouse) {
    case .sticky(let id):
      cursor = .sticky(id)
      return id
    case .spot(let lane, let at):
      if let lane, let at = at ?? board.lastPosition ?? (layout.columnCount == 0 ? .middle : nil) {
        cursor = .spot(lane: lane, at: at)
      }
    case .column(let at):
      let lane = layout.location(of: cursor, on: board)?.lane ?? 0
      if let lane = board.lanes[safe: lane] { move(to: at, lane: lane.id) }
    case .overview(let column):
      camera = frame.camera(movedByColumns: column - camera.column - frame.halfScreen, rows: 0)
    case .inbox: toggle(.inbox)
    case .lane: toggle(.lanes)
    case .legend(let kind):
      if let action = Action.named("add-\(kind.dashed)") { run(action, Action.Call()) }
    case .title, nil: break
    }
    return nil
  }

  private mutating func move(to at: PositionKey, lane: ID) {
    let sticky = board.stickies(at: at).first { sticky in
      if case .spot(lane, _, _) = sticky.place { true } else { false }
    }
    cursor = sticky.map { .sticky($0.id) } ?? .spot(lane: lane, at: at)
  }

  private mutating func pressPane(row: Int, _ mouse: Mouse) {
    isPaneFocused = pane?.hasCursor ?? false
    guard paneRows.indices.contains(row), !paneRows[row].isHeading else { return }
    let isAgain = pane?.index == row
    pane?.index = row
    if isAgain, let last = memory.lastPress, last.row == mouse.row,
      now.milliseconds - last.at.milliseconds < State.doublePress
    {
      openChosen()
    }
    memory.lastPress = Press(row: mouse.row, column: mouse.column, at: now, sticky: nil)
  }

  /// Drags what was pressed: it is held, and goes where the mouse is.
  private mutating func drag(_ mouse: Mouse) {
    if case .normal = mode, let press = memory.lastPress, let id = press.sticky,
      press.row != mouse.row || press.column != mouse.column, obstacleToEditing == nil,
      !isPaneFocused, pane?.coversBoard != true
    {
      if !selectedIDs.contains(id) { selection = Selection() }
      cursor = .sticky(id)
      beginHolding()
    }
    guard case .holding(var holding) = mode,
      let drop = drop(at: mouse)
    else { return }
    holding.drop = drop
    holding.hasMoved = true
    mode = .holding(holding)
  }

  private mutating func release(_ mouse: Mouse) {
    guard case .holding(let holding) = mode, memory.lastPress != nil else { return }
    memory.lastPress = nil
    dropHeld(holding)
  }
}
