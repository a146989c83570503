import SquallModel

/// What people do in a live workshop, beside working on the board.
extension Action {
  static let company: [Action] = [
    Action(
      "follow", "follow somebody's view: type the name, Enter", .company, keys: ["f Enter"],
      argument: .person, unless: { $0.needsOthers },
      does: { state, call in
        guard let name = call.argument else {
          state.open(.command, text: "follow ")
          return
        }
        if let person = state.person(meant: name, for: .follow) { state.follow(person) }
      }),
    Action(
      "follow-again", "follow the one you followed last", .company, keys: ["f f"],
      unless: { $0.needsFollowed },
      does: { state, _ in
        guard let id = state.company?.view.followed, let person = state.company?[id] else { return }
        state.follow(person)
      }),
    Action(
      "unfollow", "follow nobody any more", .company, keys: ["f x"],
      unless: { $0.company?.view.following == nil ? .followingNobody : nil },
      does: { state, _ in state.stopFollowing() }),
    Action(
      "come", "go to where a facilitator called everybody last", .company, keys: ["g c"],
      unless: { $0.company?.view.calledTo == nil ? .noCall : nil },
      does: { state, _ in state.goToCall() }),
    Action(
      "calls", "whether a facilitator's call moves your view", .company,
      argument: .word(["on", "off"]), unless: { $0.needsCompany },
      does: { state, call in
        let isOn = call.argument.map { $0 == "on" } ?? !(state.company?.view.heedsCalls ?? true)
        state.company?.view.heedsCalls = isOn
        if !isOn { state.company?.view.call = nil }
        state.say(Words.heedsCalls(isOn), about: .calls)
      }),
    Action(
      "tags", "whether stickies show who is at them", .company, argument: .word(["on", "off"]),
      unless: { $0.needsCompany },
      does: { state, call in
        let isOn = call.argument.map { $0 == "on" } ?? !(state.company?.view.showsTags ?? true)
        state.company?.view.showsTags = isOn
        state.say(Words.showsTags(isOn), about: .tags)
      }),
    Action(
      "cursors", "whether others see where you are", .company, argument: .word(["on", "off"]),
      unless: { $0.needsCompany },
      does: { state, call in
        let isOn = call.argument.map { $0 == "on" } ?? !(state.company?.view.showsCursor ?? true)
        state.company?.view.showsCursor = isOn
        state.say(Words.showsCursor(isOn), about: .cursors)
      }),
    Action(
      "refused", "your edits that no longer apply, with their texts", .company, keys: ["g r"],
      unless: { state in
        guard state.company?.refused.isEmpty ?? true else { return nil }
        return state.company?.waiting ?? 0 > 0 ? .stillWaiting : .noneRefused
      },
      does: { state, _ in state.toggle(.refused) }),
    Action(
      "dismiss", "let go of the chosen edit that no longer applies", .company,
      unless: { $0.chosenRefused == nil ? .onlyAmongRefused : nil },
      does: { state, _ in state.dismissRefused() }),
    Action(
      "host", "go on with this workshop from your copy, as its host", .company,
      unless: { $0.needsNoHost }, does: { state, _ in state.outbox.append(.company(.hostHere)) }),
  ]
}

extension State {
  /// A live workshop.
  var needsCompany: Obstacle? { company == nil ? .alone : nil }

  /// Somebody else who takes part.
  var needsOthers: Obstacle? {
    guard let company else { return .alone }
    guard knowsOthers else { return .cutOff }
    return company.people.contains { $0.id != document.me.id && $0.isPresent } ? nil : .nobodyElse
  }

  var needsFollowed: Obstacle? {
    if let obstacle = needsCompany { return obstacle }
    return company?.view.followed == nil ? .followedNobody : nil
  }

  /// A workshop whose host is gone, or never was here.
  var needsNoHost: Obstacle? {
    guard let company else { return .alone }
    if company.isHosting { return .hostingAlready }
    if company.link == .live, !company.isHostHalted { return .hostIsThere }
    return nil
  }

  /// A live workshop, and a facilitator at this terminal.
  var needsFacilitatorInCompany: Obstacle? {
    guard let company else { return .alone }
    if document.role != .facilitator { return .facilitatorsOnly }
    return company.link == .live ? nil : .noLink
  }
}
