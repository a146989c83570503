import SquallModel

extension Action {
  static let additions: [Action] =
    Kind.allCases.map { kind in
      Action(
        "add-\(kind.dashed)", "add \(Words.one(kind)) after the cursor", hint: kind.word, .add,
        keys: ["a \(kind.letter.lowercased())"], edits: true, unless: { $0.mayAdd(kind) },
        does: { state, _ in state.beginAddition(kind) })
    }
    + Kind.allCases.map { kind in
      Action(
        "add-\(kind.dashed)-before", "add \(Words.one(kind)) before the cursor", hint: kind.word,
        .add, keys: ["A \(kind.letter.lowercased())"], edits: true, unless: { $0.mayAdd(kind) },
        does: { state, _ in state.beginAddition(kind, before: true) })
    } + others

  private static let others: [Action] = [
    Action(
      "add-at-same-time", "add one more of this kind at the same time", .add, keys: ["="],
      edits: true, unless: { $0.needsBoard ?? $0.needsPlace },
      does: { state, _ in
        guard let sticky = state.currentSticky else { return }
        var host = sticky.id
        if case .on(let other) = sticky.place { host = other }
        state.beginAddition(state.board[host]?.kind ?? sticky.kind, to: .with(host))
      }),
    Action(
      "hotspot", "a hotspot on this sticky", .add, keys: ["!"], edits: true,
      unless: { $0.needsSession ?? $0.needsSight }, does: { state, _ in state.beginHotspot() }),
    Action(
      "blank", "add a blank sticky, to be named later", .add,
      argument: .word(Kind.allCases.filter(\.mayBeBlank).map(\.name)), edits: true, unless: onBoard
    ) { state, call in state.addBlank(call.argument.flatMap(Kind.init(name:)) ?? .aggregate) },
    Action(
      "copy", "copy", .arrange, keys: ["y"], aliases: ["yank"],
      unless: { $0.chosenRefused == nil ? $0.needsTargets : nil },
      does: { state, _ in
        if state.chosenRefused == nil { state.copyTargets() } else { state.copyRefused() }
      }),
    Action(
      "paste", "paste what was copied behind the cursor", .arrange, keys: ["p"], edits: true,
      unless: { $0.memory.register.isEmpty ? .nothingToPaste : $0.needsBoard },
      does: { $0.paste(times: $1.times) }),
  ]
}

extension Kind {
  /// The name for action ids: `domainEvent` is `event`, `readModel` is `read-model`.
  var dashed: String { word.lowercased().split(separator: " ").joined(separator: "-") }
}

extension State {
  func mayAdd(_ kind: Kind) -> Obstacle? {
    needsSight ?? (isPaneFocused && pane?.kind == .lanes ? .onlyOnBoard : needsOpen(kind))
  }

  /// A hotspot on the sticky under the cursor, or on its host; where nothing is, in its place.
  mutating func beginHotspot() {
    guard let sticky = currentSticky else {
      beginAddition(.hotspot)
      return
    }
    if case .on(let host) = sticky.place {
      beginAddition(.hotspot, to: .on(host))
    } else {
      beginAddition(.hotspot, to: .on(sticky.id))
    }
  }

  /// A sticky without text, behind the cursor.
  mutating func addBlank(_ kind: Kind) {
    let (target, lane) = place(before: false)
    guard
      let acceptance = submit(
        .addSticky(NewSticky(kind: kind, text: "", lane: lane?.text, target: target))),
      let id = acceptance.createdID
    else { return }
    cursor = .sticky(id)
  }
}
