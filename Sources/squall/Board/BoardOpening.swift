/// What `squall open` asks for.
struct BoardOpening {
  var file: FileArgument
  var readOnly: Bool
  /// Which board counts where the file was changed outside of squall; nil: that is asked.
  var use: BoardChoice?
  var terminal: TerminalChoices

  func run(on console: Console) throws(Failure) -> ExitStatus {
    guard !file.isStandard else {
      throw Failure(.usage, "standard input is where the keys come from; name a session file")
    }
    guard !file.isLive else {
      throw Failure(.usage, "that is a live workshop's address: call 'squall join' with it")
    }
    var world = try World()
    try terminal.refuseWithoutTerminal(instead: "squall show \(file.text)")
    let opened = try OpenedSession(
      file.path, author: terminal.authorName, readOnly: readOnly, use: use, asking: console,
      &world)
    var program = try BoardProgram(console, terminal, world, .session(opened))
    return try program.run()
  }
}

extension BoardOpening {
  /// The two calls that open nearly every board, understood without the parser of arguments,
  /// which would take a quarter of the time until an empty board is seen.
  ///
  /// Nil for every other call.
  init?(plain arguments: [String]) {
    var words = arguments[...]
    guard words.popFirst() == "open" else { return nil }
    let onlyLooks = words.first == "--read-only"
    if onlyLooks { words.removeFirst() }
    guard words.count == 1, let path = words.first, !path.hasPrefix("-"),
      let file = FileArgument(argument: path)
    else { return nil }
    self.init(file: file, readOnly: onlyLooks, use: nil, terminal: TerminalChoices())
  }
}
