import SquallModel

extension Action {
  static let sessionActions: [Action] = [
    Action("help", "help for here; again: everything", .session, keys: ["?", "F1"]) { state, _ in
      state.openHelp()
    },
    Action("palette", "every action, by name, words or key", .session, keys: ["Ctrl-P"]) {
      state, _ in state.open(.palette)
    },
    Action("command-line", "an action by its name", hint: "command", .session, keys: [":"]) {
      state, _ in state.open(.command)
    },
    Action(
      "phase", "the phase: next, previous or its name", .session,
      argument: .word(["next", "previous"] + Phase.allCases.map(\.name)), edits: true,
      unless: { $0.needsFacilitator },
      does: { state, call in state.changePhase(call.argument ?? "next") }),
    Action(
      "next-phase", "on to the next phase", .session, keys: ["F n"], edits: true,
      unless: { $0.needsFacilitator }, does: { state, _ in state.changePhase("next") }),
    Action(
      "previous-phase", "back to the phase before", .session, keys: ["F p"], edits: true,
      unless: { $0.needsFacilitator }, does: { state, _ in state.changePhase("previous") }),
    Action(
      "level", "how deep the workshop goes", .session,
      argument: .word(Level.allCases.map(\.name)), edits: true, unless: { $0.needsFacilitator },
      does: { state, call in
        guard let level = call.argument.flatMap(Level.init(name:)) else {
          state.open(.command, text: "level ")
          return
        }
        if state.submit(.setLevel(level)) != nil {
          state.say(Words.phase(state.board.phase), about: .phase)
        }
      }),
    Action("write", "save; every change is saved as it is made", .session, aliases: ["w"]) {
      state, _ in state.tellSaving()
    },
    Action(
      "retry", "try again what does not work now: a lost link, files that others write", .session,
      keys: ["r"], aliases: ["reconnect"],
      unless: { state in
        guard let company = state.company else { return state.needsSession }
        return company.mayRetry ? nil : .notOffline
      },
      does: { state, _ in
        state.company?.view.isTryingAgain = true
        state.outbox.append(state.company == nil ? .look(isAsked: true) : .company(.retryNow))
      }),
    Action(
      "save-as", "a copy of the board elsewhere", .session, argument: .text("PATH"),
      unless: session
    ) { state, call in
      guard let path = call.argument else {
        state.open(.command, text: "save-as ")
        return
      }
      state.outbox.append(.saveCopy(path: path))
    },
    Action("open", "another session", .session, argument: .text("PATH")) { state, call in
      if let path = call.argument {
        state.outbox.append(.openSession(path: path))
      } else {
        state.outbox.append(.listSessions)
        state.paneUnder = nil
        state.pane = Pane(.sessions)
        state.isPaneFocused = true
      }
    },
    Action("new", "a new session", .session, argument: .text("TITLE")) { state, call in
      guard let title = call.argument else {
        state.open(.newSession)
        return
      }
      state.outbox.append(.newSession(title: title))
    },
    Action(
      "add", "add a row to the list: a lane, a session", .session, keys: ["a"],
      unless: { state in
        guard state.isPaneFocused else { return .onlyInList }
        return switch state.pane?.kind {
        case .lanes: state.obstacleToEditing
        case .sessions: nil
        default: .onlyInList
        }
      },
      does: { state, _ in state.open(state.pane?.kind == .lanes ? .newLane : .newSession) }),
    Action("redraw", "draw the screen anew", .session, keys: ["Ctrl-L"]) { state, _ in
      state.outbox.append(.redraw)
    },
    Action(
      "suspend", "back to the shell until fg", .session, keys: ["Ctrl-Z"],
      unless: { $0.whyNotSuspend }, does: { state, _ in state.outbox.append(.suspend) }),
    Action("close", "close this list; on the board, leave", .session, keys: ["q"]) { state, _ in
      state.close()
    },
    Action(
      "leave", "leave squall; everything is saved", .session, keys: ["Q"],
      aliases: ["q", "quit", "qa", "wq", "x", "exit"]
    ) { state, _ in state.leave() },
    Action("cancel", "give up what is going on; twice: leave", .session, keys: ["Ctrl-C"]) {
      state, _ in state.cancel()
    },
  ]
}

extension State {
  /// Help for here; asked for again, all of it.
  mutating func openHelp() {
    switch pane?.kind {
    case .help(let isWhole): pane = Pane(.help(isWhole: !isWhole))
    default:
      if isPaneFocused { paneUnder = pane }
      pane = Pane(.help(isWhole: false))
    }
    isPaneFocused = true
    pane?.index = 1
  }

  /// The phase of a name, the next one or the one before; nil where there is none.
  func phase(meant word: String) -> Phase? {
    let phases = board.level.phases
    let present = phases.firstIndex(of: board.phase) ?? 0
    return switch word {
    case "next": phases[safe: present + 1]
    case "previous": phases[safe: present - 1]
    default: Phase(name: word)
    }
  }

  mutating func changePhase(_ word: String) {
    guard let phase = phase(meant: word) else {
      say(Words.sentence(word == "previous" ? .firstPhase : .lastPhase), .hint)
      return
    }
    guard submit(.setPhase(phase)) != nil else { return }
    say(Words.phase(phase), about: .phase)
  }

  /// `:w`, for hands that type it.
  mutating func tellSaving() {
    if let failure = document.saving.failure {
      say(Words.failed(failure, unrecorded: document.unrecorded), .problem)
    } else if document.unrecorded > 0 {
      say(Words.saving(document.unrecorded))
    } else {
      say(Words.alreadySaved)
    }
  }
}
