import SquallModel

/// What facilitators do beside the board: everything behind `F`, so that no key hits it by chance.
extension Action {
  static let facilitating: [Action] =
    [
      Action(
        "door", "how to join: addresses, code, QR", .company, keys: ["F o"],
        unless: { $0.needsFacilitatorInCompany }, does: { state, _ in state.openDoor() }),
      Action(
        "renew-codes", "new codes; the old ones let nobody in any more", hint: "new codes",
        .company,
        keys: ["R"],
        unless: { $0.pane?.kind == .door ? $0.needsFacilitatorInCompany : .onlyAtTheDoor },
        does: { state, _ in state.outbox.append(.company(.renewCodes)) }),
      Action(
        "trouble", "what to try when nobody can connect", .company, keys: ["F ?"],
        unless: { $0.needsCompany },
        does: { state, _ in
          state.toggle(.trouble)
          // The advice names the port, and the door knows it.
          if state.company?.door == nil, state.needsFacilitatorInCompany == nil {
            state.outbox.append(.company(.showDoor))
          }
        }),
      Action(
        "bring", "call everybody to this sticky", .company, keys: ["F b"],
        unless: { $0.needsFacilitatorInCompany ?? $0.needsSticky },
        does: { state, _ in
          guard let id = state.currentSticky?.id else { return }
          state.control(.bring(to: id))
          state.say(Words.called(everybodyTo: Words.called(id, on: state.board)))
        }),
      Action(
        "lock-board", "lock the board for participants", .company, keys: ["F l b"],
        unless: { $0.needsLock(otherThan: .board) },
        does: { state, _ in state.control(.setLock(.board)) }),
      Action(
        "lock-kinds", "participants add only what the phase has opened", .company,
        keys: ["F l k"], unless: { $0.needsLock(otherThan: .phaseKinds) },
        does: { state, _ in state.control(.setLock(.phaseKinds)) }),
      Action(
        "unlock", "open the board for participants", .company, keys: ["F l o"],
        unless: { $0.needsLock(otherThan: .open) },
        does: { state, _ in state.control(.setLock(.open)) }),
    ] + timer + people

  private static let timer: [Action] = [
    Action(
      "timer", "a timer of so many minutes, for all to see", .company, keys: ["F t t"],
      argument: .number, unless: { $0.needsFacilitatorInCompany },
      does: { state, call in
        guard let minutes = call.argument.flatMap(Int.init) ?? call.count else {
          state.open(.command, text: "timer ", standIn: State.usualTimer)
          return
        }
        state.startTimer(minutes: minutes)
      }),
    Action(
      "timer-more", "one minute more", .company, keys: ["F t +"], unless: { $0.needsTimer },
      does: { state, call in
        state.control(.extendTimer(milliseconds: min(call.times, State.longestTimer) * 60_000))
      }),
    Action(
      "timer-pause", "the timer pauses, or goes on", .company, keys: ["F t p"],
      unless: { $0.needsTimer },
      does: { state, _ in
        if case .paused = state.company?.timer {
          state.control(.resumeTimer)
        } else {
          state.control(.pauseTimer)
        }
      }),
    Action(
      "timer-stop", "no timer any more", .company, keys: ["F t s"], unless: { $0.needsTimer },
      does: { state, _ in state.control(.stopTimer) }),
  ]

  private static let people: [Action] =
    [
      Action(
        "remove", "send somebody out; they can be let back in", .company, keys: ["F k"],
        argument: .person, unless: { $0.needsFacilitatorInCompany ?? $0.needsPerson(for: .remove) },
        does: { state, call in
          state.withPerson(call, of: "remove", for: .remove) { state, person in
            state.control(.remove(person.id))
            state.say(Words.sentOut(person.name), about: .person(person.id))
          }
        }),
      Action(
        "let-in", "let somebody back in who was sent out", .company, keys: ["F a"],
        argument: .person,
        unless: { $0.needsFacilitatorInCompany ?? $0.needsPerson(for: .readmit) },
        does: { state, call in
          state.withPerson(call, of: "let-in", for: .readmit) { state, person in
            state.control(.readmit(person.id))
          }
        }),
    ]
    + [SquallModel.Role.facilitator, .participant, .observer].map { role in
      Action(
        "make-\(role.name)", "make somebody \(Words.one(role))", hint: role.name, .company,
        keys: ["F c \(role.name.prefix(1))"], argument: .person,
        unless: { $0.needsFacilitatorInCompany },
        does: { state, call in
          state.withPerson(call, of: "make-\(role.name)", for: .role(role)) { state, person in
            state.control(.setRole(person.id, role))
          }
        })
    }
}

extension State {
  /// The longest timer, in minutes: a day.
  static let longestTimer = 1_440

  /// The minutes of a timer where nobody says how many.
  static let usualTimer = "5"

  mutating func control(_ control: CompanyControl) {
    outbox.append(.company(.control(control)))
  }

  func needsLock(otherThan lock: Company.Lock) -> Obstacle? {
    needsFacilitatorInCompany ?? (company?.lock == lock ? .lockedSo : nil)
  }

  var needsTimer: Obstacle? {
    needsFacilitatorInCompany ?? (company?.timer == nil ? .noTimer : nil)
  }

  mutating func startTimer(minutes: Int) {
    guard (1...State.longestTimer).contains(minutes) else {
      say(Words.timerLength(State.longestTimer), .warning)
      return
    }
    control(.startTimer(milliseconds: minutes * 60_000))
  }

  /// Somebody of whom that can be wanted.
  func needsPerson(for wish: Wish) -> Obstacle? {
    people(for: wish).isEmpty ? (wish == .readmit ? .nobodyOut : .nobodyElse) : nil
  }

  /// Does something about the person who is named, or chosen in the list; asks who is meant where
  /// neither is.
  mutating func withPerson(
    _ call: Action.Call, of action: String, for wish: Wish,
    _ body: (inout State, Company.Person) -> Void
  ) {
    if let name = call.argument {
      if let person = person(meant: name, for: wish) { body(&self, person) }
    } else if isPaneFocused, case .person(let id) = chosenRow?.subject, let person = company?[id] {
      if let person = chosen(person, for: wish) { body(&self, person) }
    } else {
      open(.command, text: action + " ")
    }
  }
}
