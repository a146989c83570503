import SquallModel

extension Action {
  static let marks: [Action] =
    [
      Action(
        "pivotal", "pivotal event, or not", .mark, keys: ["*"], edits: true,
        unless: { $0.needs(.domainEvent) },
        does: { state, _ in
          state.toggle(\.isPivotal, only: .domainEvent) { .setPivotal($0, $1) }
        }),
      Action(
        "tentative", "not agreed on yet, or agreed", .mark, keys: ["t"], edits: true,
        unless: { $0.needsTargets },
        does: { state, _ in state.toggle(\.isTentative) { .setTentative($0, $1) } }),
      Action(
        "address", "the hotspot is addressed, or open again", .mark, keys: ["x"], edits: true,
        unless: { $0.needs(.hotspot) },
        does: { state, _ in
          state.toggle(\.isAddressed, only: .hotspot) {
            $1 ? .addressHotspot($0) : .reopenHotspot($0)
          }
        }),
      Action(
        "vote", "give it one more vote", .mark, keys: ["V v"], edits: true,
        unless: { $0.needsSticky },
        does: { state, call in
          guard let sticky = state.currentSticky else { return }
          let mine = sticky.votes.first { $0.participant == state.document.me.id }?.count ?? 0
          state.submit(.vote(sticky.id, count: mine + call.times))
        }),
      Action(
        "take-votes-back", "take your votes for it back", .mark, keys: ["V x"], edits: true,
        unless: { $0.needsSticky },
        does: { state, _ in
          if let id = state.currentSticky?.id { state.submit(.vote(id, count: 0)) }
        }),
    ]
    + Kind.allCases.map { kind in
      Action(
        "change-to-\(kind.dashed)", "make it \(Words.one(kind))", hint: kind.word, .mark,
        keys: ["c \(kind.letter.lowercased())"], edits: true,
        unless: { $0.needsTargets ?? $0.needsOpen(kind) },
        does: { state, _ in state.changeKind(to: kind) })
    }

  static let history: [Action] = [
    Action(
      "undo", "take your latest change back", .history, keys: ["u"],
      unless: { state in
        state.obstacleToEditing ?? (state.memory.canUndo ? nil : state.nothingToUndo)
      }, does: { $0.takeBack(.undo(of: nil), times: $1.times) }),
    Action(
      "redo", "do again what was taken back", .history, keys: ["Ctrl-R", "U"],
      unless: { state in
        state.obstacleToEditing ?? (state.memory.canRedo ? nil : .nothingToRedo)
      }, does: { $0.takeBack(.redo(of: nil), times: $1.times) }),
    Action(
      "repeat", "repeat the latest change", .history, keys: ["."],
      unless: { $0.memory.repeatable == nil ? .nothingToRepeat : $0.obstacleToEditing },
      does: { state, call in state.repeatLast(call) }),
    Action(
      "earlier", "the board as it was: so many entries or minutes ago", .history,
      argument: .text("SPAN"), unless: { $0.needsSession },
      does: { state, call in state.goEarlier(call.argument ?? "1") }),
    Action(
      "later", "on again through the log; without a number, to the present", .history,
      argument: .text("SPAN"), unless: { $0.needsSession },
      does: { state, call in state.goLater(call.argument) }),
  ]
}
