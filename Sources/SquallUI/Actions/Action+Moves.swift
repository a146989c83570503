import SquallModel

extension Action {
  static let moves: [Action] = [
    Action("left", "to the nearest sticky on the left", .move, keys: ["h", "Left"]) {
      $0.move(.left, times: $1.times)
    },
    Action("down", "to the nearest sticky below", .move, keys: ["j", "Down"]) {
      $0.move(.down, times: $1.times)
    },
    Action("up", "to the nearest sticky above", .move, keys: ["k", "Up"]) {
      $0.move(.up, times: $1.times)
    },
    Action("right", "to the nearest sticky on the right", .move, keys: ["l", "Right"]) {
      $0.move(.right, times: $1.times)
    },
    Action("next", "to the next sticky along time", .move, keys: ["w"], unless: onBoard) {
      $0.move(.next, times: $1.times)
    },
    Action("previous", "to the previous sticky along time", .move, keys: ["b"], unless: onBoard) {
      $0.move(.previous, times: $1.times)
    },
    Action("first", "to the first sticky, or the one of a number", .move, keys: ["g g", "Home"]) {
      $0.moveToEnd(.first, count: $1.count)
    },
    Action("last", "to the last sticky", .move, keys: ["G", "End"]) {
      $0.moveToEnd(.last, count: $1.count)
    },
    Action(
      "other-end", "to the other end of a link; with a count, of that one", .move, keys: ["g t"],
      unless: onLink
    ) { $0.goToOtherEnd($1.count) },
    Action(
      "next-pivotal", "to the next pivotal event", .move, keys: [")"], unless: onBoard
    ) { $0.move(.nextPivotal, times: $1.times) },
    Action(
      "previous-pivotal", "to the previous pivotal event", .move, keys: ["("], unless: onBoard
    ) { $0.move(.previousPivotal, times: $1.times) },
    Action("half-page-right", "half a screen on", .move, keys: ["Ctrl-D", "PgDn"]) {
      $0.page(1, times: $1.times)
    },
    Action("half-page-left", "half a screen back", .move, keys: ["Ctrl-U", "PgUp"]) {
      $0.page(-1, times: $1.times)
    },
    Action("search", "search texts, notes and fields", .move, keys: ["/"]) { state, _ in
      if case .help = state.pane?.kind { state.open(.help) } else { state.open(.search) }
    },
    Action(
      "next-match", "to the next match", .move, keys: ["n"],
      unless: { $0.search.pattern == nil ? .noSearch : nil },
      does: { state, call in
        for _ in 0..<min(call.times, state.search.found.count) {
          state.goToMatch(forward: true, from: state.cursor)
        }
      }),
    Action(
      "previous-match", "to the previous match", .move, keys: ["N"],
      unless: { $0.search.pattern == nil ? .noSearch : nil },
      does: { state, call in
        for _ in 0..<min(call.times, state.search.found.count) {
          state.goToMatch(forward: false, from: state.cursor)
        }
      }),
  ]

  static let onBoard: @Sendable (State) -> Obstacle? = { $0.needsBoard }
  private static let onLink: @Sendable (State) -> Obstacle? = { $0.needsLink }
}
