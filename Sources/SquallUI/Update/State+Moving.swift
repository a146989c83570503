import SquallModel

extension State {
  /// The sticky under the cursor, wherever it stands; in a list, the chosen one.
  var currentSticky: Sticky? {
    if isPaneFocused { return chosenInPane.flatMap { board[$0] } }
    return cursor.sticky.flatMap { board[$0] }
  }

  /// What an act works on: what is selected, else the sticky under the cursor; in reading order.
  var targets: [ID] {
    let selected = selectedIDs
    if selected.isEmpty || isPaneFocused { return currentSticky.map { [$0.id] } ?? [] }
    return (walk.ids + board.inbox).filter { selected.contains($0) }
  }

  /// Whether there is anything that an act would work on.
  var hasTargets: Bool { currentSticky != nil || !isPaneFocused && !selection.isEmpty }

  /// Everything that is selected, one by one or as a range.
  var selectedIDs: Set<ID> {
    guard let start = selection.rangeStart, let end = cursor.sticky else {
      return selection.picked
    }
    let walk = self.walk
    guard let first = walk.number(of: start), let last = walk.number(of: end) else {
      return selection.picked
    }
    return selection.picked.union(walk.ids[min(first, last)...max(first, last)])
  }

  /// Steps over the board, as often as asked; in a list, up and down its rows.
  mutating func move(_ step: BoardStep, times: Int) {
    if isPaneFocused {
      moveInPane(step, times: times)
      return
    }
    let step = isOutline ? step.alongLines : step
    for _ in 0..<min(times, board.stickyCount + layout.columnCount + board.lanes.count) {
      guard let next = layout.step(step, from: cursor, on: board), next != cursor else { return }
      cursor = next
    }
  }

  /// Goes to the first or the last sticky; with a count, to the one of that number.
  mutating func moveToEnd(_ step: BoardStep, count: Int?) {
    if isPaneFocused {
      moveInPane(step == .last ? .down : .up, times: paneRows.count)
    } else if let count {
      let ids = walk.ids
      guard !ids.isEmpty else { return }
      cursor = .sticky(ids[min(max(count, 1), ids.count) - 1])
    } else {
      cursor = layout.step(step, from: cursor, on: board) ?? cursor
    }
  }

  /// Goes along a link, whichever end the cursor is on.
  mutating func goToOtherEnd(_ number: Int?) {
    guard let id = currentSticky?.id else { return }
    let others = board.linked(with: id)
    guard !others.isEmpty else { return }
    let other = others[min(max(1, number ?? 1), others.count) - 1]
    isPaneFocused = false
    cursor = .sticky(other)
  }

  /// Brings layout, view and cursor up to date with the board.
  mutating func refreshLayout() {
    let version = boardVersion
    if memory.version != version {
      let older = layout
      layout.update(board)
      camera = layout.camera(camera, keptFrom: older)
      cursor = layout.cursor(cursor, keptFrom: memory.place, on: board)
      memory.version = version
      memory.kinds = board.placedKinds
      let obstacles = document.obstaclesToUndo()
      memory.canUndo = obstacles == nil
      memory.overtaken = obstacles ?? []
      memory.canRedo = document.workshop.nextRedo(by: document.me.id) != nil
      refreshSearch()
    }
    memory.place = layout.place(of: cursor, on: board)
    if let preview {
      if previewLayout == nil { previewLayout = layout }
      previewLayout?.update(preview)
    } else {
      previewLayout = nil
    }
  }
}

extension BoardStep {
  /// The same step where the board is a list of lines.
  fileprivate var alongLines: BoardStep {
    switch self {
    case .up: .previous
    case .down: .next
    default: self
    }
  }
}

extension Board {
  /// The kinds that stickies on the timeline have.
  var placedKinds: Set<Kind> {
    var isThere = Array(repeating: false, count: Kind.allCases.count)
    forEachPlacedSlot { _, kind in isThere[Int(kind.rawValue)] = true }
    return Set(Kind.allCases.filter { isThere[Int($0.rawValue)] })
  }
}
