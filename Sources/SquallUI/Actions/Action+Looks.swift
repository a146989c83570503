import SquallModel

extension Action {
  static let looks: [Action] = [
    Action("pan-left", "the view to the left", .look, keys: ["H", "Shift-Left"], unless: onBoard) {
      $0.pan(columns: -$1.times)
    },
    Action("pan-down", "the view down", .look, keys: ["J", "Shift-Down"], unless: onBoard) {
      $0.pan(rows: $1.times)
    },
    Action("pan-up", "the view up", .look, keys: ["K", "Shift-Up"], unless: onBoard) {
      $0.pan(rows: -$1.times)
    },
    Action(
      "pan-right", "the view to the right", .look, keys: ["L", "Shift-Right"], unless: onBoard
    ) { $0.pan(columns: $1.times) },
    Action(
      "centre", "the cursor in the middle of the screen", .look, keys: ["z z"], unless: onBoard
    ) { state, _ in state.centre() },
    Action("zoom-in", "nearer", .look, keys: ["+", "z i"], unless: onBoard) { state, call in
      for _ in 0..<min(call.times, Zoom.allCases.count) { state.zoom = state.zoom.nearer }
    },
    Action("zoom-out", "farther", .look, keys: ["-", "z o"], unless: onBoard) { state, call in
      for _ in 0..<min(call.times, Zoom.allCases.count) { state.zoom = state.zoom.farther }
    },
    Action(
      "zoom", "how near: dots, titles, stickies, details", .look,
      argument: .word(Zoom.allCases.map(\.name) + ["1", "2", "3", "4"]), unless: onBoard
    ) { state, call in
      let name = call.argument ?? Zoom.stickies.name
      let byNumber = Int(name).flatMap { Zoom.allCases[safe: $0 - 1] }
      state.zoom = Zoom(name: name) ?? byNumber ?? state.zoom
    },
    Action("filter", "let only what fits stand out", .look, keys: ["&"], unless: onBoard) {
      state, _ in state.open(.filter, text: state.search.filter ?? "")
    },
    Action("detail", "everything about this sticky", .look, keys: ["o"], unless: session) {
      state, _ in state.toggle(.detail)
    },
    Action("inbox", "what has no place yet", .look, keys: ["i"], unless: session) { state, _ in
      state.toggle(.inbox)
    },
    Action("hotspots", "every hotspot", .look, keys: ["g h"], unless: session) { state, _ in
      state.toggle(.hotspots)
    },
    Action("people", "who takes part", .look, keys: ["g p"], unless: session) { state, _ in
      state.toggle(state.company == nil ? .people : .company)
    },
    Action("votes", "what has votes, the most first", .look, keys: ["g v"], unless: session) {
      state, _ in state.toggle(.votes)
    },
    Action("lanes", "the lanes: add, rename, move, remove", .look, keys: ["g l"], unless: session) {
      state, _ in state.toggle(.lanes)
    },
    Action("outline", "the board as lines in reading order, or as a wall", .look, keys: ["g o"]) {
      state, _ in state.isOutline.toggle()
    },
    Action("glossary", "the words and what they mean", .look, keys: ["g d"], unless: session) {
      state, _ in state.toggle(.glossary)
    },
    Action("messages", "what was said lately", .look, keys: ["g m"]) { state, _ in
      state.toggle(.messages)
    },
    Action(
      "switch-pane", "between board and list", hint: "list", .look, keys: ["Tab", "Shift-Tab"]
    ) { state, _ in state.switchFocus() },
    Action("theme", "the colours", .look, argument: .word(Theme.all.map(\.name))) { state, call in
      if let name = call.argument { state.settings.theme = name }
      state.say(Words.theme(state.settings.theme))
    },
    Action("ascii", "borders without line signs: on or off", .look, argument: .word(["on", "off"]))
    {
      state, call in
      state.settings.charset = call.argument == "off" ? .unicode : .ascii
      state.say(Words.drawsASCII(state.settings.charset == .ascii))
    },
    Action(
      "mouse", "whether squall has the mouse; off gives it back for selecting", .look,
      argument: .word(["on", "off"])
    ) { state, call in
      state.settings.isMouseOn = call.argument.map { $0 == "on" } ?? !state.settings.isMouseOn
      state.outbox.append(.setMouse(state.settings.isMouseOn))
      state.say(Words.hasMouse(state.settings.isMouseOn), about: .mouse)
    },
  ]

  static let session: @Sendable (State) -> Obstacle? = { $0.needsSession }
}
