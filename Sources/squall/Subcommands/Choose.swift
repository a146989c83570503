import ArgumentParser

/// `squall` alone: the sessions that there are, to open one or to begin a new one.
struct Choose: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "choose", abstract: "Choose a session, or begin one.", shouldDisplay: false)

  static let examples = Squall.examples

  @OptionGroup(title: "The terminal")
  var terminal: TerminalArguments

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let terminal = terminal.choices
    try terminal.refuseWithoutTerminal(instead: "squall show FILE")
    var program = try BoardProgram(console, terminal, try World(), .sessions)
    return try program.run()
  }
}
