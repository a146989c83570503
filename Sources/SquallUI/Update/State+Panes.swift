import SquallModel

/// One row of a list.
struct PaneRow: Equatable {
  /// What a row stands for.
  enum Subject: Equatable {
    case sticky(ID)
    case lane(ID)
    case session(Int)
    case action(String)
    case person(ID)
    /// An edit that was refused.
    case refused(ID)
    case none
  }

  /// The narrow part at the left: a letter, a key, a number.
  var mark: String
  var text: String
  /// The part at the right.
  var tail = ""
  /// Whether the text gives way to the part at the right where there is little room.
  var keepsTail = false
  var role = Role.popup
  var markRole = Role.popup
  var subject = Subject.none
  var isHeading = false
  /// Whether it goes on with what the row before it says.
  var continues = false
}

/// Lists beside the board, or over it.
extension State {
  /// Opens a list and goes into it; the same one again closes it.
  mutating func toggle(_ kind: Pane.Kind) {
    if pane?.kind == kind {
      closePane()
      return
    }
    if !hasSession, pane?.kind == .sessions { paneUnder = pane }
    if kind == .trouble, pane?.kind == .door { paneUnder = pane }
    pane = Pane(kind)
    isPaneFocused = kind != .detail
    if kind == .lanes, let location = layout.location(of: cursor, on: board) {
      pane?.index = location.lane
    }
    if kind == .hotspots, let id = cursor.sticky {
      let index = paneRows.firstIndex { $0.subject == .sticky(id) } ?? 0
      pane?.index = index
    }
  }

  /// Closes the list; one that it stood over is there again.
  mutating func closePane() {
    if let under = paneUnder {
      pane = under
      paneUnder = nil
      isPaneFocused = true
      return
    }
    guard hasSession else { return }
    pane = nil
    isPaneFocused = false
  }

  /// Tab: between the board and the list.
  mutating func switchFocus() {
    guard let pane, !pane.coversBoard, hasSession else { return }
    isPaneFocused = pane.hasCursor && !isPaneFocused
  }

  mutating func moveInPane(_ step: BoardStep, times: Int) {
    guard var pane else { return }
    if pane.kind == .door, step == .left || step == .right {
      changeDoorRole(by: step == .left ? -times : times)
      return
    }
    let rows = paneRows
    let step = step == .down || step == .right ? 1 : -1
    if let lane = pane.heldLane {
      moveHeld(lane, by: step * times)
      return
    }
    var index = pane.index
    for _ in 0..<min(times, rows.count) {
      var next = index + step
      while rows.indices.contains(next), rows[next].isHeading { next += step }
      guard rows.indices.contains(next) else { break }
      index = next
    }
    pane.index = index
    self.pane = pane
    showChosen()
  }

  /// The board's cursor follows the chosen row, where that stands on the board.
  private mutating func showChosen() {
    guard pane?.kind == .hotspots || pane?.kind == .votes, let id = chosenInPane,
      board.spot(of: id) != nil
    else { return }
    cursor = .sticky(id)
  }

  /// The sticky or the lane of the chosen row.
  var chosenInPane: ID? {
    switch chosenRow?.subject {
    case .sticky(let id), .lane(let id): id
    default: nil
    }
  }

  var chosenRow: PaneRow? { pane.flatMap { paneRows[safe: $0.index] } }

  /// Enter in a list.
  mutating func openChosen() {
    switch (pane?.kind, chosenRow?.subject) {
    case (.inbox, .sticky(let id)): placeFromInbox(id)
    case (.hotspots, .sticky(let id)), (.votes, .sticky(let id)):
      if board.spot(of: id) != nil { cursor = .sticky(id) }
      isPaneFocused = false
    case (.lanes, .lane(let id)):
      if pane?.heldLane != nil {
        pane?.heldLane = nil
      } else if let obstacle = obstacleToEditing {
        say(Words.sentence(obstacle), .hint)
      } else if let lane = board.lane(id) {
        open(.renameLane(id), text: lane.name)
      }
    case (.company, .person(let id)):
      if let person = company?[id] { follow(person) }
    case (.sessions, .session(let number)):
      if let listing = sessions[safe: number] { outbox.append(.openSession(path: listing.path)) }
    case (.help, .action(let id)):
      guard let action = Action.named(id) else { return }
      closePane()
      if action.argument.isNone {
        run(action, Action.Call())
      } else {
        open(.command, text: id + " ")
      }
    default: break
    }
  }

  /// Puts a contributed sticky behind the cursor, and the cursor on it for the next one.
  private mutating func placeFromInbox(_ id: ID) {
    let (target, lane) = place(before: false)
    guard submit(.moveSticky(id, lane: lane?.text, to: target)) != nil else { return }
    cursor = .sticky(id)
    // The list stays, so that the next q closes it and nothing else.
    if board.inbox.isEmpty { isPaneFocused = false }
  }

  mutating func holdOrDropLane() {
    let lane = pane?.heldLane == nil ? chosenInPane : nil
    pane?.heldLane = lane
  }

  /// A lane that is held moves with the rows.
  private mutating func moveHeld(_ id: ID, by steps: Int) {
    let lanes = board.lanes
    guard let present = lanes.firstIndex(where: { $0.id == id }) else { return }
    let next = min(max(present + steps, 0), lanes.count - 1)
    guard next != present else { return }
    let neighbour = lanes[next].id.text
    submit(.moveLane(id.text, to: steps > 0 ? .after(neighbour) : .before(neighbour)))
    pane?.index = next
  }

  /// Removes the chosen lane; its stickies go to the inbox, and undo brings all back.
  mutating func removeChosenLane() {
    guard let id = chosenInPane, let lane = board.lane(id) else { return }
    let before = board.inbox.count
    guard submit(.removeLane(id.text)) != nil else { return }
    say(Words.removedLane(lane.name, toInbox: board.inbox.count - before))
  }
}
