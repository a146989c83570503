import SquallModel

/// What may stand in the way of an action; shared, so that the same thing is said everywhere.
extension State {
  /// A sticky under the cursor, or chosen in a list.
  var needsSticky: Obstacle? { currentSticky == nil ? .nothingHere : nil }

  /// At least one sticky that is meant.
  var needsTargets: Obstacle? { hasTargets ? nil : .nothingHere }

  var needsBoard: Obstacle? { isPaneFocused ? .onlyOnBoard : hasSession ? nil : .noSession }

  /// Why one's own latest change cannot be taken back, where none can.
  var nothingToUndo: Obstacle {
    Words.leftovers(memory.overtaken, on: board).map { .overtaken($0) } ?? .nothingToUndo
  }

  var needsSession: Obstacle? { hasSession ? nil : .noSession }

  /// A sticky that is linked with another.
  var needsLink: Obstacle? {
    guard let id = currentSticky?.id else { return .nothingHere }
    return board.linked(with: id).isEmpty ? .notLinked : nil
  }

  /// The board to be seen, with or without a list beside it.
  var needsSight: Obstacle? { isPaneFocused && pane?.coversBoard == true ? .onlyOnBoard : nil }

  /// Some sticky on the timeline.
  var needsStickies: Obstacle? { board.stickyCount == 0 ? .noStickies : nil }

  /// A target of that kind among those that are meant.
  func needs(_ kind: Kind) -> Obstacle? {
    if let obstacle = needsTargets { return obstacle }
    return targets.contains { board[$0]?.kind == kind } ? nil : .onlyOn(kind)
  }

  /// A kind that the phase has opened.
  func needsOpen(_ kind: Kind) -> Obstacle? {
    board.phase.opens(kind) ? nil : notOpenYet(kind)
  }

  /// That a kind is not open, and who opens it.
  func notOpenYet(_ kind: Kind) -> Obstacle {
    .notOpenYet(kind, board.phase, isMine: document.role == .facilitator)
  }

  var needsFields: Obstacle? {
    guard let sticky = currentSticky else { return .nothingHere }
    return sticky.kind.carriesFields && sticky.copyOf == nil ? nil : .noFields(sticky.kind)
  }

  /// A column on the timeline under the cursor.
  var needsPlace: Obstacle? {
    guard case .sticky(let id) = cursor else { return .nothingHere }
    return board.spot(of: id) == nil ? .notPlaced : nil
  }

  var needsFacilitator: Obstacle? { document.role == .facilitator ? nil : .facilitatorsOnly }
}
