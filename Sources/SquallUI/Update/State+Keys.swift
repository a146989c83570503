import SquallModel

/// Keys in the normal mode: a count, a sequence, an action.
extension State {
  /// The largest count that can be typed.
  static let maximumCount = 99_999

  mutating func takeNormal(_ key: Key) {
    if key == Key("c", .control) {
      cancel()
      return
    }
    if key.code == .escape {
      backOut()
      return
    }
    if takeCount(key) { return }
    pending.keys.append(key)
    let keymap = settings.keymap
    let isWhole = keymap.action(of: pending.keys).map { $0.whyNot(in: self) == nil } ?? false
    if keymap.isPrefix(pending.keys), !isWhole {
      pending.popupAt = Instant(clamping: now.milliseconds + settings.popupDelay)
      return
    }
    let keys = pending.keys
    let count = pending.count
    pending = Pending()
    guard let action = keymap.action(of: keys) else {
      if beginFollowing(with: keys) { return }
      say(Words.unknownKey(keys), .hint)
      return
    }
    run(action, Action.Call(count: count))
  }

  private mutating func takeCount(_ key: Key) -> Bool {
    guard pending.keys.isEmpty, let scalar = key.typed, scalar.isASCII,
      let digit = Character(scalar).wholeNumberValue, digit > 0 || pending.count != nil
    else { return false }
    pending.count = min((pending.count ?? 0) * 10 + digit, State.maximumCount)
    return true
  }

  /// Does an action, or says why it cannot be done.
  mutating func run(_ action: Action, _ call: Action.Call) {
    let action = meant(by: action)
    if let obstacle = action.whyNot(in: self) {
      say(Words.sentence(obstacle), .hint)
      return
    }
    if action.edits {
      memory.repeatable = Repeatable(
        action: action.id, count: call.count, argument: call.argument)
    }
    action.perform(&self, call)
  }

  /// What the key of an action does here: in the list of refused edits, which are on no board,
  /// the one that deletes lets go of them, whatever may be changed on the board.
  func meant(by action: Action) -> Action {
    guard action.id == "delete", chosenRefused != nil else { return action }
    return Action.named("dismiss") ?? action
  }

  /// Does the latest editing action again.
  mutating func repeatLast(_ call: Action.Call) {
    guard let last = memory.repeatable, let action = Action.named(last.action) else { return }
    if let move = last.move {
      if let obstacle = action.whyNot(in: self) { return say(Words.sentence(obstacle), .hint) }
      return moveAgain(move)
    }
    run(action, Action.Call(count: call.count ?? last.count, argument: last.argument))
  }

  /// One step back: keys, selection, search, pane; at the end nothing. Never leaves the program.
  mutating func backOut() {
    notices.dismiss()
    if !pending.keys.isEmpty || pending.count != nil {
      pending = Pending()
    } else if company?.view.call != nil {
      company?.view.call = nil
    } else if isPaneFocused, pane?.heldLane != nil {
      pane?.heldLane = nil
    } else if isPaneFocused, pane?.filter != nil {
      pane?.filter = nil
    } else if isPaneFocused, canClosePane {
      closePane()
    } else if !selection.isEmpty {
      selection = Selection()
    } else if search.pattern != nil || search.filter != nil {
      search = Search()
    } else if canClosePane {
      closePane()
    } else if past != nil {
      returnToPresent()
    }
  }

  /// Ctrl-C in any mode: says how to leave; the second one soon after leaves.
  ///
  /// - Returns: whether the program is left.
  mutating func armLeaving() -> Bool {
    if let until = memory.leaveArmedUntil, now < until {
      outbox.append(.quit)
      return true
    }
    memory.leaveArmedUntil = Instant(clamping: now.milliseconds + State.leavePatience)
    say(Words.leaveHint, .hint)
    return false
  }

  /// Gives up what is going on.
  mutating func cancel() {
    pending = Pending()
    selection = Selection()
  }

  /// How long after a Ctrl-C a second one leaves, in milliseconds.
  static let leavePatience: Int64 = 1_000

  /// Leaves, unless something would be lost by it.
  mutating func leave() {
    let isKept = memory.copiedVersion == document.version
    if document.isUnrecordable, document.unrecorded > 0, !isKept {
      mode = .question(.leave(unrecorded: document.unrecorded))
    } else if let question = questionBeforeLeaving {
      mode = .question(question)
    } else {
      outbox.append(.quit)
    }
  }

  /// q: closes the pane, or leaves where none is open.
  mutating func close() {
    if canClosePane { closePane() } else { leave() }
  }

  /// Whether a list is open that there is something behind.
  private var canClosePane: Bool { pane != nil && (hasSession || paneUnder != nil) }
}
