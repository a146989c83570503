import SquallModel

extension Action {
  static let arranging: [Action] = [
    Action(
      "move", "pick up and move; Enter drops, Esc puts back", .arrange, keys: ["m"], edits: true,
      unless: { state in
        if state.isPaneFocused, state.pane?.kind == .lanes {
          return state.chosenInPane == nil ? .nothingHere : nil
        }
        return state.needsTargets
      },
      does: { state, _ in
        if state.isPaneFocused, state.pane?.kind == .lanes {
          state.holdOrDropLane()
        } else {
          state.beginHolding()
        }
      }),
    Action(
      "delete", "delete; it stays to be pasted", .arrange, keys: ["d"], edits: true,
      unless: { state in
        if state.isPaneFocused, state.pane?.kind == .lanes {
          return state.chosenInPane == nil ? .nothingHere : nil
        }
        return state.needsTargets
      },
      does: { state, _ in
        if state.isPaneFocused, state.pane?.kind == .lanes {
          state.removeChosenLane()
        } else {
          state.deleteTargets()
        }
      }),
    Action(
      "select", "pick this one, or let it go", .arrange, keys: ["Space"],
      unless: { $0.needsBoard ?? $0.needsSticky },
      does: { state, _ in
        if let id = state.cursor.sticky { state.selection.picked.formSymmetricDifference([id]) }
      }),
    Action(
      "range", "pick a range along the timeline", .arrange, keys: ["v"],
      unless: { $0.needsBoard ?? $0.needsSticky },
      does: { state, _ in
        if state.selection.rangeStart == nil {
          state.selection.rangeStart = state.cursor.sticky
        } else {
          state.selection.picked = state.selectedIDs
          state.selection.rangeStart = nil
        }
      }),
    Action(
      "select-all", "pick every sticky on the timeline", .arrange, unless: { $0.needsBoard },
      does: { state, _ in state.selection.picked = Set(state.walk.ids) }),
    Action(
      "to-inbox", "off the timeline, into the inbox", .arrange, edits: true,
      unless: { $0.needsTargets },
      does: { state, _ in
        state.sendToInbox(state.targets)
      }),
    Action(
      "detach", "off the sticky that it is attached to", .arrange, edits: true,
      unless: { $0.needsSticky },
      does: { state, _ in
        if let id = state.currentSticky?.id { state.submit(.detach(id)) }
      }),
    Action(
      "copy-here", "another appearance of what was copied, linked to it", .arrange, edits: true,
      unless: { $0.memory.copiedID == nil ? .nothingToPaste : $0.needsBoard },
      does: { state, _ in
        guard let id = state.memory.copiedID else { return }
        let (target, lane) = state.place(before: false)
        let copy = state.ids.next()
        if state.submit(.addCopy(id: copy, of: id, lane: lane?.text, to: target)) != nil {
          state.cursor = .sticky(copy)
        }
      }),
    Action(
      "make-room", "an empty column behind this one", .arrange, keys: ["s"], edits: true,
      unless: { $0.needsBoard ?? $0.needsPlace },
      does: { state, call in
        state.submit(.makeRoom(after: state.cursor.sticky, columns: call.times))
      }),
    Action(
      "close-gap", "close the empty columns behind this one", .arrange, keys: ["S"],
      edits: true, unless: { $0.needsBoard ?? $0.needsGap }, does: { state, _ in state.closeGap() }),
    Action(
      "context", "a named area around what is picked", .arrange, argument: .text("NAME"),
      edits: true, unless: { $0.needsTargets },
      does: { state, call in
        guard let name = call.argument else {
          state.open(.command, text: "context ")
          return
        }
        state.addContext(name)
      }),
    Action(
      "link", "from the one sticky that is picked to this one", .arrange,
      argument: .text("LABEL"), edits: true,
      unless: { $0.selection.picked.count == 1 ? $0.needsSticky : .onlyBetweenTwo },
      does: { state, call in
        guard let from = state.selection.picked.first, let to = state.cursor.sticky else { return }
        guard state.submit(.addLink(id: nil, from: from, to: to, label: call.argument)) != nil
        else { return }
        state.selection = Selection()
        state.say(Words.linked)
      }),
    Action(
      "add-lane", "a new lane below this one", .arrange, argument: .text("NAME"), edits: true,
      unless: { $0.needsSession },
      does: { state, call in
        guard let name = call.argument else {
          state.open(.newLane)
          return
        }
        state.submit(.addLane(id: nil, name: name, to: .end))
      }),
  ]
}

extension State {
  var needsGap: Obstacle? {
    switch cursor {
    case .nowhere: .noGap
    case .spot(_, let at): board.emptyColumns.contains(at) ? nil : .noGap
    case .sticky(let id):
      board.spot(of: id).flatMap { board.nextPosition(after: $0.at) }
        .map { board.emptyColumns.contains($0) && !board.isUsed($0) } ?? false ? nil : .noGap
    }
  }

  /// What is meant joins the context of a name, which is made where there is none.
  mutating func addContext(_ name: String) {
    let ids = targets
    let known = board.contexts.first { $0.name.utf8.elementsEqual(name.utf8) }
    let edit: Edit =
      known.map { .changeContext($0.id, name: nil, adding: ids, removing: []) }
      ?? .addContext(id: nil, name: name, stickies: ids)
    guard submit(edit) != nil else { return }
    selection = Selection()
    say(Words.inContext(ids.count, name))
  }

  /// Closes the gap behind the cursor, or the one that it stands in.
  mutating func closeGap() {
    switch cursor {
    case .nowhere: break
    case .sticky(let id): submit(.closeGap(after: id))
    case .spot(_, let at):
      var before = board.previousPosition(before: at)
      while let key = before, !board.isUsed(key) { before = board.previousPosition(before: key) }
      submit(.closeGap(after: before.flatMap { board.stickies(at: $0).first?.id }))
    }
  }
}
