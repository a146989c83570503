import SquallModel

/// One line of what a prompt offers.
struct Suggestion: Equatable {
  /// What the line becomes when the suggestion is taken.
  var text: String
  var keys: String
  var words: String
  var action: String?
  var obstacle: Obstacle?
}

/// Lines that are written at the bottom of the screen.
extension State {
  /// - Parameter standIn: what is taken where nothing is typed behind the text.
  mutating func open(_ purpose: Prompt.Purpose, text: String = "", standIn: String? = nil) {
    mode = .prompt(
      Prompt(
        purpose: purpose,
        field: TextField(text, maximumBytes: Limit.textBytes.maximum), cursor: cursor,
        standIn: standIn.map { Prompt.StandIn(line: text, text: $0) }))
  }

  mutating func take(_ key: Key, in prompt: Prompt) {
    var prompt = prompt
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control):
      giveUp(prompt)
      return
    case (.enter, _):
      finish(prompt)
      return
    case (.backspace, _) where prompt.field.isEmpty:
      giveUp(prompt)
      return
    case (.tab, _): complete(&prompt, backwards: key.modifiers.contains(.shift))
    case (.up, _), (.character("p"), .control): goBack(&prompt, by: 1)
    case (.down, _), (.character("n"), .control): goBack(&prompt, by: -1)
    default:
      guard prompt.field.take(key) else {
        say(Words.meaningless([key]), .hint)
        return
      }
      prompt.choice = nil
      prompt.recalled = nil
    }
    mode = .prompt(prompt)
    showWhileTyping(prompt)
  }

  private mutating func giveUp(_ prompt: Prompt) {
    mode = .normal
    switch prompt.purpose {
    case .search:
      search.pattern = nil
      search.found = []
      if let cursor = prompt.cursor { self.cursor = cursor }
    case .filter: filter(nil)
    case .help: filterHelp(nil)
    default: break
    }
  }

  /// A search and a filter show what they find while they are typed.
  mutating func showWhileTyping(_ prompt: Prompt) {
    switch prompt.purpose {
    case .search:
      if let cursor = prompt.cursor { self.cursor = cursor }
      find(prompt.field.text)
      goToMatch(forward: true, from: prompt.cursor ?? cursor, includingHere: true)
    case .filter:
      filter(prompt.field.isBlank ? nil : prompt.field.text)
    case .help: filterHelp(prompt.field.isBlank ? nil : prompt.field.text)
    default: break
    }
  }

  private mutating func finish(_ prompt: Prompt) {
    mode = .normal
    let text = prompt.field.text + (prompt.shownStandIn ?? "")
    switch prompt.purpose {
    case .search: finishSearch(text)
    case .filter: filter(prompt.field.isBlank ? nil : text)
    case .command:
      let chosen = prompt.choice.flatMap { suggestions(for: prompt)[safe: $0]?.text }
      execute(chosen ?? text)
    case .palette:
      let suggestion = suggestions(for: prompt)[safe: prompt.choice ?? 0]
      if let action = suggestion?.action.flatMap(Action.named) { runFromPalette(action) }
    case .help: break
    case .newLane: addLane(named: text)
    case .renameLane(let id):
      guard let lane = board.lane(id), lane.name != text else { return }
      submit(.renameLane(id.text, name: text, was: lane.name))
    case .newSession:
      let title = FieldLines.trimmed(text)
      if title.isEmpty {
        say(Words.sentence(.blankName, naming: .texts(on: board)), .hint)
      } else {
        outbox.append(.newSession(title: title))
      }
    }
  }

  private mutating func filterHelp(_ query: String?) {
    pane?.filter = query
    let first = paneRows.firstIndex { !$0.isHeading } ?? 0
    pane?.index = first
  }

  private mutating func addLane(named name: String) {
    let target: LaneTarget
    if let id = chosenInPane, board.lane(id) != nil {
      target = .after(id.text)
    } else {
      target = .end
    }
    guard let acceptance = submit(.addLane(id: nil, name: name, to: target)),
      let id = acceptance.createdID
    else { return }
    let index = board.lanes.firstIndex { $0.id == id } ?? 0
    pane?.index = index
  }

  /// An action of the palette: at once, or on the `:` line where it needs something more.
  private mutating func runFromPalette(_ action: Action) {
    remember(action)
    switch action.argument {
    case .none: run(action, Action.Call())
    default:
      if let obstacle = action.whyNot(in: self) {
        say(Words.sentence(obstacle), .hint)
      } else {
        open(.command, text: action.id + " ")
      }
    }
  }

  private mutating func remember(_ action: Action) {
    memory.recentActions.removeAll { $0 == action.id }
    memory.recentActions.insert(action.id, at: 0)
    if memory.recentActions.count > Memory.lines { memory.recentActions.removeLast() }
  }

  /// Does what a `:` line says.
  mutating func execute(_ line: String) {
    let line = FieldLines.trimmed(line)
    guard !line.isEmpty else { return }
    memory.commands.removeAll { $0 == line }
    memory.commands.append(line)
    if memory.commands.count > Memory.lines { memory.commands.removeFirst() }
    let name = line.prefix { !$0.isWhitespace }
    let argument = FieldLines.trimmed(String(line.dropFirst(name.count)))
    guard let action = Action.named(String(name)) else {
      say(
        Words.unknownCommand(String(name), nearest: Fuzzy.nearestName(to: String(name))), .warning)
      return
    }
    remember(action)
    guard action.accepts(argument) else {
      say(Words.badArgument(action, argument), .warning)
      return
    }
    run(action, Action.Call(argument: argument.isEmpty ? nil : argument))
  }

  /// What a prompt offers to what is written in it.
  func suggestions(for prompt: Prompt) -> [Suggestion] {
    let text = prompt.field.text
    switch prompt.purpose {
    case .palette: return actionSuggestions(text)
    case .command:
      let name = text.prefix { !$0.isWhitespace }
      guard name.count < text.count else { return actionSuggestions(text) }
      return argumentSuggestions(
        Action.named(String(name)), FieldLines.trimmed(String(text.dropFirst(name.count))))
    default: return []
    }
  }

  private func actionSuggestions(_ query: String) -> [Suggestion] {
    Fuzzy.actions(fitting: query, keymap: settings.keymap, recent: memory.recentActions).map {
      Suggestion(
        text: $0.id, keys: settings.keymap.shown($0.id) ?? "", words: $0.words, action: $0.id,
        obstacle: $0.whyNot(in: self))
    }
  }

  private func argumentSuggestions(_ action: Action?, _ typed: String) -> [Suggestion] {
    guard let action else { return [] }
    if let wish = Wish(action: action.id) { return personSuggestions(action, wish, typed) }
    guard case .word(let words) = action.argument else { return [] }
    let fitting = words.filter { word in
      // Phases of another level come with that level.
      word.hasPrefix(typed)
        && (action.id != "phase" || Phase(name: word).map { $0.level == board.level } ?? true)
    }
    return fitting.map {
      Suggestion(
        text: "\(action.id) \($0)", keys: "",
        words: Words.words(of: $0, behind: action, in: self), action: nil)
    }
  }

  private func personSuggestions(
    _ action: Action, _ wish: Wish, _ typed: String
  ) -> [Suggestion] {
    let people = people(for: wish).filter {
      $0.name.lowercased().hasPrefix(typed.lowercased())
    }
    // Whoever is called just so comes first: another name may go on from it.
    let exact = people.filter { $0.name.lowercased() == typed.lowercased() }
    return (exact + people.filter { person in !exact.contains { $0.id == person.id } }).map {
      person in
      Suggestion(
        text: "\(action.id) \(person.name)", keys: "",
        words: Words.whereabouts(person, on: board, name: { self.name(of: $0) }), action: nil)
    }
  }

  /// Tab: the next suggestion becomes the line.
  private func complete(_ prompt: inout Prompt, backwards: Bool) {
    let suggestions = suggestions(for: prompt)
    guard !suggestions.isEmpty else { return }
    let count = suggestions.count
    if prompt.purpose == .palette {
      prompt.choice = ((prompt.choice ?? 0) + (backwards ? count - 1 : 1)) % count
      return
    }
    let chosen = suggestions[safe: prompt.choice ?? (backwards ? count - 1 : 0)] ?? suggestions[0]
    let action = chosen.action.flatMap(Action.named)
    prompt.field.replace(with: chosen.text + (action?.argument.isNone ?? true ? "" : " "))
    prompt.choice = nil
  }

  /// Up and down: what was written before; in the palette, its lines.
  private func goBack(_ prompt: inout Prompt, by step: Int) {
    if prompt.purpose == .palette {
      let count = suggestions(for: prompt).count
      prompt.choice = min(max((prompt.choice ?? 0) - step, 0), max(0, count - 1))
      return
    }
    let lines = prompt.purpose == .command ? memory.commands : memory.searches
    guard prompt.purpose == .command || prompt.purpose == .search || prompt.purpose == .filter,
      !lines.isEmpty
    else { return }
    let next = (prompt.recalled ?? 0) + step
    guard next > 0 else {
      prompt.recalled = nil
      prompt.field.replace(with: "")
      return
    }
    prompt.recalled = min(next, lines.count)
    prompt.field.replace(with: lines[lines.count - min(next, lines.count)])
  }
}

extension Action {
  /// Whether the action can be called with that behind its name.
  func accepts(_ text: String) -> Bool {
    switch argument {
    case .none: text.isEmpty
    case .text, .person: true
    case .word(let words): words.contains(text) || text.isEmpty
    case .number: text.isEmpty || Int(text) != nil
    }
  }
}

extension Array {
  /// The element of an index, nil where there is none.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
